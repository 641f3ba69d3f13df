#!/usr/bin/env python3
"""The schema of poolsize.json accepts each key that poolsize accepts and refuses each that it refuses.

Needs the distribution's python3-jsonschema: python3 tests/schemas/config_test.py POOLSIZE"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from schemas import VALIDATORS, complaints

SCHEMA = VALIDATORS["config"].schema
EXAMPLES = {"string": "100ms", "number": 1, "boolean": True}


def sections():
    for name, section in SCHEMA["$defs"].items():
        if name not in ("rules", "severity"):
            yield name, section["properties"]


def example(schema):
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
    return EXAMPLES[kind]


class Config(unittest.TestCase):
    def refusal(self, document):
        """What poolsize has against a poolsize.json."""
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "poolsize.json").write_text(json.dumps(document))
            done = subprocess.run([sys.argv[1], "check", "--quiet"], cwd=folder, capture_output=True, text=True,
                                  env={"PATH": os.environ["PATH"]}, timeout=60)
        self.assertIn(done.returncode, (0, 2))
        return done.stderr

    def agree(self, document, accepted):
        with self.subTest(json.dumps(document)):
            self.assertEqual(accepted, not complaints("config", document), complaints("config", document))
            self.assertEqual(accepted, not self.refusal(document), self.refusal(document))

    def test_every_section_and_no_other(self):
        for name, keys in sections():
            self.agree({name: {}}, True)
            self.agree({"environments": {"*prod*": {name: {}}}}, True)
            self.agree({name: {"zzz": 1}}, False)
            self.agree({name: 5}, False)
            for key in keys:
                self.agree({key: 1}, False)
        self.agree({"zzz": {}}, False)
        self.agree({"environments": {"*": {"environments": {}}}}, False)
        self.agree({"environments": {"": {}}}, False)
        self.agree({"$schema": "x", "schema": "poolsize.config/v1"}, True)

    def test_every_rule_and_threshold(self):
        for rule, schema in SCHEMA["$defs"]["rules"]["properties"].items():
            self.agree({"rules": {rule: "off"}}, True)
            self.agree({"rules": {rule: "fatal"}}, False)
            self.agree({"rules": {rule: {"severity": "info"}}}, True)
            self.agree({"rules": {rule: {"zzz": 1}}}, False)
            for name, threshold in schema["anyOf"][1]["properties"].items():
                if name == "severity":
                    continue
                self.agree({"rules": {rule: {name: threshold["minimum"]}}}, True)
                self.agree({"rules": {rule: {name: threshold["maximum"]}}}, True)
                self.agree({"rules": {rule: {name: threshold["maximum"] + 1}}}, False)
                self.agree({"rules": {rule: {name: "1"}}}, False)
        self.agree({"rules": {"zzz": "off"}}, False)

    def test_each_example_is_one(self):
        document = {name: {key: example(schema) for key, schema in keys.items()} for name, keys in sections()}
        self.assertEqual([], complaints("config", document))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
