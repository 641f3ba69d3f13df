#!/usr/bin/env python3
"""What SQLAlchemy's and asyncpg's pools do, told in their own words: coroutines on a clock that is not real.

`checkout`, `checkin`, `acquire` and `release` follow sqlalchemy/pool/impl.py (1.4.46) and asyncpg/pool.py (0.27)
line by line, `Queue` CPython's asyncio/queues.py (3.11); a task that was woken runs one turn of the loop later.

Reads servers from standard input, one JSON object per line: its limit, and the groups of pools that it has at the
same time, each with settings and requests of its own: when each asks, how long it holds, how long it takes to connect or
null, how many times as long as usual it takes then, and of which instance if they do not come in turn. Prints for each
what happened, one event per line, then an empty line. Nothing here knows of the program under test.
"""

import heapq
import json
import sys
from collections import deque
from math import inf

# At one moment: connections in the order of their numbers, then shared processors, woken tasks, deadlines, idle ones,
# newcomers.
CONNECTION, PROCESSOR, WOKEN, DEADLINE, IDLE, NEWCOMER = range(6)


class TimedOut(Exception):
    pass


class Refused(Exception):
    pass


class World:
    """The clock, the server that all pools share, and what is told."""

    def __init__(self, limit):
        self.limit, self.now, self.calls, self.count = limit, 0.0, [], 0
        self.used = self.asked = 0

    def at(self, time, rank, tie, call):
        self.count += 1
        entry = [time, rank, tie, self.count, call]
        heapq.heappush(self.calls, entry)
        return entry

    def cancel(self, entry):
        if entry:
            entry[4] = None

    def tell(self, kind, request=None, pool=None):
        pool = request.pool if request else pool
        group = pool.group
        place = (group.plan_number, group.engine, pool.instance)
        print(repr(self.now), kind, request.number if request else -1, *place, group.waiting, group.busy, group.used)

    def run(self):
        while self.calls:
            time, rank, _, _, call = heapq.heappop(self.calls)
            if call is None:
                continue
            if rank == IDLE and not any(c[4] and c[1] != IDLE for c in self.calls):
                return
            self.now = time
            call()


class Group:
    """The pools of one engine, one in each instance."""

    def __init__(self, world, plan, plan_number, engine, rank):
        self.world, self.plan, self.plan_number, self.engine, self.rank = world, plan, plan_number, engine, rank
        self.used = self.busy = self.waiting = 0
        kind = {"sqlalchemy": Sqlalchemy, "asyncpg": Asyncpg}[plan["pool"]]
        self.pools = [kind(world, self, i) for i in range(plan["instances"])]
        for number, (at, hold, connect, factor, *chosen) in enumerate(plan["requests"]):
            pool = chosen[0] if chosen else number % len(self.pools)
            request = Request(world, self.pools[pool], at, hold, connect, factor)
            world.at(at, NEWCOMER, (rank, number), request.start)


class Request:
    def __init__(self, world, pool, at, hold, connect, factor):
        self.world, self.pool, self.asked, self.hold = world, pool, at, hold
        self.connect, self.connect_factor = connect, factor
        self.look = None

    def start(self):
        self.number = self.world.asked
        self.world.asked += 1
        self.task = self.life()
        self.step(None)

    def step(self, value):
        try:
            next(self.task) if value is None else self.task.send(value)
        except StopIteration:
            pass

    def until(self, time, connection):
        """In a task that has `connection`."""
        self.world.at(time, CONNECTION, connection.tie, lambda: self.step("on"))
        yield

    def life(self):
        tell = self.world.tell
        tell("asked", self)
        try:
            connection = yield from self.pool.get(self)
        except (TimedOut, Refused) as failure:
            tell("timed_out" if isinstance(failure, TimedOut) else "refused", self)
            return
        self.pool.group.busy += 1
        tell("got", self)
        yield from self.until(self.world.now + (self.hold + self.pool.overhead(connection)), connection)
        self.pool.group.busy -= 1
        tell("gave_back", self)
        yield from self.pool.put(connection, self)


