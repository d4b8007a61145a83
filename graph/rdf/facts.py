"""Facts in RDF: their nodes, and the plain triples of those that hold or held."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode
from rdflib import RDF

from graph.entity import Entity
from graph.fact import Fact
from graph.rdf.articles import STATUS_OF, claim_iri
from graph.rdf.terms import FACT, Statement, Term, fields, local, money, named, pattern, values
from ontology import ENTITY, LAND, RELATIONS, STATUSES

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


def select_facts() -> str:
    """The query for facts."""
    return f"""SELECT * {{ GRAPH {LAND.facts.n3()} {{
      ?fact a {LAND.Fact.n3()} ; {RDF.subject.n3()} ?subject ; {RDF.predicate.n3()} ?relation ; {RDF.object.n3()} ?object ; {LAND.status.n3()} ?status
      {pattern("?fact", _FACT)} OPTIONAL {{ ?fact {LAND.amountText.n3()} ?object_text }}
      BIND(EXISTS {{ ?fact {LAND.contradictedBy.n3()} ?denial }} AS ?contradicted) }} }}"""


def select_claim_ids() -> str:
    """The query for the claims behind each fact."""
    return f"SELECT ?fact ?claim {{ GRAPH {LAND.facts.n3()} {{ ?fact {LAND.claim.n3()} ?claim }} }}"


def read_fact(row: Mapping[str, object], claim_ids: Iterable[str], entities: Mapping[str, Entity]) -> Fact:
    """The fact that `fact_statements` wrote, from a row of `select_facts`; money is an object that is no entity."""
    entity = entities[local(row["object"])] if row["object_text"] is None else None
    return Fact(
        id=local(row["fact"]),
        subject=entities[local(row["subject"])],
        relation=local(row["relation"]),
        object=entity,
        object_text=entity.name if entity else str(row["object_text"]),
        status=STATUS_OF[local(row["status"])],
        contradicted=bool(row["contradicted"]),
        claim_ids=tuple(sorted(claim_ids)),
        **fields(row, _FACT),  # type: ignore[arg-type]  # the table gives each field its type
    )
