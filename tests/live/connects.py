"""How much connects that come at once slow each other down.

A connect keeps a processor for a while, the client's or the server's, which those under way at the same time share.
What poolsize plays (simulate --connect-shared) is processor sharing: connects have a processor in equal parts, and each
then takes the same time on top.

Of what else a connect waits for it knows nothing: the longest take longer than that.
"""

import statistics
from collections import deque

SHARES = [share / 20 for share in range(21)]  # of the mean connect that are tried
LEAST = 30  # connects that say something of it


def ends(begins, work):
    """When each is through with `work` on the shared processor. Who came first is through first."""
    out, goals, done, now = [], deque(), 0.0, 0.0  # `done`: what somebody who was there all the time has got
    for begin in [*begins, float("inf")]:
        while goals and now + (goals[0] - done) * len(goals) <= begin:
            now += (goals[0] - done) * len(goals)
            done = goals.popleft()
            out.append(now)
        if goals:
            done += (begin - now) / len(goals)
        now = begin
        goals.append(done + work)
    return out


def fitted(runs, settle):
    """(seconds that a connect takes alone, of these shared) by least squares over the connects of each run, [(began,
    took), ...], those of the first `settle` seconds left out; None where there are too few."""
    def rest(share):
        """What each took beside the sharing, were `share` seconds of it shared."""
        return [took - (end - began) for connects in runs for (began, took), end in
                zip(sorted(connects), ends([began for began, _ in sorted(connects)], share), strict=True)
                if began >= settle]
    took = rest(0.0)
    if len(took) < LEAST:
        return None
    mean = statistics.fmean(took)
    shared = min((share * mean for share in SHARES), key=lambda share: statistics.pvariance(rest(share)))
    return shared + max(0.0, statistics.fmean(rest(shared))), shared
