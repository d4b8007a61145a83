"""Ways of looking at the facts: which relations, read in which direction, in which columns."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rdflib import URIRef

from graph.entity import Entity
from graph.fact import Fact
from ontology import LAND, LANES, RELATIONS, TYPES, top_type

Columns = list[tuple[str, list[str]]]
"""Labels with the slugs of the entities below them, from left to right."""
Flow = tuple[str, str]
"""The slugs of the two ends of a drawn fact in reading direction."""


def names(*terms: URIRef) -> tuple[str, ...]:
    """The names of relations by their terms, each followed by its kinds; a misspelt term fails at once.

    >>> names(LAND.dependsOn)
    ('dependsOn', 'buildsOn', 'customerOf', 'usesChip', 'usesCloud')
    """
    own = [str(term).removeprefix(str(LAND)) for term in terms]
    return tuple(name for parent in own for name in (parent, *(kind.name for kind in RELATIONS.values() if kind.parent == parent)))


def drawable(fact: Fact) -> bool:
    """Whether a fact can be an edge: it joins two entities (money is no node)."""
    return fact.object is not None and fact.object.id != fact.subject.id


def in_lanes(entities: Mapping[str, Entity], _: Iterable[Flow]) -> Columns:
    """The lanes of the value chain; what has none stands at the end."""
    columns = [(lane.label, [slug for slug, entity in entities.items() if entity.lane == lane.name]) for lane in LANES.values()]
    return [*columns, ("Others", [slug for slug, entity in entities.items() if not entity.lane])]


def by_part(entities: Mapping[str, Entity], flows: Iterable[Flow]) -> Columns:
    """Those who only give, those who give and take, those who only take."""
    givers, takers = (set(ends) for ends in zip(*flows, strict=True)) if entities else (set(), set())
    parts = {"Give": givers - takers, "Give and take": givers & takers, "Take": takers - givers}
    return [(label, sorted(members)) for label, members in parts.items()]


def by_kind(entities: Mapping[str, Entity], flows: Iterable[Flow]) -> Columns:
    """The kinds of those from whom edges start, then the kinds of the others; no two columns have one label."""
    starting = {giver for giver, _ in flows}
    kinds: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for slug, entity in entities.items():
        kind = entity.type if slug not in starting and not entity.lane else top_type(entity.type)
        kinds[slug not in starting, TYPES[kind].label].append(slug)
    named = {(other, label): f"Other {label}s" if other and (False, label) in kinds else f"{label}s".capitalize() for other, label in kinds}
    return [(named[kind], kinds[kind]) for kind in sorted(kinds)]


@dataclass(frozen=True, slots=True)
class View:
    """A way of looking: the relations it offers, those it shows at first, those it draws from object to subject, and how it arranges entities."""

    label: str
    comment: str
    relations: tuple[str, ...]
    shown_first: tuple[str, ...]
    turned: frozenset[str]
    columns: Callable[[Mapping[str, Entity], Sequence[Flow]], Columns]

    def flow(self, fact: Fact) -> Flow:
        """The ends of a drawable fact in reading direction: who supplies or gives stands first."""
        target = fact.object.id if fact.object else ""
        return (target, fact.subject.id) if fact.relation in self.turned else (fact.subject.id, target)


_DEPENDENCE = names(LAND.dependsOn)[1:]  # its kinds: no article states the parent itself
_PURCHASE = names(LAND.customerOf, LAND.usesCloud, LAND.usesChip, LAND.licensesContentFrom)
_LAW = names(LAND.licensedUnder, LAND.regulatedBy, LAND.sued)

VALUE_CHAIN = View(
    "Value chain",
    "From supplier to consumer: an arrow leads from what is needed to who needs it.",
    (*_DEPENDENCE, *names(LAND.develops, LAND.distributedThrough, LAND.competesWith, LAND.outperforms, LAND.partnersWith, LAND.trainedOn)),
    (*_DEPENDENCE, *names(LAND.develops, LAND.distributedThrough, LAND.competesWith)),
    frozenset((*_DEPENDENCE, *names(LAND.trainedOn))),
    in_lanes,
)
MONEY = View(
    "Money",
    "From giver to taker: an arrow leads from who invests, buys or owns to who is paid or owned.",
    (*names(LAND.investedIn, LAND.acquired, LAND.subsidiaryOf, LAND.mergedWith), *_PURCHASE),
    names(LAND.investedIn, LAND.acquired, LAND.subsidiaryOf),
    frozenset(names(LAND.subsidiaryOf)),
    by_part,
)
LAW = View("Licences & law", "Under which licence things are offered, who regulates whom, and who goes to court.", _LAW, _LAW, frozenset(), by_kind)

VIEWS: Mapping[str, View] = MappingProxyType({view.label: view for view in (VALUE_CHAIN, MONEY, LAW)})
EVERYTHING = View("Everything", "All relations, in the lanes of the value chain.", tuple(RELATIONS), tuple(RELATIONS), VALUE_CHAIN.turned, in_lanes)
"""For the neighbourhood of one entity: no view to choose, as all facts together are no picture."""
