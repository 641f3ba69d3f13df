#!/usr/bin/env python3
"""The table of `poolsize explain accuracy` is that of the committed run; with POOLSIZE_REWRITE=1 it is made so."""

import json
import os
import pathlib
import sys

import page

HERE = pathlib.Path(__file__).parent
COMMITTED = HERE.parents[1] / "src" / "render" / "accuracy_table.hpp"


def main():
    text = page.header(json.loads((HERE / "accuracy.json").read_text()))
    if "POOLSIZE_REWRITE" in os.environ:
        COMMITTED.write_text(text)
    if not COMMITTED.exists() or COMMITTED.read_text() != text:
        return "src/render/accuracy_table.hpp is stale; run the test with POOLSIZE_REWRITE=1"
    return 0


if __name__ == "__main__":
    sys.exit(main())
