#!/usr/bin/env python3
"""Real pools on a real PostgreSQL do what poolsize says, in the cases that ./dev truth calls quick.

python3 tests/live/live_test.py POOLSIZE

Single runs are chance, and a machine may be busy with something else. So each case is played several times, and a
figure is wrong if its difference is beyond what is promised by more than the runs leave open: the interval that
contains the mean difference with 95 %, which is the wider the more the runs disagree. One in twenty such intervals is
wrong, so what one set of runs finds must be found by another set too. A run that could not launch its requests on time
is played again; a machine that cannot do it at all is told so, and nothing is said of the pools.

Where the server logged, the log is measured, and what it predicts is compared too: from the run to its prediction no
number is typed."""

import dataclasses
import math
import statistics
import sys
import unittest

import cases
import server
import shield
import truth
import typical
from comparison import PREDICTION_WITHIN, REPLAY_WITHIN
from figures import NAMES, RESOLUTION, SETTLE, Figures, counted, figures
from program import Poolsize

SECONDS = 4.0
DRAWN = 50  # plans to choose from
CASES_GIVEN_UP = 2  # after so many the machine is too busy for the rest as well
T95 = {2: 4.303}  # Student's t, of 95 % on both sides, by degrees of freedom


def share_off(said, real, within, name):
    """By which share of `real` it differs, or of the least that can be told."""
    return (said - real) / max(real, getattr(RESOLUTION, name) / within)


def wrong(shares, within):
    """What is wrong with differences of which each run has one; nothing if they may be within what is promised."""
    mean = statistics.fmean(shares)
    half = T95[len(shares) - 1] * statistics.stdev(shares) / math.sqrt(len(shares))
    return f"{mean:+.1%} ± {half:.1%} off, {within:.0%} is promised" if abs(mean) - half > within else None


def expected(measured, replayed, simulated):
    """What was measured, without the luck of the plans that were played.

    A few seconds are a draw of luck, however the plan is chosen. But the replay had the same luck. So what the real
    pool does in the long run is estimated by the simulation's long run times measured / replayed: the ratio estimator
    of a control variate (A. M. Law, Simulation Modeling and Analysis, 2015, section 11.4; W. G. Cochran, Sampling
    Techniques, 1977, chapter 6)."""
    def of(name):
        real, played, all_plans = (getattr(one, name) for one in (measured, replayed, simulated))
        # A ratio of what can hardly be told from nothing says nothing.
        known = played > getattr(RESOLUTION, name)
        return all_plans * real / played if known else max(0.0, all_plans + real - played)
    return Figures(*map(of, NAMES))


def replay_findings(comparison, replayed_each):
    for name in NAMES:
        shares = [share_off(getattr(played, name), getattr(real, name), REPLAY_WITHIN, name)
                  for real, played in zip(comparison.each, replayed_each, strict=True)]
        if finding := wrong(shares, REPLAY_WITHIN):
            yield f"replay, {name}: {finding}"


def findings(comparison):
    yield from replay_findings(comparison, comparison.replayed_each)
    yield from prediction_findings("prediction", comparison, [comparison.predicted] * len(comparison.runs))
    if comparison.calibrated:
        yield from prediction_findings("prediction of the log", comparison, comparison.calibrated_each)


def prediction_findings(kind, comparison, said_each):
    long_runs = [expected(real, played, comparison.simulated)
                 for real, played in zip(comparison.each, comparison.replayed_each, strict=True)]
    for name in NAMES:
        shares = [share_off(getattr(said, name), getattr(long_run, name), PREDICTION_WITHIN, name)
                  for said, long_run in zip(said_each, long_runs, strict=True)]
        if finding := wrong(shares, PREDICTION_WITHIN):
            yield f"{kind}, {name}: {finding}"


class RealPools(unittest.TestCase):
    given_up = 0
    latest = {}  # comparison by case

    @classmethod
    def setUpClass(cls):
        cls.poolsize = Poolsize(sys.argv[1])
        cls.server = cls.enterClassContext(server.Server())
        print(f"live: {shield.level()[0]}, {shield.processors()} processors", file=sys.stderr)

    def compared(self, case):
        if self.given_up >= CASES_GIVEN_UP:
            self.skipTest("this machine is too busy, see above. Nothing was compared")
        twice, once = typical.even_seeds(case, SECONDS, DRAWN, 2)
        comparison = truth.compared(self.poolsize, self.server, case, SECONDS, (twice, twice, once))
        if any(run.is_late() for run in comparison.runs):
            late = max(run.lateness(0.99) for run in comparison.runs)
            type(self).given_up += 1
            self.skipTest(f"{case.name}: this machine could not launch requests on time, in {truth.TRIES} tries each: "
                          f"one in a hundred was {late * 1e3:.0f} ms late or more. Nothing was compared")
        self.latest[case.pool, case.name] = comparison
        return comparison

    def test_a_wrong_pool_is_found(self):
        """The comparison can fail: the replay of another pool is not that of this one."""
        comparison = self.latest.get(("sqlalchemy", "low, busy"))
        if comparison is None:
            self.skipTest("it was not played")
        other = dataclasses.replace(comparison.case, max_overflow=comparison.case.max_overflow + 2)
        replays = [figures([(counted(self.poolsize.replay(other, run.trace(), comparison.costs)), SECONDS - SETTLE)])
                   for run in comparison.runs]
        self.assertNotEqual([], list(replay_findings(comparison, replays)))


def play(case):
    def test(self):
        found = list(findings(self.compared(case)))
        if found:
            print(f"live: {case.name}: {found}; once more", file=sys.stderr)
            again = set(kind.split(":")[0] for kind in findings(self.compared(case)))
            found = [finding for finding in found if finding.split(":")[0] in again]
        self.assertEqual([], found, f"{case.pool}, {case.name}")
    return test


for number, one in enumerate(case for case in cases.CASES if case.quick):
    words = "".join(letter if letter.isalnum() else "_" for letter in f"{one.pool}_{one.name}")
    setattr(RealPools, f"test_{number}_{words}", play(one))


if __name__ == "__main__":
    try:
        unittest.main(argv=sys.argv[:1], verbosity=2)
    except server.Missing as missing:
        sys.exit(f"live: {missing}")
