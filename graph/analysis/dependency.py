"""What hangs on whom: who fails with whom, and how concentrated each layer of the value chain is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from graph.fact import Fact
from graph.network import DEPENDENCE
from ontology import LANES

ALL = 10_000
"""The Herfindahl-Hirschman index of a layer with one supplier."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Who fails if one entity does. `reached` need it in some way, directly or through others; `bound` have no way around it."""

    entity: str
    direct: frozenset[str]
    reached: frozenset[str]
    bound: frozenset[str]


def exposures(graph: "nx.MultiDiGraph[str]", of: Iterable[str] | None = None) -> dict[str, Exposure]:
    """The exposure of others to each entity of a dependency graph (edges from who depends to whom it depends upon), or to these.

    If everybody needs all of its suppliers, all that reach the entity fail with it: the upper bound. If any one supplier would do, those fail whose
    every chain to a supplier without suppliers passes through it, which are the nodes that it dominates (Lengauer and Tarjan 1979, A fast
    algorithm for finding dominators in a flowgraph): the lower bound. Where supply runs in a circle, the circle counts as its own root.
    """
    dominated = dominions(graph)
    return {
        entity: Exposure(entity, frozenset(set(graph.predecessors(entity)) - {entity}), frozenset(nx.ancestors(graph, entity)), dominated[entity])
        for entity in sorted(graph if of is None else of)
    }


def dominions(graph: "nx.MultiDiGraph[str]") -> dict[str, frozenset[str]]:
    """The entities that each one dominates, without itself."""
    supply: nx.DiGraph[object] = nx.DiGraph()
    supply.add_nodes_from(graph)
    supply.add_edges_from((supplier, dependant) for dependant, supplier, _ in graph.edges(keys=True))
    condensed = nx.condensation(supply)
    root = object()
    for node in condensed:
        if condensed.in_degree(node) == 0:
            supply.add_edges_from((root, member) for member in condensed.nodes[node]["members"])
    supply.add_node(root)
    above = nx.immediate_dominators(supply, root)
    found: dict[str, set[str]] = defaultdict(set)
    for entity in graph:
        dominator = above[entity]
        while dominator is not root and dominator is not None:
            found[str(dominator)].add(entity)
            dominator = above[dominator]
    return {entity: frozenset(found[entity]) for entity in graph}


@dataclass(frozen=True, slots=True)
class Concentration:
    """How concentrated a layer is. `shares` are the parts of its suppliers, largest first, in whatever was counted; `index` is 0 to 10,000."""

    lane: str
    counted: str
    total: float
    shares: tuple[tuple[str, float], ...]

    @property
    def index(self) -> float:
        """The Herfindahl-Hirschman index: the sum of the squared shares in percent (Herfindahl 1950; above 1,800 merger guidelines of the United
        States of 2023 call a market highly concentrated)."""
        return sum((100 * share) ** 2 for _, share in self.shares)


def concentrations(facts: Iterable[Fact]) -> list[Concentration]:
    """The concentration of each layer from which others take something: over stated dependencies, and over the known amounts of each currency."""
    counts: dict[tuple[int, str, str], Counter[str]] = defaultdict(Counter)
    makers = makers_of(facts := list(facts))
    for fact in facts:
        if fact.relation not in DEPENDENCE or fact.status != "asserted" or fact.object is None or fact.object.lane is None:
            continue
        for supplier in makers.get(fact.object.id, [fact.object.id]):
            place = LANES[fact.object.lane].position, fact.object.lane
            counts[(*place, "dependencies")][supplier] += 1
            if fact.amount:
                counts[(*place, fact.currency)][supplier] += fact.amount  # type: ignore[assignment]  # a Counter may count in parts
    return [_concentration(lane, counted, counter) for (_, lane, counted), counter in sorted(counts.items(), key=_order)]


def _order(item: tuple[tuple[int, str, str], Counter[str]]) -> tuple[int, bool, str]:
    """By layer, what all dependencies say before what is known of amounts."""
    (position, _, counted), _ = item
    return position, counted != "dependencies", counted


def _concentration(lane: str, counted: str, counter: Mapping[str, float]) -> Concentration:
    total = float(sum(counter.values()))
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return Concentration(lane, counted, total, tuple((supplier, amount / total) for supplier, amount in ordered))


def makers_of(facts: Iterable[Fact]) -> dict[str, list[str]]:
    """The makers of models, products and chips: of those that articles name the best supported ones, as one misread sentence makes no maker."""
    found: dict[str, dict[str, tuple[int, float]]] = defaultdict(dict)
    for fact in facts:
        if fact.relation == "develops" and fact.status == "asserted" and fact.object:
            found[fact.object.id][fact.subject.id] = fact.sources, fact.belief
    return {made: sorted(maker for maker, support in makers.items() if support == max(makers.values())) for made, makers in found.items()}


def needs(facts: Iterable[Fact], entity: str) -> Iterator[str]:
    """All that an entity depends upon, directly and through others; what it makes itself depends for it, and a chip or model on its maker."""
    facts = list(facts)
    stated = (fact for fact in facts if fact.object and fact.relation in DEPENDENCE and fact.status == "asserted")
    graph: nx.DiGraph[str] = nx.DiGraph((fact.subject.id, fact.object.id) for fact in stated if fact.object)
    made: dict[str, set[str]] = defaultdict(set)
    for thing, makers in makers_of(facts).items():
        for maker in makers:
            made[maker].add(thing)
            graph.add_edge(thing, maker)
    start = {entity, *made[entity]}
    reached = {other for one in start if one in graph for other in nx.descendants(graph, one)}
    yield from sorted(reached - start)
