"""What changed since facts were computed, in RDF: each article that did, and each statement whose claims did."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad
from rdflib import RDF

from graph.claim import Claim
from graph.rdf.articles import claim_object
from graph.rdf.terms import Statement, Term, entity_node, local, named, term
from ontology import LAND, RELATIONS

PENDING = named(LAND.pending)
_PARTS = {named(RDF.subject): 0, named(RDF.predicate): 1, named(RDF.object): 2}

Said = tuple[NamedNode, NamedNode, Term]
"""What claims state: subject, relation and object, the ends of a symmetric relation in the order of their slugs."""


def said(subject: NamedNode, relation: NamedNode, target: Term) -> Said:
    """The statement with its ends in order."""
    turned = RELATIONS[local(relation.value)].symmetric and isinstance(target, NamedNode) and local(target.value) < local(subject.value)
    return (target, relation, subject) if turned and isinstance(target, NamedNode) else (subject, relation, target)


def key_of(statement: Said) -> tuple[str, str, str]:
    """The key of the fact that claims of this statement make (`graph.facts.claim_key`)."""
    subject, relation, target = statement
    return local(subject.value), local(relation.value), local(target.value) if isinstance(target, NamedNode) else target.value


def said_by(claim: Claim) -> Said:
    """What a claim states."""
    return said(entity_node(claim.subject_id), term(claim.relation), claim_object(claim))


def mark(statements: Iterable[Said]) -> set[Quad]:
    """The marks of statements whose claims changed."""
    return {Quad(*statement, PENDING) for statement in statements}


def pending_quads(article: NamedNode, changed: Iterable[Quad]) -> set[Quad]:
    """The marks that an article's old and new graph leave: itself, and what its claims state."""
    parts: dict[object, list[object]] = {}
    for quad in changed:
        if (part := _PARTS.get(quad.predicate)) is not None:
            parts.setdefault(quad.subject, [None, None, None])[part] = quad.object
    marks = mark(said(*terms) for terms in parts.values())  # type: ignore[arg-type]  # a claim states all three
    return {*marks, Quad(article, named(RDF.type), named(LAND.Article), PENDING)}


def pending_statements(article: NamedNode, claims: Iterable[Claim]) -> Iterator[Statement]:
    """What `pending_quads` says of an article that is new."""
    yield article, RDF.type, term("Article")
    for claim in claims:
        subject, _, target = said_by(claim)
        yield subject, LAND[claim.relation], target


def split(marks: Iterable[Quad]) -> tuple[list[str], list[Said]]:
    """The ids of the articles that changed, and the statements whose claims did."""
    articles: list[str] = []
    statements: list[Said] = []
    for quad in sorted(marks, key=str):
        if quad.predicate == named(RDF.type):
            articles.append(local(str(quad.subject).strip("<>")))
        else:
            statements.append((quad.subject, quad.predicate, quad.object))  # type: ignore[arg-type]  # as `pending_quads` made them
    return articles, statements
