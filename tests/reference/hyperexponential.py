#!/usr/bin/env python3
"""M/H2/c by brute force: writes hyperexponential.csv beside itself.

The chain (waiting, busy in the fast class, busy in the slow class) is cut off where hardly anybody waits that long, solved
as one sparse linear system, and the wait of an arrival followed by a matrix exponential.
"""

import csv
from pathlib import Path

import numpy
from scipy.sparse import csc_matrix, csr_matrix
from scipy.sparse.linalg import expm_multiply, spsolve

CASES = [
    # servers, load, share, fast, slow, room, t
    (1, 0.5, 0.9, 3.0, 1 / 7, 900, 1.0),
    (1, 0.8, 0.5, 2.0, 2 / 3, 400, 3.0),
    (2, 1.2, 0.8, 2.0, 1 / 3, 500, 2.0),
    (2, 0.1, 0.8, 2.0, 1 / 3, 100, 0.5),
    (3, 2.7, 0.6, 1.5, 2 / 3, 600, 1.0),
    (5, 4.0, 0.7, 2.0, 6 / 13, 500, 0.5),
    (10, 8.0, 0.9, 1.5, 0.25, 500, 1.0),
    (10, 3.0, 0.9, 1.5, 0.25, 100, 0.25),
    (15, 14.0, 0.8, 2.0, 1 / 3, 900, 0.5),
    (30, 24.0, 0.95, 1.9, 0.1, 900, 0.2),
]


def solve(servers, load, share, fast, slow, room, t):
    states = [(0, i, n - i) for n in range(servers + 1) for i in range(n + 1)]
    states += [(w, i, servers - i) for w in range(1, room + 1) for i in range(servers + 1)]
    at = {state: index for index, state in enumerate(states)}
    entries = []

    def move(source, target, rate):
        if rate > 0:
            entries.append((at[source], at[target], rate))
            entries.append((at[source], at[source], -rate))

    for waiting, i, j in states:
        state = (waiting, i, j)
        if i + j < servers:
            move(state, (0, i + 1, j), load * share)
            move(state, (0, i, j + 1), load * (1 - share))
        elif waiting < room:
            move(state, (waiting + 1, i, j), load)
        for rate, left in ((i * fast, (i - 1, j)), (j * slow, (i, j - 1))):
            if waiting == 0:
                move(state, (0, *left), rate)
            else:
                move(state, (waiting - 1, left[0] + 1, left[1]), rate * share)
                move(state, (waiting - 1, left[0], left[1] + 1), rate * (1 - share))

    rows, columns, rates = zip(*entries)
    generator = csr_matrix((rates, (rows, columns)), shape=(len(states), len(states)))
    system = generator.T.tolil()
    system[0, :] = 1
    right = numpy.zeros(len(states))
    right[0] = 1
    law = spsolve(csc_matrix(system), right)
    waits = sum(p for p, s in zip(law, states) if s[1] + s[2] == servers)
    mean = sum(p * s[0] for p, s in zip(law, states)) / load

    # An arrival that finds w waiting is served after w + 1 completions; no arrivals count any more.
    full = [s for s in states if s[1] + s[2] == servers]
    where = {s: k for k, s in enumerate(full)}
    entries = []
    for w, i, j in full:
        k = where[(w, i, j)]
        entries.append((k, k, -(i * fast + j * slow)))
        if w == 0:
            continue
        for rate, left in ((i * fast, (i - 1, j)), (j * slow, (i, j - 1))):
            if rate > 0:
                entries.append((k, where[(w - 1, left[0] + 1, left[1])], rate * share))
                entries.append((k, where[(w - 1, left[0], left[1] + 1)], rate * (1 - share)))
    rows, columns, rates = zip(*entries)
    departures = csr_matrix((rates, (rows, columns)), shape=(len(full), len(full)))
    start = numpy.array([law[at[s]] for s in full])
    late = expm_multiply(departures.T * t, start).sum()
    return waits, mean, late


def main():
    with open(Path(__file__).with_suffix(".csv"), "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow("servers load share fast slow t wait_probability mean_wait late".split())
        for *case, room, t in CASES:
            table.writerow([*case, t, *(repr(float(x)) for x in solve(*case, room, t))])


main()
