"""The tables of a document: for a terminal, for Markdown, and for the page of `poolsize explain accuracy`."""

import document
from effects import EFFECTS
from figures import NAMES

HEADS = {"mean": "mean", "late": "P(>1ms)", "p95": "p95", "p99": "p99", "timeouts": "time-outs",
         "connects": "connects/s"}


def shown(name, value):
    if value is None:
        return "-"
    if name in ("mean", "p95", "p99"):
        return f"{value * 1e3:.3g} ms" if value < 1 else f"{value:.3g} s"
    return f"{value:.1%}".replace("%", " %") if name in ("late", "timeouts") else f"{value:.3g}"


def error(case, kind, name):
    """Signed, in per cent, with a mark where it is worse than promised; a dot where there is nothing to tell."""
    share = document.relative(case, kind, name)
    if share is None:
        return "·"
    return f"{share * 100:+.1f} %".replace("-", "−") + (" !" if name in case["worse"][kind] else "")


def size(case):
    return f"{case['pool_size']}+{case['max_overflow']}" if case["pool"] == "sqlalchemy" else str(case["capacity"])


def title(case):
    return f"{case['pool']}, {case['case']}"


def traffic(case):
    where = "in the server" if case["on_server"] else "in the client"
    timeout = "" if case["timeout_s"] in (None, 30.0) else f", timeout {shown('mean', case['timeout_s'])}"
    cv = f" cv {case['cv']:g}" if case["family"] == "lognormal" else ""
    return (f"{size(case)}, {case['rate_per_s']:.0f}/s for {shown('mean', case['hold_s'])} {where} "
            f"({case['family']}{cv}), "
            f"utilisation {case['utilisation']:g}{timeout}, {case['seconds']:g} s")


ROWS = {"replay": "replay", "simulation": "simulate", "prediction": "predict",
        "prediction of the log": "measure, predict"}


def rows(case):
    """(what, a text for each of NAMES)"""
    yield "real pool", [shown(name, case["measured"][name]) for name in NAMES]
    for kind in document.kinds(case):
        yield "  " + ROWS[kind], [error(case, kind, name) for name in NAMES]


def costs(case):
    named = {"connect": "connect", "connect_alone": "alone", "connect_shared": "of it shared",
             "close": "close", "round_trip": "round trip", "loop_turn": "loop turn"}
    costs = case["costs_s"]
    told = [f"{words} {shown('mean', costs[name])}" for name, words in named.items() if costs[name] > 0]
    if costs["connect_shared"] > 0 and costs["connect_processors"] > 1:
        told.append(f"by {costs['connect_processors']} processors")
    if costs["connect_cv"] > 0:
        told.append(f"cv {costs['connect_cv']:.2g}")
    return ", ".join(told)


def head(told):
    versions = ", ".join(f"{name} {version}" for name, version in told["versions"].items())
    return (f"Made on {told['made']} by ./dev truth: three runs for each case, {told['shield']}.\n{versions}\n")


def summary(told):
    """How large the errors are, of all cases: for each kind the median and the largest of each figure."""
    for kind in document.KINDS:
        yield kind, spans({name: [document.relative(case, kind, name) for case in document.played(told)
                                  if kind in document.kinds(case)] for name in NAMES})


def effects_summary(told):
    """The same of how much the simulation says otherwise without each effect, of the cases that have it."""
    for effect in EFFECTS:
        yield effect, spans({name: [document.matters(case, effect, name) for case in document.played(told)
                                    if effect in case["without"]] for name in NAMES})


def spans(by_name):
    """(median, largest) of the shares by name, those left out that mean nothing."""
    sizes = {name: sorted(abs(share) for share in shares if share is not None) for name, shares in by_name.items()}
    return {name: (each[len(each) // 2], each[-1]) for name, each in sizes.items() if each}


def text(told):
    out = [head(told)]
    for case in told["cases"]:
        out.append(f"\n{title(case)}\n")
        if "failed" in case:
            out.append(f"  failed: {case['failed']}\n")
            continue
        out.append(f"  {traffic(case)}\n  {costs(case)}; launches at most {shown('mean', case['lateness_p99_s'])} late "
                   f"(p99); {case['requests_differing']} of {case['requests']} replayed waits differ\n")
        if not case["on_time"]:
            out.append("  the machine was busy with something else: launches were late\n")
        out.append("  " + " " * 18 + "".join(f"{HEADS[name]:>12}" for name in NAMES) + "\n")
        for what, texts in rows(case):
            out.append(f"  {what:18}" + "".join(f"{each:>12}" for each in texts) + "\n")
    out += spans_table("Errors over all cases, median and largest", summary(told))
    out += spans_table("How much is otherwise without them (simulate), median and largest", effects_summary(told))
    worse = [f"  {title(case)}: {kind} of {', '.join(names)}\n" for case in document.played(told)
             for kind, names in case["worse"].items() if names]
    out.append("\nWorse than promised\n" + "".join(worse) if worse else "\nNothing is worse than promised.\n")
    return "".join(out)


def spans_table(title, lines):
    yield f"\n{title}\n  " + " " * 26 + "".join(f"{HEADS[name]:>17}" for name in NAMES) + "\n"
    for what, parts in lines:
        texts = [f"{parts[name][0]:.1%} {parts[name][1]:.1%}".replace("%", " %") if name in parts else "·"
                 for name in NAMES]
        yield f"  {what:26}" + "".join(f"{each:>17}" for each in texts) + "\n"


def markdown(told):
    """Errors are in per cent of the figure above them."""
    out = [head(told), "\n| case | | " + " | ".join(HEADS[name] for name in NAMES) + " |\n",
           "| --- | --- |" + " ---: |" * len(NAMES) + "\n"]
    for case in document.played(told):
        label = f"**{title(case)}**: {traffic(case)}"
        for what, texts in rows(case):
            out.append(f"| {label} | {what} | " + " | ".join(texts) + " |\n")
            label = ""
    return "".join(out)
