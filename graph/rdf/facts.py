"""Facts in RDF: their nodes, and the plain triples of those that hold or held."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from pyoxigraph import Literal, NamedNode
from rdflib import RDF

from graph.entity import Entity
from graph.evidence import Evidence
from graph.fact import Fact
from graph.rdf.articles import STATUS_OF, claim_iri
from graph.rdf.terms import FACT, Statement, Term, fields, local, money, named, pattern, values
from ontology import ENTITY, LAND, RELATIONS, STATUSES

TOGETHER = 300  # facts in one query
_FACT = (
    ("amount", LAND.amount, "decimal"),
    ("currency", LAND.currency, "text"),
    ("belief", LAND.belief, "decimal"),
    ("sources", LAND.sources, "integer"),
    ("articles", LAND.articles, "integer"),
    ("first_seen", LAND.firstSeen, "date"),
    ("last_seen", LAND.lastSeen, "date"),
    ("valid_from", LAND.validFrom, "date"),
    ("valid_to", LAND.validTo, "date"),
)


def fact_statements(fact: Fact, behind: Iterable[Evidence]) -> Iterator[Statement]:
    """The node of a fact, with the post that is named for it. Of the claims `behind` it those stand apart that deny what others assert, and the one
    that leads."""
    ordered = sorted(behind, key=lambda item: (item.claim.status == fact.status, item.precedence), reverse=True)
    posts = (item.claim.role for item in ordered if item.claim.role)
    denials = sorted({item.id for item in ordered if fact.contradicted and item.claim.status == "negated"})
    node, subject, target = named(FACT + fact.id), named(ENTITY[fact.subject.id]), fact_object(fact)
    yield node, RDF.type, named(LAND.Fact)
    yield node, RDF.subject, subject
    yield node, RDF.predicate, named(LAND[fact.relation])
    yield node, RDF.object, target
    yield node, LAND.status, named(LAND[STATUSES[fact.status].term])
    if fact.object is None:
        yield node, LAND.amountText, Literal(fact.object_text)
    yield from ((node, term, value) for term, value in values(fact, _FACT))
    yield from ((node, LAND.claim, named(claim_iri(claim))) for claim in fact.claim_ids)
    yield from ((node, LAND.role, Literal(post)) for post in islice(posts, 1))
    yield from ((node, LAND.lead, named(claim_iri(item.id))) for item in ordered[:1])
    yield from ((node, LAND.saidAs, named(LAND[STATUSES[status].term])) for status in sorted({item.claim.status for item in ordered}))
    yield from ((node, LAND.contradictedBy, named(claim_iri(claim))) for claim in denials)


def plain_statements(fact: Fact) -> Iterator[Statement]:
    """The plain triples of a fact that holds or held, with those of its parent relations; symmetric ones both ways."""
    if fact.holds:
        yield from _plain(named(ENTITY[fact.subject.id]), fact.relation, fact_object(fact))


def fact_object(fact: Fact) -> Term:
    """The object of a fact as a term: an entity, an amount of money, or the words."""
    if fact.object:
        return named(ENTITY[fact.object.id])
    return Literal(fact.object_text) if fact.amount is None else money(fact.amount, fact.currency)


def _plain(subject: NamedNode, relation: str, target: Term) -> Iterator[Statement]:
    name: str | None = relation
    while name is not None:
        yield subject, LAND[name], target
        if RELATIONS[name].symmetric and isinstance(target, NamedNode):
            yield target, LAND[name], subject
        name = RELATIONS[name].parent


def these_facts(ids: Iterable[str]) -> str:
    """A condition for `select_facts` and `select_claim_ids`: the fact has one of these ids."""
    return f"VALUES ?fact {{ {' '.join(f'<{FACT}{fact}>' for fact in ids)} }}"


def linked(facts: Sequence[str]) -> Iterator[str]:
    """Conditions for `select_claims` that narrow it to the claims that stood behind these facts when they were computed."""
    for k in range(0, len(facts), TOGETHER):
        yield f"{these_facts(facts[k : k + TOGETHER])} GRAPH {LAND.facts.n3()} {{ ?fact {LAND.claim.n3()} ?claim }}"


def select_facts(where: str = "") -> str:
    """The query for facts; `where` narrows ?fact."""
    return f"""SELECT * {{ GRAPH {LAND.facts.n3()} {{ {where}
      ?fact a {LAND.Fact.n3()} ; {RDF.subject.n3()} ?subject ; {RDF.predicate.n3()} ?relation ; {RDF.object.n3()} ?object ; {LAND.status.n3()} ?status
      {pattern("?fact", _FACT)} OPTIONAL {{ ?fact {LAND.amountText.n3()} ?object_text }}
      BIND(EXISTS {{ ?fact {LAND.contradictedBy.n3()} ?denial }} AS ?contradicted) }} }}"""


def select_claim_ids(where: str = "") -> str:
    """The query for the claims behind each fact; `where` narrows ?fact."""
    return f"SELECT ?fact ?claim {{ GRAPH {LAND.facts.n3()} {{ {where} ?fact a {LAND.Fact.n3()} ; {LAND.claim.n3()} ?claim }} }}"


def end_is_entity(row: Mapping[str, object], end: str) -> bool:
    """Whether the subject or object in a row of `select_facts` is an entity; money is an object that is none."""
    return end == "subject" or row["object_text"] is None


def read_fact(row: Mapping[str, object], claim_ids: Iterable[str], entities: Mapping[str, Entity]) -> Fact:
    """The fact that `fact_statements` wrote, from a row of `select_facts`."""
    entity = entities[local(row["object"])] if end_is_entity(row, "object") else None
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
