"""Which facts a picture shows: those a filter admits, the best supported entities, and what an entity reaches."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.fact import Fact
from graph.views import View, drawable
from ontology import RELATIONS, is_a

FIRST_LOOK = 60
"""Entities shown at first: beyond some 60, labels collide and the picture answers nothing (docs of graph tools say 40 to 500)."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a fact must be to be shown. Empty `types` admit all; dates are ISO; `belief` lies in 0..1.

    With `as_of` a day, only what held on it is shown: what is planned, doubtful or denied held on none.
    """

    relations: frozenset[str]
    statuses: frozenset[str]
    types: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    belief: float = 0.0
    as_of: str = ""

    def admits(self, fact: Fact) -> bool:
        """Whether the fact is shown."""
        stated = fact.relation in self.relations and fact.status in self.statuses and fact.belief >= self.belief
        held = not self.as_of or fact.held_on(self.as_of)
        return stated and held and self._in_time(fact) and self._of_type(fact)

    def _in_time(self, fact: Fact) -> bool:
        """Dates are as precise as known, so each is compared only as far as it goes; an undated fact lies in no span of time."""
        late = not self.since or (bool(fact.last_seen) and fact.last_seen >= self.since[: len(fact.last_seen)])
        early = not self.until or (bool(fact.first_seen) and fact.first_seen <= self.until[: len(fact.first_seen)])
        return late and early

    def _of_type(self, fact: Fact) -> bool:
        ends = [fact.subject, *([fact.object] if fact.object else [])]
        return not self.types or all(any(is_a(end.type, wanted) for wanted in self.types) for end in ends)


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
