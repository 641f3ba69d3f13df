#!/usr/bin/env python3
"""What connects take from each other is found again in lengths that were made with it."""

import os
import random
import sys
import unittest

import connects


def made(alone, shared, rate, count, cv, seed, processors=1):
    """[(began, took), ...] of connects that come at random."""
    source, begins, now = random.Random(seed), [], 0.0
    for _ in range(count):
        now += source.expovariate(rate)
        begins.append(now)
    return [(begin, (end - begin + alone - shared) * max(0.0, source.gauss(1, cv)))
            for begin, end in zip(begins, connects.ends(begins, shared, processors), strict=True)]


class Connects(unittest.TestCase):
    def test_two_that_meet_have_half_each(self):
        # The first has 1 left when the second comes, the second 1 when the first is through, the third is alone.
        self.assertEqual(connects.ends([0, 1, 10], 2), [3, 4, 12])

    def test_of_three_that_meet_at_two_processors_each_has_two_thirds_of_one(self):
        # At 1 the first has 1 left, for which it takes 1.5; then the others have one processor each again.
        self.assertEqual(connects.ends([0, 0.5, 1], 2, 2), [2.5, 3, 3.5])

    def test_the_same_in_any_order(self):
        lengths = made(0.02, 0.01, 30, 200, 0.05, 1)
        self.assertEqual(connects.fitted([lengths], 0), connects.fitted([lengths[::-1]], 0))

    def test_what_was_put_in_is_found(self):
        most = os.cpu_count()
        for alone, shared, processors in ((0.005, 0.002, 1), (0.020, 0.017, 1), (0.010, 0.0, 1), (0.005, 0.0045, most)):
            runs = [made(alone, shared, 0.3 * processors / alone, 300, 0.05, seed, processors)
                    for seed in range(3)]
            found = connects.fitted(runs, 1.0)
            self.assertAlmostEqual(found.alone / alone, 1, delta=0.05)
            self.assertAlmostEqual(found.cv, 0.05, delta=0.01)
            # Of no sharing little is found, or such as hardly ever happens.
            self.assertAlmostEqual((found.shared - shared) / alone, 0, delta=0.1 if shared else 0.25)
            if shared > 0:
                self.assertEqual(found.processors, processors)

    def test_few_connects_say_nothing(self):
        self.assertIsNone(connects.fitted([made(0.005, 0.002, 50, connects.LEAST - 1, 0.02, 1)], 0))


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=0))
