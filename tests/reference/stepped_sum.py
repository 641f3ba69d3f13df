#!/usr/bin/env python3
"""Prints the tables in src/core/stepped_sum.cpp: weights of f(i) - f(-i) that give sums of the odd derivatives at
0 times B_2j / (2j)!, exactly for polynomials.

For f = x^(2j-1) the derivative of that order is (2j-1)!, and all others are 0 there.
"""

from fractions import Fraction
from math import factorial

BEYOND = 6
BERNOULLI = [Fraction(1, 6), Fraction(-1, 30), Fraction(1, 42), Fraction(-1, 30), Fraction(5, 66), Fraction(-691, 2730)]


def weights(terms):
    rows = []
    for j in range(BEYOND):
        wanted = BERNOULLI[j] / factorial(2 * j + 2) * factorial(2 * j + 1) if j in terms else Fraction(0)
        rows.append([2 * Fraction(i) ** (2 * j + 1) for i in range(1, BEYOND + 1)] + [wanted])
    for i in range(BEYOND):
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for j in range(BEYOND):
            if j != i:
                rows[j] = [x - rows[j][i] * y for x, y in zip(rows[j], rows[i])]
    return [float(row[BEYOND]) for row in rows]


for name, terms in ("whole", range(BEYOND)), ("first", [0]), ("third", [1]), ("fifth", [2]):
    print(name, *(repr(x) for x in weights(terms)))
