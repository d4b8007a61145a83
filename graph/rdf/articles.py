"""Articles and claims in RDF: one named graph per article."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import DCTERMS, PROV, RDF, XSD

from graph.article import Article
from graph.claim import Claim
from graph.entity import Entity, met_entity
from graph.evidence import ArticleRow
from graph.origins import bands, fingerprint, named_origin
from graph.rdf.entities import entity_statements
from graph.rdf.terms import (
    ARTICLE,
    CLAIM,
    OA,
    Statement,
    Term,
    entity_node,
    fields,
    local,
    money,
    named,
    pattern,
    quads,
    some_at_a_time,
    term,
    values,
)
from graph.sparql.table import value_of
from ontology import KNOWN, LAND, STATUSES

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
_NODES = (
    ("article", PROV.wasDerivedFrom),
    ("subject_id", RDF.subject),
    ("relation", RDF.predicate),
    ("object_id", RDF.object),
    ("subject_type", LAND.subjectType),
    ("object_type", LAND.objectType),
    ("status", LAND.status),
)
_FIELDS = {str(property_): field for field, property_, *_ in (*_NODES, *_CLAIM, *_QUOTE)}
"""The field of a claim that each property holds."""
STATUS_OF = {status.term: name for name, status in STATUSES.items()}
"""The name of each status by its term: "asserted" for land:Asserted."""


_SUBJECT_TYPE, _OBJECT_TYPE, _STATUS = LAND.subjectType, LAND.objectType, LAND.status
_CLAIM_CLASS, _SELECTORS = named(LAND.Claim), (named(OA.TextQuoteSelector), named(OA.TextPositionSelector))


def article_quads(article: Article, claims: Collection[Claim]) -> set[Quad]:
    """The named graph of an article: itself, its claims, and the entities that are not known beforehand."""
    return quads(article_statements(article, claims), named(ARTICLE + article.id))


def article_statements(article: Article, claims: Collection[Claim]) -> Iterator[Statement]:
    """What the named graph of an article states."""
    graph = named(ARTICLE + article.id)
    yield graph, RDF.type, named(LAND.Article)
    yield from ((graph, property_, value) for property_, value in values(article, _ARTICLE))
    yield from _provenance(graph, article.text)
    for claim in claims:
        yield from _claim(claim, graph)
    for entity in _met(claims):
        yield from entity_statements(entity)


def _provenance(graph: NamedNode, text: str) -> Iterator[Statement]:
    """By what copies of the text are found, and whom it names as the first to report."""
    values_ = fingerprint(text)
    yield graph, LAND.fingerprint, Literal("".join(f"{value:08x}" for value in values_))
    yield from ((graph, LAND.band, Literal(band)) for band in bands(values_))
    if origin := named_origin(text):
        yield graph, LAND.reportedBy, Literal(origin)


def _claim(claim: Claim, article: NamedNode) -> Iterator[Statement]:
    claim_id = claim.id
    node, quote = NamedNode(claim_iri(claim_id)), NamedNode(quote_iri(claim_id))
    yield node, RDF.type, _CLAIM_CLASS
    yield node, RDF.subject, entity_node(claim.subject_id)
    yield node, RDF.predicate, term(claim.relation)
    yield node, RDF.object, claim_object(claim)
    yield node, _SUBJECT_TYPE, term(claim.subject_type)
    yield node, _OBJECT_TYPE, term(claim.object_type)
    yield node, _STATUS, term(STATUSES[claim.status].term)
    yield node, PROV.wasDerivedFrom, article
    yield from ((node, property_, value) for property_, value in values(claim, _CLAIM))
    yield node, OA.hasTarget, quote
    yield from ((quote, RDF.type, selector) for selector in _SELECTORS)
    yield from ((quote, property_, value) for property_, value in values(claim, _QUOTE))


def claim_iri(claim_id: str) -> str:
    """The node of a claim."""
    return CLAIM + claim_id


def quote_iri(claim_id: str) -> str:
    """The node of a claim's words and their place."""
    return f"{CLAIM}{claim_id}#quote"


def claim_object(claim: Claim) -> Term:
    """The object of a claim as a term: an entity, an amount of money, or, where the amount cannot be told, the words."""
    if claim.object_id:
        return entity_node(claim.object_id)
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


def select_articles(where: str = "") -> str:
    """The query for articles without their texts, with the number of their claims; `where` narrows ?article.

    It stands within GRAPH here and below, since Oxigraph would otherwise first read what is there of all articles, and then narrow it.
    """
    return f"""SELECT * {{ GRAPH ?article {{ {where} ?article a {LAND.Article.n3()} . {pattern("?article", _ARTICLE[1:])} }}
      OPTIONAL {{ GRAPH {LAND.facts.n3()} {{ ?article {LAND.origin.n3()} ?origin }} }}
      OPTIONAL {{ SELECT ?article (COUNT(?claim) AS ?claims) {{ {where} GRAPH ?article {{ ?claim a {LAND.Claim.n3()} }} }} GROUP BY ?article }} }}"""


