#!/usr/bin/env python3
"""M/D/1 processor sharing in high precision: writes processor_sharing.csv beside itself.

P(delay > t), the delay being what it takes longer than alone, with the work as unit: Ott's transform (1984; for equal
work in Egorova, Zwart & Boxma 2006), inverted by mpmath's method of de Hoog, Knight & Stokes.
"""

from pathlib import Path

import mpmath

LOADS = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9]
DELAYS = [0.05, 0.3, 0.7, 1.0, 1.3, 1.8, 2.6, 4.4, 7.7, 12.3, 20.6]

mpmath.mp.dps = 60


def longer(load, delay):
    load = mpmath.mpf(load)

    def transform(s):
        both = s + load
        delayed = ((1 - load) * both ** 2 * mpmath.exp(-load)
                   / (s ** 2 + load * (s + both * (1 - load)) * mpmath.exp(-both)))
        return (1 - delayed) / s
    return mpmath.invertlaplace(transform, mpmath.mpf(delay), method="dehoog", degree=200)


def main():
    lines = ["load,delay,longer"]
    for load in LOADS:
        lines += [f"{load},{delay},{mpmath.nstr(longer(load, delay), 12)}" for delay in DELAYS]
    Path(__file__).with_suffix(".csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
