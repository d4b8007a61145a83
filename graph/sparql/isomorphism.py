"""Whether two graphs, or two answers, say the same.

Blank nodes are told apart by what is said of them, not by their labels, and numbers of one datatype by their values, not by their digits:
Oxigraph stores 1.0 as 1.
"""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

_COLUMN, _ROW = "urn:column:", "urn:row"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float"))

Term = NamedNode | BlankNode | Literal | Triple


def canonical(quads: Iterable[Quad]) -> str:
    """The statements as sorted lines, equal for two sets of statements if and only if those are isomorphic."""
    dataset = Dataset(Quad(quad.subject, quad.predicate, _valued(quad.object), quad.graph_name) for quad in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(map(str, dataset)))


def _valued(term: Term) -> Term:
    """A number with its digits in one form; every other term as it is."""
    if not isinstance(term, Literal) or term.datatype.value not in _NUMBERS:
        return term
    try:
        return Literal(str(Decimal(term.value).normalize()), datatype=term.datatype)
    except InvalidOperation:  # no number, whatever its datatype says
        return term


def read(content: bytes, media: str, base: str, graph: str = "") -> list[Quad]:
    """The statements of a document, all of them in this graph (the default graph for ""). `ValueError` for a media type that is none of RDF."""
    kind = RdfFormat.from_media_type(media)
    if kind is None:
        raise ValueError(f"{media!r} is no format of RDF; give text/turtle, application/n-triples, application/rdf+xml or another one")
    name = NamedNode(graph) if graph else DefaultGraph()
    return [Quad(quad.subject, quad.predicate, quad.object, name) for quad in parse(content, kind, base_iri=base)]


def rows(content: bytes, media: str) -> str:
    """The rows of an answer in SPARQL JSON, XML or TSV, or its truth, in a form that is equal for equal answers. The order of rows does not count."""
    kind = QueryResultsFormat.from_media_type(media)
    if kind is None:
        raise ValueError(f"{media!r} is no format of answers; give application/sparql-results+json, +xml or text/tab-separated-values")
    found = parse_query_results(content, kind)
    if isinstance(found, QueryBoolean):
        return str(bool(found))
    names = sorted(variable.value for variable in found.variables)
    quads = []
    for number, solution in enumerate(found):
        row = BlankNode(f"row{number}")
        quads.append(Quad(row, NamedNode(_ROW), Literal("")))
        quads.extend(Quad(row, NamedNode(_COLUMN + name), value) for name in names if (value := solution[name]) is not None)
    return f"{names}\n{canonical(quads)}"
