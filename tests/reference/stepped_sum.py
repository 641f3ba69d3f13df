#!/usr/bin/env python3
"""Prints the table in src/core/stepped_sum.cpp: weights of f(i) - f(-i) that give B_2k / (2k)! times the derivative
of f of order 2k - 1 at 0, k = 1, 2, ..., a line each, exactly for polynomials.

For f = x^(2j-1) the derivative of that order is (2j-1)!, and all others are 0 there.
"""

from fractions import Fraction
from math import factorial

BEYOND = 6
BERNOULLI = [Fraction(1, 6), Fraction(-1, 30), Fraction(1, 42), Fraction(-1, 30), Fraction(5, 66), Fraction(-691, 2730)]


def weights(term):
    rows = []
    for j in range(BEYOND):
        wanted = BERNOULLI[j] / factorial(2 * j + 2) * factorial(2 * j + 1) if j == term else Fraction(0)
        rows.append([2 * Fraction(i) ** (2 * j + 1) for i in range(1, BEYOND + 1)] + [wanted])
    for i in range(BEYOND):
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for j in range(BEYOND):
            if j != i:
                rows[j] = [x - rows[j][i] * y for x, y in zip(rows[j], rows[i])]
    return [float(row[BEYOND]) for row in rows]


for term in range(BEYOND):
    print("{" + ", ".join(repr(x) for x in weights(term)) + "},")
