#!/usr/bin/env python3
"""Plays a plan on a real pool: each request starts at its time, however many are under way (an open loop).

Reads {"case": ..., "plan": [[asks, works], ...], "port": ...} from standard input and prints what happened, as JSON.
A process of its own, so that nothing else is in its event loop.
"""

import asyncio
import gc
import json
import resource
import selectors
import sys

import cases
import shield
from pools import KINDS, Request, clock, current

LEAD = 0.2  # seconds from the plan's reading to its first request


class Player:
    def __init__(self, case, port):
        self.case, self.pool = case, KINDS[case.pool](case, port)

    async def play(self, plan):
        await self.pool.start()
        connect_alone, connect_cpu = await self.pool.cost_of_connecting()
        gc.collect()
        gc.disable()  # what a collection costs would come at times of its own
        loop = asyncio.get_running_loop()
        start, self.tasks = clock() + LEAD, set()
        requests = [Request(number, start + asks, work) for number, (asks, work) in enumerate(plan)]
        used = resource.getrusage(resource.RUSAGE_SELF)
        self.launch(loop, iter(requests), None)
        await asyncio.sleep(start + plan[-1][0] - clock() + LEAD)
        while self.tasks:
            await asyncio.wait(self.tasks)
        now = resource.getrusage(resource.RUSAGE_SELF)
        busy = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
        seconds = clock() - start
        await self.pool.stop()
        return {"requests": [self.told(request, start) for request in requests], "client_cpu": busy / seconds,
                "connect_alone": connect_alone, "connect_cpu": connect_cpu,
                "connects": [(at - start, took) for at, took in self.pool.diary.connects],
                "closes": [(at - start, took) for at, took in self.pool.diary.closes]}

    def launch(self, loop, rest, request):
        """Starts a request, and those whose time has come too; sets the clock for the next."""
        while request is None or request.planned <= clock():
            if request is not None:
                task = loop.create_task(self.live(request))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
            request = next(rest, None)
            if request is None:
                return
        loop.call_at(request.planned, self.launch, loop, rest, request)

    async def live(self, request):
        current.set(request)
        request.asked = clock()
        try:
            async with self.pool.connection() as connection:
                request.got = clock()
                await self.hold(connection, request)
                request.gave = clock()
        except self.pool.patient:
            if request.got is not None:
                raise
            request.gave_up = clock()
        except Exception as error:  # told with the rest; a run with any is no comparison
            request.failed = f"{type(error).__name__}: {error}"

    async def hold(self, connection, request):
        if self.case.on_server:
            await self.pool.work(connection, request.work)
        else:
            await self.pool.touch(connection)
            await asyncio.sleep(request.got + request.work - clock())

    @staticmethod
    def told(request, start):
        def since(time):
            return None if time is None else time - start
        return [since(request.planned), request.work, since(request.asked), since(request.took), since(request.got),
                since(request.gave), since(request.back), since(request.gave_up), request.connect,
                request.failed]


def main():
    asked = json.load(sys.stdin)
    case = cases.Case(**asked["case"])
    shield.sharpen_timers()
    # epoll's time-outs are whole milliseconds, which asyncio rounds up to (selectors.EpollSelector.select): timers then
    # ring together. select's are not.
    selector = selectors.EpollSelector() if case.coarse_timers else selectors.SelectSelector()
    loop = asyncio.SelectorEventLoop(selector)
    asyncio.set_event_loop(loop)
    json.dump(loop.run_until_complete(Player(case, asked["port"]).play(asked["plan"])), sys.stdout)


if __name__ == "__main__":
    main()
