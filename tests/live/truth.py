#!/usr/bin/env python3
"""Real pools on a real PostgreSQL against what poolsize says of them: ./dev truth.

Plays each case three times, one plan twice and another once, both chosen for being typical. Compares what the requests
waited with the replay of the same requests (simulate --trace), and with what is said from the rate and the distribution
of the holds alone (simulate, predict). What connects, closes, round trips and turns of the event loop cost is measured
in the same runs.
Exits with 1 if a comparison is worse than promised."""

import argparse
import csv
import json
import pathlib
import re
import sys

import cases
import document
import page
import plot
import runs
import server
import shield
import table
import typical
from comparison import Comparison
from program import Poolsize
from runs import Costs

PILOT_SECONDS, PILOT_SEED = 4.0, 0  # of a run before, which shows what things cost
TRIES = 3  # of a run whose own lateness says that the machine was busy


def say(text):
    print(f"truth: {text}", file=sys.stderr, flush=True)


def play(poolsize, case, on, seconds, seed):
    """A run that was launched on time, or the best of some that were not."""
    port = on.port
    pooler = on.pooler(case.pooler) if case.pooler else None
    try:
        tries = []
        while len(tries) < TRIES:
            tries.append(play_once(poolsize, case, on, pooler.port if pooler else port, seconds, seed))
            if not tries[-1].is_late():
                return tries[-1]
            say(f"{case.pool}, {case.name}: one launch in a hundred was {tries[-1].lateness(0.99) * 1e3:.1f} ms late "
                "or more: the machine is busy with something else; again")
        return min(tries, key=lambda run: run.lateness(0.99))
    finally:
        if pooler:
            on.drop(pooler)


def play_once(poolsize, case, on, port, seconds, seed):
    if not case.logged:
        return runs.play(case, port, seconds, seed)
    with on.logging() as log:
        run = runs.play(case, port, seconds, seed)
    run.workload = poolsize.measure(log)
    return run


def typical_seeds(poolsize, on, case, seconds):
    pilot = play(poolsize, case, on, PILOT_SECONDS, PILOT_SEED)
    return typical.seeds(poolsize, case, seconds, Costs.of([pilot]), pilot.hold_overhead())


def compared(poolsize, on, case, seconds, seeds):
    return Comparison(poolsize, case, [play(poolsize, case, on, seconds, seed) for seed in seeds], seeds)


def measured(options, chosen):
    poolsize, entries, differing = Poolsize(options.poolsize), [], []
    with server.Server() as on:
        for number, case in enumerate(chosen, 1):
            say(f"{number} of {len(chosen)}: {case.pool}, {case.name}")
            try:
                seconds = options.seconds or case.seconds
                comparison = compared(poolsize, on, case, seconds, typical_seeds(poolsize, on, case, seconds))
                entries.append(document.entry(comparison))
                differing += document.differing_rows(comparison)
            except Exception as failure:  # half an hour of runs is not lost to one of them
                say(f"{case.pool}, {case.name}: {failure!r}")
                entries.append(document.failure(case, failure))
        if options.differing:
            with open(options.differing, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([document.DIFFERING, *differing])
        return document.whole(entries, {"poolsize": poolsize.version(), **on.versions()},
                              shield.level()[0])


def main():
    parser = argparse.ArgumentParser(prog="./dev truth", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--poolsize", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--format", choices=("text", "json", "markdown", "page"), default="text")
    parser.add_argument("--plot", metavar="FILE", help="write a picture (SVG) too")
    parser.add_argument("--differing", metavar="FILE", help="write the requests that waited otherwise in the replay "
                                                            "(CSV) too")
    parser.add_argument("--cases", metavar="REGEX", default="", help="those whose pool and name match, such as "
                                                                     "'asyncpg, low'")
    parser.add_argument("--seconds", type=float, help="length of a run (default: 10, 20 or 30, by the case)")
    parser.add_argument("--output", "-o", metavar="FILE", help="write to this file instead of standard output")
    parser.add_argument("--of", metavar="FILE", help="show what --format json has written, without playing anything")
    parser.add_argument("--again", action="store_true", help="with --of: predict anew what was played then")
    options = parser.parse_args()
    if options.again and not options.of:
        parser.error("--again goes with --of, which says what was played")
    chosen = [case for case in cases.CASES if re.search(options.cases, f"{case.pool}, {case.name}")]
    if not chosen:
        parser.error(f"no case matches '{options.cases}'")
    if options.of:
        told = json.loads(pathlib.Path(options.of).read_text())
        if options.again:
            told = document.predicted_again(told, chosen, Poolsize(options.poolsize))
    else:
        try:
            told = measured(options, chosen)
        except server.Missing as missing:
            say(missing)
            return 3
    text = {"json": lambda: json.dumps(told, indent=1) + "\n", "text": lambda: table.text(told),
            "markdown": lambda: table.markdown(told), "page": lambda: page.header(told)}[options.format]()
    if options.output:
        pathlib.Path(options.output).write_text(text)
    else:
        sys.stdout.write(text)
    if options.plot:
        pathlib.Path(options.plot).write_text(plot.svg(told))
    return 1 if document.worse_than_promised(told) else 0


if __name__ == "__main__":
    sys.exit(main())
