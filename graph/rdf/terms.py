"""The terms and literals that all records share; a record is one table of (field, property, kind of value)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import XSD, Namespace, URIRef

from graph.errors import StoreError
from ontology import LAND, STATUSES

OA = Namespace("http://www.w3.org/ns/oa#")
ARTICLE, CLAIM, FACT = (f"https://w3id.org/landscape/{kind}/" for kind in ("article", "claim", "fact"))

Term = NamedNode | Literal
Statement = tuple[NamedNode, URIRef, Term]
Node = Mapping[str, list[Term]]
"""The values of one subject by property IRI."""
Row = tuple[str, URIRef, str]
"""A field of a record, its property, and the kind of value: text, uri, instant, date, decimal or integer."""

_DATATYPES = {"text": XSD.string, "uri": XSD.anyURI, "instant": XSD.dateTime, "decimal": XSD.decimal, "integer": XSD.integer}
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}  # by length: "2024", "2024-06", "2024-06-11"
_READ = {"decimal": float, "integer": int}


def named(iri: str) -> NamedNode:
    """The IRI, rdflib's or plain, as the store's term."""
    return NamedNode(str(iri))


def decimal_text(number: float) -> str:
    """A number in full decimal digits, the fewest that read back as the same float.

    >>> decimal_text(385e6), decimal_text(0.1)
    ('385000000', '0.1')
    """
    text = format(Decimal(repr(float(number))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: float, currency: str) -> Literal:
    """An amount as one literal: `"EUR 385000000"^^land:Money`."""
    return Literal(f"{currency} {decimal_text(amount)}", datatype=named(LAND.Money))


def _literal(value: object, kind: str) -> Literal:
    if kind == "date":  # as precise as it is given; what is no ISO date stays a plain string
        datatype = _DATES.get(len(str(value)), XSD.string)
        return Literal(str(value), datatype=named(datatype))
    text = decimal_text(value) if kind == "decimal" and isinstance(value, float | int) else str(value)
    return Literal(text, datatype=named(_DATATYPES[kind]))


def values(record: object, table: Iterable[Row]) -> Iterator[tuple[URIRef, Literal]]:
    """The property and literal of each field that is not empty."""
    for field, term, kind in table:
        if (value := getattr(record, field)) not in ("", None):
            yield term, _literal(value, kind)


def fields(node: Node, table: Iterable[Row]) -> dict[str, object]:
    """The fields that the node states; for text and dates, those that it lacks are empty."""
    empty = {field: "" for field, _, kind in table if kind not in _READ}
    stated = {field: _READ.get(kind, str)(found[0].value) for field, term, kind in table if (found := node.get(str(term)))}
    return {**empty, **stated}


def quads(statements: Iterable[Statement], graph: NamedNode) -> set[Quad]:
    """The statements in this graph."""
    return {Quad(subject, named(term), value, graph) for subject, term, value in statements}


def nodes(statements: Iterable[Quad]) -> dict[str, Node]:
    """Statements grouped by subject and property, values in a fixed order."""
    grouped: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in statements:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            grouped[quad.subject.value][quad.predicate.value].append(quad.object)
    for properties in grouped.values():
        for found in properties.values():
            if len(found) > 1:
                found.sort(key=str)
    return {subject: dict(properties) for subject, properties in grouped.items()}


def one(node: Node, term: URIRef) -> Term:
    """The value that a record must have. `StoreError` where it is missing: the record was not written by this program."""
    if found := node.get(str(term)):
        return found[0]
    raise StoreError(f"a record in the store lacks {term}; it was written by another program: `python -m graph check` says which")


def local(term: Term) -> str:
    """The name of a `land:` term."""
    return term.value.removeprefix(str(LAND))


def status_name(term: Term) -> str:
    """The name of the status that a `land:` term stands for: "asserted" for land:Asserted."""
    return next(status.name for status in STATUSES.values() if status.term == local(term))
