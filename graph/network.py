"""Facts as a network, and what only a network can tell: chains, reach, who stands at the root."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from graph.fact import Fact
from ontology import RELATIONS

DEPENDENCE = frozenset(name for name, relation in RELATIONS.items() if "dependsOn" in (name, relation.parent))
"""The relation dependsOn and its kinds."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain: two slugs and the fact that joins them."""

    source: str
    target: str
    fact: str


def to_networkx(
    facts: Iterable[Fact], relations: Collection[str] = DEPENDENCE, *, statuses: Collection[str] = ("asserted",)
) -> "nx.MultiDiGraph[str]":
    """The facts between two entities as edges, subject to object, keyed by the fact's id; what has ended is left out unless asked for.

    Nodes carry name, type and lane; edges relation, status and belief. Nodes and edges come in a fixed order.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    chosen = [fact for fact in facts if fact.object and fact.relation in relations and fact.status in statuses]
    for entity in sorted({entity for fact in chosen for entity in (fact.subject, fact.object) if entity}, key=lambda entity: entity.id):
        graph.add_node(entity.id, name=entity.name, type=entity.type, lane=entity.lane or "")
    for fact in sorted(chosen, key=lambda fact: fact.id):
        if fact.object:
            graph.add_edge(fact.subject.id, fact.object.id, key=fact.id, relation=fact.relation, status=fact.status, belief=fact.belief)
    return graph


def _hops(graph: "nx.MultiDiGraph[str]", path: list[str]) -> tuple[Hop, ...]:
    """A path of slugs as hops, each by the fact of most belief."""
    return tuple(Hop(source, target, _surest(graph[source][target])) for source, target in pairwise(path))


def _surest(edges: Mapping[str, Mapping[str, float]]) -> str:
    return min(edges, key=lambda fact: (-edges[fact]["belief"], fact))


def dependants(graph: "nx.MultiDiGraph[str]", root: str) -> dict[str, tuple[Hop, ...]]:
    """All that lead to `root`, each with its shortest chain; the first hop starts at the dependant. Empty where nothing does."""
    if root not in graph:
        return {}
    paths = nx.single_source_shortest_path(graph.reverse(copy=False), root)
    return {slug: _hops(graph, path[::-1]) for slug, path in paths.items() if slug != root}


def chains(graph: "nx.MultiDiGraph[str]", source: str, target: str) -> tuple[Hop, ...]:
    """The shortest chain from one to the other; empty where there is none."""
    if source not in graph or target not in graph or not nx.has_path(graph, source, target):
        return ()
    return _hops(graph, nx.shortest_path(graph, source, target))


def shortest_paths(facts: Iterable[Fact], first: str, second: str, *, limit: int = 10) -> list[tuple[str, ...]]:
    """The ids of the facts on at most so many shortest ways between two entities, whatever the relations and their direction; those that are denied
    join nobody. Empty where there is no way."""
    edges = to_networkx(facts, RELATIONS, statuses=("asserted", "ended", "planned", "hedged")).to_undirected(as_view=True)
    if first not in edges or second not in edges or not nx.has_path(edges, first, second):
        return []
    ways = sorted(islice(nx.all_shortest_paths(nx.Graph(edges), first, second), limit))
    return [tuple(_surest(edges[one][other]) for one, other in pairwise(way)) for way in ways]


def reach(graph: "nx.MultiDiGraph[str]") -> dict[str, int]:
    """How many others lead to each entity."""
    return {entity: bits.bit_count() - 1 for entity, bits in _leading(graph)[1].items()}


def leading_back(graph: "nx.MultiDiGraph[str]", pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of these pairs from whose second a way leads to the first."""
    place, leading = _leading(graph)
    return [(one, other) for one, other in pairs if one in place and other in place and one != other and leading[one] >> place[other] & 1]


def _leading(graph: "nx.MultiDiGraph[str]") -> tuple[dict[str, int], dict[str, int]]:
    """The number of each entity, and for each those that lead to it and itself, as bits of one number: sets would not fit a large landscape."""
    condensed = nx.condensation(nx.DiGraph(graph))
    place = {entity: number for number, entity in enumerate(graph)}
    leading: dict[int, int] = {}
    found: dict[str, int] = {}
    for node in nx.topological_sort(condensed):
        bits = sum(1 << place[member] for member in condensed.nodes[node]["members"])
        for before in condensed.predecessors(node):
            bits |= leading[before]
        leading[node] = bits
        found |= dict.fromkeys(condensed.nodes[node]["members"], bits)
    return place, found


def most_depended_upon(graph: "nx.MultiDiGraph[str]") -> list[tuple[str, int, int]]:
    """(slug, direct dependants, dependants direct and through others), most first; those without any are left out."""
    reached = reach(graph)
    counts = [(slug, len(set(graph.predecessors(slug)) - {slug}), reached[slug]) for slug in graph]
    return sorted((row for row in counts if row[2]), key=lambda row: (-row[1], -row[2], row[0]))
