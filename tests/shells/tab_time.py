"""What one TAB costs in each shell: tab_time.py PROGRAM COMPLETIONS

From the key to the shell's answer, less a key that completes nothing: the median of the time, and the processor's time
that the shell used, which other work on the machine does not lengthen.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from complete import ASK, REPORT, Shell, absolute, fill

TIMES = 100
LINES = ["poolsize re", "poolsize recommend --", "poolsize recommend --rps 100 --dist=", "poolsize check ", "poolsize explain "]


def processor_time(pid):
    """Of the process and the children that it waited for, in ms (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return 1e3 * sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def cost(shell, *keys):
    """Milliseconds that passed, and that the processor worked, for one round of keys."""
    passed = []
    worked = processor_time(shell.terminal.pid)
    for _ in range(TIMES):
        start = time.perf_counter()
        shell.keys(*keys)
        passed.append(1e3 * (time.perf_counter() - start))
    return statistics.median(passed), (processor_time(shell.terminal.pid) - worked) / TIMES


def main():
    program, completions = absolute(sys.argv[1:])
    print(f"{'one TAB, in ms':41}{'passed':>9}{'worked':>9}")
    for kind in ["bash", "zsh", "fish"]:
        with tempfile.TemporaryDirectory() as place:
            shell = Shell(kind, program, completions, fill(Path(place)))
            for line in LINES:
                shell.keys(line, ASK, REPORT)  # the first TAB also loads the script
                passed, worked = (a - b for a, b in zip(cost(shell, line, ASK, REPORT), cost(shell, line, REPORT)))
                print(f"{kind:5}{line:36}{passed:9.1f}{worked:9.1f}")


if __name__ == "__main__":
    main()
