"""A case's runs against what poolsize says of it."""

import dataclasses
import math
import statistics

from figures import NAMES, QUANTILES, RESOLUTION, Figures, counted, figures, quantile, waits_of
from runs import Costs

REPLAY_WITHIN, PREDICTION_WITHIN = 0.10, 0.15


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
    """`seeds` has one plan twice: how far such twins differ is what the real pool itself leaves open."""

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
        self.calibrated_each = [poolsize.predict_measured(case, self.costs, run.workload) for run in runs
                                if run.workload is not None]
        self.calibrated = mean(self.calibrated_each)
        self.twin_spread = spread([each for each, seed in zip(self.each, seeds, strict=True) if seeds.count(seed) > 1])

    def differences(self):
        """Of each kind of answer from these runs, forgiven what twins differ by. A log tells its own run's rate and
        holds, and is forgiven what these tell otherwise from log to log."""
        twins = [self.twin_spread]
        answers = {"replay": self.compare(self.replayed, REPLAY_WITHIN, twins),
                   "simulation": self.compare(self.simulated, PREDICTION_WITHIN, twins),
                   "prediction": self.compare(self.predicted, PREDICTION_WITHIN, twins)}
        if self.calibrated:
            answers["prediction of the log"] = self.compare(self.calibrated, PREDICTION_WITHIN,
                                                            [*twins, spread(self.calibrated_each)])
        return answers

    def compare(self, said, share, spreads):
        differences = {}
        for name in NAMES:
            value = getattr(self.measured, name)
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


def spread(each):
    return Figures(*(max(values) - min(values) if values else 0.0
                     for values in ([getattr(one, name) for one in each] for name in NAMES)))


def mean(each):
    return Figures(*(statistics.fmean(getattr(one, name) for one in each) for name in NAMES)) if each else None
