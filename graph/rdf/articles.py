"""Articles and claims in RDF: one named graph per article."""

from collections.abc import Collection, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import DCTERMS, PROV, RDF

from graph.article import Article
from graph.claim import Claim
from graph.entity import Entity, met_entity
from graph.rdf.entities import entity_statements
from graph.rdf.terms import ARTICLE, CLAIM, OA, Node, Statement, Term, fields, local, money, named, one, quads, status_name, values
from ontology import ENTITY, KNOWN, LAND, STATUSES

_ARTICLE = (
    ("text", LAND.text, "text"),
    ("external_id", LAND.externalId, "text"),
    ("title", DCTERMS.title, "text"),
    ("url", DCTERMS.source, "uri"),
    ("publisher", DCTERMS.publisher, "text"),
    ("author", DCTERMS.creator, "text"),
    ("published", DCTERMS.issued, "date"),
    ("retrieved", PROV.generatedAtTime, "instant"),
    ("language", DCTERMS.language, "text"),
)
_CLAIM = (
    ("subject", LAND.subjectName, "text"),
    ("subject_mention", LAND.subjectMention, "text"),
    ("object", LAND.objectName, "text"),
    ("object_mention", LAND.objectMention, "text"),
    ("confidence", LAND.confidence, "decimal"),
    ("extractor", LAND.extractor, "text"),
    ("date", LAND.date, "date"),
    ("amount", LAND.amount, "decimal"),
    ("currency", LAND.currency, "text"),
    ("amount_text", LAND.amountText, "text"),
    ("round", LAND.round, "text"),
    ("valuation", LAND.valuation, "text"),
    ("role", LAND.role, "text"),
    ("attributed_to", LAND.attributedTo, "text"),
)
_QUOTE = (("quote", OA.exact, "text"), ("start", OA.start, "integer"), ("end", OA.end, "integer"))


def article_quads(article: Article, claims: Collection[Claim]) -> set[Quad]:
    """The named graph of an article: itself, its claims, and the entities that are not known beforehand."""
    graph = named(ARTICLE + article.id)
    return quads(_statements(graph, article, claims), graph)


def _statements(graph: NamedNode, article: Article, claims: Collection[Claim]) -> Iterator[Statement]:
    yield graph, RDF.type, named(LAND.Article)
    yield from ((graph, term, value) for term, value in values(article, _ARTICLE))
    for claim in claims:
        yield from _claim(claim, graph)
    for entity in _met(claims):
        yield from entity_statements(entity)


def _claim(claim: Claim, article: NamedNode) -> Iterator[Statement]:
    node, quote = named(claim_iri(claim.id)), named(quote_iri(claim.id))
    yield node, RDF.type, named(LAND.Claim)
    yield node, RDF.subject, named(ENTITY[claim.subject_id])
    yield node, RDF.predicate, named(LAND[claim.relation])
    yield node, RDF.object, _object(claim)
    yield node, LAND.subjectType, named(LAND[claim.subject_type])
    yield node, LAND.objectType, named(LAND[claim.object_type])
    yield node, LAND.status, named(LAND[STATUSES[claim.status].term])
    yield node, PROV.wasDerivedFrom, article
    yield from ((node, term, value) for term, value in values(claim, _CLAIM))
    yield node, OA.hasTarget, quote
    yield quote, RDF.type, named(OA.TextQuoteSelector)
    yield quote, RDF.type, named(OA.TextPositionSelector)
    yield from ((quote, term, value) for term, value in values(claim, _QUOTE))


def claim_iri(claim_id: str) -> str:
    """The node of a claim."""
    return CLAIM + claim_id


def quote_iri(claim_id: str) -> str:
    """The node of a claim's words and their place."""
    return f"{CLAIM}{claim_id}#quote"


def _object(claim: Claim) -> Term:
    """An entity, an amount of money, or, where the amount cannot be told, the words."""
    if claim.object_id:
        return named(ENTITY[claim.object_id])
    return Literal(claim.object) if claim.amount is None else money(claim.amount, claim.currency)


def _met(claims: Collection[Claim]) -> list[Entity]:
    """The entities of one article that are not known beforehand, under the longest name that it gives them."""
    ends = {(claim.subject_id, claim.subject, claim.subject_type) for claim in claims}
    ends |= {(claim.object_id, claim.object, claim.object_type) for claim in claims if claim.object_id}
    met: dict[str, Entity] = {}
    for slug, name, kind in sorted(ends, key=lambda end: (end[0], -len(end[1]), end[1:])):
        if slug not in KNOWN:
            met.setdefault(slug, met_entity(slug, name, kind))
    return list(met.values())


def read_article(article_id: str, grouped: Mapping[str, Node]) -> Article:
    """The article that `article_quads` wrote."""
    return Article(**fields(grouped[ARTICLE + article_id], _ARTICLE))  # type: ignore[arg-type]  # the table gives each field its type


def read_claims(statements: Mapping[str, Node]) -> list[Claim]:
    """The claims among the nodes, in the order of their words."""
    kind = named(LAND.Claim)
    claims = (_read(node, statements) for node in statements.values() if kind in node.get(str(RDF.type), ()))
    return sorted(claims, key=lambda claim: (claim.article, claim.start, claim.end, claim.id))


def _read(node: Node, grouped: Mapping[str, Node]) -> Claim:
    target = one(node, RDF.object)
    return Claim(
        article=one(node, PROV.wasDerivedFrom).value.removeprefix(ARTICLE),
        subject_id=one(node, RDF.subject).value.removeprefix(str(ENTITY)),
        subject_type=local(one(node, LAND.subjectType)),
        relation=local(one(node, RDF.predicate)),
        object_id=target.value.removeprefix(str(ENTITY)) if isinstance(target, NamedNode) else "",
        object_type=local(one(node, LAND.objectType)),
        status=status_name(one(node, LAND.status)),
        **fields(node, _CLAIM),  # type: ignore[arg-type]  # the table gives each field its type
        **fields(grouped[one(node, OA.hasTarget).value], _QUOTE),  # type: ignore[arg-type]
    )
