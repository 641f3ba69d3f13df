"""What poolsize says of a case: predict and simulate from its rate and its distribution, simulate --trace of a run."""

import csv
import io
import json
import subprocess

import server
from figures import SHORT, Figures, Row


class Poolsize:
    def __init__(self, path):
        self.path = path

    def run(self, *words, text=None):
        """Its output; the exit code 1 is a goal that is missed."""
        done = subprocess.run([self.path, *words], input=text, capture_output=True, text=True, timeout=300,
                              env={"PATH": "/usr/bin:/bin"})
        if done.returncode not in (0, 1):
            raise RuntimeError(f"poolsize {' '.join(words)}: {done.stderr}")
        return done.stdout

    def version(self):
        return self.run("--version").split()[-1]

    def measure(self, log):
        """The workload that a server's log shows, as JSON."""
        return self.run("measure", f"--postgres-log={log}", f"--log-line-prefix={server.LOGGED['log_line_prefix']}",
                        f"--application={server.LOAD}", f"--database={server.DATABASE}", "--format=json")

    def predict(self, case, costs):
        return self.predicted(case, costs, *traffic(case), f"--round-trip={seconds(costs.round_trip)}")

    def predict_measured(self, case, costs, workload):
        """The holds that a server sees have the round trips in them."""
        return self.predicted(case, costs, "--workload=-", text=workload)

    def predicted(self, case, costs, *words, text=None):
        answer = self.run("predict", *settings(case), *words, *connect_costs(costs), *GOAL, text=text)
        told, = json.loads(answer)["prediction"].values()
        wait = told.get("wait") or {}
        return Figures(mean=wait.get("mean_s", float("nan")), late=wait.get("over_goal", float("nan")),
                       p95=wait.get("p95_s", float("nan")), p99=wait.get("p99_s", float("nan")),
                       timeouts=told["timeout_probability"],
                       connects=told["connections"].get("opened_per_s") or 0.0)

    def simulate(self, case, costs, requests=5_000_000):
        words = ["simulate", *settings(case), *traffic(case), *played_costs(costs),
                 f"--round-trip={seconds(costs.round_trip)}", f"--requests={requests}", *GOAL]
        told, = json.loads(self.run(*words))["simulation"].values()
        wait = told["wait"]
        return Figures(mean=wait["mean_s"]["value"], late=wait["over_goal"]["value"], p95=wait["p95_s"]["value"],
                       p99=wait["p99_s"]["value"], timeouts=told["timeout_probability"]["value"],
                       connects=told["connections"]["opened_per_s"]["value"])

    def replay(self, case, trace, costs):
        """The rows of the requests as the simulation plays them, in the order of asking. The holds are whole: no round
        trip comes on top."""
        words = ["simulate", *settings(case), "--trace=-", *played_costs(costs), "--format=csv"]
        told = csv.DictReader(io.StringIO(self.run(*words, text=trace)))
        return [Row(float(row["arrival"]), float(row["wait"]), row["end"] == "served", row["opened"] == "1")
                for row in told]


# With this goal `over_goal` is the share that waits longer than SHORT.
GOAL = [f"--max-wait={SHORT}s", "--format=json"]


def seconds(value):
    return f"{value:.9f}s"


def connect_costs(costs):
    return [f"--connect-time={seconds(costs.connect_alone)}", f"--connect-shared={seconds(costs.connect_shared)}",
            f"--connect-processors={costs.connect_processors}", f"--connect-cv={costs.connect_cv:.6f}"]


def played_costs(costs):
    return [*connect_costs(costs), f"--close-time={seconds(costs.close)}", f"--loop-turn={seconds(costs.loop_turn)}"]


def settings(case):
    if case.pool == "sqlalchemy":
        return ["--pools=sqlalchemy", f"--pool-size={case.pool_size}", f"--max-overflow={case.max_overflow}",
                f"--pool-timeout={seconds(case.timeout)}", "--pre-ping" if case.pre_ping else "--no-pre-ping"]
    # PgBouncer's line is first come, first served, as asyncpg's; its connections are there from the start.
    least = case.min_size if case.pool == "asyncpg" else case.capacity
    words = ["--pools=asyncpg", f"--asyncpg-min-size={least}", f"--asyncpg-max-size={case.capacity}"]
    return words if case.timeout is None else [*words, f"--asyncpg-acquire-timeout={seconds(case.timeout)}"]


def traffic(case):
    words = [f"--rps={case.rate:.9f}", f"--duration={seconds(case.hold)}", f"--dist={case.family}"]
    return [*words, f"--cv={case.cv}"] if case.family == "lognormal" else words
