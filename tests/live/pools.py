"""The real pools, with the time written down where their code passes: nothing of what they do is changed.

A request's wait ends where it takes a connection out of the pool's queue, or where the one that was opened for it is
ready; its hold ends where the connection is through with the reset and goes back, or is to be closed.
"""

import asyncio
import contextlib
import contextvars
import statistics
import time

import asyncpg
import asyncpg.pool
import sqlalchemy
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util.queue import AsyncAdaptedQueue

import server

clock = time.monotonic  # the event loop's own
current = contextvars.ContextVar("the request whose task this is", default=None)


class Request:
    """Times are the clock's; what did not happen is None."""
    __slots__ = ("number", "planned", "work", "asked", "took", "got", "gave", "back", "gave_up", "connect", "failed")

    def __init__(self, number, planned, work):
        self.number, self.planned, self.work = number, planned, work
        self.asked = self.took = self.got = self.gave = self.back = self.gave_up = self.connect = self.failed = None


class Diary:
    """Every connect and close: when it began, and how long it took."""

    def __init__(self):
        self.connects, self.closes = [], []

    @contextlib.contextmanager
    def connecting(self):
        began = clock()
        yield
        ended = clock()
        self.connects.append((began, ended - began))
        if request := current.get():
            request.connect, request.took = ended - began, ended

    @contextlib.contextmanager
    def closing(self):
        began = clock()
        yield
        self.closes.append((began, clock() - began))


PROBES = 5


async def cost_of_connecting(connect, close):
    """(seconds, seconds of this process's processor) that a connect takes when nothing else is done: medians."""
    seconds, processor = [], []
    for _ in range(PROBES):
        began, used = clock(), time.process_time()
        connection = await connect()
        seconds.append(clock() - began)
        processor.append(time.process_time() - used)
        await close(connection)
    return statistics.median(seconds), statistics.median(processor)


# --- SQLAlchemy's AsyncAdaptedQueuePool ---


class TimedQueue(asyncio.Queue):
    def _get(self):
        if request := current.get():
            request.took = clock()
        return super()._get()


class TimedAdaptedQueue(AsyncAdaptedQueue):
    @sqlalchemy.util.memoized_property
    def _queue(self):
        return TimedQueue(maxsize=self.maxsize)


class TimedQueuePool(AsyncAdaptedQueuePool):
    _queue_class = TimedAdaptedQueue
    diary = None

    def _create_connection(self):
        with self.diary.connecting():
            return super()._create_connection()

    def _do_return_conn(self, record):
        if request := current.get():
            request.back = clock()
        with self.diary.closing() if self._pool.full() else contextlib.nullcontext():
            super()._do_return_conn(record)


class Sqlalchemy:
    """create_async_engine() with the settings of a case."""
    patient = (sqlalchemy.exc.TimeoutError,)
    select = sqlalchemy.text("SELECT 1")
    sleep = sqlalchemy.text("SELECT pg_sleep(:seconds)")

    def __init__(self, case, port):
        self.diary, self.case = Diary(), case
        pool = type("Pool", (TimedQueuePool,), {"diary": self.diary})
        user = f"{server.PROVING}:{server.PASSWORD}" if case.scram else server.TRUSTED
        # A server connection of PgBouncer's knows no statement that another one prepared.
        arguments = {"statement_cache_size": 0, "prepared_statement_cache_size": 0} if case.pooler else {}
        self.settings = {"application_name": server.PROBE}
        self.engine = create_async_engine(
            f"postgresql+asyncpg://{user.replace(' ', '%20')}@127.0.0.1:{port}/{server.DATABASE}", poolclass=pool,
            pool_size=case.pool_size, max_overflow=case.max_overflow, pool_timeout=case.timeout,
            pool_pre_ping=case.pre_ping, connect_args={"ssl": False, "server_settings": self.settings, **arguments})

    async def start(self):
        """Two first connects at once can wait for each other for ever (SQLAlchemy 1.4.46; its issue 10813)."""
        async with self.engine.connect() as connection:
            await connection.invalidate()

    async def cost_of_connecting(self):
        async def close(connection):
            await connection.invalidate()
            await connection.close()
        cost = await cost_of_connecting(self.engine.connect, close)
        self.settings["application_name"] = server.LOAD
        async with self.engine.connect():
            return cost

    @contextlib.asynccontextmanager
    async def connection(self):
        async with self.engine.connect() as connection:
            yield connection

    async def touch(self, connection):
        await connection.execute(self.select)

    async def work(self, connection, seconds):
        await connection.execute(self.sleep, {"seconds": seconds})

    async def stop(self):
        await self.engine.dispose()


# --- asyncpg.Pool ---


class TimedHolder(asyncpg.pool.PoolConnectionHolder):
    __slots__ = ()
    diary = None

    async def acquire(self):
        if request := current.get():
            request.took = clock()
        return await super().acquire()

    async def connect(self):
        with self.diary.connecting():
            await super().connect()

    def _release(self):
        if (request := current.get()) and self._in_use is not None:
            request.back = clock()
        super()._release()


class Asyncpg:
    """asyncpg.create_pool() with the settings of a case; a request is a transaction."""
    patient = (asyncio.TimeoutError,)

    def __init__(self, case, port):
        self.diary, self.case, self.port = Diary(), case, port
        asyncpg.pool.PoolConnectionHolder = type("Holder", (TimedHolder,), {"__slots__": (), "diary": self.diary})

    async def start(self):
        case = self.case
        user = {"user": server.PROVING, "password": server.PASSWORD} if case.scram else {"user": server.TRUSTED}
        self.pool = await asyncpg.create_pool(
            host="127.0.0.1", port=self.port, database=server.DATABASE, **user, ssl=False, min_size=case.min_size,
            max_size=case.max_size, statement_cache_size=0 if case.pooler else 100,
            server_settings={"application_name": server.LOAD})
        self.credentials = user

    async def cost_of_connecting(self):
        return await cost_of_connecting(
            lambda: asyncpg.connect(host="127.0.0.1", port=self.port, database=server.DATABASE, **self.credentials,
                                    ssl=False), lambda connection: connection.close())

    @contextlib.asynccontextmanager
    async def connection(self):
        async with self.pool.acquire(timeout=self.case.timeout) as connection, connection.transaction():
            yield connection

    async def touch(self, connection):
        await connection.fetchval("SELECT 1")

    async def work(self, connection, seconds):
        await connection.fetchval("SELECT pg_sleep($1)", seconds)

    async def stop(self):
        await self.pool.close()


# --- PgBouncer's own pool ---


class Pgbouncer(Asyncpg):
    """Clients that are always connected and wait in PgBouncer's line: BEGIN is answered where a server connection is
    theirs, COMMIT where it is back."""

    @contextlib.asynccontextmanager
    async def connection(self):
        connection, request = self.free.pop(), current.get()
        try:
            await connection.execute("BEGIN")
            request.took = clock()
            yield connection
            await connection.execute("COMMIT")
            request.back = clock()
        finally:
            self.free.append(connection)

    async def start(self):
        self.free = [await asyncpg.connect(host="127.0.0.1", port=self.port, user=server.TRUSTED,
                                           database=server.DATABASE, statement_cache_size=0, ssl=False)
                     for _ in range(self.case.clients)]

    async def cost_of_connecting(self):
        return 0.0, 0.0  # PgBouncer's connections to the server are open

    async def stop(self):
        for connection in self.free:
            await connection.close()


KINDS = {"sqlalchemy": Sqlalchemy, "asyncpg": Asyncpg, "pgbouncer": Pgbouncer}
