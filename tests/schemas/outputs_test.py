#!/usr/bin/env python3
"""Every JSON document that poolsize prints is as its schema says, and every member of a schema is printed by something.

Needs the distribution's python3-jsonschema: python3 tests/schemas/outputs_test.py POOLSIZE"""

import json
import os
import re
import subprocess
import sys
import unittest

from schemas import ROOT, VALIDATORS, complaints, members, name_of

READ_BY_POOLSIZE = {"baseline", "config", "workload"}

TRAFFIC = "--rps 100 --duration 100ms"
CALLS = [
    # what is there
    f"predict {TRAFFIC}",
    f"predict {TRAFFIC} --pools asyncpg",
    f"recommend {TRAFFIC}",
    f"recommend {TRAFFIC} --instances 3 --max-connections 500 --connect-time 5ms --round-trip 1ms",
    "recommend --tier high",
    "recommend --users 40 --think-time 1s --duration 50ms",
    "check tests/rules/overloaded/speaks/edge-max_size.env",
    f"check tests/rules/overloaded/speaks/edge-max_size.env {TRAFFIC} --max-connections 20 --db-cores 2",
    "check tests/golden/files/orders.yaml",
    "check --list-rules",
    # kinds of hold times and arrivals
    "recommend --rps 2k --p50 5ms --p99 80ms",
    *(f"predict {TRAFFIC} --dist {dist} --cv 2" for dist in ("lognormal", "gamma", "pareto")),
    f"predict {TRAFFIC} --dist deterministic",
    f"predict {TRAFFIC} --arrivals-scv 9",
    "predict --rps 10 --samples tests/schemas/samples.txt",
    # what was played
    f"simulate {TRAFFIC} --requests 2k --threads 1",
    f"simulate {TRAFFIC} --requests 2k --on-off 1s/4s --timeline",
    "simulate --trace tests/golden/files/trace.csv",
    "simulate --profile tests/golden/files/rates.csv --duration 100ms --replications 2",
    f"simulate {TRAFFIC} --requests 2k --settings pool_size=10,max_overflow=2 --settings max_size=12",
    f"simulate {TRAFFIC} --requests 2k --sweep 10..14 --max-overflow -1",
    # what was measured
    "measure --trace tests/golden/files/trace.csv",
    "measure --trace tests/golden/files/trace.csv --step 50ms",
    # what does not exist: no limit, no stationary wait, no settings that fit
    f"predict {TRAFFIC} --pool-size 0",
    f"predict {TRAFFIC} --max-overflow -1",
    f"predict {TRAFFIC} --asyncpg-max-size 5",
    f"predict {TRAFFIC} --pool-size 4 --max-overflow 0 --pool-timeout 1s",
    "recommend --rps 4000 --duration 250ms --max-connections 100",
    "recommend --rps 4000 --duration 250ms --max-connections 100 --pools asyncpg",
    "recommend --rps 1e-9 --duration 1ns",
    "recommend --rps 1e6 --duration 10s --max-connections 3",
]


def printed(call):
    """What a call prints as JSON; it finds nothing in its environment."""
    done = subprocess.run([sys.argv[1], *call.split(), "--format", "json"], cwd=ROOT, capture_output=True, text=True,
                          env={"PATH": os.environ["PATH"]}, timeout=60)
    if done.returncode not in (0, 1):
        raise AssertionError(f"poolsize {call}: {done.stderr}")
    return json.loads(done.stdout)


def in_conversations():
    """(where, document) for each document that a conversation shows from its first line to its last."""
    for file in sorted((ROOT / "tests/golden").rglob("*.txt")):
        text = file.read_text()
        for match in re.finditer(r'^\{\n  "schema": .*?^\}$', text, re.MULTILINE | re.DOTALL):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{file.relative_to(ROOT)}:{line}", json.loads(match.group())


class Outputs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        everything = " ".join(str(file) for file in sorted((ROOT / "tests/rules").rglob("*.env")))
        calls = [*CALLS, f"check {everything} {TRAFFIC}"]
        cls.documents = [*in_conversations(), *((f"poolsize {call}"[:80], printed(call)) for call in calls)]

    def test_each_document_is_as_its_schema_says(self):
        for where, document in self.documents:
            with self.subTest(where):
                self.assertEqual([], complaints(name_of(document), document))

    def test_each_member_of_a_schema_is_printed_by_something(self):
        there = set().union(*(members(name_of(document), document) for _, document in self.documents))
        for name in VALIDATORS.keys() - READ_BY_POOLSIZE:
            with self.subTest(name):
                self.assertEqual(set(), members(name) - there)

    def test_a_schema_lets_nothing_be_added_nor_required_be_missing(self):
        for where, document in self.documents:
            name = name_of(document)
            changed = [document | {"addendum": 1}]
            changed += [{key: document[key] for key in document if key != needed}
                        for needed in VALIDATORS[name].schema.get("required", [])]
            for worse in changed:
                with self.subTest(where, keys=list(worse)):
                    self.assertNotEqual([], complaints(name, worse))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
