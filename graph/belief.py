"""How far the sources behind a fact support it (docs/belief.md has the formula on one page)."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path

_PRIORS: Mapping[str, Mapping[str, Mapping[str, float]]] = tomllib.loads(Path(__file__).with_name("priors.toml").read_text(encoding="utf8"))


@dataclass(frozen=True, slots=True)
class Support:
    """One claim as belief sees it: whose word it is, its status, who speaks ("article", "other", "party"), and the reader's confidence in 0..1."""

    source: str
    status: str
    voice: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What a claim of each status and each voice adds to belief, as shares of its confidence."""

    status: Mapping[str, float]
    voice: Mapping[str, float]


def weights(judged: Iterable[tuple[str, str, bool]] = ()) -> Weights:
    """The priors, moved by judgements of claims: (status, voice, whether it was accepted).

    Each prior is the mean of a beta distribution worth `count` judgements; the weight is the mean after those that were made.

    >>> weights([("planned", "article", False)] * 20).status["planned"]
    0.25
    """
    accepted: Counter[tuple[str, str]] = Counter()
    all_: Counter[tuple[str, str]] = Counter()
    for status, voice, holds in judged:
        for key in (("status", status), ("voice", voice)):
            all_[key] += 1
            accepted[key] += holds

    def moved(kind: str) -> dict[str, float]:
        priors = _PRIORS[kind]
        return {
            name: (prior["weight"] * prior["count"] + accepted[kind, name]) / (prior["count"] + all_[kind, name]) for name, prior in priors.items()
        }

    return Weights({**moved("status"), "negated": 0.0}, moved("voice"))


PRIOR = weights()


def belief(claims: Iterable[Support], using: Weights = PRIOR) -> float:
    """Noisy-or over independent sources (Pearl 1988, Probabilistic Reasoning in Intelligent Systems, 4.3): each counts once, with the best it says.

    Copies and repetitions of one source so add nothing.

    >>> belief([Support("reuters", "asserted", "article", 0.8), Support("ft", "hedged", "article", 0.5)])
    0.808
    """
    best: dict[str, float] = {}
    for claim in claims:
        support = claim.confidence * using.status[claim.status] * using.voice[claim.voice]
        best[claim.source] = max(best.get(claim.source, 0.0), support)
    return round(1 - prod(1 - support for _, support in sorted(best.items())), 4)  # rounded: the order of factors must not show in the last bit
