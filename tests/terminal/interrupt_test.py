#!/usr/bin/env python3
"""A simulation that would take for ever shows how far it is, and ends with what it knows when it is interrupted.

python3 tests/terminal/interrupt_test.py POOLSIZE"""

import json
import os
import pty
import signal
import subprocess
import sys
import unittest

ENDLESS = ["simulate", "--rps", "100", "--duration", "100ms", "--requests", "1000G", "--pools", "sqlalchemy"]


class Running:
    """The program with a terminal as standard error, once it has shown how far it is."""

    def __init__(self, *arguments):
        terminal, theirs = pty.openpty()
        self.terminal = terminal
        self.process = subprocess.Popen([sys.argv[1], *ENDLESS, *arguments], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=theirs, env={"PATH": os.environ["PATH"]},
                                        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
        os.close(theirs)
        self.shown = b""
        while b"% of" not in self.shown:
            self.shown += os.read(terminal, 4096)

    def end(self):
        """Its output and what else it showed."""
        out = self.process.stdout.read()
        self.process.stdout.close()
        try:
            while chunk := os.read(self.terminal, 4096):
                self.shown += chunk
        except OSError:  # the terminal's other side is closed
            pass
        os.close(self.terminal)
        self.process.wait()
        return out, self.shown


class Interrupts(unittest.TestCase):
    def test_the_first_signal_ends_with_what_is_known(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(number):
                running = Running("--format", "json")
                running.process.send_signal(number)
                out, shown = running.end()
                self.assertEqual(130, running.process.returncode)
                document = json.loads(out)
                self.assertTrue(document["partial"])
                self.assertGreater(document["requests"], 0)
                played = document["simulation"]["sqlalchemy"]
                self.assertTrue(played["partial"])
                self.assertEqual(played["requests"], document["requests"])
                self.assertAlmostEqual(10, played["mean_busy"]["value"], delta=2)
                # The line with the progress is taken away before the last remark.
                self.assertIn(b"\r\x1b[K", shown)
                self.assertTrue(shown.endswith(
                    b"poolsize: stopped early; the figures are of what was played until then\r\n"), shown[-200:])

    def test_the_text_says_that_it_is_partial(self):
        running = Running("--threads", "1")
        running.process.send_signal(signal.SIGINT)
        out, _ = running.end()
        self.assertIn("Stopped early: the figures are of what was played until then.", out.decode())
        self.assertEqual(130, running.process.returncode)

    def test_the_second_signal_ends_at_once(self):
        running = Running()
        # Stopped, it meets both at one moment when it goes on.
        for number in (signal.SIGSTOP, signal.SIGINT, signal.SIGTERM, signal.SIGCONT):
            running.process.send_signal(number)
        out, _ = running.end()
        self.assertIn(running.process.returncode, (-signal.SIGINT, -signal.SIGTERM))
        self.assertEqual(b"", out)

    def test_a_sweep_shows_what_is_there(self):
        running = Running("--sweep", "12..14", "--format", "json")
        running.process.send_signal(signal.SIGINT)
        out, _ = running.end()
        self.assertEqual(130, running.process.returncode)
        document = json.loads(out)
        self.assertTrue(document["partial"])
        self.assertEqual(["12", "13", "14"], [variant["name"] for variant in document["variants"]])
        self.assertEqual({}, document["variants"][2]["simulation"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
