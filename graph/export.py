"""The whole store in formats of others, and our own dumps back in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

import networkx as nx
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from graph.claim import Claim, check_quotes
from graph.errors import StoreError
from graph.network import to_networkx
from graph.rdf.pending import PENDING
from graph.rdf.terms import ARTICLE, FACT, OA
from graph.sparql.engine import Embedded
from graph.sparql.table import from_rows
from graph.store import ENTITIES, FACTS, ONTOLOGY, Store
from ontology import ENTITY, LAND, RELATIONS, STATUSES

_PREFIXES = {
    "land": str(LAND),
    "ent": str(ENTITY),
    "oa": str(OA),
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_COLUMNS = ("subject", "relation", "object", "amount", "currency", "status", "belief", "sources", "articles", "first_seen", "last_seen", "valid_to")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _merged(store: Store, kind: RdfFormat) -> bytes:
    """One graph of all, for formats that know no named graphs."""
    triples = dict.fromkeys(quad.triple for quad in store.quads())
    return serialize(triples, format=kind, prefixes=_PREFIXES) or b""


def _dataset(store: Store, kind: RdfFormat) -> bytes:
    """All named graphs, one after the other."""
    ordered = sorted(store.quads(), key=lambda quad: (str(quad.graph_name), str(quad)))
    return serialize(ordered, format=kind, prefixes=_PREFIXES) or b""


def _csv(store: Store) -> bytes:
    """One line per fact."""
    facts = store.facts()
    rows = [
        (fact.subject.name, fact.relation, fact.object_text, *(getattr(fact, name) for name in _COLUMNS[3:]), f"{FACT}{fact.id}") for fact in facts
    ]
    return from_rows((*_COLUMNS, "fact"), rows).as_csv().encode()


def _claims(store: Store) -> bytes:
    """One line per claim, as in a claims file, with the article's title, publisher and date."""
    names = ("id", *(field.name for field in fields(Claim)), "title", "publisher", "published")
    rows = []
    for item in store.evidence():
        claim, article = item.claim.as_dict(item.article.external_id), item.article
        rows.append((*claim.values(), article.title, article.publisher, article.published))
    return from_rows(names, rows).as_csv().encode()


def _network(store: Store) -> "nx.MultiDiGraph[str]":
    graph = to_networkx(store.facts(), RELATIONS, statuses=STATUSES)
    for _, attributes in graph.nodes(data=True):
        attributes["label"] = _NOT_XML.sub("", attributes["name"])
        attributes["name"] = attributes["label"]
    return graph


def _graphml(store: Store) -> bytes:
    return "\n".join(nx.generate_graphml(_network(store))).encode() + b"\n"


def _gexf(store: Store) -> bytes:
    text = "\n".join(nx.generate_gexf(_network(store)))
    return re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1).encode() + b"\n"  # the same store, the same file, on any day


FORMATS: Mapping[str, Callable[[Store], bytes]] = {
    "ttl": lambda store: _merged(store, RdfFormat.TURTLE),
    "nt": lambda store: _merged(store, RdfFormat.N_TRIPLES),
    "trig": lambda store: _dataset(store, RdfFormat.TRIG),
    "nq": lambda store: _dataset(store, RdfFormat.N_QUADS),
    "jsonld": lambda store: _dataset(store, RdfFormat.JSON_LD),
    "csv": _csv,
    "claims": _claims,
    "graphml": _graphml,
    "gexf": _gexf,
}
"""What writes the store, by file extension (`claims` is a CSV too). The same store gives the same bytes."""

_DUMPS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG, ".jsonld": RdfFormat.JSON_LD}


def import_dump(store: Store, path: Path) -> int:
    """Puts the articles of a dump (`.nq`, `.trig`, `.jsonld`) into the store, and adds graphs that are not ours; the number of new articles.

    What is computed is left out: recompute facts afterwards. `StoreError` if the file is not such a dump; then nothing is written.
    """
    dump = _read(path)
    articles = [(dump.article(row.id), dump.claims(row.id)) for row in dump.articles()]
    own = {NamedNode(ARTICLE + article.id) for article, _ in articles} | {FACTS, ENTITIES, ONTOLOGY, PENDING}
    others = [quad for quad in dump.quads() if quad.graph_name not in own]
    if stray := [quad for quad in others if quad.graph_name == DefaultGraph() or str(quad.graph_name).startswith(f"<{ARTICLE}")]:
        raise StoreError(f"{path}: {len(stray)} statements belong to no article that can be read, the first is {stray[0]}; export the dump anew")
    for article, claims in articles:
        check_quotes(article, claims)
    new = sum(store.put(article, claims) for article, claims in articles)
    store.write([], others)
    return new


def _read(path: Path) -> Store:
    """The dump as a store in memory."""
    if path.suffix not in _DUMPS:
        raise StoreError(f"{path} is no dump with named graphs; give a file that `export` wrote as {', '.join(_DUMPS)}")
    dump = Store(Embedded(), str(path))
    try:
        dump.write([], {Quad(*quad) for quad in parse(path=str(path), format=_DUMPS[path.suffix])})
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{path} cannot be read: {error}") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be opened: {error.strerror or error}") from error
    return dump
