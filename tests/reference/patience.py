#!/usr/bin/env python3
"""M/M/c+D to 20 digits, after Zeltyn & Mandelbaum (2005, section 2): writes patience.csv beside itself.

The wait V that a request would need, were it to wait without end, has P(V = 0) proportional to E and, up to
the timeout D, the density lambda e^(g t) with g = lambda - c mu; beyond D it decays with rate c mu.
Arguments are the doubles that their columns read as, exactly. Where a cell is empty there is no such
number: more than 1 - p of the requests time out.
"""

from pathlib import Path

from mpmath import exp, isinf, log, mp, mpf, nstr

from erlang import inverse_loss

mp.dps = 80
DIGITS = 20
PERCENTILES = (0.5, 0.99)


def solve(servers, load, hold, timeout, goal):
    a, h, d, goal = mpf(load), mpf(hold), mpf(timeout), mpf(goal)
    growth = (a - servers) / h

    def tail(t):
        """The integral of e^(growth x) from t to the timeout."""
        if t >= d:
            return mpf(0)
        if growth == 0:
            return d - t
        return ((0 if isinf(d) else exp(growth * d)) - exp(growth * t)) / growth

    def moment():
        """The integral of x e^(growth x) up to the timeout."""
        if growth == 0:
            return d * d / 2
        if isinf(d):
            return 1 / growth**2
        return (exp(growth * d) * (growth * d - 1) + 1) / growth**2

    def inverse_tail(mass):
        """The t with tail(t) = mass."""
        if growth == 0:
            return d - mass
        t = log((0 if isinf(d) else exp(growth * d)) - growth * mass) / growth
        assert abs(tail(t) - mass) <= mpf(10) ** -40 * tail(0)
        return t

    # Everything in units in which the density is e^(growth t) and time is not scaled.
    atom = (inverse_loss(servers, load) - 1) * h / servers
    lost = mpf(0) if isinf(d) else exp(growth * d) * h / servers
    delayed = tail(mpf(0))
    served = atom + delayed
    every = served + lost

    def quantile(p, whole, beyond):
        """Smallest t with tail(t) + beyond <= (1 - p) whole."""
        left = (1 - mpf(p)) * whole - beyond
        if left < 0:
            return ""
        return nstr(inverse_tail(left), DIGITS) if left < delayed else "0"

    in_vain = 0 if isinf(d) else lost * d
    numbers = [
        (delayed + lost) / every,
        lost / every,
        (tail(goal) + lost) / every,
        tail(goal) / served,
        (moment() + in_vain) / every,
        moment() / served,
        a * served / every,
        a / h * (moment() + in_vain) / every,
    ]
    return (
        [nstr(x, DIGITS) for x in numbers]
        + [quantile(p, every, lost) for p in PERCENTILES]
        + [quantile(p, served, mpf(0)) for p in PERCENTILES]
    )


COLUMNS = (
    "servers,load,hold_s,timeout_s,goal_s,wait_probability,timeout_probability,late,served_late,mean_wait_s,"
    "served_mean_wait_s,mean_busy,mean_queue,p50_s,p99_s,served_p50_s,served_p99_s"
)


def cases():
    for servers in (1, 2, 15, 64, 100, 1000, 10**5, 10**9):
        loads = [servers * x for x in (0.01, 0.5, 0.9, 0.999, 1 - 1e-9, 1.0, 1 + 1e-9, 1.01, 1.3, 3.0, 100.0)]
        if servers > 1:
            loads.append(servers - servers**0.5)
        for k, load in enumerate(loads):
            timeouts = [0.0, 0.001, 0.05, 1.0, 30.0, 3600.0] + ([float("inf")] if load < servers else [])
            for timeout in timeouts[k % 2 :: 2] if servers not in (1, 15) else timeouts:
                yield servers, load, 0.1 if servers != 100 else 0.004, timeout, min(timeout / 3, 0.1)


if __name__ == "__main__":
    with Path(__file__).with_suffix(".csv").open("w") as table:
        print(COLUMNS, file=table)
        for case in cases():
            arguments = [repr(case[0]), *(repr(x) for x in case[1:])]
            print(*arguments, *solve(*case), sep=",", file=table)