class Queue:
    """asyncio.Queue or LifoQueue, seen from its getters."""

    def __init__(self, group, turn, lifo):
        self.world, self.group, self.turn, self.lifo = group.world, group, turn, lifo
        self.items, self.getters = deque(), deque()

    def get_nowait(self):
        return self.items.pop() if self.lifo else self.items.popleft()

    def put_nowait(self, item):
        self.items.append(item)
        self.wake_next()

    def wake_next(self):
        if self.getters:
            request = self.getters.popleft()
            if self.turn == 0:
                request.step("woken")
            else:
                request.look = self.world.at(
                    self.world.now + self.turn, WOKEN, (self.group.rank,), lambda: request.step("woken")
                )

    def get(self, request, deadline):
        self.group.waiting += 1
        alarm = None
        if deadline < inf:
            tie = (self.group.rank, request.number)
            alarm = self.world.at(deadline, DEADLINE, tie, lambda: request.step("late"))
        self.getters.append(request)
        while True:
            if (yield) == "late":
                self.group.waiting -= 1
                if request in self.getters:
                    self.getters.remove(request)
                else:
                    self.world.cancel(request.look)
                    if self.items:
                        self.wake_next()
                raise TimedOut
            if self.items:
                self.group.waiting -= 1
                self.world.cancel(alarm)
                return self.get_nowait()
            self.getters.append(request)
            self.world.tell("overtaken", request)


class Processors:
    """Shared out evenly among those who work on them; nobody has more than one."""

    def __init__(self, group, instance):
        self.world, self.tie, self.count = group.world, (group.rank, instance), group.plan["connect_processors"]
        self.left, self.since, self.alarm = {}, 0.0, None

    def use(self, work, request, connection, deadline):
        """False if the deadline comes first."""
        self.pass_time()
        self.left[request] = work
        self.look_ahead()
        late = self.world.at(deadline, CONNECTION, connection.tie, lambda: request.step("late"))
        in_time = (yield) == "worked"
        self.world.cancel(late)
        if not in_time:
            self.pass_time()
            del self.left[request]
            self.look_ahead()
        return in_time

    def pass_time(self):
        for request in self.left:
            done = (self.world.now - self.since) / self.stretch()
            self.left[request] = max(0.0, self.left[request] - done)
        self.since = self.world.now

    def stretch(self):
        return max(1.0, len(self.left) / self.count)

    def look_ahead(self):
        self.world.cancel(self.alarm)
        self.alarm = None
        if self.left:
            least = min(self.left.values())
            self.alarm = self.world.at(self.world.now + least * self.stretch(), PROCESSOR, self.tie, self.ring)

    def ring(self):
        self.pass_time()
        request = min(self.left, key=self.left.get)
        del self.left[request]
        self.look_ahead()
        request.step("worked")


class Connection:
    connected, queries, since = False, 0, 0.0

    def __init__(self, number, pool):
        self.number, self.tie = number, (pool.group.rank, number, pool.instance)


class Pool:
    def __init__(self, world, group, instance):
        self.world, self.group, self.plan, self.instance = world, group, group.plan, instance
        self.queue = Queue(group, self.plan["loop_turn"], self.lifo())
        self.processors = Processors(group, instance)

    def connect(self, connection, request, deadline):
        """Opens the server's connection, unless the server has none or the time runs out."""
        world, plan = self.world, self.plan
        connection.since, connection.fresh = world.now, True
        if world.used >= world.limit:
            end = world.now + plan["round_trip"]
            yield from request.until(min(end, deadline), connection)
            raise Refused if end <= deadline else TimedOut
        self.connected(connection, request)
        takes, shared = request.connect, 0
        if takes is None:
            takes = plan["connect_time"] * request.connect_factor
            shared = plan["connect_shared"] * request.connect_factor
        in_time = shared == 0 or (yield from self.processors.use(shared, request, connection, deadline))
        end = world.now + (takes - shared) if in_time else inf
        if in_time and (world.now < end or deadline < end or shared > 0):
            yield from request.until(min(end, deadline), connection)
        if deadline < end:
            self.disconnected(connection, request)
            raise TimedOut

    def close(self, connection, request):
        if self.plan["close_time"] > 0:
            yield from request.until(self.world.now + self.plan["close_time"], connection)
        self.disconnected(connection, request)

    def connected(self, connection, request=None):
        connection.connected = True
        self.world.used += 1
        self.group.used += 1
        self.world.tell("connecting", request, self)

    def disconnected(self, connection, request=None):
        connection.connected = False
        connection.queries = 0
        self.world.used -= 1
        self.group.used -= 1
        self.world.tell("closed", request, self)


