"""Entity resolution: which two names are one entity, with reasons; merged by itself only above a bound, else a suggestion for a person.

Candidates share a key (blocking); each pair is weighed by a table of features (`weights.toml`) in a logistic regression, after Fellegi and Sunter
1969, A theory for record linkage. That one name contains the other is no reason by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import exp, log
from typing import Protocol

from graph.entity import Entity
from graph.evidence import Evidence
from graph.facts import entities_of
from graph.names import NEUTRAL, PARTS, all_initials, form, sounds
from graph.resolution.candidate import Candidate
from graph.resolution.known import THINGS
from graph.resolution.likeness import NAMES, feature, features
from graph.resolution.told import called
from graph.resolution.weights import TABLE
from ontology import top_type

WEIGHTS: Mapping[str, float] = {name: row["weight"] for name, row in TABLE["features"].items()}
REASONS: Mapping[str, str] = {name: row["reason"] for name, row in TABLE["features"].items()}
BIAS, AUTOMATIC, SUGGESTED = (float(TABLE[name]) for name in ("bias", "automatic", "suggested"))
_LEAST = log(SUGGESTED / (1 - SUGGESTED))
_LEFT = [(name, sum(max(WEIGHTS[later], 0) for later in NAMES[k + 1 :])) for k, name in enumerate(NAMES)]
SENTENCES = 5  # of an entity that are compared: that many say what it is, and time goes with their number
CROWDED = 300  # members of a block from which its key says nothing


class Landscape(Protocol):
    """What has claims to show."""

    def evidence(self) -> list[Evidence]:
        """All claims with their articles."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two candidates, the chance that they are one entity, and the features that speak for and against it, the weightiest first."""

    one: str
    other: str
    chance: float
    reasons: tuple[str, ...]

    @property
    def automatic(self) -> bool:
        """Whether the chance is above the bound from which nobody is asked."""
        return self.chance >= AUTOMATIC


def match(one: Candidate, other: Candidate) -> Match:
    """How likely two candidates are one."""
    found = features(one, other)
    weighed = {name: WEIGHTS[name] * value for name, value in found.items() if value}
    chance = 1 / (1 + exp(-(BIAS + sum(weighed.values()))))
    ordered = sorted(weighed, key=lambda name: (-abs(weighed[name]), name))
    reasons = tuple(f"{'+' if weighed[name] > 0 else '-'} {REASONS[name]}" for name in ordered if weighed[name])
    first, second = sorted((one.id, other.id))
    return Match(first, second, round(chance, 4), reasons)


def suggestions(candidates: Iterable[Candidate]) -> list[Match]:
    """The pairs that are likely enough to be told, the likeliest first."""
    by_id = {candidate.id: candidate for candidate in candidates}
    near = ((by_id[one], by_id[other]) for one, other in pairs(by_id.values()))
    found = (match(one, other) for one, other in near if _could_be_one(one, other))
    return sorted((one for one in found if one.chance >= SUGGESTED), key=lambda one: (-one.chance, one.one, one.other))


def _could_be_one(one: Candidate, other: Candidate) -> bool:
    """Whether a pair may be likely enough to be told: of most the names alone show that nothing else could make up for them."""
    score = BIAS
    for name, left in _LEFT:
        score += WEIGHTS[name] * feature(name, one, other)
        if score + left < _LEAST:
            return False
    return True


def candidates(evidence: Iterable[Evidence], entities: Mapping[str, Entity]) -> list[Candidate]:
    """The entities that claims name, each with those whom claims join it to; money and places are none: their names say what they are."""
    near: dict[str, set[str]] = defaultdict(set)
    told: dict[str, set[str]] = defaultdict(set)
    for item in evidence:
        claim = item.claim
        if claim.object_id and claim.status != "negated":
            near[claim.subject_id].add(claim.object)
            near[claim.object_id].add(claim.subject)
            told[claim.subject_id].add(claim.quote)
            told[claim.object_id].add(claim.quote)
    found = (entities[slug] for slug in sorted(near))
    return [
        Candidate(one.id, one.name, top_type(one.type), one.country or "", frozenset(near[one.id]), tuple(sorted(told[one.id])[:SENTENCES]))
        for one in found
        if one.type != "Place"
    ]


def look(store: Landscape) -> list[Match]:
    """The suggestions for a store, as its claims name entities."""
    evidence = store.evidence()
    return suggestions(candidates(evidence, entities_of(evidence)))


def automatic(matches: Iterable[Match]) -> dict[str, str]:
    """The merges above the bound, slug by slug."""
    return {one.one: one.other for one in matches if one.automatic}


def pairs(candidates: Iterable[Candidate]) -> list[tuple[str, str]]:
    """The pairs of ids that share a key and a type."""
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for candidate in candidates:
        for key in keys(candidate):
            blocks[candidate.type, key].append(candidate.id)
    shared = (members for members in blocks.values() if 1 < len(members) <= CROWDED)
    return sorted({tuple(sorted(pair)) for members in shared for pair in combinations(members, 2)})  # type: ignore[misc]  # pairs


def keys(candidate: Candidate) -> set[str]:
    """What two names of one entity share at least one of: a telling word, the initials, the beginning, the sound, the entity known by the name, and
    the name by which a sentence calls it."""
    own = candidate.form
    telling = {word for word in own.core if word not in NEUTRAL and word not in PARTS and len(word) > 1}
    found = {f"word {word}" for word in telling} | {f"begins {own.joined[:5]}"}
    found |= {f"letters {letters}" for letters in all_initials(candidate.name) if len(letters) > 1}
    if len(own.words) == 1 or candidate.name.isupper():
        found.add(f"letters {own.joined}")
    found |= {f"known {slug}" for slug in candidate.known.slugs} | {f"called {form(name).joined}" for name in (candidate.name, *called(candidate))}
    found |= {f"sounds {sound}" for sound in sounds(candidate.name) if len(sound) > 2}
    if not telling or candidate.type in THINGS:
        found |= {f"version {version}" for version in own.versions if not telling or len(version) > 2}
    return found
