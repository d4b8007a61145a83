"""How far the sources behind a fact support it."""

from collections.abc import Iterable
from math import prod

WEIGHT = {
    "asserted": 0.95,  # a publisher that states it plainly is still wrong now and then: no single source makes a fact certain
    "ended": 0.95,  # what is said to be over is said to have been so
    "planned": 0.5,  # of announced deals about half come about as announced: a prior, not measured here
    "hedged": 0.4,  # less than a plan: nobody has owned up to it
    "negated": 0.0,  # a denial supports nothing
}
"""What a claim of each status adds to belief in its fact, as a share of the extractor's confidence. Priors, to be calibrated on judgements."""


def belief(claims: Iterable[tuple[str, str, float]]) -> float:
    """Noisy-or over independent sources of (source, status, confidence): each counts once, with the best that it says.

    Copies and repetitions by one publisher so add nothing.

    >>> belief([("reuters", "asserted", 0.8), ("reuters", "asserted", 0.6), ("ft", "hedged", 0.5)])
    0.808
    """
    best: dict[str, float] = {}
    for source, status, confidence in claims:
        best[source] = max(best.get(source, 0.0), confidence * WEIGHT[status])
    return round(1 - prod(1 - support for _, support in sorted(best.items())), 4)  # rounded: the order of factors must not show in the last bit
