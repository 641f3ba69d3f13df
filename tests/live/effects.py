"""What poolsize plays beside the queue, and how much each matters: the simulation of a case without it."""

import dataclasses

# Costs that are nothing without the effect.
EFFECTS = {
    "connects": ("connect_alone", "connect_shared", "connect_cv"),
    "sharing": ("connect_shared",),  # of processors, by connects
    "variation": ("connect_cv",),  # of connects
    "closes": ("close",),
    "round trips": ("round_trip",),
    "loop turns": ("loop_turn",),
}


def without(poolsize, case, costs):
    """Figures by the name of each effect that the case has."""
    return {effect: poolsize.simulate(case, dataclasses.replace(costs, **dict.fromkeys(names, 0)))
            for effect, names in EFFECTS.items() if any(getattr(costs, name) > 0 for name in names)}
