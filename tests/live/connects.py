"""How much connects that come at once slow each other down.

A connect keeps processors busy for a while, the client's and the server's, which those under way at the same time
share. What poolsize plays (simulate --connect-shared, --connect-processors) is processor sharing: as many connects as
there are processors go at full speed, and more have them in equal parts; each then takes the same time on top.

What else a connect waits for, other work of client and server, lengthens it by chance (simulate --connect-cv).
"""

import dataclasses
import os
import statistics
from collections import deque

SHARES = [share / 20 for share in range(21)]  # of the mean connect that are tried
LEAST = 30  # connects that say something of it


@dataclasses.dataclass(frozen=True)
class Fit:
    alone: float  # seconds of a connect that nothing hinders
    shared: float  # of these, what connects take from each other
    processors: int  # that they share
    cv: float  # of how many times as long as by that they are


def ends(begins, work, processors=1):
    """When each is through with `work` on the shared processors. Who came first is through first."""
    out, goals, done, now = [], deque(), 0.0, 0.0  # `done`: what somebody who was there all the time has got
    for begin in [*begins, float("inf")]:
        while goals and now + (goals[0] - done) * stretch(goals, processors) <= begin:
            now += (goals[0] - done) * stretch(goals, processors)
            done = goals.popleft()
            out.append(now)
        if goals:
            done += (begin - now) / stretch(goals, processors)
        now = begin
        goals.append(done + work)
    return out


def stretch(goals, processors):
    return max(1.0, len(goals) / processors)


def fitted(runs, settle):
    """A Fit by least squares over the connects of each run, [(began, took), ...], those of the first `settle` seconds
    left out; None where there are too few. No more processors are tried than this machine has."""
    runs = [sorted(connects) for connects in runs]

    def lengths(shared, processors):
        """(what each took, how much of it by the sharing)"""
        return [(took, end - began) for connects in runs for (began, took), end in
                zip(connects, ends([began for began, _ in connects], shared, processors), strict=True)
                if began >= settle]

    def rest(shared, processors):
        return [took - sharing for took, sharing in lengths(shared, processors)]
    took = rest(0.0, 1)
    if len(took) < LEAST:
        return None
    mean = statistics.fmean(took)
    tried = ((statistics.pvariance(left), statistics.fmean(left), share * mean, processors)
             for share in SHARES for processors in range(1, os.cpu_count() + 1)
             if statistics.fmean(left := rest(share * mean, processors)) >= 0)
    _, alone, shared, processors = min(tried)
    cv = statistics.pstdev(took / (alone + sharing) for took, sharing in lengths(shared, processors))
    return Fit(shared + alone, shared, processors, cv)
