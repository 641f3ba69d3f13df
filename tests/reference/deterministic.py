#!/usr/bin/env python3
"""M/D/c in high precision: writes deterministic.csv beside itself.

One server: Erlang's alternating series for P(wait <= t). More: the mean and P(wait) from the c roots of
z^c = e^(load (z - 1)) in the unit disc (C. D. Crommelin 1932, "Delay probability formulae when the holding times are
constant").
"""

import csv
from pathlib import Path

from mpmath import exp, expj, factorial, mp, mpf, pi, re

mp.dps = 60

ONE_SERVER = [(load, t) for load in ("0.1", "0.5", "0.9") for t in ("0", "0.25", "1", "2.5", "7")]
MORE = [(servers, load) for servers in (2, 3, 10, 30) for load in ("0.3", "0.6", "0.8", "0.95")]


def one_server(load, t):
    whole = int(t)
    below = (1 - load) * sum((load * (k - t)) ** k / factorial(k) * exp(-load * (k - t)) for k in range(whole + 1))
    return 1 - below


def roots(servers, load):
    """All but z = 1: z = w e^(load (z - 1) / c) for each c-th root w of 1 is a contraction."""
    found = []
    for k in range(1, servers):
        root = expj(2 * pi * k / servers)
        z = mpf(0)
        while True:
            following = root * exp(load * (z - 1) / servers)
            if abs(following - z) < mpf(10) ** -50:
                break
            z = following
        found.append(following)
    return found


def more(servers, load):
    zs = roots(servers, load)
    mean_queue = sum(1 / (1 - z) for z in zs) + (load**2 - servers * (servers - 1)) / (2 * (servers - load))
    # P(at most c - 1 in system) follows from P(k in system), k < c, whose polynomial Σ p_k (z^k - z^c) vanishes at the roots.
    product = mpf(1)
    for z in zs:
        product *= 1 - z
    at_once = (servers - load) / product
    return 1 - re(at_once), re(mean_queue) / load


def main():
    with open(Path(__file__).with_suffix(".csv"), "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow("servers load t late mean_wait".split())
        for load, t in ONE_SERVER:
            a = mpf(load)
            mean = a / (2 * (1 - a))
            table.writerow([1, load, t, mp.nstr(one_server(a, mpf(t)), 20), mp.nstr(mean, 20)])
        for servers, utilisation in MORE:
            load = mpf(float(utilisation) * servers)
            late, mean = more(servers, load)
            table.writerow([servers, repr(float(load)), 0, mp.nstr(late, 20), mp.nstr(mean, 20)])


main()
