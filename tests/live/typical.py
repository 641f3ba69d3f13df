"""Which plans are played.

Ten seconds near saturation are a draw of luck: their mean wait may be half or twice what it is in the long run. So many
plans are drawn, those are simulated that bring nearly as much work as they should, and of all pairs that one is played
for real whose waits in the simulation are most like those of its long run. No real pool is asked before, so that
whatever it does otherwise is its own doing. Such a sample is balanced in what is known of every plan beforehand
(J.-C. Deville, Y. Tillé, Efficient balanced sampling: the cube method, Biometrika 91, 2004); there are few enough pairs
to search them.
"""

import concurrent.futures
import functools
import itertools

from comparison import PREDICTION_WITHIN
from figures import NAMES, QUANTILES, RESOLUTION, SETTLE, counted, figures

DRAWN, SIMULATED = 250, 120
LIKELY = 600  # pairs that are looked at closely
ADDING_UP = [name for name in NAMES if name not in QUANTILES]


def even_seeds(case, seconds, drawn, kept):
    """Of the plans that bring most nearly as much work as they should, the nearest first."""
    with concurrent.futures.ProcessPoolExecutor() as processes:
        excess = list(processes.map(functools.partial(excess_of, case, seconds), range(drawn), chunksize=10))
    return sorted(range(drawn), key=excess.__getitem__)[:kept]


def excess_of(case, seconds, seed):
    return abs(sum(work for _, work in case.plan(seconds, seed)) / seconds - case.utilisation * case.capacity)


def seeds(poolsize, case, seconds, costs, overhead):
    """Of a plan to play twice, which shows what it leaves open, and of one to play once. `overhead` is the length of a
    hold beside the work."""
    long_run = poolsize.simulate(case, costs)
    even = even_seeds(case, seconds, DRAWN, SIMULATED)
    with concurrent.futures.ProcessPoolExecutor() as processes:
        windows = dict(zip(even, processes.map(functools.partial(simulated, poolsize, case, seconds, costs, overhead),
                                               even, chunksize=5), strict=True))
    alone = {seed: figures([window]) for seed, window in windows.items()}

    def at_a_glance(pair):
        twice, once = (alone[seed] for seed in pair)
        return unlike(long_run, ADDING_UP, lambda name: (2 * getattr(twice, name) + getattr(once, name)) / 3)
    likely = sorted(itertools.permutations(even, 2), key=at_a_glance)[:LIKELY]
    twice, once = min(likely, key=lambda pair: closely(long_run, *(windows[seed] for seed in pair)))
    return twice, twice, once


def simulated(poolsize, case, seconds, costs, overhead, seed):
    trace = "".join(f"{asks!r},{work + overhead!r}\n" for asks, work in case.plan(seconds, seed))
    return counted(poolsize.replay(case, "arrival,hold\n" + trace, costs)), seconds - SETTLE


def closely(long_run, twice, once):
    together = figures([twice, twice, once])
    return unlike(long_run, NAMES, lambda name: getattr(together, name))


def unlike(long_run, names, value_of):
    """The largest difference from the long run, in parts of what a prediction may be off by."""
    return max(abs(value_of(name) - getattr(long_run, name))
               / max(PREDICTION_WITHIN * getattr(long_run, name), getattr(RESOLUTION, name)) for name in names)
