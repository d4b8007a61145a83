"""Facts as a pure function of the claims: what is said alike, taken together."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.belief import PRIOR, Support, Weights, belief
from graph.claim import Claim
from graph.entity import Entity, known_entity, met_entity
from graph.evidence import Evidence
from graph.fact import HOLDING, Fact
from graph.rdf.terms import decimal_text
from graph.times import earliest, no_earlier
from ontology import KNOWN, RELATIONS

__all__ = ["HOLDING", "Entity", "Fact", "compute", "grouped", "known_by"]

Key = tuple[str, str, str]
"""What makes two claims say the same: subject, relation, and object (for money: currency and amount, or the words)."""
_DOUBTS = ("planned", "hedged", "negated")  # what a fact is when nobody asserts it: the surest of what is said


def compute(evidence: Sequence[Evidence], using: Weights = PRIOR, entities: Mapping[str, Entity] | None = None) -> list[Fact]:
    """One fact for each subject, relation and object, in order of their ids. `entities` are the entities by slug, else as these claims name them."""
    known = entities_of(evidence) if entities is None else entities
    groups = grouped(evidence)
    return sorted((_fact(key, groups[key], known, using) for key in groups), key=lambda fact: fact.id)


def known_by(evidence: Iterable[Evidence], date: str) -> list[Evidence]:
    """What had been said by a day: the claims of articles that were published by then. Of articles without a date nobody knows."""
    return [item for item in evidence if item.article.published and no_earlier(date, item.article.published)]


def grouped(evidence: Iterable[Evidence]) -> dict[Key, list[Evidence]]:
    """The claims that say the same, by what they say."""
    groups: dict[Key, list[Evidence]] = defaultdict(list)
    for item in evidence:
        groups[claim_key(item.claim)].append(item)
    return groups


def claim_key(claim: Claim) -> Key:
    """What a claim says. The ends of a symmetric relation stand in the order of their slugs."""
    subject, target = claim.subject_id, claim.object_id or _money_key(claim)
    if RELATIONS[claim.relation].symmetric and target < subject:
        subject, target = target, subject
    return subject, claim.relation, target


def fact_id(key: Key) -> str:
    """The id of the fact that claims with this key make."""
    return hashlib.sha256("|".join(key).encode()).hexdigest()[:24]


def _money_key(claim: Claim) -> str:
    return claim.object if claim.amount is None else f"{claim.currency} {decimal_text(claim.amount)}"


def entities_of(evidence: Iterable[Evidence]) -> dict[str, Entity]:
    """Each entity that claims name, as `usual` sees it."""
    return {slug: usual(slug, counts) for slug, counts in naming(evidence).items()}


Naming = Counter[tuple[str, str]]
"""How often an entity is given each name and type."""


def naming(evidence: Iterable[Evidence]) -> dict[str, Naming]:
    """What claims call each entity."""
    named: dict[str, Naming] = defaultdict(Counter)
    for item in evidence:
        claim = item.claim
        named[claim.subject_id][claim.subject, claim.subject_type] += 1
        if claim.object_id:
            named[claim.object_id][claim.object, claim.object_type] += 1
    return named


def usual(slug: str, counts: Mapping[tuple[str, str], int], name: str = "") -> Entity:
    """The entity as known beforehand, else under the name and type that most claims give it; of equals the longer name, then the first.

    `name` is what a person called it, which counts before all.
    """
    if slug in KNOWN:
        entity = known_entity(KNOWN[slug])
    else:
        names: Counter[str] = Counter()
        types: Counter[str] = Counter()
        for (called, kind), number in counts.items():
            names[called] += number
            types[kind] += number
        entity = met_entity(slug, _first(names), _first(types))
    return replace(entity, name=name) if name else entity


def _first(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda text: (-counts[text], -len(text), text))


def _fact(key: Key, group: Sequence[Evidence], entities: Mapping[str, Entity], using: Weights) -> Fact:
    subject, relation, target = key
    status = _status(group)
    money = max(group, key=_precision).claim
    dates = sorted(item.article.published for item in group if item.article.published)
    statuses = {item.claim.status for item in group}
    entity = entities[target] if money.object_id else None
    return Fact(
        id=fact_id(key),
        subject=entities[subject],
        relation=relation,
        object=entity,
        object_text=entity.name if entity else money.object,
        amount=money.amount,
        currency=money.currency,
        status=status,
        belief=belief((Support(item.source, item.claim.status, item.voice, item.claim.confidence) for item in group), using),
        sources=len({item.source for item in group}),
        articles=len({item.article.id for item in group}),
        first_seen=dates[0] if dates else "",
        last_seen=dates[-1] if dates else "",
        valid_from=_valid_from(group) if status in HOLDING else "",
        valid_to=_valid_to(group) if status == "ended" else "",
        contradicted={"asserted", "negated"} <= statuses,
        claim_ids=tuple(sorted({item.id for item in group})),
    )


def _precision(item: Evidence) -> tuple[bool, str, float, str]:
    """An amount before none, then the latest, the surest; the id so that the choice is always the same."""
    return item.claim.amount is not None, item.article.published, item.claim.confidence, item.id


def _status(group: Iterable[Evidence]) -> str:
    """Asserted if any claim asserts it, unless an article at least as late as the last that does says that it ended."""
    said = {item.claim.status for item in group}
    if "ended" in said and ("asserted" not in said or _endings(group)):
        return "ended"
    return "asserted" if "asserted" in said else next(status for status in _DOUBTS if status in said)


def _endings(group: Iterable[Evidence]) -> list[Evidence]:
    """The claims that it ended, but for those older than the last that asserts it."""
    asserted = max((item.article.published for item in group if item.claim.status == "asserted"), default="")
    return [item for item in group if item.claim.status == "ended" and no_earlier(item.article.published, asserted)]


def _valid_from(group: Iterable[Evidence]) -> str:
    """The earliest date that claims give for it; else that of the first article that asserts it. A date beside an ending is the ending's."""
    asserted = [item for item in group if item.claim.status == "asserted"]
    return earliest(item.claim.date for item in asserted) or earliest(item.article.published for item in asserted)


def _valid_to(group: Iterable[Evidence]) -> str:
    """The earliest bound that the endings give: the date of the ending, else that of the article."""
    return earliest(item.claim.date or item.article.published for item in _endings(group))
