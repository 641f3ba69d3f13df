#!/usr/bin/env python3
"""The numbers of the models in the findings of tests/rules, from the references beside this file.

M/M/c+D by patience.py, opened connections by churn.py's chain; the smallest capacity by trying one after the
other. Each line of the table names a file and what it must say; exits 1 if one does not.
"""

import sys
from pathlib import Path

from mpmath import mpf

import churn
import patience

RULES = Path(__file__).parent.parent / "rules"
FOREVER = float("inf")


def late(servers, load, hold, timeout, goal=0.1):
    """P(no connection within the goal), of all requests."""
    return mpf(patience.solve(servers, load, hold, timeout, goal)[2])


def timed_out(servers, load, hold, timeout):
    return mpf(patience.solve(servers, load, hold, timeout, 0.0)[1])


def percent(share):
    return f"{float(share) * 100:.3g} %"


def smallest(load, hold, timeout, goal=0.1):
    """The least capacity with which at most 1 % are late and 0.1 % time out."""
    servers = int(load) + 1
    while late(servers, load, hold, timeout, goal) > 0.01 or timed_out(servers, load, hold, timeout) > 0.001:
        servers += 1
    return servers


def shortest_timeout(servers, load, hold):
    return next(t for t in (1, 2, 3, 5, 10, 15, 20, 30) if timed_out(servers, load, hold, float(t)) <= 0.001)


def opened(pool_size, max_overflow, load):
    """Share of the checkouts that open a connection while hardly anybody times out."""
    return churn.solve(pool_size, max_overflow, load, 60)[3]


def calm_split(capacity, load):
    """The least pool_size that opens on at most one checkout in a hundred."""
    return next(size for size in range(1, capacity + 1) if opened(size, capacity - size, load) <= 0.01)


CALM = calm_split(15, 8)
STATED = [
    ("wait-over-goal/speaks/edge-capacity", f"{percent(late(13, 10, 0.1, 30.0))} of the requests will wait longer"),
    ("wait-over-goal/speaks/asyncpg", f"{percent(late(11, 10, 0.1, FOREVER))} of the requests will wait longer"),
    ("wait-over-goal/speaks/strict", f"{percent(late(15, 10, 0.1, 30.0, 0.01))} of the requests will wait longer"),
    ("timeouts-over-goal/speaks/overloaded", f"{percent(timed_out(10, 12.5, 0.1, 30.0))} of the requests"),
    ("timeouts-over-goal/speaks/ol-infrastructure", f"{percent(timed_out(20, 22, 1.0, 30.0))} of the requests"),
    ("timeouts-over-goal/speaks/impatient", f"{percent(timed_out(15, 10, 0.1, 0.01))} of the requests"),
    ("timeouts-over-goal/speaks/impatient", f"POOL_TIMEOUT={shortest_timeout(15, 10, 0.1)}\n"),
    ("pool-timeout-short/speaks/too-short-for-the-traffic", f"{percent(timed_out(10, 9, 1.0, 1.0))} of the requests"),
    ("pool-timeout-short/speaks/too-short-for-the-traffic", f"POOL_TIMEOUT={shortest_timeout(10, 9, 1.0)}\n"),
    ("pool-oversized/speaks/tracecat", f"200 connections where {smallest(10, 0.1, 30.0)} would"),
    ("pool-oversized/speaks/edge-times", f"{4 * smallest(10, 0.1, 30.0) + 1} connections where"),
    ("overflow-churn/speaks/sqlalchemy-7059", f"{percent(opened(5, 10, 8))} of the checkouts"),
    ("overflow-churn/speaks/sqlalchemy-7059", f"({80 * opened(5, 10, 8):.4g}/s)"),
    ("overflow-churn/speaks/sqlalchemy-7059", f"POOL_SIZE={CALM} and DATABASE_MAX_OVERFLOW={15 - CALM}\n"),
    ("overflow-churn/silent/the-other-way-round", f"{100 * opened(10, 5, 8):.2g} % of the checkouts"),
    ("overloaded/speaks/does-not-fit-the-server", f"max_connections to {smallest(1000, 0.25, 30.0) + 3},"),
]

# What the inputs on both sides of a limit come to: (files, limit, silent side, side that speaks).
EDGES = [
    ("wait-over-goal/edge-percentile", 0.01, late(13, 10, 0.1, 30.0, 0.1117), late(13, 10, 0.1, 30.0, 0.11169)),
    ("timeouts-over-goal/edge-pool_timeout", 0.001, timed_out(15, 10, 0.1, 0.0706), timed_out(15, 10, 0.1, 0.0705)),
    ("pool-timeout-short/edge-goal", 0.001, timed_out(10, 8, 1.0, 2.205), timed_out(10, 8, 1.0, 2.204)),
    ("overflow-churn/edge-share", 0.05, opened(5, 10, 2.723935), opened(5, 10, 2.723936)),
]

if __name__ == "__main__":
    beside = [case for case, limit, silent, speaks in EDGES if not silent <= limit < speaks]
    for case in beside:
        print(f"{case} does not lie at its limit")
    wrong = [(case, text) for case, text in STATED if text not in (RULES / f"{case}.env").read_text()]
    for case, text in wrong:
        print(f"{case} does not say {text!r}")
    print(f"{len(STATED) - len(wrong)} of {len(STATED)} numbers are those of the references")
    sys.exit(1 if wrong or beside else 0)