class Sqlalchemy(Pool):
    def __init__(self, *place):
        super().__init__(*place)
        self.open, self.numbers = 0, set()
        size, overflow = self.plan["pool_size"], self.plan["max_overflow"]
        self.kept = size or inf
        self.limit = inf if size == 0 or overflow < 0 else size + overflow

    def lifo(self):
        return self.plan["use_lifo"]

    def overhead(self, connection):
        ping = 3 if self.plan["pre_ping"] and not connection.fresh else 0
        return self.plan["round_trip"] * 1 + self.plan["round_trip"] * ping

    def get(self, request):
        wait = self.open >= self.limit
        try:
            if wait and not self.queue.items:
                record = yield from self.queue.get(request, request.asked + self.plan["pool_timeout"])
            else:
                record = self.queue.get_nowait()
        except (TimedOut, IndexError):
            if self.open >= self.limit:
                raise
            self.open += 1
            record = Connection(min(set(range(len(self.numbers) + 1)) - self.numbers), self)
            self.numbers.add(record.number)
            try:
                yield from self.connect(record, request, inf)
            except Refused:
                self.forget(record)
                raise
            return record
        try:
            record.fresh = False
            if not record.connected:
                yield from self.connect(record, request, inf)
            elif self.world.now - record.since > self.plan["recycle"]:
                yield from self.close(record, request)
                yield from self.connect(record, request, inf)
        except Refused:
            if len(self.queue.items) < self.kept:
                self.queue.put_nowait(record)
            else:
                self.forget(record)
            raise
        return record

    def forget(self, record):
        self.open -= 1
        self.numbers.remove(record.number)

    def put(self, record, request):
        if len(self.queue.items) < self.kept:
            self.queue.put_nowait(record)
            return
        yield from self.close(record, request)
        self.forget(record)


class Asyncpg(Pool):
    def __init__(self, *place):
        super().__init__(*place)
        holders = [Connection(number, self) for number in range(self.plan["max_size"])]
        for holder in holders[: self.plan["min_size"]]:
            if self.world.used < self.world.limit:
                self.connected(holder)
        for holder in reversed(holders):
            self.queue.items.append(holder)
            if holder.connected:
                self.watch(holder)

    def lifo(self):
        return True

    def overhead(self, holder):
        holder.queries += self.plan["queries_per_request"]
        holder.closes = holder.queries >= self.plan["max_queries"]
        if holder.closes:
            return 0
        holder.queries += 1
        return self.plan["round_trip"]

    def get(self, request):
        deadline = request.asked + self.plan["acquire_timeout"]
        if self.queue.items:
            holder = self.queue.get_nowait()
        else:
            holder = yield from self.queue.get(request, deadline)
        if holder.connected:
            self.world.cancel(holder.alarm)
            return holder
        try:
            yield from self.connect(holder, request, deadline)
        except (TimedOut, Refused):
            self.queue.put_nowait(holder)
            raise
        return holder

    def put(self, holder, request):
        if holder.closes:
            yield from self.close(holder, request)
        else:
            holder.since = self.world.now
            self.watch(holder)
        self.queue.put_nowait(holder)

    def watch(self, holder):
        holder.alarm = None
        if self.plan["max_inactive"] > 0:
            end = holder.since + self.plan["max_inactive"]
            tie = (self.group.rank, self.instance)
            holder.alarm = self.world.at(end, IDLE, tie, lambda: self.disconnected(holder))


def play(server):
    world = World(inf if server["limit"] is None else server["limit"])
    rank = 0
    for number, given in enumerate(server["plans"]):
        plan = {key: inf if value is None else value for key, value in given.items()}
        for engine in range(plan["engines"]):
            Group(world, plan, number, engine, rank)
            rank += 1
    world.run()


if __name__ == "__main__":
    for line in sys.stdin:
        play(json.loads(line))
        print()
