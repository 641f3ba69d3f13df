#!/usr/bin/env python3
"""Erlang B and C from their definitions, to 25 digits: writes erlang.csv beside itself.

1 / B = sum over j of c (c - 1) ... (c - j + 1) / a^j, added up in integers scaled by 2^240. Where that sum
would have more than a million terms the load is so low that it is c! e^a / a^c to more digits than are
written. The load is the double that its column reads as, exactly; C is empty where the queue has no steady
state.
"""

from fractions import Fraction
from math import sqrt
from pathlib import Path

from mpmath import exp, log, loggamma, mp, mpf, nstr

mp.dps = 60
SCALE = 240
DIGITS = 25


def inverse_loss(servers, load):
    """1 / B."""
    a = mpf(load)
    deviations = servers * (a / servers - 1 - log(a / servers))
    if load < servers and deviations > 200:  # P(Poisson(a) > c) < e^-200
        return exp(loggamma(servers + 1) + a - servers * log(a))
    ratio = Fraction(load)
    term = total = 1 << SCALE
    for j in range(servers):
        term = term * (servers - j) * ratio.denominator // ratio.numerator
        total += term
        if term < total >> 150 and servers - j < load:
            break
    return mpf(total) / mpf(2) ** SCALE


def loads(servers):
    """Loads from 1e-9 to a hundred times the servers; most where the two formulas change their shape."""
    yield from (1e-9, 1e-3, 0.37)
    yield from (servers * x for x in (0.1, 0.3, 0.49, 0.51, 0.7, 0.8, 0.9, 0.95, 0.99, 1 - 1e-6, 1 - 1e-9))
    yield from (servers * x for x in (1.0, 1 + 1e-9, 1.1, 1.5, 3.0, 100.0))
    for k in (0.01, 0.5, 1, 2, 4, 7, 8.4, 8.6, 12, 20, 30, 37):
        yield servers - k * sqrt(servers)
    for k in (0.1, 1, 3, 5.6, 5.8, 10):
        yield servers + k * sqrt(servers)


SERVERS = [1, 2, 3, 5, 10, 15, 30, 63, 64, 65, 100, 150, 300, 1000, 3333, *(10**k for k in range(4, 10))]

if __name__ == "__main__":
    with Path(__file__).with_suffix(".csv").open("w") as table:
        print("servers,load,erlang_b,erlang_c", file=table)
        for c in SERVERS:
            for load in sorted({x for x in loads(c) if x > 0}):
                inverse = inverse_loss(c, load)
                b = 1 / inverse
                delay = nstr(1 / (1 + (1 - mpf(load) / c) * (inverse - 1)), DIGITS) if load < c else ""
                print(c, repr(load), nstr(b, DIGITS), delay, sep=",", file=table)
