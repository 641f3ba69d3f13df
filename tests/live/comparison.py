"""A case's runs against what poolsize says of it."""

import dataclasses
import functools
import math
import statistics

from figures import NAMES, QUANTILES, RESOLUTION, Figures, counted, figures, quantile, waits_of
from runs import Costs

REPLAY_WITHIN, PREDICTION_WITHIN = 0.10, 0.15
DRAWS = 16  # sets of plans that show how much a set of runs owes to luck
FIRST_DRAWN_SEED = 1000
DEVIATIONS = 3  # beyond so many standard deviations it is no longer luck


@dataclasses.dataclass(frozen=True)
class Difference:
    """Of what is `said` from what it is held `against`, and how much is `allowed`."""
    against: float
    said: float
    allowed: float

    @property
    def holds(self):
        return abs(self.said - self.against) <= self.allowed


class Comparison:
    """`seeds` has one plan twice and others: how far twins differ is what the real pool itself leaves open, how far all
    differ what the plan does."""

    def __init__(self, poolsize, case, runs, seeds):
        self.poolsize, self.case, self.runs, self.seeds = poolsize, case, runs, seeds
        self.costs = Costs.of(runs)
        self.windows = [run.window() for run in runs]
        self.each = [figures([window]) for window in self.windows]
        self.measured = figures(self.windows)
        self.replayed_rows = [poolsize.replay(case, run.trace(), self.costs) for run in runs]
        replays = [(counted(rows), seconds)
                   for rows, (_, seconds) in zip(self.replayed_rows, self.windows, strict=True)]
        self.replayed_each = [figures([replay]) for replay in replays]
        self.replayed = figures(replays)
        self.simulated = poolsize.simulate(case, self.costs)
        self.predicted = poolsize.predict(case, self.costs)
        # Of each run what its own log says: its workload is known better than the plan's.
        self.calibrated = mean([poolsize.predict_measured(case, self.costs, run.workload) for run in runs
                                if run.workload is not None])
        self.expected = expected(self.measured, self.replayed, self.simulated)
        self.twin_spread = spread([each for each, seed in zip(self.each, seeds, strict=True) if seeds.count(seed) > 1])
        self.spread = spread(self.each)

    @functools.cached_property
    def luck(self):
        """The standard deviations of the figures of a set of such runs, from what simulate --trace makes of other
        plans."""
        overhead = sum(run.hold_overhead() for run in self.runs) / len(self.runs)
        sets = []
        for number in range(DRAWS):
            windows = []
            for plan in range(len(set(self.seeds))):
                seed = FIRST_DRAWN_SEED + number * len(self.seeds) + plan
                rows = self.poolsize.replay(self.case, trace_of(self.case, self.runs[0].seconds, seed, overhead),
                                            self.costs)
                windows.append((counted(rows), self.windows[0][1]))
            sets.append(figures([windows[sorted(set(self.seeds)).index(seed)] for seed in self.seeds]))
        return Figures(*(statistics.stdev(getattr(one, name) for one in sets) for name in NAMES))

    def differences(self):
        """Each kind of answer against what it speaks of. A replay speaks of these very runs, and is forgiven what twins
        differ by. What is said from rate and distribution speaks of all plans: it is held against these runs, and
        forgiven what their plans' luck does, and against what remains of them without it."""
        twins, all_runs = [self.twin_spread], [self.spread, times(DEVIATIONS, self.luck)]
        answers = {"replay": self.compare(self.measured, self.replayed, REPLAY_WITHIN, twins),
                "simulation": self.compare(self.measured, self.simulated, PREDICTION_WITHIN, all_runs),
                "prediction": self.compare(self.measured, self.predicted, PREDICTION_WITHIN, all_runs),
                "prediction in the long run": self.compare(self.expected, self.predicted, PREDICTION_WITHIN, twins)}
        if self.calibrated:
            answers["prediction of the log"] = self.compare(self.expected, self.calibrated, PREDICTION_WITHIN, all_runs)
        return answers

    def compare(self, against, said, share, spreads):
        differences = {}
        for name in NAMES:
            value = getattr(against, name)
            allowed = [share * value, getattr(RESOLUTION, name), *(getattr(one, name) for one in spreads)]
            if name in QUANTILES:
                allowed.append(self.quantile_error(QUANTILES[name]))
            differences[name] = Difference(value, getattr(said, name), max(allowed))
        return differences

    def quantile_error(self, share):
        """Half of how far apart the waits are between which the quantile of so many lies with 95 %, by the binomial
        distribution of the number below it: much where waits jump from nothing to a connect."""
        waits = waits_of([row for rows, _ in self.windows for row in rows])
        deviation = 2 * math.sqrt(share * (1 - share) / max(1, len(waits)))
        return (quantile(waits, min(1, share + deviation)) - quantile(waits, share - deviation)) / 2

    def differing(self):
        """((number of the run, request, the same in the replay) of the requests whose waits differ by more than a
        millisecond and a tenth, how many there are in all)."""
        all_requests = [(number, *pair)
                        for number, (run, rows) in enumerate(zip(self.runs, self.replayed_rows, strict=True), 1)
                        for pair in zip(sorted(run.rows, key=lambda row: row.asked), rows, strict=True)]
        return [(number, real, played) for number, real, played in all_requests
                if real.served != played.served
                or abs(real.wait - played.wait) > max(0.001, 0.1 * real.wait)], len(all_requests)


def trace_of(case, seconds, seed, overhead):
    return "arrival,hold\n" + "".join(f"{asks!r},{work + overhead!r}\n" for asks, work in case.plan(seconds, seed))


def expected(measured, replayed, simulated):
    """What was measured, without the luck of the plans that were played.

    Ten seconds near saturation are a draw of luck: their mean wait is half or twice what it is in the long run. But the
    replay had the same luck. So what the real pool does in the long run is estimated by the simulation's long run times
    measured / replayed: the ratio estimator of a control variate (A. M. Law, Simulation Modeling and Analysis, 2015,
    section 11.4; W. G. Cochran, Sampling Techniques, 1977, chapter 6)."""
    def of(name):
        real, played, all_plans = (getattr(one, name) for one in (measured, replayed, simulated))
        # A ratio of what can hardly be told from nothing says nothing.
        known = played > getattr(RESOLUTION, name)
        return all_plans * real / played if known else max(0.0, all_plans + real - played)
    return Figures(*map(of, NAMES))


def spread(each):
    return Figures(*(max(values) - min(values) if values else 0.0
                     for values in ([getattr(one, name) for one in each] for name in NAMES)))


def mean(each):
    return Figures(*(statistics.fmean(getattr(one, name) for one in each) for name in NAMES)) if each else None


def times(factor, one):
    return Figures(*(factor * getattr(one, name) for name in NAMES))
