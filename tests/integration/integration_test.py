#!/usr/bin/env python3
"""The pre-commit hook, the GitHub action and the GitLab template do what they promise.

Needs python3-yaml and pre-commit: python3 tests/integration/integration_test.py POOLSIZE PRE_COMMIT"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
WRONG = "DATABASE_POOL_SIZE=lots\nDATABASE_URL=postgresql://u:hunter2@h/db\n"
RIGHT = "DATABASE_POOL_SIZE=5\nDATABASE_MAX_OVERFLOW=5\n"


def run(command, folder, **environment):
    path = f"{PROGRAM.parent}:{os.environ['PATH']}"
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120,
                          env={"PATH": path, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", **environment})


class Scratch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


class Hook(Scratch):
    HOOK, = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())

    def test_it_takes_env_files(self):
        for name, taken in ((".env", True), ("a/.env", True), (".env.production", True), ("deploy/prod.env", True),
                            ("environment", False), ("a.env.md", False), ("env", False), ("my.environment", False)):
            with self.subTest(name):
                self.assertEqual(taken, bool(re.search(self.HOOK["files"], name)))

    def committed(self, text):
        """What `pre-commit run` says of a repository that has the hook and one env file."""
        self.write("service/.env", text)
        local = {key: self.HOOK[key] for key in ("id", "name", "entry", "language", "files", "types")}
        self.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]}))
        for command in (["git", "init", "--quiet"], ["git", "add", "--all"]):
            self.assertEqual(0, run(command, self.folder).returncode)
        return run([sys.argv[2], "run", "--all-files"], self.folder, PRE_COMMIT_HOME=str(self.folder / "cache"))

    def test_it_stops_what_is_wrong(self):
        done = self.committed(WRONG)
        self.assertEqual(1, done.returncode, done.stderr)
        self.assertIn("service/.env:1:20: error: DATABASE_POOL_SIZE 'lots' is not a whole number", done.stdout)
        self.assertNotIn("hunter2", done.stdout)

    def test_it_lets_through_what_is_right(self):
        done = self.committed(RIGHT)
        self.assertEqual(0, done.returncode, done.stdout)
        self.assertIn("Passed", done.stdout)

    def test_pre_commit_accepts_the_manifest(self):
        done = run([sys.argv[2], "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")], self.folder)
        self.assertEqual(0, done.returncode, done.stdout)


class Action(Scratch):
    ACTION = yaml.safe_load((ROOT / "action.yml").read_text())

    def acted(self, **inputs):
        """The steps as a runner plays them, with each input's default or what is given."""
        self.assertLessEqual(set(inputs), set(self.ACTION["inputs"]))
        given = {name: inputs.get(name, each["default"]) for name, each in self.ACTION["inputs"].items()}
        known = {f"inputs.{name}": value for name, value in given.items()} | {"github.action_path": str(ROOT)}
        resolve = lambda text: re.sub(r"\$\{\{ *(.*?) *\}\}", lambda match: known[match[1]], text)
        self.summary, self.output = self.folder / "summary.md", self.folder / "output"
        for step in self.ACTION["runs"]["steps"]:
            self.assertNotIn("${{", step["run"])    # an input in a script would be read as shell
            environment = {name: resolve(value) for name, value in step["env"].items()}
            done = run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], self.folder,
                       GITHUB_STEP_SUMMARY=str(self.summary), GITHUB_OUTPUT=str(self.output), **environment)
            if done.returncode:
                break
        return done

    def test_it_annotates_sums_up_and_fails(self):
        self.write(".env", WRONG)
        done = self.acted(sarif="out.sarif")
        self.assertEqual(1, done.returncode, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^::error file=\.env,line=1,col=20,endColumn=24,title=poolsize invalid-value::")
        self.assertIn("    .env:1:20: error: DATABASE_POOL_SIZE 'lots'", self.summary.read_text())
        self.assertEqual("findings=1\n", self.output.read_text())
        self.assertEqual("2.1.0", json.loads((self.folder / "out.sarif").read_text())["version"])
        self.assertNotIn("hunter2", done.stdout + self.summary.read_text())

    def test_it_passes(self):
        self.write(".env", RIGHT)
        done = self.acted()
        self.assertEqual((0, ""), (done.returncode, done.stdout), done.stderr)
        self.assertIn("    no findings", self.summary.read_text())
        self.assertEqual("findings=0\n", self.output.read_text())

    def test_its_inputs_reach_the_program(self):
        self.write("deploy/a b.env", "DATABASE_POOL_SIZE=50\nDATABASE_MAX_OVERFLOW=50\n")
        self.write("deploy/c.env", "DATABASE_POOL_SIZE=5\n")
        arguments = "--max-connections=100\n--instances\n2\n"
        done = self.acted(files="deploy/*.env\n", arguments=arguments)
        self.assertIn("budget-exceeded", done.stdout)
        self.assertIn("overflow-not-set", done.stdout)
        self.assertEqual(1, done.returncode)
        self.assertEqual(0, self.acted(files="deploy/*.env", arguments=arguments, **{"fail-on": "never"}).returncode)

    def test_a_baseline_lets_an_old_repository_pass(self):
        self.write(".env", WRONG)
        self.assertEqual(0, run(["poolsize", "check", ".env", "--write-baseline", "known.json"], self.folder).returncode)
        self.assertEqual(0, self.acted(baseline="known.json").returncode)

    def test_an_input_is_never_read_as_shell(self):
        self.write(".env", RIGHT)
        done = self.acted(files="$(touch owned)\n`touch owned`\n; touch owned\n.env", arguments="--rps=$(touch owned)")
        self.assertIn(done.returncode, (2, 3))
        self.assertFalse((self.folder / "owned").exists())

    def test_a_missing_file_is_no_finding(self):
        self.assertEqual(3, self.acted(files="nowhere.env").returncode)


class Template(Scratch):
    JOB = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text())["poolsize"]

    def test_the_job_writes_the_reports_that_it_names(self):
        self.write(".env", WRONG)
        done = run(["bash", "-ec", "\n".join(self.JOB["script"])], self.folder, **self.JOB["variables"])
        self.assertEqual(1, done.returncode, done.stderr)
        reports = self.JOB["artifacts"]["reports"]
        finding, = json.loads((self.folder / reports["codequality"]).read_text())
        self.assertEqual(("invalid-value", ".env"), (finding["check_name"], finding["location"]["path"]))
        self.assertIn("<failure", (self.folder / reports["junit"]).read_text())
        self.assertIn("invalid-value", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
