"""Facts as a pure function of the claims: what is said alike, taken together."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.belief import belief
from graph.claim import Claim
from graph.entity import Entity, met_entity
from graph.evidence import Evidence
from graph.fact import HOLDING, Fact
from graph.rdf.entities import entity_statements
from graph.rdf.facts import fact_statements
from graph.rdf.terms import Statement, decimal_text
from graph.store import Store
from ontology import RELATIONS

__all__ = ["HOLDING", "Entity", "Fact", "compute", "recompute"]

_DOUBTS = ("planned", "hedged", "negated")  # what a fact is when nobody asserts it: the surest of what is said


def compute(evidence: Sequence[Evidence]) -> list[Fact]:
    """One fact for each subject, relation and object (for money: currency and amount), in order of their ids."""
    entities = _entities(evidence)
    groups: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for item in evidence:
        groups[_key(item.claim)].append(item)
    return sorted((_fact(key, groups[key], entities) for key in groups), key=lambda fact: fact.id)


def recompute(store: Store) -> int:
    """Writes the graph of facts anew from all claims in the store; the number of facts."""
    with store.writing:
        evidence = store.evidence()
        facts = compute(evidence)
        store.write_facts(_statements(facts, evidence), _digest(evidence))
    return len(facts)


def _statements(facts: Sequence[Fact], evidence: Iterable[Evidence]) -> Iterator[Statement]:
    """The entities that the facts name, then the facts."""
    claims = {item.claim.id: item.claim for item in evidence}
    entities = {entity.id: entity for fact in facts for entity in (fact.subject, fact.object) if entity}
    for slug in sorted(entities):
        yield from entity_statements(entities[slug])
    for fact in facts:
        yield from fact_statements(fact, _denials(fact, claims))


def _denials(fact: Fact, claims: Mapping[str, Claim]) -> list[str]:
    """The claims that deny what other claims of the fact assert."""
    return [claim for claim in fact.claim_ids if fact.contradicted and claims[claim].status == "negated"]


def _digest(evidence: Iterable[Evidence]) -> str:
    """A hash of all that facts are computed from."""
    said = sorted(f"{item.claim!r}{item.article.publisher}\x1f{item.article.published}" for item in evidence)
    return hashlib.sha256("\x1e".join(said).encode()).hexdigest()


def _key(claim: Claim) -> tuple[str, str, str]:
    """What makes two claims say the same. The ends of a symmetric relation stand in the order of their slugs."""
    subject, target = claim.subject_id, claim.object_id or _money_key(claim)
    if RELATIONS[claim.relation].symmetric and target < subject:
        subject, target = target, subject
    return subject, claim.relation, target


def _money_key(claim: Claim) -> str:
    return claim.object.casefold() if claim.amount is None else f"{claim.currency} {decimal_text(claim.amount)}"


def _entities(evidence: Iterable[Evidence]) -> dict[str, Entity]:
    """Each entity that claims name, under the name and type that most of them give it; of equals the longer name, then the first."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for item in evidence:
        claim = item.claim
        for slug, name, kind in ((claim.subject_id, claim.subject, claim.subject_type), (claim.object_id, claim.object, claim.object_type)):
            names[slug][name] += 1
            types[slug][kind] += 1
    return {slug: met_entity(slug, _usual(names[slug]), _usual(types[slug])) for slug in names if slug}


def _usual(counts: Counter[str]) -> str:
    return min(counts, key=lambda text: (-counts[text], -len(text), text))


def _fact(key: tuple[str, str, str], group: Sequence[Evidence], entities: Mapping[str, Entity]) -> Fact:
    subject, relation, target = key
    status = _status(group)
    money = max(group, key=_precision).claim
    dates = sorted(item.article.published for item in group if item.article.published)
    statuses = {item.claim.status for item in group}
    entity = entities[target] if money.object_id else None
    return Fact(
        id=hashlib.sha256("|".join(key).encode()).hexdigest()[:24],
        subject=entities[subject],
        relation=relation,
        object=entity,
        object_text=entity.name if entity else money.object,
        amount=money.amount,
        currency=money.currency,
        status=status,
        belief=belief((item.article.source, item.claim.status, item.claim.confidence) for item in group),
        sources=len({item.article.source for item in group}),
        articles=len({item.article.id for item in group}),
        first_seen=dates[0] if dates else "",
        last_seen=dates[-1] if dates else "",
        valid_to=_valid_to(group) if status == "ended" else "",
        contradicted={"asserted", "negated"} <= statuses,
        claim_ids=tuple(sorted({item.claim.id for item in group})),
    )


def _precision(item: Evidence) -> tuple[bool, str, float, str]:
    """An amount before none, then the latest, the surest; the id so that the choice is always the same."""
    return item.claim.amount is not None, item.article.published, item.claim.confidence, item.claim.id


def _status(group: Iterable[Evidence]) -> str:
    """Asserted if any claim asserts it, unless an article at least as late as the last that does says that it ended."""
    said = {item.claim.status for item in group}
    if "ended" in said and ("asserted" not in said or _endings(group)):
        return "ended"
    return "asserted" if "asserted" in said else next(status for status in _DOUBTS if status in said)


def _endings(group: Iterable[Evidence]) -> list[Evidence]:
    """The claims that it ended, but for those older than the last that asserts it."""
    asserted = max((item.article.published for item in group if item.claim.status == "asserted"), default="")
    return [item for item in group if item.claim.status == "ended" and _no_earlier(item.article.published, asserted)]


def _no_earlier(date: str, other: str) -> bool:
    """Compared as far as both dates go; an unknown one is earlier than any known.

    >>> _no_earlier("2024", "2024-05-01"), _no_earlier("", "2024"), _no_earlier("", "")
    (True, False, True)
    """
    known = min(len(date), len(other))
    return not other or (bool(date) and date[:known] >= other[:known])


def _valid_to(group: Iterable[Evidence]) -> str:
    """The earliest bound that the endings give: the date of the ending, else that of the article."""
    return min((date for item in _endings(group) if (date := item.claim.date or item.article.published)), default="")
