#!/usr/bin/env python3
"""Prints the table in src/core/poisson.cpp: eta / u in powers of eta, where eta^2 / 2 = u - log(1 + u).

Differentiated, u u' = eta (1 + u); the coefficients of u follow one by one, exactly, and those of the
quotient from them.
"""

from fractions import Fraction

TERMS = 24

u = [Fraction(0), Fraction(1)]
for n in range(2, TERMS + 2):
    known = sum(u[i] * (n + 1 - i) * u[n + 1 - i] for i in range(2, n))
    u.append((u[n - 1] - known) / (n + 1))

quotient = []
for n in range(TERMS):
    known = sum(u[i + 1] * quotient[n - i] for i in range(1, n + 1))
    quotient.append((1 if n == 0 else 0) - known)

for value in quotient:
    print(f"    {float(value)!r},")
