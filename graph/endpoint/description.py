"""What the endpoint says of itself, in the vocabulary of SPARQL 1.1 Service Description."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize
from rdflib import RDF, RDFS, VOID, XSD, Namespace

from graph.endpoint.answers import turtle
from graph.rdf.terms import ARTICLE, named
from graph.sparql.negotiation import GRAPHS
from graph.store import Store

_SD, _FORMATS = Namespace("http://www.w3.org/ns/sparql-service-description#"), Namespace("http://www.w3.org/ns/formats/")
_PREFIXES = {"sd": str(_SD), "rdfs": str(RDFS), "void": str(VOID), "formats": str(_FORMATS), "xsd": str(XSD)}
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "RDF_XML", "JSON-LD")
_LISTED = 1000  # named graphs that are described one by one: one per article, and a description should load in a moment
_COUNTS = "SELECT ?graph (COUNT(*) AS ?statements) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"

Value = NamedNode | BlankNode | Literal


def described(store: Store, endpoint: str, media: str, *, writes: bool, limits: str) -> bytes:
    """The description in this format; `limits` says in words what a query may take."""
    statements = [*_service(endpoint, limits, writes=writes), *_dataset(store, endpoint)]
    return turtle(statements, _PREFIXES) if GRAPHS[media] == RdfFormat.TURTLE else serialize(statements, format=GRAPHS[media]) or b""


def _service(endpoint: str, limits: str, *, writes: bool) -> Iterator[Triple]:
    service = named(f"{endpoint}#service")
    said: list[tuple[str, Value]] = [
        (RDF.type, named(_SD.Service)),
        (RDFS.label, Literal("Landscape")),
        (RDFS.comment, Literal(limits)),
        (_SD.endpoint, named(endpoint)),
        (_SD.supportedLanguage, named(_SD.SPARQL11Query)),
        *([(_SD.supportedLanguage, named(_SD.SPARQL11Update))] if writes else []),
        (_SD.feature, named(_SD.UnionDefaultGraph)),
        *((_SD.resultFormat, named(_FORMATS[name])) for name in _RESULTS),
        *((_SD.inputFormat, named(_FORMATS[name])) for name in (_RESULTS[4:] if writes else ())),
        (_SD.defaultEntailmentRegime, named("http://www.w3.org/ns/entailment/Simple")),
        (_SD.defaultDataset, named(f"{endpoint}#dataset")),
    ]
    return (Triple(service, named(term), value) for term, value in said)


def _dataset(store: Store, endpoint: str) -> Iterator[Triple]:
    """The default dataset: the union of all graphs, and each graph by its name with the number of its statements."""
    dataset, union = named(f"{endpoint}#dataset"), named(f"{endpoint}#union")
    counts = {str(row["graph"]): row["statements"] for row in store.rows(_COUNTS)}
    yield Triple(dataset, named(RDF.type), named(_SD.Dataset))
    yield Triple(dataset, named(_SD.defaultGraph), union)
    yield Triple(union, named(RDF.type), named(_SD.Graph))
    yield Triple(union, named(RDFS.comment), Literal("all statements of all named graphs"))
    listed = sorted(counts, key=lambda iri: (iri.startswith(ARTICLE), iri))[:_LISTED]
    if len(counts) > len(listed):
        said = f"{len(listed)} of {len(counts)} named graphs are listed; SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} names all"
        yield Triple(dataset, named(RDFS.comment), Literal(said))
    for number, iri in enumerate(listed):
        entry, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(dataset, named(_SD.namedGraph), entry)
        yield Triple(entry, named(RDF.type), named(_SD.NamedGraph))
        yield Triple(entry, named(_SD.name), named(iri))
        yield Triple(entry, named(_SD.graph), graph)
        yield Triple(graph, named(RDF.type), named(_SD.Graph))
        yield Triple(graph, named(VOID.triples), Literal(str(counts[iri]), datatype=named(XSD.integer)))
