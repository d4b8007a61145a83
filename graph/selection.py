"""Which facts a picture shows: views, filters, the best supported entities, and what an entity reaches."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rdflib import URIRef

from graph.fact import Fact
from ontology import LAND, RELATIONS, is_a

FIRST_LOOK = 60
"""Entities shown at first: beyond some 60, labels collide and the picture answers nothing (docs of graph tools say 40 to 500)."""


def names(*terms: URIRef) -> tuple[str, ...]:
    """The names of relations by their terms, each followed by its kinds, so that a misspelt one fails at once.

    >>> names(LAND.dependsOn)
    ('dependsOn', 'buildsOn', 'customerOf', 'usesChip', 'usesCloud')
    """
    own = [str(term).removeprefix(str(LAND)) for term in terms]
    return tuple(name for parent in own for name in (parent, *(kind.name for kind in RELATIONS.values() if kind.parent == parent)))


DEPENDENCE = names(LAND.dependsOn)


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking at the facts: the relations it offers, those it shows at first, and those that it draws from object to subject."""

    label: str
    comment: str
    relations: tuple[str, ...]
    shown_first: tuple[str, ...]
    turned: frozenset[str] = frozenset()

    def flow(self, fact: Fact) -> tuple[str, str]:
        """The ends of a drawn fact in reading direction: who supplies or gives stands first."""
        target = fact.object.id if fact.object else ""
        return (target, fact.subject.id) if fact.relation in self.turned else (fact.subject.id, target)


VIEWS: Mapping[str, View] = MappingProxyType(
    {
        view.label: view
        for view in (
            View(
                "Value chain",
                "From supplier to consumer: an arrow leads from what is needed to who needs it.",
                (*DEPENDENCE, *names(LAND.develops, LAND.distributedThrough, LAND.competesWith, LAND.outperforms, LAND.partnersWith, LAND.trainedOn, LAND.licensesContentFrom)),
                (*DEPENDENCE, *names(LAND.develops, LAND.distributedThrough, LAND.competesWith)),
                frozenset(names(LAND.dependsOn, LAND.trainedOn, LAND.licensesContentFrom)),
            ),
            View(
                "Money",
                "From giver to taker: an arrow leads from who pays or owns to who is paid or owned.",
                names(LAND.investedIn, LAND.acquired, LAND.mergedWith, LAND.subsidiaryOf, LAND.customerOf, LAND.usesCloud, LAND.usesChip, LAND.licensesContentFrom),
                names(LAND.investedIn, LAND.acquired, LAND.subsidiaryOf),
                frozenset(names(LAND.subsidiaryOf)),
            ),
            View(
                "Licences & law",
                "Under which licence things are offered, who watches over them, and who goes to court.",
                names(LAND.licensedUnder, LAND.regulatedBy, LAND.sued),
                names(LAND.licensedUnder, LAND.regulatedBy, LAND.sued),
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a fact must be to be shown. Empty `types` admit all; dates are ISO; `belief` lies in 0..1."""

    relations: frozenset[str]
    statuses: frozenset[str]
    types: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    belief: float = 0.0

    def admits(self, fact: Fact) -> bool:
        """Whether the fact is shown."""
        return fact.relation in self.relations and fact.status in self.statuses and fact.belief >= self.belief and self._in_time(fact) and self._of_type(fact)

    def _in_time(self, fact: Fact) -> bool:
        """Dates are as precise as known, so each is compared only as far as it goes; an undated fact lies in no span of time."""
        late = not self.since or (bool(fact.last_seen) and fact.last_seen >= self.since[: len(fact.last_seen)])
        early = not self.until or (bool(fact.first_seen) and fact.first_seen <= self.until[: len(fact.first_seen)])
        return late and early

    def _of_type(self, fact: Fact) -> bool:
        ends = [fact.subject, *([fact.object] if fact.object else [])]
        return not self.types or all(any(is_a(kind, wanted) for wanted in self.types) for end in ends for kind in [end.type])


def drawable(fact: Fact) -> bool:
    """Whether a fact can be an edge: it joins two entities (money is no node)."""
    return fact.object is not None and fact.object.id != fact.subject.id


def support(facts: Iterable[Fact]) -> Counter[str]:
    """How well each entity is supported: the sum of belief over its facts."""
    score: Counter[str] = Counter()
    for fact in facts:
        for entity in (fact.subject, fact.object):
            if entity:
                score[entity.id] += fact.belief  # type: ignore[assignment]  # a Counter may count in parts
    return score


def best_supported(facts: Collection[Fact], limit: int, keep: Collection[str] = ()) -> frozenset[str]:
    """At most `limit` entities: those to `keep`, then the best supported, none of them without a neighbour among them."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for fact in filter(drawable, facts):
        target = fact.object.id if fact.object else ""
        neighbours[fact.subject.id].add(target)
        neighbours[target].add(fact.subject.id)
    score = support(facts)
    ranked = sorted(neighbours, key=lambda entity: (entity not in keep, -score[entity], entity))
    chosen = set(ranked[:limit])
    for entity in ranked[limit:]:
        alone = [one for one in chosen if not neighbours[one] & chosen and one not in keep]
        if not alone:
            break
        if neighbours[entity] & (chosen - set(alone)):
            chosen = (chosen - {min(alone, key=lambda one: (score[one], one))}) | {entity}
    return frozenset(one for one in chosen if neighbours[one] & chosen or one in keep)


@dataclass(frozen=True, slots=True)
class Reach:
    """What an entity reaches: entities by slug (itself included) and facts by id."""

    entities: frozenset[str]
    facts: frozenset[str]


def reach(facts: Iterable[Fact], view: View, focus: str, *, transitive: bool) -> Reach:
    """The neighbours of an entity; or all upstream and all downstream of it, where symmetric facts count at the entity itself only."""
    drawn = [(fact, *view.flow(fact)) for fact in facts if drawable(fact)]
    found = {fact.id: {giver, taker} for fact, giver, taker in drawn if focus in (giver, taker)}
    if transitive:
        chain = [(fact.id, giver, taker) for fact, giver, taker in drawn if not RELATIONS[fact.relation].symmetric]
        found |= _along(chain, focus)
        found |= _along([(fact, taker, giver) for fact, giver, taker in chain], focus)
    return Reach(frozenset({focus}.union(*found.values())), frozenset(found))


def _along(links: Iterable[tuple[str, str, str]], start: str) -> dict[str, set[str]]:
    """The links that are met on the way from `start`, each with its two ends."""
    leaving: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link, source, target in links:
        leaving[source].append((link, target))
    found: dict[str, set[str]] = {}
    waiting, seen = [start], {start}
    while waiting:
        source = waiting.pop()
        for link, target in leaving[source]:
            found[link] = {source, target}
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return found
