#!/usr/bin/env python3
"""What `poolsize measure --postgres-log` says of the logs of a real PostgreSQL, in each of its formats, against what
real clients did: as many requests, and holds that lie between the work that was asked for and the time that the client
had its connection.

Needs the distribution's postgresql, python3-asyncpg and python3-sqlalchemy: python3 tests/measure/logs_test.py POOLSIZE"""

import asyncio
import json
import statistics
import subprocess
import sys
import time
import unittest

import asyncpg
import sqlalchemy
from sqlalchemy.ext.asyncio import create_async_engine

from server import FORMATS, Server

SECRET = "hunter2"
POOLED = 40
MILLISECOND = 0.001  # the clock of the logs


class Done:
    """What the clients of one application did: how long each took from asking for a connection until it was back, and how
    long its work at least."""

    def __init__(self):
        self.holds, self.works = [], []

    def add(self, begin, work):
        self.holds.append(time.monotonic() - begin)
        self.works.append(work)


async def with_asyncpg(server, name, done):
    """Transactions, several statements by themselves, none at all, and failures."""
    pool = await asyncpg.create_pool(host=str(server.folder), user="joe", database="postgres", min_size=3, max_size=3,
                                     server_settings={"application_name": name})

    async def request(number):
        begin = time.monotonic()
        async with pool.acquire() as connection:
            if number % 4 == 0:
                async with connection.transaction():
                    await connection.execute("SELECT pg_sleep(0.01)")
                    await asyncio.sleep(0.01)
                work = 0.02
            elif number % 4 == 1:
                await connection.fetch("SELECT pg_sleep(0.005), $1::text", f"{SECRET}\n; COMMIT;")
                await asyncio.sleep(0.005)
                await connection.fetch("SELECT ';\nCOMMIT'")
                work = 0.01
            elif number % 4 == 2:
                work = 0
            else:
                with_failure = connection.fetch("SELECT pg_sleep(0.005), 1 / $1::int", 0)
                await asyncio.gather(with_failure, return_exceptions=True)
                work = 0.005
        done.add(begin, work)

    # Each connection is reset once before, so that its first request is known for one of a pool's.
    begin = time.monotonic()
    await asyncio.gather(*(pool.fetchval("SELECT pg_sleep(0.05)") for _ in range(3)))
    done.warm_up = 3 * (time.monotonic() - begin)
    for number in range(0, POOLED, 2):
        await asyncio.gather(request(number), request(number + 1))
    await pool.close()


async def with_sqlalchemy(server, name, done):
    """With pings, commits and rollbacks."""
    engine = create_async_engine(f"postgresql+asyncpg://joe@/postgres?host={server.folder}", pool_size=2, max_overflow=0,
                                 pool_pre_ping=True, connect_args={"server_settings": {"application_name": name}})

    async def request(number):
        begin = time.monotonic()
        async with engine.connect() as connection:
            await connection.execute(sqlalchemy.text("SELECT pg_sleep(0.01)"))
            await asyncio.sleep(0.005)
            if number % 2 == 0:
                await connection.commit()
        done.add(begin, 0.015)

    for number in range(0, POOLED, 2):
        await asyncio.gather(request(number), request(number + 1))
    await engine.dispose()


def with_psql(server, name, done):
    """Statements by themselves, all of one session."""
    script = f"SELECT pg_sleep(0.01), '{SECRET}';\n" * POOLED
    subprocess.run([server.programs / "psql", "-q", "-h", server.folder, "-U", "joe", "postgres"], input=script, text=True,
                   check=True, stdout=subprocess.DEVNULL, env={"PGAPPNAME": name, "PATH": "/usr/bin:/bin"}, timeout=60)
    done.works = [0.01] * POOLED


def measured(server, form, *words, check=True):
    done = subprocess.run([sys.argv[1], "measure", "--postgres-log", server.log(form), *words], capture_output=True,
                          text=True, timeout=60)
    if check and done.returncode != 0:
        raise AssertionError(done.stderr)
    return done


