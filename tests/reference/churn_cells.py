#!/usr/bin/env python3
"""A SQLAlchemy pool's connections while not all are busy, for pools too large to list their states: writes
churn_cells.csv beside itself.

With P(b) the chance that b are busy, proportional to load^b / b! below the capacity, and B(b) Erlang's loss
probability with b servers, where at least k >= pool_size are open and busy:

  W(k) = 1/P(k - pool_size) + ... + 1/P(k)
  requests that open a connection: the sum of 1 / W(k)
  P(open <= k) = (1/B(k - pool_size) + ... + 1/B(k)) / W(k), if P is not scaled to sum to 1

Each sum over a window is a difference of running sums, in so many digits that nothing is lost; the sums of
src/core/churn.cpp are never subtracted.
"""

from decimal import Decimal, getcontext
from math import isqrt
from pathlib import Path

CASES = [
    # pool_size, max_overflow, load: windows of less than a quarter of a standard deviation
    (1, 10300, 10_000), (3, 297, 260), (24, 10_000, 10_000), (20, 9_780, 10_000), (5, 395, 500),
    (2_000, 100_000_000, 90_000_000), (7, 9_000, 10_000), (2, 998, 2_000),
    # up to three
    (30, 10_170, 10_000), (100, 10_100, 10_000), (200, 10_100, 10_000), (300, 9_600, 10_000),
    (30, 220, 200), (40, 360, 400), (1_000, 999_500, 1_000_000), (3_000, 1_000_000, 1_000_000),
    (290, 9_400, 10_000), (10, 390, 560),
    # up to eight
    (400, 9_700, 10_000), (400, 9_800, 10_000), (500, 9_750, 10_000), (700, 9_650, 10_000), (800, 11_200, 10_000),
    (100, 300, 300), (160, 270, 400), (7_000, 996_500, 1_000_000),
    # and more, of which some never open one
    (1_000, 9_500, 10_000), (1_200, 12_000, 10_000), (1_300, 9_350, 10_000), (250, 250, 350),
    (3_333, 8_000, 10_000), (1_800, 9_000, 10_000), (500, 500, 300), (900, 600, 400), (1_000, 2_000, 400),
    (350, 150, 200), (600, 600, 200), (800, 20_000, 100),
    # far overloaded
    (10, 990, 1_500), (100, 9_900, 11_000), (1, 9_999, 13_000), (1_000, 999_000, 1_050_000),
]  # fmt: skip


def solve(pool_size, capacity, load):
    deviation = isqrt(load) + 1
    # What is 30 standard deviations away is rarer than 1e-195.
    first = max(0, min(load, capacity) - 30 * deviation - pool_size)
    last = min(capacity, load + pool_size + 30 * deviation)
    getcontext().prec = 60 + int(((load - first) ** 2 + (last - load) ** 2) / load * 0.35)
    one = Decimal(1)
    loss = one  # 1 / B
    for b in range(max(1, first - 30 * deviation), first):
        loss = one + loss * b / load
    rarity = one  # 1 / P, not yet scaled
    rarities, losses = [Decimal(0)], [Decimal(0)]
    total = busy = opened = closed = Decimal(0)
    for b in range(first, last):
        if b > first:
            rarity = rarity * b / load
        if b > 0:
            loss = one + loss * b / load
        rarities.append(rarities[-1] + rarity)
        losses.append(losses[-1] + loss)
        total += one / rarity
        busy += b / rarity
        before = b - pool_size - first
        if before >= 0:
            window = rarities[-1] - rarities[before]
            opened += one / window
            closed += (losses[-1] - losses[before]) / window
    # At least pool_size are open, and one more for each k of which more are.
    mean_open = last - closed / total
    return mean_open - busy / total, opened / total, busy / total


if __name__ == "__main__":
    with Path(__file__).with_suffix(".csv").open("w") as table:
        print("pool_size,max_overflow,load,mean_idle,opened_per_request,mean_busy", file=table)
        for pool_size, max_overflow, load in CASES:
            figures = solve(pool_size, pool_size + max_overflow, load)
            print(pool_size, max_overflow, load, *(f"{x:.16e}" for x in figures), sep=",", file=table)
