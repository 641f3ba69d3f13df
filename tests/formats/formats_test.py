#!/usr/bin/env python3
"""What check prints for other tools is as these tools want it, and all of it says the same.

Needs python3-jsonschema and xmllint: python3 tests/formats/formats_test.py POOLSIZE XMLLINT"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
import xml.etree.ElementTree

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "tests/reference/schemas"
SARIF = jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text()))
FLAGS = "--rps 100 --duration 100ms --max-connections 60 --surge 1 --app-threads 40 --db-cores 2 --fail-on warning".split()
FORMATS = ["sarif", "json", "github", "junit", "gitlab", "checkstyle", "text"]

# Names that break what does not escape: properties of annotations, XML, URIs, terminals, JSON.
NASTY = [b"a b.env", b"50%,c:d.env", b"<&>\"'.env", b"line\nfeed\r.env", b"gr\xc3\xb6\xc3\x9fe.env", b"\xff\xfe.env",
         b"\x1b[2J.env", b"\xef\xbf\xbe\xef\xbf\xbf.env", b"]]>--.env"]
SECRET = "hunter2"
SETTINGS = """# one of each kind
DATABASE_URL=postgres://service:hunter2@db.example.org/app
DATABASE_POOLSIZE=50
DATABASE_POOL_SIZE=5
export DATABASE_POOL_TIMEOUT="90"  # password: hunter2
API_TOKEN=hunter2
API_TOKEN=hunter2
DATABASE_ASYNCPG_POOL_MAX_SIZE=lots
"""


def check(folder, *arguments, stdin=None):
    done = subprocess.run([sys.argv[1], "check", *arguments], cwd=folder, input=stdin, capture_output=True, timeout=60,
                          env={"PATH": os.environ["PATH"]})
    if done.returncode not in (0, 1):
        raise AssertionError(done.stderr.decode())
    return done


class Formats(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def reports(self, files):
        """All formats of one call, by name, as bytes."""
        for each in FORMATS:
            self.folder.joinpath(f"out.{each}").unlink(missing_ok=True)
        outputs = [word for each in FORMATS for word in ("--format", f"{each}=out.{each}")]
        self.assertEqual(b"", check(self.folder, *files, *FLAGS, *outputs).stdout)
        return {each: self.folder.joinpath(f"out.{each}").read_bytes() for each in FORMATS}

    def rules(self):
        """The inputs that make the rules speak, in the folder."""
        shutil.copytree(ROOT / "tests/rules", self.folder / "rules")
        return sorted(str(file.relative_to(self.folder)) for file in self.folder.rglob("*.env"))

    def nasty(self):
        for name in NASTY:
            with open(os.fsencode(self.folder) + b"/" + name, "w", encoding="utf-8") as file:
                file.write(SETTINGS)
        return NASTY

    def all_inputs(self):
        self.folder.joinpath("silent.env").write_text("HOME=/root\n")
        yield "nothing found", self.reports(["silent.env"])
        yield "nasty names", self.reports([b"./" + name for name in self.nasty()])
        yield "every rule", self.reports(self.rules())

    def test_sarif_is_sarif(self):
        for name, report in self.all_inputs():
            with self.subTest(name):
                log = json.loads(report["sarif"])
                self.assertEqual([], [error.message for error in SARIF.iter_errors(log)])
                run, = log["runs"]
                rules = run["tool"]["driver"]["rules"]
                for result in run["results"]:
                    self.assertEqual(result["ruleId"], rules[result["ruleIndex"]]["id"])
                    location, = result["locations"]
                    uri = location["physicalLocation"]["artifactLocation"]["uri"]
                    self.assertRegex(uri, r"^[A-Za-z0-9._~/%-]+$")
                    path = os.fsencode(self.folder) + b"/" + urllib.parse.unquote_to_bytes(uri)
                    # A name that no terminal could show is told as it is shown everywhere.
                    self.assertTrue(os.path.exists(path) or b"\\" in path, path)
                prints = [result["partialFingerprints"]["poolsizeFinding/v1"] for result in run["results"]]
                self.assertEqual(len(prints), len(set(prints)))

    def test_sarif_regions_hold_what_is_meant(self):
        self.folder.joinpath("a.env").write_text("größe=1\nDATABASE_POOL_TIMEOUT='90'\nDATABASE_POOLSIZE=5\n")
        run, = json.loads(self.reports(["a.env"])["sarif"])["runs"]
        lines = self.folder.joinpath("a.env").read_text().split("\n")
        meant = set()
        for result in run["results"]:
            region = result["locations"][0]["physicalLocation"].get("region")
            if region and "startColumn" in region:
                text = lines[region["startLine"] - 1][region["startColumn"] - 1:region["endColumn"] - 1]
                meant.add((result["ruleId"], text))
        self.assertLessEqual({("pool-timeout-long", "'90'"), ("unknown-variable", "DATABASE_POOLSIZE")}, meant)

    def test_xml_is_valid(self):
        for name, report in self.all_inputs():
            for each, schema in (("junit", "junit-10.xsd"), ("checkstyle", "checkstyle.xsd")):
                with self.subTest(name, format=each):
                    done = subprocess.run([sys.argv[2], "--noout", "--nonet", "--schema", str(SCHEMAS / schema), "-"],
                                          input=report[each], capture_output=True)
                    self.assertEqual(0, done.returncode, done.stderr.decode())

    def test_junit_counts_what_it_holds(self):
        for name, report in self.all_inputs():
            with self.subTest(name):
                suites = xml.etree.ElementTree.fromstring(report["junit"])
                for suite in [suites, *suites]:
                    self.assertEqual(int(suite.get("tests")), len(suite.findall(".//testcase")))
                    self.assertEqual(int(suite.get("failures")), len(suite.findall(".//failure")))
                failing = [finding for finding in json.loads(report["json"])["findings"] if finding["severity"] != "info"]
                self.assertEqual(len(failing), int(suites.get("failures")))

    def test_gitlab_has_what_gitlab_needs(self):
        for name, report in self.all_inputs():
            with self.subTest(name):
                findings = json.loads(report["gitlab"])
                for finding in findings:
                    self.assertEqual({"description", "check_name", "fingerprint", "severity", "location"}, set(finding))
                    self.assertIn(finding["severity"], ("info", "minor", "major", "critical", "blocker"))
                    self.assertGreaterEqual(finding["location"]["lines"]["begin"], 1)
                    self.assertFalse(finding["location"]["path"].startswith(("./", "/")))
                self.assertEqual(len(findings), len({finding["fingerprint"] for finding in findings}))

    def test_github_reads_back_what_was_found(self):
        # actions/runner, ActionCommand.cs: ::command name=value,name=value::data
        for name, report in self.all_inputs():
            with self.subTest(name):
                read = []
                for line in report["github"].decode().splitlines():
                    command, properties, data = re.fullmatch("::(error|warning|notice) ?(.*?)::(.*)", line).groups()
                    unescape = lambda text: (text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":")
                                             .replace("%2C", ",").replace("%25", "%"))
                    pairs = dict(pair.split("=", 1) for pair in properties.split(","))
                    read.append((command, {key: unescape(value) for key, value in pairs.items()}, unescape(data)))
                findings = json.loads(report["json"])["findings"]
                self.assertEqual(len(findings), len(read))
                for finding, (command, properties, data) in zip(findings, read):
                    self.assertEqual({"error": "error", "warning": "warning", "info": "notice"}[finding["severity"]], command)
                    self.assertEqual(f"poolsize {finding['rule']}", properties["title"])
                    self.assertIn(finding["message"], data)
                    self.assertIn(finding["cure"], data)
                    if "line" in finding:
                        self.assertEqual((finding["file"], str(finding["line"])), (properties["file"], properties["line"]))

    def test_all_formats_find_the_same(self):
        for name, report in self.all_inputs():
            with self.subTest(name):
                found = sorted(finding["rule"] for finding in json.loads(report["json"])["findings"])
                checkstyle = xml.etree.ElementTree.fromstring(report["checkstyle"])
                self.assertEqual(found, sorted(error.get("source").removeprefix("poolsize.") for error in checkstyle.iter("error")))
                self.assertEqual(found, sorted(each["check_name"] for each in json.loads(report["gitlab"])))
                self.assertEqual(found, sorted(each["ruleId"] for each in json.loads(report["sarif"])["runs"][0]["results"]))
                shown = re.findall(r"(?m)^\S.*: (?:error|warning|info): .* \[([a-z-]+)\]$", report["text"].decode())
                self.assertEqual(found, sorted(shown))

    def test_no_format_shows_a_password(self):
        self.folder.joinpath("a.env").write_text(SETTINGS)
        for each, text in self.reports(["a.env"]).items():
            with self.subTest(each):
                self.assertIn("DATABASE_POOLSIZE", text.decode())
                self.assertNotIn(SECRET, text.decode())

    def test_fingerprints_survive_moved_lines(self):
        def prints():
            report = self.reports(["a.env"])
            sarif = [each["partialFingerprints"]["poolsizeFinding/v1"] for each in json.loads(report["sarif"])["runs"][0]["results"]]
            gitlab = [each["fingerprint"] for each in json.loads(report["gitlab"])]
            self.assertEqual(sorted(sarif), sorted(gitlab))
            return sarif
        file = self.folder.joinpath("a.env")
        file.write_text(SETTINGS)
        before = prints()
        file.write_text("# moved\n\nOTHER=1\n" + SETTINGS + "LAST=1\n")
        self.assertEqual(before, prints())
        file.write_text(SETTINGS.replace('"90"', '"91"'))
        self.assertEqual(1, len(set(prints()) - set(before)))

    def test_the_environment_and_standard_input_are_no_files(self):
        done = check(self.folder, "-", "--format", "sarif", stdin=b"DATABASE_POOLSIZE=5\n")
        log = json.loads(done.stdout)
        self.assertEqual([], [error.message for error in SARIF.iter_errors(log)])
        self.assertEqual([[]], [result["locations"] for result in log["runs"][0]["results"]])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
