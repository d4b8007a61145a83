"""The shortest ways between two entities, found from both ends: a few questions to the store in the place of all facts."""

from collections.abc import Iterable
from itertools import islice, pairwise

import networkx as nx
from rdflib import RDF

from graph.fact import Fact
from graph.rdf.terms import local
from graph.store import Store
from ontology import ENTITY, LAND

WAYS = 50  # shortest ways whose facts are read; fewer are told


def between(store: Store, first: str, second: str) -> list[Fact]:
    """The facts on the shortest ways between two entities, whatever the relations and their direction; those that are denied join nobody."""
    seen: nx.Graph[str] = nx.Graph()
    reached = {first: {first}, second: {second}}
    edge = {first: {first}, second: {second}}
    while not reached[first] & reached[second]:
        near = min(edge, key=lambda end: (len(edge[end]), end))  # the smaller side goes on: a well-known one has thousands around it
        met = _around(store, edge[near])
        seen.add_edges_from(sorted(met))
        edge[near] = {other for _, other in met} - reached[near]
        reached[near] |= edge[near]
        if not edge[near]:
            return []
    ways = islice(nx.all_shortest_paths(seen, first, second), WAYS) if first != second else ()
    steps = sorted({step for way in ways for step in pairwise(way)})
    return store.facts(sorted(_joining(store, steps))) if steps else []


def _around(store: Store, slugs: Iterable[str]) -> set[tuple[str, str]]:
    """These entities, each with those next to it."""
    return {
        (local(row["one"]), local(row["other"]))
        for row in store.rows(
            f"""SELECT DISTINCT ?one ?other {{ VALUES ?one {{ {" ".join(f"<{ENTITY}{slug}>" for slug in sorted(slugs))} }} GRAPH {LAND.facts.n3()} {{
            {{ ?fact {RDF.subject.n3()} ?one ; {RDF.object.n3()} ?other }} UNION {{ ?fact {RDF.object.n3()} ?one ; {RDF.subject.n3()} ?other }}
            ?fact {LAND.status.n3()} ?status }} FILTER (isIRI(?other) && ?status != {LAND.Negated.n3()}) }}"""
        )
    }


def _joining(store: Store, steps: Iterable[tuple[str, str]]) -> set[str]:
    """The ids of the facts that join these pairs, in either direction."""
    listed = " ".join(f"( <{ENTITY}{one}> <{ENTITY}{other}> ) ( <{ENTITY}{other}> <{ENTITY}{one}> )" for one, other in steps)
    told = f"?fact {RDF.subject.n3()} ?one ; {RDF.object.n3()} ?other"
    rows = store.rows(f"SELECT ?fact {{ VALUES ( ?one ?other ) {{ {listed} }} GRAPH {LAND.facts.n3()} {{ {told} }} }}")
    return {local(row["fact"]) for row in rows}
