#!/usr/bin/env python3
"""ln, e^x and the normal quantile to 25 digits, at doubles from all of the ranges that random draws use: writes
vector_math.csv beside itself."""

from pathlib import Path
from random import Random

from mpmath import erfc, exp, findroot, log, mp, mpf, nstr, sqrt

mp.dps = 50


def normal_quantile(u):
    """By Newton's method on P(Z <= z) = erfc(-z / sqrt(2)) / 2, from an approximation (Hastings's)."""
    u = mpf(u)
    tail = min(u, 1 - u)
    t = sqrt(-2 * log(tail))
    guess = t - (2.515517 + 0.802853 * t + 0.010328 * t**2) / (1 + 1.432788 * t + 0.189269 * t**2 + 0.001308 * t**3)
    z = findroot(lambda z: log(erfc(z / sqrt(mpf(2))) / 2) - log(tail), guess)
    return z if u > mpf(1) / 2 else -z


def main():
    random = Random(20261125)
    # Near 1 from both sides, to the ends of what a 52-bit uniform can be, and times of any size.
    logs = [random.random() for _ in range(200)]
    logs += [2.0**-53 * k for k in (1, 3, 5, 1001)] + [1 - 2.0**-53 * k for k in (1, 3, 5, 1001)]
    logs += [0.5**0.5 * (1 + k * 2.0**-40) for k in range(-10, 11)] + [10.0**k for k in range(-300, 301, 25)]
    exps = [random.uniform(-40, 40) for _ in range(200)] + [random.uniform(-1, 1) for _ in range(100)]
    exps += [-708.0, 709.0, 0.0, 1e-300, -1e-17, 2.0**-30] + [k / 2 * 0.6931471805599453 for k in range(-9, 10)]
    uniforms = [random.random() for _ in range(200)]
    uniforms += [u for k in range(1, 53) for u in (2.0**-k - 2.0**-53, 1 - 2.0**-k + 2.0**-53)]
    uniforms = sorted({u for u in uniforms if 0 < u < 1})
    rows = [("log", x, log(mpf(x))) for x in logs]
    rows += [("exp", x, exp(mpf(x))) for x in exps]
    rows += [("normal", u, normal_quantile(u) if u != 0.5 else mpf(0)) for u in uniforms]
    with open(Path(__file__).with_suffix(".csv"), "w", encoding="ascii") as out:
        print("function,at,value", file=out)
        for name, at, value in rows:
            print(name, repr(at), nstr(value, 25, strip_zeros=False), sep=",", file=out)


if __name__ == "__main__":
    main()
