"""Types the lines of lines.txt into a real shell in a pseudo-terminal, and compares what it offers.

    complete.py SHELL PROGRAM COMPLETIONS

SHELL is bash (with bash-completion), bash-alone, bash-breaks (words not broken at = and :), zsh, zsh-sourced or fish;
COMPLETIONS is the folder of the scripts. Nothing is timed: each key answers with a mark, for which it waits.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pexpect

HERE = Path(__file__).parent
PATIENCE = 60  # seconds for one key on a machine that is busy
FILES = [".env", ".env.local", "prod.env", "holds.csv", "notes.txt", "workload.json", "poolsize.json", "two words.md"]
FILES += ["deploy/other.env"]
ASK, TAB, REPORT = "\x18a", "\t", "\x18r"  # what the shells' start files bind


class Shell:
    """A shell that completes poolsize, in a home of its own."""

    def __init__(self, kind, program, completions, home):
        self.home = home
        self.name = kind.split("-")[0]
        self.breaks = "" if kind == "bash-breaks" else "=:"
        self.said = home.parent / "said"
        environment = {
            "PATH": f"{Path(program).parent}:/usr/bin:/bin",
            "HOME": str(home),
            "ZDOTDIR": str(HERE),
            "XDG_CONFIG_HOME": str(home.parent / "config"),
            "XDG_DATA_HOME": str(home.parent / "data"),
            "TERM": "vt100",
            "LC_ALL": "C.UTF-8",
            "KIND": kind,
            "SAID": str(self.said),
            "COMPLETIONS": str(completions),
            "HERE": str(HERE),
        }
        command = {
            "bash": ["bash", "--noprofile", "--rcfile", str(HERE / "start.bash"), "-i"],
            "zsh": ["zsh", "-d", "-i"],
            "fish": ["fish", "--private", "-i", "-C", f"source {HERE}/start.fish"],
        }[self.name]
        self.terminal = pexpect.spawn(
            command[0], command[1:], cwd=home, env=environment, encoding="utf-8", timeout=PATIENCE, dimensions=(50, 200)
        )
        self.terminal.delaybeforesend = None
        self.terminal.expect_exact("<ready>")

    def keys(self, *keys):
        """Types, waits for the mark of the last key, and returns what the shell said."""
        self.said.unlink(missing_ok=True)
        for key in keys:
            self.terminal.send(key)
        self.terminal.expect_exact("<said>")
        return self.said.read_text()

    def offered(self, before):
        """The words offered and what is said of them, as pairs; a message has no word."""
        return OFFERED[self.name](self, before)

    def line_after_tab(self, before, after):
        return self.keys(before, after, "\x02" * len(after), TAB, REPORT)


def inserted(shell, before):
    """Readline puts all of them into the line."""
    line = shell.keys(before, ASK, REPORT).replace("\0", "")
    if line == before:
        return []
    breaks = r"\s" if "=" not in shell.breaks else r"\s=:"
    start = len(re.sub(rf"(?:\\ |[^{breaks}])*$", "", before))
    return [(word, "") for word in re.findall(r"(?:\\.|\S)+", line[start:])]


def listed(shell, before):
    """Lines with a word, a tab and what is said of it."""
    text = shell.keys(before, ASK, REPORT)
    return [tuple((line + "\t").split("\t")[:2]) for line in text.splitlines()]


OFFERED = {"bash": inserted, "zsh": listed, "fish": listed}


class Help:
    """What the program says there is."""

    def __init__(self, program):
        self.program = program

    def text(self, *arguments):
        return subprocess.run([self.program, *arguments], check=True, capture_output=True, text=True).stdout

    def commands(self):
        section = self.text("--help").split("Commands:\n")[1].split("\n\n")[0]
        return [line.split()[0] for line in section.splitlines() if re.match(r"  \S", line)]

    def flags(self, command):
        found = re.findall(r"^  (?:-\w, )?--(\[no-\])?([a-z0-9-]+)", self.text(command, "-h"), re.MULTILINE)
        return [name for no, flag in found for name in ([f"--{flag}", f"--no-{flag}"] if no else [f"--{flag}"])]

    def rules(self):
        section = self.text("explain").split("Rules of check:\n")[1]
        return re.findall(r"^  (\S+)", section, re.MULTILINE)

    def topics(self):
        text = self.text("explain")
        pages = re.findall(r"^  (\S+)", text.split("Topics:\n")[1].split("\n\n")[0], re.MULTILINE)
        words = " ".join(text.split("Words:\n")[1].split("\n\n")[0].split()).split(", ")
        return pages + sorted({word.split()[0] for word in words}) + self.rules()

    def words(self, text):
        """The candidates that a row expects."""
        found = []
        for word in re.findall(r"\{[^}]*\}|(?:\\.|\S)+", text):
            if word.startswith("{"):
                what, *of = word[1:-1].split()
                found += getattr(self, what)(*of)
            elif word != "(none)":
                found.append(word)
        return found


def rows(shell_name):
    """Number of the line, line before and after the cursor, kind of row, and what is expected."""
    for number, text in enumerate((HERE / "lines.txt").read_text().splitlines(), 1):
        if not text or text.startswith("#"):
            continue
        only = re.search(r"\s+\[([a-z ]+)\]$", text)
        if only:
            text = text[: only.start()]
            if shell_name not in only[1].split():
                continue
        typed, kind, expected = re.fullmatch(r"(.*?\|.*?)\s*( => | -> | ~> )\s*(.*)", text).groups()
        before, after = typed.split("|")
        yield number, before, after, kind.strip(), expected


def plain(word):
    """Without the flag in front, the backslashes within, and what marks a folder, which readline adds only later."""
    return re.sub(r"^--[a-z0-9-]+=|/$|\\(?=.)", "", word)


def check(shell, help_, before, after, kind, expected):
    """What is wrong, or nothing."""
    if kind == "->":
        line = shell.line_after_tab(before, after).replace("\0", "|")
        return None if line == expected else f"the line became\n    {line}"
    offered = shell.offered(before)
    if kind == "~>":
        if any(expected in says for _, says in offered):
            return None
        return f"what was said:\n    {offered}"
    got = sorted(plain(word) for word, _ in offered if word)
    wanted = sorted(plain(word) for word in help_.words(expected))
    return None if got == wanted else f"offered was\n    {' '.join(got) or '(none)'}"


def absolute(paths):
    return [os.path.abspath(path) for path in paths]


def fill(place):
    """A home with files in it, below `place`."""
    (place / "data/fish/generated_completions").mkdir(parents=True)  # or fish makes them, in the background
    for name in FILES:
        file = place / "home" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return place / "home"


def main():
    kind, program, completions = sys.argv[1], *absolute(sys.argv[2:])
    help_ = Help(program)
    with tempfile.TemporaryDirectory() as place:
        shell = Shell(kind, program, completions, fill(Path(place)))
        cases = list(rows(shell.name))
        for command in help_.commands():
            cases.append((0, f"poolsize {command} --", "", "=>", f"{{flags {command}}}"))
        wrong = 0
        for number, before, after, row_kind, expected in cases:
            trouble = check(shell, help_, before, after, row_kind, expected)
            if trouble:
                wrong += 1
                print(f"lines.txt:{number}: {before}|{after}\n  {row_kind} {expected}\n  but {trouble}")
        print(f"{kind}: {len(cases)} lines typed, {wrong} not as expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