def select_going_by(name: str) -> str:
    """The query for the articles of this id, external id or URL."""
    is_article = f"?article a {LAND.Article.n3()}"
    ways = [f"GRAPH ?article {{ ?article {LAND.externalId.n3()} {Literal(name)} . {is_article} }}"]
    ways += [f"GRAPH ?article {{ ?article {DCTERMS.source.n3()} {Literal(name, datatype=named(XSD.anyURI))} . {is_article} }}"]
    ways += [f"GRAPH ?article {{ VALUES ?article {{ <{ARTICLE}{name}> }} {is_article} }}"] if name.isalnum() and name.isascii() else []
    return f"SELECT DISTINCT ?article {{ {{ {' } UNION { '.join(ways)} }} }}"


def these(articles: Iterable[str]) -> str:
    """A condition for `select_articles`, `select_origins` and `select_claims`: the article has one of these ids."""
    return f"VALUES ?article {{ {' '.join(f'<{ARTICLE}{article}>' for article in articles)} }}"


def select_stored(articles: Iterable[str]) -> str:
    """The query for those of these articles that are in the store."""
    return f"SELECT ?article {{ {these(articles)} GRAPH ?article {{ ?article a {LAND.Article.n3()} }} }}"


def select_article(article_id: str) -> str:
    """The query for one whole article."""
    node = f"<{ARTICLE}{article_id}>"
    return f"SELECT * {{ GRAPH {node} {{ {node} a {LAND.Article.n3()} . {pattern(node, _ARTICLE)} }} }}"


def select_origins(where: str = "") -> str:
    """The query for what tells an article's origin; `where` narrows ?article."""
    return f"""SELECT ?article ?fingerprint ?reported_by ?publisher ?published {{ GRAPH ?article {{ {where}
      ?article {LAND.fingerprint.n3()} ?fingerprint . OPTIONAL {{ ?article {LAND.reportedBy.n3()} ?reported_by }}
      OPTIONAL {{ ?article {DCTERMS.publisher.n3()} ?publisher }} OPTIONAL {{ ?article {DCTERMS.issued.n3()} ?published }} }} }}"""


def select_claims(where: str = "") -> str:
    """The query for the nodes of claims; `where` narrows ?article or ?claim."""
    return f"SELECT ?claim {{ GRAPH ?article {{ {where} ?claim a {LAND.Claim.n3()} }} }}"


def claim_nodes(claims: Sequence[str]) -> Iterator[list[NamedNode]]:
    """The nodes that hold all of these claims, their own and their quotes', some claims at a time."""
    for some in some_at_a_time(claims):
        yield [NamedNode(node) for claim in some for node in (claim, f"{claim}#quote")]


def read_article(row: Mapping[str, object]) -> Article:
    """The article that `article_quads` wrote, from the row of `select_article`."""
    return Article(**fields(row, _ARTICLE))  # type: ignore[arg-type]  # the table gives each field its type


def read_article_row(row: Mapping[str, object]) -> ArticleRow:
    """The article without its text, from a row of `select_articles`."""
    stated = fields(row, _ARTICLE[1:])
    shown = {name: str(stated[name]) for name in ("external_id", "title", "publisher", "published", "url")}
    return ArticleRow(id=local(row["article"]), claims=int(str(row["claims"] or 0)), origin=str(row["origin"] or ""), **shown)


def read_claims(found: Iterable[Quad]) -> Iterator[Claim]:
    """The claims that `article_quads` wrote, from what is stated of their nodes; read so five times as fast as by a query with all their fields."""
    rows: dict[str, dict[str, object]] = {}
    for quad in found:
        if field := _FIELDS.get(quad.predicate.value):
            row = rows.setdefault(str(quad.subject).strip("<>").removesuffix("#quote"), dict.fromkeys(_FIELDS.values()))
            row[field] = value_of(quad.object)
            if field == "object_id" and not isinstance(quad.object, NamedNode):
                row[field] = ""
    return (_read_claim(row) for row in rows.values() if None not in (row["status"], row["start"]))


def _read_claim(row: Mapping[str, object]) -> Claim:
    names = {field: local(row[field]) for field, _ in _NODES if field != "status"}
    return Claim(status=STATUS_OF[local(row["status"])], **names, **fields(row, _CLAIM), **fields(row, _QUOTE))  # type: ignore[arg-type]
