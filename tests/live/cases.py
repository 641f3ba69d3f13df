"""What is played: pools, traffic, and what is special about each."""

import dataclasses

import plan

FOREVER = float("inf")


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    pool: str  # of pools.KINDS
    utilisation: float
    hold: float  # seconds of work
    family: str = "exponential"
    cv: float = 1.0
    pool_size: int = 0  # SQLAlchemy's
    max_overflow: int = 0
    pre_ping: bool = True
    min_size: int = 0  # asyncpg's
    max_size: int = 0
    timeout: float | None = None  # seconds; None for ever
    on_server: bool = False  # the hold is pg_sleep() in the server instead of asyncio.sleep() in the client
    scram: bool = False  # connects prove a password
    coarse_timers: bool = False  # the client's timers are epoll's
    pooler: int = 0  # server connections of a PgBouncer between
    clients: int = 0  # of a pool that is PgBouncer's own
    logged: bool = False  # the server logs statements, for poolsize measure
    quick: bool = False  # in ./dev test too

    @property
    def capacity(self):
        return {"sqlalchemy": self.pool_size + self.max_overflow, "asyncpg": self.max_size,
                "pgbouncer": self.pooler}[self.pool]

    @property
    def rate(self):
        return self.utilisation * self.capacity / self.hold

    @property
    def seconds(self):
        """Of a run. Near saturation, and even more where holds are uneven, hardly any ten seconds are typical."""
        return 30.0 if self.family == "lognormal" else 20.0 if self.utilisation >= 0.95 else 10.0

    @property
    def special(self):
        """What the numbers do not say."""
        return [words for words, is_so in (
            ("pg_sleep in the server", self.on_server),
            ("without pre-ping", self.pool == "sqlalchemy" and not self.pre_ping),
            ("passwords (SCRAM)", self.scram), ("timers of whole milliseconds", self.coarse_timers),
            ("every statement logged", self.logged),
            ("through PgBouncer", self.pooler and self.pool != "pgbouncer")) if is_so]

    @property
    def holds(self):
        return plan.Holds(self.family, self.hold, self.cv)

    def plan(self, seconds, seed):
        patience = FOREVER if self.timeout is None else self.timeout
        return plan.played_from_busy(self.rate, self.holds, self.capacity, patience, seconds, seed)


def sqlalchemy(name, split, utilisation, hold, family="exponential", timeout=30.0, **more):
    pool_size, max_overflow = split
    return Case(name, "sqlalchemy", utilisation, hold, family, pool_size=pool_size, max_overflow=max_overflow,
                timeout=timeout, **more)


def asyncpg(name, size, utilisation, hold, family="exponential", **more):
    min_size, max_size = size
    return Case(name, "asyncpg", utilisation, hold, family, min_size=min_size, max_size=max_size, **more)


# The tiers: pool_size and max_overflow, min_size and max_size.
LOW, MEDIUM, HIGH = (5, 10), (10, 20), (20, 30)
ASYNCPG_LOW, ASYNCPG_MEDIUM, ASYNCPG_HIGH = (2, 10), (5, 20), (10, 50)

# Holds are as short as the client's processor allows: a queue near saturation needs thousands of them to show its mean.
CASES = (
    sqlalchemy("low, a third busy", LOW, 0.3, 0.050, quick=True),
    sqlalchemy("low", LOW, 0.6, 0.060),
    sqlalchemy("low, uneven", LOW, 0.8, 0.075, "lognormal", cv=2.0),
    sqlalchemy("low, no pre-ping", LOW, 0.8, 0.075, pre_ping=False),
    sqlalchemy("low, busy", LOW, 0.9, 0.060, quick=True),
    sqlalchemy("low, in the server", LOW, 0.9, 0.060, on_server=True),
    sqlalchemy("low, even", LOW, 0.95, 0.060, "deterministic"),
    sqlalchemy("low, even, coarse timers", LOW, 0.9, 0.060, "deterministic", coarse_timers=True),
    sqlalchemy("low, passwords", LOW, 0.6, 0.150, scram=True),
    sqlalchemy("low, overloaded", LOW, 1.2, 0.075, timeout=0.2, quick=True),
    sqlalchemy("low, overloaded, uneven", LOW, 1.05, 0.075, "lognormal", cv=1.5, timeout=0.5),
    sqlalchemy("low, through PgBouncer", LOW, 0.8, 0.075, pooler=20),
    sqlalchemy("churning", (1, 14), 0.5, 0.060, quick=True),
    sqlalchemy("churning, busy", (1, 14), 0.9, 0.075),
    sqlalchemy("churning, even", (2, 13), 0.8, 0.075, "deterministic"),
    sqlalchemy("fixed", (15, 0), 0.9, 0.060),
    sqlalchemy("medium", MEDIUM, 0.6, 0.120),
    sqlalchemy("medium, busy, in the server", MEDIUM, 0.9, 0.125, on_server=True),
    sqlalchemy("medium, even", MEDIUM, 0.9, 0.125, "deterministic"),
    sqlalchemy("high", HIGH, 0.7, 0.200),
    sqlalchemy("high, busy, uneven", HIGH, 0.9, 0.200, "lognormal", cv=1.5, on_server=True),
    asyncpg("low, a third busy", ASYNCPG_LOW, 0.3, 0.030),
    asyncpg("low", ASYNCPG_LOW, 0.6, 0.030),
    asyncpg("low, even", ASYNCPG_LOW, 0.8, 0.030, "deterministic"),
    asyncpg("low, busy", ASYNCPG_LOW, 0.9, 0.030, quick=True),
    asyncpg("low, in the server", ASYNCPG_LOW, 0.85, 0.030, on_server=True),
    asyncpg("low, overloaded", ASYNCPG_LOW, 1.2, 0.040, timeout=0.1, quick=True),
    asyncpg("low, through PgBouncer", ASYNCPG_LOW, 0.8, 0.040, pooler=15),
    asyncpg("medium", ASYNCPG_MEDIUM, 0.8, 0.060, on_server=True),
    asyncpg("medium, uneven", ASYNCPG_MEDIUM, 0.9, 0.060, "lognormal", cv=2.0),
    asyncpg("high, busy", ASYNCPG_HIGH, 0.9, 0.150, on_server=True),
    asyncpg("high, even", ASYNCPG_HIGH, 0.95, 0.150, "deterministic"),
    sqlalchemy("low, its log measured", LOW, 0.8, 0.060, logged=True, quick=True),
    asyncpg("low, its log measured", ASYNCPG_LOW, 0.8, 0.030, logged=True),
    Case("PgBouncer's own line", "pgbouncer", 0.8, 0.030, pooler=10, clients=150, quick=True),
    Case("PgBouncer's own line, busy", "pgbouncer", 0.9, 0.060, pooler=20, clients=150, on_server=True),
)
