#!/usr/bin/env python3
"""A schema of what poolsize reads accepts what poolsize accepts and, but for what no schema can say, refuses what it
refuses: on the documents written below, and on each of them with one value changed, gone or added.

Needs the distribution's python3-jsonschema: python3 tests/schemas/inputs_test.py POOLSIZE"""

import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from schemas import complaints, members

CALLS = {
    "baseline": "check --quiet --baseline",
    "workload": "predict --rps 100 --duration 100ms --quiet --workload",
}

ACCEPTED = {
    "baseline": [
        {"$schema": "baseline.schema.json", "schema": "poolsize.baseline/v1", "findings": [
            {"fingerprint": "0123456789abcdef", "rule": "overloaded", "file": ".env"}]},
        {"findings": []},
    ],
    "workload": [
        {},
        {"$schema": "workload.schema.json", "schema": "poolsize.workload/v1", "rps": 120.5, "window_s": 3600,
         "hold": {"mean_s": 0.1, "scv": 4}, "busy": {"mean": 12.05, "p50": 12, "p95": 18, "p99": 21, "max": 24},
         "arrivals": {"scv": 1.5}, "source": "pg_stat_database, 1 hour"},
        {"requests": 20000, "ci95": {"rps": [98.5, 101.5], "hold_mean_s": [0.09, 0.11], "hold_scv": [0, 1.5],
                                      "arrivals_scv": [0.9, 1.1]}},
        {"window_s": 300, "profile": [{"from_s": 0, "rps": 50}, {"from_s": 60.5, "rps": 0}, {"from_s": 120, "rps": 1e3}]},
        {"trace": {"file": "trace.csv"}},
        {"trace": {"arrival_s": [5, 5, 7.5], "hold_s": [0, 0.5, 1]}},
        {"trace": {"arrival_s": [1.7e9, 1.7e9]}},
        {"hold": {"quantiles": {"p50": 0.2, "p99.9": 0.2}}},
        {"hold": {"quantiles": {"p05.0": 0.1, "p50.": 0.2, "p.5": 0.05}}},
        {"hold": {"histogram": {"upper_s": [0.1, 0.2, None], "count": [3, 0, 4]}}},
        {"hold": {"histogram": {"lower_s": 1, "upper_s": [3], "count": [7]}}},
        # the most that is understood
        {"rps": 1e9, "hold": {"mean_s": 1e9, "scv": 1e6}, "busy": {"max": 1e15}, "arrivals": {"scv": 1e6}, "window_s": 1e9,
         "profile": [{"from_s": 0, "rps": 1e9}]},
    ],
}

# What a schema cannot say: order, sums, and how one value stands to another.
BEYOND_A_SCHEMA = {
    "baseline": [],
    "workload": [
        r"a higher percentile is never shorter", r"once more; keep one", r"spread too far", r"write one per bin",
        r"write ascending ends", r"counts nothing above 0 s", r"null is not a number; leave it out",
        r"has no traffic", r"where the first step begins", r"where the step before begins", r"is not below window_s",
        r"ends below where it begins", r"when the request in front of it asks", r"write one for each",
    ],
}

VALUES = [None, True, "x", -1, 0, 0.5, [], {}, [1]]
MEMBERS = ["x", "rps", "mean_s", "p50", "p0", "p100", "P50", "p5e1", "p-5", "50", "schema"]


def places(document):
    """Each object and array of a document, with its keys or indices."""
    if not isinstance(document, (dict, list)):
        return
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    yield document, keys
    for key in keys:
        yield from places(document[key])


def changed(document):
    """The document with each of its values replaced by each of VALUES, a little larger or gone, and with each of MEMBERS
    added to each of its objects."""
    for at, (here, keys) in enumerate(places(document)):
        def with_change(change):
            other = copy.deepcopy(document)
            change(list(places(other))[at][0])
            return other

        for key in keys:
            larger = [here[key] * 1.001] if isinstance(here[key], float) else []
            yield from (with_change(lambda place: place.__setitem__(key, value)) for value in VALUES + larger)
            yield with_change(lambda place: place.__delitem__(key))
        if isinstance(here, dict):
            yield from (with_change(lambda place: place.setdefault(name, 1)) for name in MEMBERS)


def refusal(kind, text, folder):
    """What poolsize has against a document; empty if it accepts it."""
    file = pathlib.Path(folder, f"{kind}.json")
    file.write_text(text)
    done = subprocess.run([sys.argv[1], *CALLS[kind].split(), str(file)], cwd=folder, capture_output=True, text=True,
                          env={"PATH": os.environ["PATH"]}, timeout=60)
    if done.returncode not in (0, 1, 2):
        raise AssertionError(done.stderr)
    return done.stderr.replace(str(file), "") if done.returncode == 2 else ""


class Inputs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def test_what_is_right_is_accepted_by_both(self):
        for kind, documents in ACCEPTED.items():
            for document in documents:
                with self.subTest(document):
                    self.assertEqual("", refusal(kind, json.dumps(document), self.folder))
                    self.assertEqual([], complaints(kind, document))

    def test_every_member_is_tried(self):
        for kind, documents in ACCEPTED.items():
            with self.subTest(kind):
                self.assertEqual(members(kind), set().union(*(members(kind, document) for document in documents)))

    def test_both_agree_on_every_change(self):
        for kind, documents in ACCEPTED.items():
            tried = {json.dumps(other) for document in documents for other in changed(document)}
            for text in sorted(tried):
                with self.subTest(text):
                    told = refusal(kind, text, self.folder)
                    wrong = complaints(kind, json.loads(text))
                    if not told:
                        self.assertEqual([], wrong)
                    elif not any(re.search(reason, told) for reason in BEYOND_A_SCHEMA[kind]):
                        self.assertNotEqual([], wrong, told)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
