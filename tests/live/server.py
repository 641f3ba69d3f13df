"""A throw-away PostgreSQL, and a PgBouncer in transaction mode before it, in a folder and on ports of their own."""

import contextlib
import glob
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import shield

SECONDS_TO_START = 30
DATABASE = "truth"
# Who comes in without a question, and who must prove a password by SCRAM-SHA-256, as most do.
TRUSTED, PROVING, PASSWORD = "trusted", "proving", "not a secret"

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": 200,
    "shared_buffers": "32MB",
    "fsync": "off",  # nothing is worth keeping
    "autovacuum": "off",  # nobody works beside the requests
    "max_wal_size": "1GB",
    "checkpoint_timeout": "1h",
    "jit": "off",
    "password_encryption": "scram-sha-256",
}
# What `poolsize measure --postgres-log` reads: every statement with its duration, every session.
LOGGED = {"log_min_duration_statement": 0, "log_connections": "on", "log_disconnections": "on",
          "log_line_prefix": "%m [%p] %q%u@%d %a "}
PROBE, LOAD = "probe", "load"  # application_name of the connections of a run: before it, and in it


class Missing(Exception):
    """What is needed is not installed, or does not start."""


def program(name):
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), key=lambda path: float(path.split("/")[4]))
    found = found[-1] if found else shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")
    if not found:
        raise Missing(f"{name} is not installed")
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


class Daemon:
    """A program that serves a port until it is told to stop, or until we are gone."""

    def __init__(self, owner, words, port, log, stop=signal.SIGINT):
        self.port, self.log, self.stop_signal = port, log, stop
        with open(log, "ab") as out:
            self.process = subprocess.Popen(shield.command(1, as_user(owner, words)), stdin=subprocess.DEVNULL,
                                            stdout=out, stderr=out, start_new_session=True)
        end = time.monotonic() + SECONDS_TO_START
        while not answers(port):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise Missing(f"{words[0]} does not start:\n{pathlib.Path(log).read_text()[-2000:]}")
            time.sleep(0.02)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def as_user(owner, words):
    """PostgreSQL and PgBouncer refuse to be root."""
    if os.geteuid() != 0:
        return words
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups", "--pdeathsig=INT",
            "--", *words]


def owner():
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            pass
    raise Missing("root needs a user called postgres or nobody to run PostgreSQL as")


class Server:
    """`with Server() as server:` a PostgreSQL that has never seen anybody."""

    def __init__(self):
        self.owner, self.daemons = owner(), []

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="poolsize-truth-"))
        os.chown(self.folder, self.owner.pw_uid, self.owner.pw_gid)
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for daemon in reversed(self.daemons):
            daemon.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        data, password = self.folder / "data", self.write("password", PASSWORD)
        words = [program("initdb"), "--pgdata", str(data), "--username=postgres", "--auth=trust", "--no-sync",
                 "--encoding=UTF8", "--no-locale", f"--pwfile={password}"]
        done = subprocess.run(as_user(self.owner, words), capture_output=True, text=True, cwd=self.folder)
        if done.returncode != 0:
            raise Missing(f"initdb fails:\n{done.stderr}")
        (data / "pg_hba.conf").write_text(f"host all {PROVING} 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 "
                                          "trust\nlocal all all trust\n")
        self.port = free_port()
        settings = {**SETTINGS, "port": self.port, "unix_socket_directories": self.folder}
        words = [program("postgres"), "-D", str(data), *(f"-c{name}={value}" for name, value in settings.items())]
        self.log = self.folder / "postgresql.log"
        self.daemons.append(Daemon(self.owner, words, self.port, self.log))
        for statement in (f"CREATE ROLE {TRUSTED} LOGIN", f"CREATE ROLE {PROVING} LOGIN PASSWORD '{PASSWORD}'",
                          f"CREATE DATABASE {DATABASE}"):
            self.sql(statement)

    def sql(self, statement, port=None, database="postgres"):
        """The rows that psql prints, as lists of text; of PgBouncer's console if that is the port."""
        words = [program("psql"), "--no-psqlrc", "--quiet", "--no-align", "--field-separator=\t", "--host=127.0.0.1",
                 f"--port={port or self.port}", "--username=postgres", f"--dbname={database}", f"--command={statement}"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS_TO_START)
        if done.returncode != 0:
            raise Missing(f"{statement}: {done.stderr}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    @contextlib.contextmanager
    def logging(self):
        """What the server logs meanwhile is in the file that this gives, when it is over."""
        self.log_statements(True)
        begin, path = self.log.stat().st_size, self.folder / "statements.log"
        try:
            yield path
        finally:
            self.log_statements(False)
            path.write_bytes(self.log.read_bytes()[begin:])

    def log_statements(self, on):
        for name, value in LOGGED.items():
            self.sql(f"ALTER SYSTEM SET {name} = '{value}'" if on else f"ALTER SYSTEM RESET {name}")
        self.sql("SELECT pg_reload_conf()")

    def pooler(self, pool_size):
        """A PgBouncer in transaction mode with so many server connections: its port."""
        port = free_port()
        users = self.write("users.txt", f'"{TRUSTED}" ""\n"postgres" ""\n')
        options = {"listen_addr": "127.0.0.1", "listen_port": port, "unix_socket_dir": "", "auth_type": "trust",
                   "auth_file": users, "pool_mode": "transaction", "default_pool_size": pool_size,
                   "max_client_conn": 500, "admin_users": "postgres", "server_idle_timeout": 600}
        text = "".join(f"{name} = {value}\n" for name, value in options.items())
        ini = self.write(f"pgbouncer-{port}.ini", f"[databases]\n{DATABASE} = host=127.0.0.1 port={self.port}\n"
                                                  f"[pgbouncer]\n{text}")
        daemon = Daemon(self.owner, [program("pgbouncer"), str(ini)], port, self.folder / "pgbouncer.log")
        self.daemons.append(daemon)
        return daemon

    def drop(self, daemon):
        daemon.stop()
        self.daemons.remove(daemon)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        os.chown(path, self.owner.pw_uid, self.owner.pw_gid)
        path.chmod(0o600)
        return path

    def versions(self):
        pgbouncer = subprocess.run([program("pgbouncer"), "--version"], capture_output=True, text=True).stdout
        return {"PostgreSQL": self.sql("SHOW server_version")[1][0].split()[0],
                "PgBouncer": pgbouncer.split("\n")[0].split()[-1]}
