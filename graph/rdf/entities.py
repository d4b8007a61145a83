"""Entities in RDF."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, SKOS, URIRef

from graph.entity import Entity, met_entity
from graph.rdf.terms import Statement, Term, entity_node, local, quads, term
from ontology import GRAPH, KNOWN, LAND, Individual


def entity_statements(entity: Entity) -> Iterator[Statement]:
    """Name and type: what every graph that speaks of an entity says of it."""
    node = entity_node(entity.id)
    yield node, RDF.type, term(entity.type)
    yield node, SKOS.prefLabel, Literal(entity.name)


def known_statements(individuals: Iterable[Individual]) -> Iterator[Statement]:
    """All that is known of entities beforehand, but for the words by which the reader recognises them."""
    for known in individuals:
        yield from ((entity_node(known.slug), property_, value) for property_, value in _properties(known))


def _properties(known: Individual) -> Iterator[tuple[URIRef, Term]]:
    yield RDF.type, term(known.type)
    yield SKOS.prefLabel, Literal(known.name)
    yield from ((SKOS.altLabel, Literal(label)) for label in known.labels if label != known.name)
    yield from ((LAND.ambiguousLabel, Literal(label)) for label in known.ambiguous)
    yield from ((LAND.hasRole, term(role)) for role in known.roles)
    if known.country:
        yield LAND.country, Literal(known.country)
    if known.license_class:
        yield LAND.licenseClass, Literal(known.license_class)


def ontology_quads(graph: NamedNode) -> set[Quad]:
    """The vocabulary itself, so that queries can read labels, lanes and what is a kind of what."""
    triples = parse(GRAPH.serialize(format="nt"), RdfFormat.N_TRIPLES)
    return {Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples}


@cache
def known_quads(entities: NamedNode, ontology: NamedNode, digest: NamedNode) -> tuple[frozenset[Quad], str]:
    """The entities known beforehand and the vocabulary, each in its graph, with a hash of both by which a store tells whether it holds them."""
    known = quads(known_statements(KNOWN.values()), entities) | ontology_quads(ontology)
    hashed = hashlib.sha256("\n".join(sorted(map(str, known))).encode()).hexdigest()
    return frozenset({*known, Quad(entities, digest, Literal(hashed), entities)}), hashed


def select_entities(where: str = "") -> str:
    """The query for the entities of which facts speak; `where` narrows ?entity."""
    return f"SELECT ?entity ?name ?type {{ GRAPH {LAND.facts.n3()} {{ {where} ?entity {SKOS.prefLabel.n3()} ?name ; a ?type }} }}"


def select_named(spellings: Iterable[str]) -> str:
    """The query for the entities of which facts speak under one of these names, given in small letters."""
    named_so = f"FILTER (LCASE(STR(?name)) IN ({', '.join(str(Literal(name)) for name in sorted(spellings))}))"
    return f"SELECT ?entity ?name {{ GRAPH {LAND.facts.n3()} {{ ?entity {SKOS.prefLabel.n3()} ?name {named_so} }} }}"


def read_entity(row: Mapping[str, object]) -> Entity:
    """The entity from a row of `select_entities`."""
    return met_entity(local(row["entity"]), str(row["name"]), local(row["type"]))
