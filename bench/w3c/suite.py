"""The tests as their manifests describe them. The manifests are read with SPARQL, from a store in memory."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.sparql.engine import Embedded
from graph.sparql.isomorphism import read
from graph.store import Store

BASE = "https://w3c.github.io/rdf-tests/"
"""Where the files are published: what a relative address in them is relative to."""

_MEDIA = {".ttl": "text/turtle", ".nt": "application/n-triples", ".rdf": "application/rdf+xml"}
_PREFIXES = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
PREFIX ut: <http://www.w3.org/2009/sparql/tests/test-update#>
PREFIX cnt: <http://www.w3.org/2011/content#>
PREFIX ht: <http://www.w3.org/2011/http#>
"""
_TESTS = """SELECT ?manifest ?test ?kind ?name ?action ?query ?result {
  GRAPH ?manifest { ?manifest mf:entries/rdf:rest*/rdf:first ?test . ?test a ?kind
    OPTIONAL { ?test mf:name ?name } OPTIONAL { ?test mf:action ?action } OPTIONAL { ?test mf:action/(qt:query|ut:request) ?query }
    OPTIONAL { ?test mf:result ?result FILTER (isIRI(?result)) } } }"""
_DATA = """SELECT ?test ?when ?file ?graph {
  { ?test mf:action ?part BIND ("before" AS ?when) } UNION { ?test mf:result ?part BIND ("after" AS ?when) }
  UNION { ?test ut:graphData ?any BIND (?test AS ?part) BIND ("before" AS ?when) }
  { ?part qt:data|ut:data ?file } UNION
  { ?part qt:graphData|ut:graphData ?given OPTIONAL { ?given qt:graph|ut:graph ?of } OPTIONAL { ?given rdfs:label ?label }
    BIND (COALESCE(?of, ?given) AS ?file) BIND (COALESCE(?label, STR(?file)) AS ?graph) } }"""

Data = tuple[tuple[str, str], ...]
"""Files with the graph that each belongs into, "" for the default graph."""


@dataclass(frozen=True, slots=True)
class Test:
    """One test. Files are addresses under `BASE`; `action` is the file of a syntax test."""

    id: str
    kind: str
    name: str
    folder: str
    action: str
    query: str
    result: str
    before: Data
    after: Data


class Suite:
    """All tests of the manifests in a folder that is a copy of w3c/rdf-tests, or of its part on SPARQL 1.1."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = Store(Embedded(), "the manifests")
        for path in sorted(folder.rglob("manifest*.ttl")):
            if "sparql11" in path.parts:
                iri = BASE + path.relative_to(folder).as_posix()
                self._store.write((), read(path.read_bytes(), _MEDIA[".ttl"], iri, iri))

    def rows(self, sparql: str) -> list[dict[str, object]]:
        """The rows of a query over the manifests, with the usual prefixes."""
        return [dict(row) for row in self._store.rows(_PREFIXES + sparql)]

    def content(self, file: str) -> bytes:
        """A file of the suite."""
        return (self._folder / file.removeprefix(BASE)).read_bytes()

    def media(self, file: str) -> str:
        """The media type of a file with data, by its name."""
        return _MEDIA[Path(file).suffix]

    def tests(self) -> list[Test]:
        """All tests, by manifest and id."""
        data: Mapping[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for row in self.rows(_DATA):
            data[str(row["test"]), str(row["when"])].add((str(row["file"]), str(row["graph"] or "")))
        found = {}
        for row in self.rows(_TESTS):
            iri, manifest = str(row["test"]), str(row["manifest"])
            before, after = (tuple(sorted(data[iri, when])) for when in ("before", "after"))
            action, query, result = (str(row[name] or "") for name in ("action", "query", "result"))
            kind = str(row["kind"]).rsplit("#", 1)[-1]
            found[manifest, iri] = Test(iri, kind, str(row["name"] or iri), manifest.rsplit("/", 2)[-2], action, query, result, before, after)
        return [test for _, test in sorted(found.items())]
