"""The figures of waits that are compared, by the same definitions for a real pool and for a replay of what it did."""

import dataclasses
import math

SETTLE = 1.5  # seconds at a run's start that do not count: connections are opened then
SHORT = 0.001  # a wait beyond this is a wait; below it are the event loop and the driver


@dataclasses.dataclass(frozen=True)
class Row:
    """A request: when it asked, how long until it had its connection or failed, and how that ended."""
    asked: float
    wait: float
    served: bool
    opened: bool


@dataclasses.dataclass(frozen=True)
class Figures:
    """Waits of the requests served, as everywhere in poolsize; `late` and `timeouts` are shares of all requests."""
    mean: float
    late: float
    p95: float
    p99: float
    timeouts: float
    connects: float  # per second

    def items(self):
        return dataclasses.asdict(self).items()


QUANTILES = {"p95": 0.95, "p99": 0.99}
NAMES = tuple(field.name for field in dataclasses.fields(Figures))

# Differences that are below what can be told apart, or that nobody would act upon: tenths of a millisecond are what the
# event loop and the driver take, a few connects or time-outs in a run are chance.
RESOLUTION = Figures(mean=0.0003, late=0.005, p95=0.001, p99=0.001, timeouts=0.003, connects=0.3)


def quantile(ordered, share):
    """The least with at least that share at or below it."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def figures(windows):
    """Of several runs together: `windows` are (rows, seconds)."""
    rows = [row for counted, _ in windows for row in counted]
    seconds = sum(length for _, length in windows)
    waits = waits_of(rows)
    return Figures(mean=sum(waits) / max(1, len(waits)), late=sum(row.wait > SHORT for row in rows) / len(rows),
                   timeouts=sum(not row.served for row in rows) / len(rows),
                   connects=sum(row.opened for row in rows) / seconds,
                   **{name: quantile(waits, share) for name, share in QUANTILES.items()})


def waits_of(rows):
    return sorted(row.wait for row in rows if row.served)


def counted(rows):
    return [row for row in rows if row.asked >= SETTLE]
