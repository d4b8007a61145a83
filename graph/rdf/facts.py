"""Facts in RDF: their nodes, and the plain triples of those that hold or held."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode
from rdflib import RDF, SKOS

from graph.entity import Entity, met_entity
from graph.fact import Fact
from graph.rdf.articles import claim_iri
from graph.rdf.terms import CLAIM, FACT, Node, Statement, Term, fields, local, money, named, one, status_name, values
from ontology import ENTITY, LAND, RELATIONS, STATUSES, TYPES

_FACT = (
    ("amount", LAND.amount, "decimal"),
    ("currency", LAND.currency, "text"),
    ("belief", LAND.belief, "decimal"),
    ("sources", LAND.sources, "integer"),
    ("articles", LAND.articles, "integer"),
    ("first_seen", LAND.firstSeen, "date"),
    ("last_seen", LAND.lastSeen, "date"),
    ("valid_to", LAND.validTo, "date"),
)


def fact_statements(fact: Fact, denials: Iterable[str]) -> Iterator[Statement]:
    """The node of a fact, with the claims that deny it, and its plain triples if it holds or held."""
    node, subject, target = named(FACT + fact.id), named(ENTITY[fact.subject.id]), _object(fact)
    yield node, RDF.type, named(LAND.Fact)
    yield node, RDF.subject, subject
    yield node, RDF.predicate, named(LAND[fact.relation])
    yield node, RDF.object, target
    yield node, LAND.status, named(LAND[STATUSES[fact.status].term])
    if fact.object is None:
        yield node, LAND.amountText, Literal(fact.object_text)
    yield from ((node, term, value) for term, value in values(fact, _FACT))
    yield from ((node, LAND.claim, named(claim_iri(claim))) for claim in fact.claim_ids)
    yield from ((node, LAND.contradictedBy, named(claim_iri(claim))) for claim in denials)
    if fact.holds:
        yield from _plain(subject, fact.relation, target)


def _object(fact: Fact) -> Term:
    if fact.object:
        return named(ENTITY[fact.object.id])
    return Literal(fact.object_text) if fact.amount is None else money(fact.amount, fact.currency)


def _plain(subject: NamedNode, relation: str, target: Term) -> Iterator[Statement]:
    """The triple with those of its parent relations; symmetric ones both ways."""
    name: str | None = relation
    while name is not None:
        yield subject, LAND[name], target
        if RELATIONS[name].symmetric and isinstance(target, NamedNode):
            yield target, LAND[name], subject
        name = RELATIONS[name].parent


def read_facts(grouped: Mapping[str, Node]) -> list[Fact]:
    """The facts among the nodes, by relation and names."""
    kind = named(LAND.Fact)
    entities = {iri: entity for iri, node in grouped.items() if iri.startswith(str(ENTITY)) and (entity := _entity(iri, node))}
    facts = (_read(iri, node, entities) for iri, node in grouped.items() if kind in node.get(str(RDF.type), ()))
    return sorted(facts, key=lambda fact: (fact.relation, fact.subject.name, fact.object_text, fact.id))


def _entity(iri: str, node: Node) -> Entity | None:
    kinds = [local(kind) for kind in node.get(str(RDF.type), ()) if local(kind) in TYPES]
    return met_entity(iri.removeprefix(str(ENTITY)), one(node, SKOS.prefLabel).value, kinds[0]) if kinds else None


def _read(iri: str, node: Node, entities: Mapping[str, Entity]) -> Fact:
    target = one(node, RDF.object)
    entity = entities[target.value] if isinstance(target, NamedNode) else None
    return Fact(
        id=iri.removeprefix(FACT),
        subject=entities[one(node, RDF.subject).value],
        relation=local(one(node, RDF.predicate)),
        object=entity,
        object_text=entity.name if entity else one(node, LAND.amountText).value,
        status=status_name(one(node, LAND.status)),
        contradicted=str(LAND.contradictedBy) in node,
        claim_ids=tuple(claim.value.removeprefix(CLAIM) for claim in node[str(LAND.claim)]),
        **{"amount": None, **fields(node, _FACT)},  # type: ignore[arg-type]  # the table gives each field its type
    )
