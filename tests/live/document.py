"""What was found, as a document: JSON that the tables and the picture are made of."""

import dataclasses
import datetime
import importlib.metadata
import operator
import platform

import effects
from comparison import PREDICTION_WITHIN, REPLAY_WITHIN
from figures import RESOLUTION
from runs import Costs

TELLING = 3  # times the resolution: errors of less are not told
# What is said of a case.
KINDS = {"replay": "replay", "simulation": "simulation", "prediction": "prediction", "prediction of the log": "log"}


def figures(of):
    return {name: value for name, value in of.items()}


def entry(comparison):
    case, differing, requests = comparison.case, *comparison.differing()
    differences = comparison.differences()
    return {
        "pool": case.pool, "case": case.name, "capacity": case.capacity, "utilisation": case.utilisation,
        "pool_size": case.pool_size, "max_overflow": case.max_overflow, "rate_per_s": case.rate, "hold_s": case.hold,
        "family": case.family, "cv": case.holds.variation(), "timeout_s": case.timeout, "on_server": case.on_server,
        "special": case.special,
        "seconds": comparison.runs[0].seconds, "requests": requests, "requests_differing": len(differing),
        "lateness_p99_s": max(run.lateness(0.99) for run in comparison.runs),
        "on_time": not any(run.is_late() for run in comparison.runs),
        "client_cpu": max(run.client_cpu for run in comparison.runs),
        "costs_s": dataclasses.asdict(comparison.costs),
        "seeds": comparison.seeds, "runs": [figures(each) for each in comparison.each],
        "measured": figures(comparison.measured),
        "said": {"replay": figures(comparison.replayed), "simulation": figures(comparison.simulated),
                 "prediction": figures(comparison.predicted),
                 "log": figures(comparison.calibrated) if comparison.calibrated else None},
        "without": without(comparison.poolsize, case, comparison.costs),
        "allowed": {kind: {name: one.allowed for name, one in each.items()} for kind, each in differences.items()},
        "worse": {kind: [name for name, one in each.items() if not one.holds] for kind, each in differences.items()},
    }


def without(poolsize, case, costs):
    """What the simulation says without each of the effects."""
    return {effect: figures(said) for effect, said in effects.without(poolsize, case, costs).items()}


DIFFERING = ("pool", "case", "run", "arrival", "wait", "served", "replayed_wait", "replayed_served")


def differing_rows(comparison):
    """Requests that waited otherwise in the replay."""
    case, (differing, _) = comparison.case, comparison.differing()
    for run, real, played in differing:
        yield (case.pool, case.name, run, f"{real.asked:.6f}", f"{real.wait:.6f}", int(real.served),
               f"{played.wait:.6f}", int(played.served))


def failure(case, reason):
    return {"pool": case.pool, "case": case.name, "failed": str(reason)}


def whole(entries, versions, shield):
    versions |= {"CPython": platform.python_version(), "SQLAlchemy": importlib.metadata.version("sqlalchemy"),
                 "asyncpg": importlib.metadata.version("asyncpg"), "Linux": platform.release().split("-")[0]}
    return {"made": datetime.date.today().isoformat(), "versions": versions, "shield": shield,
            "replay_within": REPLAY_WITHIN, "prediction_within": PREDICTION_WITHIN, "cases": entries}


def predicted_again(told, cases, poolsize):
    """What the models say now of runs that were played before, whose costs are known."""
    for case, told_case in ((by_name, one) for one in played(told) for by_name in cases
                            if (by_name.pool, by_name.name) == (one["pool"], one["case"])):
        costs = Costs(**told_case["costs_s"])
        told_case["said"]["prediction"] = figures(poolsize.predict(case, costs))
        told_case["without"] = without(poolsize, case, costs)
        told_case["worse"]["prediction"] = [name for name, allowed in told_case["allowed"]["prediction"].items()
                                            if abs(operator.sub(*pair(told_case, "prediction", name))) > allowed]
    told["versions"]["poolsize"] = poolsize.version()
    return told


def played(told):
    return [case for case in told["cases"] if "failed" not in case]


def worse_than_promised(told):
    return any("failed" in case or any(case["worse"].values()) for case in told["cases"])


def pair(case, kind, name):
    """(what is said, what was measured)"""
    return case["said"][KINDS[kind]][name], case["measured"][name]


def kinds(case):
    """What there is of KINDS: only where the server logged is its log measured."""
    return [kind for kind, said in KINDS.items() if case["said"].get(said)]


def relative(case, kind, name):
    """By how much what is said is off; None where both are too small for it to mean something."""
    return change(*pair(case, kind, name), name)


def matters(case, effect, name):
    """By how much the simulation says otherwise without it."""
    return change(case["without"][effect][name], case["said"]["simulation"][name], name)


def change(to, of, name):
    least = TELLING * getattr(RESOLUTION, name)
    return None if to < least and of < least or of == 0 else (to - of) / of
