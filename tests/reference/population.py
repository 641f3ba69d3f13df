#!/usr/bin/env python3
"""M/M/c//N from its birth-and-death chain, to 20 digits: writes population.csv beside itself.

The stationary chances come from the ratios of neighbouring states, from n = servers both ways until nothing
is left that counts. What an arrival sees is the chain of one user fewer; throughput and busy servers are
summed over the chain of all users. It takes a few minutes. A request that finds n >= servers waits for n -
servers + 1 returns.
"""

from fractions import Fraction
from pathlib import Path

from mpmath import exp, mp, mpf, nstr

mp.dps = 50
DIGITS = 20
NOTHING = mpf(10) ** -40


def chances(users, servers, think, hold):
    """Yields (n, weight relative to n = servers), downwards from there, then upwards."""
    x = Fraction(hold) / Fraction(think)
    x = mpf(x.numerator) / x.denominator
    start = min(servers, users)
    weight, total = mpf(1), mpf(0)
    for n in range(start, 0, -1):
        weight *= n / ((users - n + 1) * x)
        total += weight
        yield n - 1, weight
        if weight < total * NOTHING and n < (users - n + 1) * x:
            break
    weight, total = mpf(1), mpf(1)
    yield start, weight
    for n in range(start + 1, users + 1):
        weight *= (users - n + 1) * x / servers
        total += weight
        yield n, weight
        if weight < total * NOTHING and (users - n) * x < servers:
            break


def solve(users, servers, think, hold, goal):
    total = busy = mpf(0)
    for n, weight in chances(users, servers, think, hold):
        total += weight
        busy += weight * min(n, servers)
    busy /= total

    turn = mpf(hold) / servers
    goal = mpf(goal) / turn
    term = returns = exp(-goal)  # P(at most j returns within the goal), for j = 0
    total = waits = turns = late = mpf(0)
    for n, weight in chances(users - 1, servers, think, hold):
        total += weight
        if n < servers:
            continue
        if n > servers:
            term *= goal / (n - servers)
            returns += term
        waits += weight
        turns += weight * (n - servers + 1)
        late += weight * returns
    return waits / total, late / total, turns / total * turn, busy / mpf(hold), busy


COLUMNS = (
    "users,servers,think_s,hold_s,goal_s,"
    "wait_probability,late_probability,mean_wait_s,throughput_per_s,mean_busy"
)

CASES = [
    # users, servers, think, hold, goal
    *(
        (users, servers, think, 0.1, 0.05)
        for users in (1, 2, 3, 10, 50, 200)
        for servers in (1, 2, 15)
        for think in (0.01, 1.0, 9.9)
    ),
    *((users, 64, 1.0, 0.1, 0.001) for users in (60, 65, 100, 700, 710, 1000, 3000)),
    *((users, 100, 5.0, 0.02, 0.0004) for users in (1000, 20000, 25000, 25100, 26000, 30000)),
    (16, 15, 0.001, 0.1, 0.01),
    (17, 16, 1000.0, 0.1, 0.01),
    (200, 199, 0.1, 0.1, 0.0001),
    (100, 3, 1000.0, 0.1, 0.05),
    (10**6, 1010, 100.0, 0.1, 0.0005),
    (10**6, 999, 100.0, 0.1, 0.0005),
    (10**6, 990, 100.0, 0.1, 0.01),
    (10**6, 400_000, 0.1, 0.1, 1e-6),
    (10**9, 10**6, 100.0, 0.1, 1e-6),
    (10**9, 998_000, 100.0, 0.1, 1e-5),
    (10**9, 400_000_000, 0.15, 0.1, 1e-8),
    (10**9, 400_040_000, 0.15, 0.1, 1e-8),
]

if __name__ == "__main__":
    with Path(__file__).with_suffix(".csv").open("w") as table:
        print(COLUMNS, file=table)
        for case in CASES:
            print(*case, *(nstr(x, DIGITS) for x in solve(*case)), sep=",", file=table)
