"""What was found, as a document: JSON that the tables and the picture are made of."""

import dataclasses
import datetime
import importlib.metadata
import platform

from comparison import DEVIATIONS, PREDICTION_WITHIN, REPLAY_WITHIN
from figures import RESOLUTION
from runs import Costs

TELLING = 3  # times the resolution: errors of less are not told
# What is said of a case, and what it is held against.
KINDS = {"replay": ("replay", "measured"), "simulation": ("simulation", "measured"),
         "prediction": ("prediction", "measured"), "prediction in the long run": ("prediction", "expected"),
         "prediction of the log": ("log", "expected")}


def figures(of):
    return {name: value for name, value in of.items()}


def entry(comparison):
    case, differing, requests = comparison.case, *comparison.differing()
    return {
        "pool": case.pool, "case": case.name, "capacity": case.capacity, "utilisation": case.utilisation,
        "pool_size": case.pool_size, "max_overflow": case.max_overflow, "rate_per_s": case.rate, "hold_s": case.hold,
        "family": case.family, "cv": case.holds.variation(), "timeout_s": case.timeout, "on_server": case.on_server,
        "special": case.special,
        "requests": requests, "requests_differing": len(differing),
        "lateness_p99_s": max(run.lateness(0.99) for run in comparison.runs),
        "on_time": not any(run.is_late() for run in comparison.runs),
        "client_cpu": max(run.client_cpu for run in comparison.runs),
        "costs_s": dataclasses.asdict(comparison.costs),
        "runs": [figures(each) for each in comparison.each],
        "twin_spread": figures(comparison.twin_spread), "spread": figures(comparison.spread),
        "luck": figures(comparison.luck),
        "measured": figures(comparison.measured), "expected": figures(comparison.expected),
        "said": {"replay": figures(comparison.replayed), "simulation": figures(comparison.simulated),
                 "prediction": figures(comparison.predicted),
                 "log": figures(comparison.calibrated) if comparison.calibrated else None},
        "worse": {kind: [name for name, one in differences.items() if not one.holds]
                  for kind, differences in comparison.differences().items()},
    }


DIFFERING = ("pool", "case", "run", "arrival", "wait", "served", "replayed_wait", "replayed_served")


def differing_rows(comparison):
    """Requests that waited otherwise in the replay."""
    case, (differing, _) = comparison.case, comparison.differing()
    for run, real, played in differing:
        yield (case.pool, case.name, run, f"{real.asked:.6f}", f"{real.wait:.6f}", int(real.served),
               f"{played.wait:.6f}", int(played.served))


def failure(case, reason):
    return {"pool": case.pool, "case": case.name, "failed": str(reason)}


def whole(entries, seconds, versions, shield):
    versions |= {"CPython": platform.python_version(), "SQLAlchemy": importlib.metadata.version("sqlalchemy"),
                 "asyncpg": importlib.metadata.version("asyncpg"), "Linux": platform.release().split("-")[0]}
    return {"made": datetime.date.today().isoformat(), "seconds": seconds, "versions": versions, "shield": shield,
            "replay_within": REPLAY_WITHIN, "prediction_within": PREDICTION_WITHIN, "cases": entries}


def predicted_again(told, cases, poolsize):
    """What the models say now of runs that were played before, whose costs are known."""
    for case, told_case in ((by_name, one) for one in played(told) for by_name in cases
                            if (by_name.pool, by_name.name) == (one["pool"], one["case"])):
        said = figures(poolsize.predict(case, Costs(**told_case["costs_s"])))
        changed = [name for name, value in said.items() if value != told_case["said"]["prediction"][name]]
        told_case["said"]["prediction"] = said
        for kind, spreads in (("prediction", ("spread", "luck")), ("prediction in the long run", ("twin_spread",))):
            worse = told_case["worse"][kind]
            for name in changed:
                value, against = pair(told_case, kind, name)
                allowed = [PREDICTION_WITHIN * against, getattr(RESOLUTION, name)]
                allowed += [told_case[one][name] * (DEVIATIONS if one == "luck" else 1) for one in spreads]
                worse[:] = [other for other in worse if other != name]
                if abs(value - against) > max(allowed):
                    worse.append(name)
    told["versions"]["poolsize"] = poolsize.version()
    return told


def played(told):
    return [case for case in told["cases"] if "failed" not in case]


def worse_than_promised(told):
    return any("failed" in case or any(case["worse"].values()) for case in told["cases"])


def pair(case, kind, name):
    """(what is said, what it is held against)"""
    said, against = KINDS[kind]
    return case["said"][said][name], case[against][name]


def kinds(case):
    """What there is of KINDS: only where the server logged is its log measured."""
    return [kind for kind, (said, _) in KINDS.items() if case["said"].get(said)]


def relative(case, kind, name):
    """By how much they differ; None where both are too small for it to mean something."""
    said, against = pair(case, kind, name)
    least = TELLING * getattr(RESOLUTION, name)
    return None if said < least and against < least or against == 0 else (said - against) / against
