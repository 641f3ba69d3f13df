"""A run of a case on the real pool: plays it, and reads what happened."""

import dataclasses
import json
import pathlib
import statistics
import subprocess
import sys

import connects
import shield
from figures import SETTLE, Row, counted, quantile

LOAD = pathlib.Path(__file__).with_name("load.py")
# Round trips that poolsize adds to a hold (include/poolsize/prediction.hpp); what a run shows is split among them.
RESET_TRIPS, PING_TRIPS = 1, 3
# A generator that starts one request in a hundred later than this was kept from its processor.
TOLERABLE_LATENESS = 0.005


class Failed(Exception):
    """A run that is no comparison."""


@dataclasses.dataclass
class Request:
    planned: float
    work: float
    asked: float
    took: float | None
    got: float | None
    gave: float | None
    back: float | None
    gave_up: float | None
    connect: float | None  # seconds that it took to open a connection for it
    failed: str | None

    @property
    def opened(self):
        return self.connect is not None

    def row(self):
        end = self.gave_up if self.took is None else self.took
        return Row(self.asked, end - self.asked, self.took is not None, self.opened)

    def hold(self):
        return self.back - self.took


class Run:
    def __init__(self, case, seconds, told):
        self.case, self.seconds, self.workload = case, seconds, None
        self.requests = [Request(*fields) for fields in told["requests"]]
        failures = [request.failed for request in self.requests if request.failed]
        if failures:
            raise Failed(f"{case.name}: {len(failures)} of {len(self.requests)} requests failed: {failures[0]}")
        self.connects, self.closes, self.client_cpu = told["connects"], told["closes"], told["client_cpu"]
        self.connect_alone, self.connect_cpu = told["connect_alone"], told["connect_cpu"]
        if case.pool == "pgbouncer":
            self.leave_out_answers()
        self.rows = [request.row() for request in self.requests]

    def leave_out_answers(self):
        """PgBouncer's clients see their turn only by the answer to BEGIN, a round trip after PgBouncer gave them a
        server connection. A client that need not wait sees that round trip alone."""
        served = [request for request in self.requests if request.took is not None]
        trip = quantile(sorted(request.took - request.asked for request in served), 0.1)
        for request in served:
            request.took -= trip

    def window(self):
        return counted(self.rows), self.seconds - SETTLE

    # --- What the run says of itself ---

    def lateness(self, share):
        """Of the launches that did not coincide with others of the plan's start."""
        late = sorted(request.asked - request.planned for request in self.requests if request.planned >= SETTLE)
        return quantile(late, share)

    def is_late(self):
        """Connects that prove a password keep the event loop busy by themselves."""
        return not self.case.scram and self.lateness(0.99) > TOLERABLE_LATENESS

    # --- What things cost in it ---

    def overheads(self):
        """(seconds of the holds beside the work, round trips that poolsize counts in them)."""
        served = [request for request in self.requests if request.back is not None]
        ping = PING_TRIPS if self.case.pool == "sqlalchemy" and self.case.pre_ping else 0
        trips = sum(RESET_TRIPS + (0 if request.opened else ping) for request in served)
        return sum(request.hold() - request.work for request in served), trips

    def hold_overhead(self):
        """Seconds of a hold beside the work, on average."""
        seconds, _ = self.overheads()
        return seconds / sum(request.back is not None for request in self.requests)

    def turns(self):
        """From the return of a connection until the waiter that it woke has taken it. PgBouncer's
        clients do not see it."""
        if self.case.pool == "pgbouncer":
            return []
        returns = sorted(request.back for request in self.requests if request.back is not None)
        turns, at = [], 0
        for request in sorted((r for r in self.requests if r.took is not None and not r.opened), key=lambda r: r.took):
            while at < len(returns) and returns[at] <= request.took:
                at += 1
            if request.took - request.asked > 0.001 and at > 0:
                turns.append(request.took - returns[at - 1])
        return turns

    def trace(self):
        """What simulate --trace reads: arrivals, holds and connects as they were. A request that gave up held nothing;
        what it would have held is not known, and matters only to a replay that serves it. A request that opens a
        connection only in the replay takes as long for it as connects take."""
        known = [(request.asked, max(0.0, request.work if request.took is None else request.hold()), request.connect)
                 for request in sorted(self.requests, key=lambda request: request.asked)]
        return "arrival,hold,connect\n" + "".join(
            f"{asked!r},{hold!r},{'' if connect is None else repr(connect)}\n" for asked, hold, connect in known)


@dataclasses.dataclass(frozen=True)
class Costs:
    """Of the runs of a case, in seconds."""
    connect: float  # on average, while others connect too
    connect_alone: float
    connect_shared: float  # of that, what connects take from each other
    connect_processors: int  # that they share
    connect_cv: float  # of what they take beside that
    close: float
    round_trip: float
    loop_turn: float

    @classmethod
    def of(cls, runs):
        def mean(events):
            # Those of the start came all at once.
            took = [took for at, took in events if at >= SETTLE] or [took for _, took in events]
            return statistics.fmean(took) if took else 0.0
        # Where hardly any was opened, what one takes that nothing hinders and the client's part of it tell it.
        alone = statistics.median(run.connect_alone for run in runs)
        cpu = statistics.median(run.connect_cpu for run in runs)
        fitted = connects.fitted([run.connects for run in runs], SETTLE) or connects.Fit(alone, min(alone, cpu), 1, 0.0)
        overheads = [run.overheads() for run in runs]
        turns = [turn for run in runs for turn in run.turns()]
        return cls(connect=mean([event for run in runs for event in run.connects]),
                   connect_alone=fitted.alone, connect_shared=fitted.shared, connect_processors=fitted.processors,
                   connect_cv=fitted.cv,
                   close=mean([event for run in runs for event in run.closes]),
                   round_trip=sum(seconds for seconds, _ in overheads) / sum(trips for _, trips in overheads),
                   loop_turn=statistics.median(turns) if turns else 0.0)


def play(case, port, seconds, seed):
    asked = {"case": dataclasses.asdict(case), "port": port, "plan": case.plan(seconds, seed)}
    done = subprocess.run(shield.command(2, [sys.executable, "-B", str(LOAD)]), input=json.dumps(asked),
                          capture_output=True, text=True, timeout=seconds * 10 + 60)
    if done.returncode != 0:
        raise Failed(f"{case.name}: {done.stderr[-2000:]}")
    return Run(case, seconds, json.loads(done.stdout))