class Logs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Server())
        cls.done = {name: Done() for name in ("pool", "engine", "my psql")}
        asyncio.run(with_asyncpg(cls.server, "pool", cls.done["pool"]))
        asyncio.run(with_sqlalchemy(cls.server, "engine", cls.done["engine"]))
        with_psql(cls.server, "my psql", cls.done["my psql"])
        cls.server.stop()

    def document(self, form, name):
        return json.loads(measured(self.server, form, "--application", name, "--format", "json").stdout)

    def test_all_formats_say_the_same(self):
        for name in self.done:
            documents = [self.document(form, name) for form in FORMATS]
            for document in documents:
                document.pop("source")
            self.assertEqual(documents[0], documents[1])
            self.assertEqual(documents[0], documents[2])

    def test_each_request_is_one(self):
        # Beside those that were played: three that warm the pool up; and what an engine asks on its first connection.
        self.assertEqual(POOLED + 3, self.document("jsonlog", "pool")["requests"])
        extra = self.document("csvlog", "engine")["requests"] - POOLED
        self.assertLessEqual(0, extra)
        self.assertLessEqual(extra, 10)
        self.assertEqual(POOLED, self.document("stderr", "my psql")["requests"])

    def test_holds_are_between_the_work_and_what_the_client_had(self):
        hold = self.document("csvlog", "pool")["hold"]["mean_s"]
        warm_up = 3 * 0.05
        least = (sum(self.done["pool"].works) + warm_up) / (POOLED + 3)
        self.assertGreater(hold, least - MILLISECOND)
        self.assertLess(hold, (sum(self.done["pool"].holds) + self.done["pool"].warm_up) / (POOLED + 3) + MILLISECOND)
        psql = self.document("csvlog", "my psql")["hold"]
        self.assertGreater(psql["mean_s"], 0.01)
        self.assertLess(psql["mean_s"], self.document("csvlog", "my psql")["window_s"] / (POOLED - 1) + MILLISECOND)
        engine = self.document("csvlog", "engine")["hold"]["quantiles"]["p50"]
        self.assertGreater(engine, 0.015 - 2 * MILLISECOND)
        self.assertLess(engine, statistics.median(self.done["engine"].holds) + 2 * MILLISECOND)

    def test_no_more_are_busy_than_there_are_connections(self):
        self.assertLessEqual(self.document("stderr", "pool")["busy"]["max"], 3)
        self.assertLessEqual(self.document("stderr", "engine")["busy"]["max"], 2)
        self.assertEqual(1, self.document("stderr", "my psql")["busy"]["p99"])

    def test_what_was_written_is_predicted(self):
        workload = measured(self.server, "jsonlog", "--format", "json").stdout
        done = subprocess.run([sys.argv[1], "predict", "--workload", "-"], input=workload, capture_output=True, text=True,
                              timeout=60)
        self.assertEqual("", done.stderr)
        self.assertIn("SQLAlchemy", done.stdout)

    def test_nobody_sees_what_the_statements_say(self):
        for form in FORMATS:
            for words in ([], ["--format", "json"], ["-v"], ["--application", "none"]):
                done = measured(self.server, form, *words, check=False)
                self.assertNotIn(SECRET, done.stdout + done.stderr)
                self.assertNotIn("pg_sleep", done.stdout + done.stderr)

    def test_a_log_that_is_cut_anywhere_is_read(self):
        for form in FORMATS:
            text = self.server.log(form).read_bytes()
            for share in (0.31, 0.5, 0.77):
                cut = self.server.folder / f"cut-{form}"
                cut.write_bytes(text[int(len(text) * share / 2):int(len(text) * share)])
                done = subprocess.run([sys.argv[1], "measure", "--postgres-log", cut], capture_output=True, text=True,
                                      timeout=60)
                self.assertEqual((0, ""), (done.returncode, done.stderr))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
