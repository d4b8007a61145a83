"""How records are written in RDF, and read back exactly: one table of (field, property, kind of literal) per record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import DCTERMS, PROV, RDF, SKOS, XSD, URIRef
from rdflib import Namespace as RdflibNamespace

from graph.article import Article
from graph.claim import Claim
from graph.entity import Entity, met_entity
from graph.errors import StoreError
from graph.fact import Fact
from ontology import ENTITY, KNOWN, LAND, RELATIONS, STATUSES, TYPES, Individual

OA = RdflibNamespace("http://www.w3.org/ns/oa#")
ARTICLE, CLAIM, FACT = (f"https://w3id.org/landscape/{kind}/" for kind in ("article", "claim", "fact"))

Term = NamedNode | Literal
Node = Mapping[str, list[Term]]
"""The values of one subject by property IRI."""

# (field of the record, its property, kind of value)
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
_READ = {"decimal": float, "integer": int}
_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}  # by length: "2024", "2024-06", "2024-06-11"


def named(iri: str) -> NamedNode:
    """The IRI as the store's term, plain `str` subclasses of rdflib included."""
    return NamedNode(str(iri))


def decimal_text(number: float) -> str:
    """A number in full decimal digits, the shortest that read back as the same float.

    >>> decimal_text(385e6), decimal_text(0.1)
    ('385000000', '0.1')
    """
    text = format(Decimal(repr(float(number))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: float, currency: str) -> Literal:
    """An amount as one literal: `"EUR 385000000"^^land:Money`."""
    return Literal(f"{currency} {decimal_text(amount)}", datatype=named(LAND.Money))


def date_literal(text: str) -> Literal:
    """A date as precise as it is given; what is no ISO date stays a plain string."""
    datatype = _DATE_TYPES.get(len(text))
    return Literal(text, datatype=named(datatype)) if datatype else Literal(text)


def _literal(value: object, kind: str) -> Literal:
    if kind == "decimal":
        return Literal(decimal_text(float(str(value))), datatype=named(XSD.decimal))
    if kind == "integer":
        return Literal(str(value), datatype=named(XSD.integer))
    if kind == "date":
        return date_literal(str(value))
    return Literal(str(value), datatype=named({"uri": XSD.anyURI, "instant": XSD.dateTime, "text": XSD.string}[kind]))


def _values(record: object, table: Iterable[tuple[str, URIRef, str]]) -> Iterator[tuple[URIRef, Literal]]:
    for field, term, kind in table:
        if (value := getattr(record, field)) not in ("", None):
            yield term, _literal(value, kind)


def _fields(node: Node, table: Iterable[tuple[str, URIRef, str]]) -> dict[str, object]:
    """The fields that the node has; those that it lacks keep the record's default."""
    return {field: _READ.get(kind, str)(values[0].value) for field, term, kind in table if (values := node.get(str(term)))}


def nodes(quads: Iterable[Quad]) -> dict[str, Node]:
    """Statements grouped by subject and property, values in a fixed order."""
    grouped: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            grouped[quad.subject.value][quad.predicate.value].append(quad.object)
    for properties in grouped.values():
        for values in properties.values():
            if len(values) > 1:
                values.sort(key=str)
    return {subject: dict(properties) for subject, properties in grouped.items()}


def one(node: Node, term: URIRef) -> Term:
    """The value that the node must have. `StoreError` where it is missing: the graph was not written by us, or by an older version."""
    if values := node.get(str(term)):
        return values[0]
    raise StoreError(f"a record in the store lacks {term}; it was written by another program: run `python -m graph check` to see which")


def _local(term: Term) -> str:
    return term.value.removeprefix(str(LAND))


def article_quads(article: Article, claims: Iterable[Claim]) -> set[Quad]:
    """The named graph of an article: itself, its claims, and the entities that are not known beforehand."""
    graph = named(ARTICLE + article.id)
    quads = {Quad(graph, named(RDF.type), named(LAND.Article), graph)}
    quads |= {Quad(graph, named(term), value, graph) for term, value in _values(article, _ARTICLE)}
    for claim in claims:
        quads |= {Quad(subject, named(term), value, graph) for subject, term, value in _claim_triples(claim, graph)}
    for entity in met_entities(claims):
        quads |= {Quad(subject, named(term), value, graph) for subject, term, value in entity_triples(entity)}
    return quads


def _claim_triples(claim: Claim, article: NamedNode) -> Iterator[tuple[NamedNode, URIRef, Term]]:
    node, quote = named(CLAIM + claim.id), named(f"{CLAIM}{claim.id}#quote")
    yield node, RDF.type, named(LAND.Claim)
    yield node, RDF.subject, named(ENTITY[claim.subject_id])
    yield node, RDF.predicate, named(LAND[claim.relation])
    yield node, RDF.object, claim_object(claim)
    yield node, LAND.subjectType, named(LAND[claim.subject_type])
    yield node, LAND.objectType, named(LAND[claim.object_type])
    yield node, LAND.status, named(LAND[STATUSES[claim.status].term])
    yield node, PROV.wasDerivedFrom, article
    for term, value in _values(claim, _CLAIM):
        yield node, term, value
    yield node, OA.hasTarget, quote
    yield quote, RDF.type, named(OA.TextQuoteSelector)
    yield quote, RDF.type, named(OA.TextPositionSelector)
    for term, value in _values(claim, _QUOTE):
        yield quote, term, value


def claim_object(claim: Claim) -> Term:
    """An entity, an amount of money, or, where the amount cannot be told, the words."""
    if claim.object_id:
        return named(ENTITY[claim.object_id])
    return Literal(claim.object) if claim.amount is None else money(claim.amount, claim.currency)


def met_entities(claims: Iterable[Claim]) -> list[Entity]:
    """The entities of one article that are not known beforehand, under the longest name and the first type that it gives them."""
    ends = {(claim.subject_id, claim.subject, claim.subject_type) for claim in claims}
    ends |= {(claim.object_id, claim.object, claim.object_type) for claim in claims if claim.object_id}
    met: dict[str, Entity] = {}
    for slug, name, kind in sorted(ends, key=lambda end: (end[0], -len(end[1]), end[1:])):
        if slug not in KNOWN:
            met.setdefault(slug, met_entity(slug, name, kind))
    return list(met.values())


def entity_triples(entity: Entity) -> Iterator[tuple[NamedNode, URIRef, Term]]:
    """Name and type: what every graph that speaks of an entity says of it."""
    node = named(ENTITY[entity.id])
    yield node, RDF.type, named(LAND[entity.type])
    yield node, SKOS.prefLabel, Literal(entity.name)


def known_quads(individuals: Iterable[Individual], graph: NamedNode) -> set[Quad]:
    """The named graph of the entities that are known beforehand."""
    quads = set()
    for known in individuals:
        node = named(ENTITY[known.slug])
        triples: list[tuple[URIRef, Term]] = [(RDF.type, named(LAND[known.type])), (SKOS.prefLabel, Literal(known.name))]
        triples += [(SKOS.altLabel, Literal(label)) for label in known.labels if label != known.name]
        triples += [(LAND.ambiguousLabel, Literal(label)) for label in known.ambiguous]
        triples += [(LAND.hasRole, named(LAND[role])) for role in known.roles]
        triples += [(LAND.country, Literal(known.country))] if known.country else []
        triples += [(LAND.licenseClass, Literal(known.license_class))] if known.license_class else []
        quads |= {Quad(node, named(term), value, graph) for term, value in triples}
    return quads


def read_article(article_id: str, grouped: Mapping[str, Node]) -> Article:
    """The article that `article_quads` wrote."""
    fields = _fields(grouped[ARTICLE + article_id], _ARTICLE)
    if "language" not in fields:
        fields["language"] = ""  # an empty language makes no triple, and must not read back as the default
    return Article(**{"text": "", "external_id": "", **fields})  # type: ignore[arg-type]  # the table gives each field its type


def read_claim(iri: str, grouped: Mapping[str, Node]) -> Claim:
    """The claim that `article_quads` wrote."""
    node = grouped[iri]
    subject, target, status = one(node, RDF.subject), one(node, RDF.object), _local(one(node, LAND.status))
    words = {field: "" for field, _, kind in _CLAIM if kind == "text"}
    return Claim(
        article=one(node, PROV.wasDerivedFrom).value.removeprefix(ARTICLE),
        subject_id=subject.value.removeprefix(str(ENTITY)),
        subject_type=_local(one(node, LAND.subjectType)),
        relation=_local(one(node, RDF.predicate)),
        object_id=target.value.removeprefix(str(ENTITY)) if isinstance(target, NamedNode) else "",
        object_type=_local(one(node, LAND.objectType)),
        status=next(name for name, known in STATUSES.items() if known.term == status),
        **{**words, **_fields(node, _CLAIM), "quote": "", **_fields(grouped[one(node, OA.hasTarget).value], _QUOTE)},  # type: ignore[arg-type]
    )


def claims_in(grouped: Mapping[str, Node]) -> list[Claim]:
    """The claims among the nodes, in the order of their words."""
    kind = named(LAND.Claim)
    claims = (read_claim(iri, grouped) for iri, node in grouped.items() if kind in node.get(str(RDF.type), ()))
    return sorted(claims, key=lambda claim: (claim.article, claim.start, claim.end, claim.id))


def fact_quads(fact: Fact, denials: Iterable[str], graph: NamedNode) -> Iterator[Quad]:
    """The node of a fact, its ends' names and types, and, where it holds or held, its plain triples: with its parents, symmetric ones both ways."""
    node, subject = named(FACT + fact.id), named(ENTITY[fact.subject.id])
    target = named(ENTITY[fact.object.id]) if fact.object else _money_object(fact)
    triples: list[tuple[NamedNode, URIRef, Term]] = [
        (node, RDF.type, named(LAND.Fact)),
        (node, RDF.subject, subject),
        (node, RDF.predicate, named(LAND[fact.relation])),
        (node, RDF.object, target),
        (node, LAND.status, named(LAND[STATUSES[fact.status].term])),
        (node, LAND.amountText, Literal(fact.object_text)) if not fact.object else (node, RDF.object, target),
    ]
    triples += [(node, term, value) for term, value in _values(fact, _FACT)]
    triples += [(node, LAND.claim, named(CLAIM + claim)) for claim in fact.claim_ids]
    triples += [(node, LAND.contradictedBy, named(CLAIM + claim)) for claim in denials]
    for entity in (fact.subject, *([fact.object] if fact.object else [])):
        triples += entity_triples(entity)
    if fact.holds:
        triples += _plain(subject, fact.relation, target)
    return (Quad(subject, named(term), value, graph) for subject, term, value in triples)


def _money_object(fact: Fact) -> Literal:
    return Literal(fact.object_text) if fact.amount is None else money(fact.amount, fact.currency)


def _plain(subject: NamedNode, relation: str, target: Term) -> Iterator[tuple[NamedNode, URIRef, Term]]:
    name: str | None = relation
    while name is not None:
        yield subject, LAND[name], target
        if RELATIONS[name].symmetric and isinstance(target, NamedNode):
            yield target, LAND[name], subject
        name = RELATIONS[name].parent


def read_fact(iri: str, grouped: Mapping[str, Node]) -> Fact:
    """The fact that `fact_quads` wrote."""
    node = grouped[iri]
    target, status = one(node, RDF.object), _local(one(node, LAND.status))
    entity = read_entity(target.value, grouped) if isinstance(target, NamedNode) else None
    defaults: dict[str, object] = {"amount": None, "currency": "", "first_seen": "", "last_seen": "", "valid_to": ""}
    return Fact(
        id=iri.removeprefix(FACT),
        subject=read_entity(one(node, RDF.subject).value, grouped),
        relation=_local(one(node, RDF.predicate)),
        object=entity,
        object_text=entity.name if entity else one(node, LAND.amountText).value,
        status=next(name for name, known in STATUSES.items() if known.term == status),
        contradicted=str(LAND.contradictedBy) in node,
        claim_ids=tuple(term.value.removeprefix(CLAIM) for term in node.get(str(LAND.claim), ())),
        **{**defaults, **_fields(node, _FACT)},  # type: ignore[arg-type]
    )


def read_entity(iri: str, grouped: Mapping[str, Node]) -> Entity:
    """The entity as the graph of facts names it."""
    node = grouped[iri]
    kinds = [_local(kind) for kind in node.get(str(RDF.type), ()) if _local(kind) in TYPES]
    return met_entity(iri.removeprefix(str(ENTITY)), one(node, SKOS.prefLabel).value, kinds[0])
