"""A throw-away PostgreSQL that logs every statement in all of its formats, on a socket in a temporary folder."""

import glob
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
shared_buffers = '16MB'
autovacuum = off
logging_collector = on
log_destination = 'stderr,csvlog,jsonlog'
log_directory = '{folder}/log'
log_filename = 'server.log'
log_file_mode = 0644
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%u@%d/%a '
log_min_duration_statement = 0
"""
FORMATS = {"stderr": "server.log", "csvlog": "server.csv", "jsonlog": "server.json"}


class Server:
    """Runs from `with` to its end. PostgreSQL refuses to be root's: it then belongs to the user postgres."""

    def __init__(self):
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[4]))
        found = programs[-1] if programs else os.path.dirname(shutil.which("initdb") or "")
        if not found:
            raise AssertionError("PostgreSQL is not installed")
        self.programs = pathlib.Path(found)
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name

    def run(self, program, *words):
        as_user = ["setpriv", "--reuid", self.user, "--regid", self.user, "--clear-groups"] if os.getuid() == 0 else []
        done = subprocess.run([*as_user, self.programs / program, *words], cwd="/", stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, timeout=120,
                              env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
        if done.returncode != 0:
            raise AssertionError(f"{program}: {done.stderr}")

    def __enter__(self):
        # A socket's path may have 107 bytes; TMPDIR may be long.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="poolsize-", dir="/tmp"))
        self.folder.chmod(0o755)
        if os.getuid() == 0:
            shutil.chown(self.folder, self.user)
        self.data = self.folder / "data"
        try:
            self.run("initdb", "-D", self.data, "-A", "trust", "-U", "joe", "--no-sync", "-E", "UTF8", "--locale", "C")
            with open(self.data / "postgresql.conf", "a") as file:
                file.write(SETTINGS.format(folder=self.folder))
            self.run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "start.log", "start")
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def stop(self):
        """With what its clients did in its logs."""
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self, form):
        return self.folder / "log" / FORMATS[form]
