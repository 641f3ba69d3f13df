"""What is asked of a pool: a seeded plan of Poisson arrivals and the work that each brings.

A plan begins with what a pool that has been busy for long would have in hand, so that the run need not wait for its
queue to settle: a first-come-first-served queue with as many connections is computed from far before, and who is in it
at time 0 asks soon after it, with the work that is left.
"""

import dataclasses
import heapq
import math
import random


@dataclasses.dataclass(frozen=True)
class Holds:
    family: str  # exponential, deterministic or lognormal
    mean: float  # seconds
    cv: float = 1.0

    def draw(self, source):
        if self.family == "deterministic":
            return self.mean
        if self.family == "exponential":
            return source.expovariate(1 / self.mean)
        sigma2 = math.log(1 + self.cv ** 2)
        return source.lognormvariate(math.log(self.mean) - sigma2 / 2, math.sqrt(sigma2))

    def variation(self):
        return {"deterministic": 0.0, "exponential": 1.0}.get(self.family, self.cv)


MEAN_HOLDS_BEFORE = 600  # the queue before time 0 has settled after so many of them, but for the fullest

BETWEEN_FIRST = 0.010  # seconds: all at once, they would be slow to connect


def played_from_busy(rate, holds, capacity, patience, seconds, seed):
    """[(asks, works), ...] in seconds from the start, in the order of asking."""
    source = random.Random(seed)
    now = -MEAN_HOLDS_BEFORE * holds.mean
    free = [now] * capacity  # when each connection will be
    inside, later = [], []
    while True:
        now += source.expovariate(rate)
        if now >= seconds:
            break
        work = holds.draw(source)
        if now >= 0:
            later.append((now, work))
            continue
        begins = max(now, free[0])
        if begins - now > patience:
            continue
        heapq.heapreplace(free, begins + work)
        asks, ends = len(inside) * BETWEEN_FIRST, begins + work
        if ends > asks:
            inside.append((asks, work if begins > asks else ends - asks))
    return sorted(inside + later)
