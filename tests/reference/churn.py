#!/usr/bin/env python3
"""A SQLAlchemy pool's connections by brute force: writes churn.csv beside itself.

Every state (busy, open, waiting) that the pool's rules reach is listed, and the stationary distribution
comes from the elimination of Grassmann, Taksar & Heyman (1985), which subtracts nothing. At most `room`
requests wait; one that comes then is turned away. That is not what a pool does, but any way to wait or to
give up only changes how long all are busy.
"""

from pathlib import Path

import numpy

CASES = [
    # pool_size, max_overflow, load, room
    (5, 10, 8.0, 300),
    (10, 5, 8.0, 300),
    (15, 0, 8.0, 300),
    (5, 10, 0.5, 50),
    (5, 10, 14.0, 400),
    (5, 10, 30.0, 20),
    (0, 8, 3.0, 100),
    (1, 14, 8.0, 0),
    (14, 1, 8.0, 0),
    (1, 1, 1.0, 30),
    (1, 0, 0.7, 100),
    (2, 3, 4.9, 7),
    (3, 60, 20.0, 5),
    (20, 30, 25.0, 100),
    (20, 30, 45.0, 300),
    (10, 20, 10.0, 60),
    (30, 20, 7.0, 0),
    (10, 90, 0.001, 0),
    (10, 90, 95.0, 300),
]


def successors(state, capacity, pool_size, room, load):
    """(rate, next state), with the mean hold as the unit of time."""
    busy, opened, waiting = state
    idle = opened - busy
    if idle > 0:
        yield load, (busy + 1, opened, waiting)
    elif opened < capacity:
        yield load, (busy + 1, opened + 1, waiting)
    elif waiting < room:
        yield load, (busy, opened, waiting + 1)
    if busy == 0:
        return
    if waiting > 0:
        yield busy, (busy, opened, waiting - 1)
    elif idle == pool_size:
        yield busy, (busy - 1, opened - 1, waiting)
    else:
        yield busy, (busy - 1, opened, waiting)


def reachable(first, step):
    states, todo = {first: 0}, [first]
    while todo:
        for _, after in step(todo.pop()):
            if after not in states:
                states[after] = len(states)
                todo.append(after)
    return states


def stationary(states, step):
    size = len(states)
    rates = numpy.zeros((size, size))
    for state, i in states.items():
        for rate, after in step(state):
            rates[i, states[after]] += rate
    for last in range(size - 1, 0, -1):
        rates[:last, last] /= rates[last, :last].sum()
        rates[:last, :last] += numpy.outer(rates[:last, last], rates[last, :last])
    weights = numpy.zeros(size)
    weights[0] = 1
    for i in range(1, size):
        weights[i] = weights[:i] @ rates[:i, i]
    return weights / weights.sum()


def solve(pool_size, max_overflow, load, room):
    capacity = pool_size + max_overflow

    def step(state):
        return successors(state, capacity, pool_size, room, load)

    # From when pool_size are open and idle: what comes before the first time never comes again.
    states = reachable((0, pool_size, 0), step)
    chance = stationary(states, step)
    busy, opened, _ = numpy.array(list(states)).T
    opens = chance[(busy == opened) & (opened < capacity)].sum()
    return chance[busy == capacity].sum(), chance @ opened, chance @ (opened - busy), opens


if __name__ == "__main__":
    with Path(__file__).with_suffix(".csv").open("w") as table:
        print("pool_size,max_overflow,load,room,all_busy,mean_open,mean_idle,opened_per_request", file=table)
        for case in CASES:
            print(*case, *(repr(float(x)) for x in solve(*case)), sep=",", file=table)
