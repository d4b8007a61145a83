"""By what facts were computed, in RDF: which entities were one, and what statuses and voices weighed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal
from rdflib import SKOS

from graph.belief import PRIOR, Weights
from graph.judgements.identity import Identity
from graph.rdf.terms import Statement, local, named
from ontology import ENTITY, LAND

_FACTS = named(LAND.facts)


def resolved_statements(merged: Mapping[str, str]) -> Iterator[Statement]:
    """What the resolver merged by itself."""
    yield from ((named(ENTITY[slug]), LAND.resolvedInto, named(ENTITY[other])) for slug, other in sorted(merged.items()))


def select_resolved() -> str:
    """The query for what the resolver merged by itself."""
    return f"SELECT ?slug ?canonical {{ GRAPH {LAND.facts.n3()} {{ ?slug {LAND.resolvedInto.n3()} ?canonical }} }}"


def identity_statements(entities: Identity) -> Iterator[Statement]:
    """What each merged entity goes under, and the names that people gave."""
    for slug, canonical in sorted(entities.into.items()):
        yield named(ENTITY[slug]), LAND.mergedInto, named(ENTITY[canonical])
    yield from naming_statements(entities)


def naming_statements(entities: Identity) -> Iterator[Statement]:
    """The names that people gave."""
    for slug, name in sorted(entities.names.items()):
        yield named(ENTITY[slug]), SKOS.altLabel, Literal(name)


def select_identity() -> str:
    """The query for the merged entities."""
    return f"SELECT ?slug ?canonical {{ GRAPH {LAND.facts.n3()} {{ ?slug {LAND.mergedInto.n3()} ?canonical }} }}"


def read_identity(rows: Iterable[Mapping[str, object]]) -> Identity:
    """Which entities were merged when facts were last computed, from the rows of `select_identity`."""
    return Identity({local(row["slug"]): local(row["canonical"]) for row in rows}, {})


def weights_statements(weights: Weights) -> Iterator[Statement]:
    """The weights as one line of JSON."""
    yield _FACTS, LAND.weights, Literal(json.dumps({"status": dict(weights.status), "voice": dict(weights.voice)}, sort_keys=True))


def select_weights() -> str:
    """The query for the weights."""
    return f"SELECT ?weights {{ GRAPH {LAND.facts.n3()} {{ {LAND.facts.n3()} {LAND.weights.n3()} ?weights }} }}"


def read_weights(rows: Sequence[Mapping[str, object]]) -> Weights:
    """The weights that `weights_statements` wrote, from the rows of `select_weights`; before facts were computed the priors."""
    if not rows:
        return PRIOR
    found = json.loads(str(rows[0]["weights"]))
    return Weights(found["status"], found["voice"])
