"""The table of `poolsize explain accuracy`, as the header that is compiled into the program."""

import document
from figures import NAMES
from table import HEADS, effects_summary, shown, size, summary

POOLS = {"sqlalchemy": "SQLAlchemy's pool", "asyncpg": "asyncpg's pool", "pgbouncer": "PgBouncer's own line"}
LINES = {"replay": "replay", "prediction": "predict"}
COLUMNS = ("mean", "late", "p99")


def special(case):
    return ", ".join(word for word in (
        f"timeout {shown('mean', case['timeout_s'])}" if case["timeout_s"] not in (None, 30.0) else "",
        *case["special"]) if word)


def holds(case):
    family = {"exponential": "exp", "deterministic": "equal", "lognormal": f"cv {case['cv']:g}"}[case["family"]]
    return f"{family} {case['hold_s'] * 1e3:.0f} ms"


def percent(case, kind, name):
    share = document.relative(case, kind, name)
    if share is None:
        return "·"
    mark = "!" if name in case["worse"][kind] else ""
    rounded = round(share * 100)
    return (f"{rounded:+d}".replace("-", "−") if rounded else "0") + mark


def line(case):
    errors = [percent(case, kind, name) for kind in LINES for name in COLUMNS]
    measured = [shown(name, case["measured"][name]) for name in ("mean", "p99")]
    out = (f"  {size(case):5} {case['utilisation']:4g}  {holds(case):14}"
           + "".join(f"{each:>10}" for each in measured) + "".join(f"{each:>5}" for each in errors))
    note = special(case)
    return out + (f"\n               {note}" if note else "") + "\n"


def body(told):
    out = []
    for pool, name in POOLS.items():
        chosen = [case for case in document.played(told) if case["pool"] == pool]
        if chosen:
            out.append(f"  {name:28}     real pool           replay        predict\n"
                       "  size  util  holds               mean       p99 mean >1ms p99 mean >1ms p99\n")
            out += [*map(line, chosen), "\n"]
    out += spans_table("all of them: median and largest error in %",
                       [(LINES[kind], parts) for kind, parts in summary(told) if kind in LINES])
    out.append("\n")
    out += spans_table("simulated without: median and largest change in %", effects_summary(told))
    return "".join(out)


def spans_table(title, lines):
    yield f"  {title}\n  " + " " * 11 + "".join(f"{HEADS[name]:>11}" for name in NAMES) + "\n"
    for what, parts in lines:
        texts = [f"{parts[name][0] * 100:.1f} {parts[name][1] * 100:.0f}" if name in parts else "·"
                 for name in NAMES]
        yield f"  {what:11}" + "".join(f"{each:>11}" for each in texts) + "\n"


def header(told):
    versions = ", ".join(f"{name} {version}" for name, version in told["versions"].items() if name != "poolsize")
    return ("// Written by tests/live/page_test.py with POOLSIZE_REWRITE=1 from tests/live/accuracy.json, and that by\n"
            "// ./dev truth --format json -o tests/live/accuracy.json.\n"
            "#pragma once\n\nnamespace poolsize::render {\n\n"
            f"inline constexpr const char* accuracy_made_with =\n    \"{versions}\";\n\n"
            f"inline constexpr const char* accuracy_table =\n    R\"({body(told)})\";\n\n"
            "}  // namespace poolsize::render\n")
