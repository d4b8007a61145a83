"""Tests of the protocols: requests with the answers that are expected, and what the endpoint says of itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import quote

import httpx

from bench.w3c.client import Client
from bench.w3c.suite import Suite, Test
from graph.sparql.isomorphism import canonical, read

_REQUESTS = """SELECT ?test ?request ?method ?path ?body ?encoding ?status ?truth ?format ?expectation ?location ?answer (COUNT(?after) AS ?left) {
  ?test mf:action/ht:requests ?list . ?list rdf:rest* ?cell . ?cell rdf:first ?request . ?cell rdf:rest* ?after .
  ?request ht:methodName ?method ; ht:absolutePath ?path ; ht:resp ?response . ?response mf:expectedStatus ?status
  OPTIONAL { ?request ht:body ?sent . ?sent cnt:chars ?body ; cnt:characterEncoding ?encoding }
  OPTIONAL { ?response mf:expectedBoolean ?truth } OPTIONAL { ?response mf:expectedFormat ?format }
  OPTIONAL { ?response mf:expectation ?expectation } OPTIONAL { ?response mf:expectedLocation ?location }
  OPTIONAL { ?response ht:body/cnt:chars ?answer }
} GROUP BY ?test ?request ?method ?path ?body ?encoding ?status ?truth ?format ?expectation ?location ?answer"""
_HEADERS = """SELECT ?request ?name ?value { { ?request a ht:Request ; ht:headers ?list } UNION { ?of ht:resp ?request . ?request ht:headers ?list }
  ?list rdf:rest*/rdf:first ?header . ?header ht:fieldName ?name ; ht:fieldValue ?value }"""
_CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
_FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}
_HOST = "http://www.example"  # the host of the endpoint in the manifests, and below the paths of its services there
_SPARQL, _GRAPHS = "/sparql/", "/gsp"

Row = Mapping[str, object]


class Exchanges:
    """The requests of all tests of the protocols."""

    def __init__(self, client: Client, suite: Suite) -> None:
        self._client, self._suite = client, suite
        self._requests: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in suite.rows(_REQUESTS):
            self._requests[str(row["test"])][str(row["request"])].append(row)
        self._headers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in suite.rows(_HEADERS):
            self._headers[str(row["request"])].append((str(row["name"]), str(row["value"])))

    def run(self, test: Test) -> str:
        """Why the test fails, "" where it passes. It begins with its own data and nothing else."""
        self._client.load(self._suite, test.before)
        known: dict[str, str] = {}
        requests = sorted(self._requests[test.id].items(), key=lambda item: -int(str(item[1][0]["left"])))
        if not requests:
            return "the manifest describes no request"
        for request, rows in requests:
            if fault := self._exchange(request, rows, known):
                return f"{rows[0]['method']} {rows[0]['path']}: {fault}"
        return ""

    def _exchange(self, request: str, rows: list[Row], known: dict[str, str]) -> str:
        row = rows[0]
        body = None if row["body"] is None else self._here(str(row["body"]), known).encode(str(row["encoding"]))
        response = self._client.send(str(row["method"]), self._address(str(row["path"]), known), body, self._headers[request])
        if not any(_is(response.status_code, str(each["status"])) for each in rows):
            return f"status {response.status_code}: {' '.join(response.text.split())[:160]}"
        if row["location"] is not None:
            known[str(row["location"])] = response.headers.get("Location", "")
        return self._content(row, response, known)

    def _content(self, row: Row, response: httpx.Response, known: dict[str, str]) -> str:
        """What is wrong with what came back."""
        media = response.headers.get("Content-Type", "").split(";")[0]
        if row["format"] is not None and media not in _FORMATS[str(row["format"])]:
            return f"comes as {media!r}"
        if row["truth"] is not None and response.json()["boolean"] != row["truth"]:
            return f"answers {response.json()['boolean']}"
        if row["expectation"] is not None:  # the one that is in words: an IRI, resolved against a base of the service's own
            found = [binding["o"] for binding in response.json()["results"]["bindings"]]
            return "" if [term["type"] for term in found] == ["uri"] and found[0]["value"] != "test" else f"answers {found}"
        if row["answer"] is not None:
            wanted = canonical(read(self._here(str(row["answer"]), known).encode(), "text/turtle", "urn:x-test:base"))
            return "" if canonical(read(response.content, media, "urn:x-test:base")) == wanted else f"answers {response.text[:160]!r}"
        return ""

    def _address(self, path: str, known: Mapping[str, str]) -> str:
        """A path of the manifests as the address of the endpoint, or of its graph store."""
        if path.startswith(_GRAPHS):
            return self._client.graphs + self._here(path.removeprefix(_GRAPHS), known)
        return self._client.url + path.removeprefix(_SPARQL)

    def _here(self, text: str, known: Mapping[str, str]) -> str:
        """The text with the host and the graph store of this endpoint, and with what earlier answers told."""
        for name, value in known.items():
            text = text.replace(name, value)
        there = _HOST + _GRAPHS
        return text.replace(quote(there, safe=""), quote(self._client.graphs, safe="")).replace(there, self._client.graphs)


def _is(status: int, expected: str) -> bool:
    name = expected.rsplit("#", 1)[-1]
    return _CODES[name] == status if name in _CODES else name == f"StatusCode{status // 100}xx"


# The properties of a service description with the classes of what they describe and of what they lead to (None: any address).
_SCHEMA: Mapping[str, tuple[str, str | None]] = {
    "endpoint": ("Service", None), "feature": ("Service", None), "supportedLanguage": ("Service", None), "propertyFeature": ("Service", None),
    "languageExtension": ("Service", None), "extensionFunction": ("Service", None), "extensionAggregate": ("Service", None),
    "resultFormat": ("Service", None), "inputFormat": ("Service", None), "defaultEntailmentRegime": ("Service", None),
    "defaultDataset": ("Service", "Dataset"), "availableGraphs": ("Service", "GraphCollection"), "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("Dataset", "NamedGraph"), "name": ("NamedGraph", None), "graph": ("NamedGraph", "Graph"), "entailmentRegime": ("NamedGraph", None),
}  # fmt: skip  # a table
_SD, _TYPE = "http://www.w3.org/ns/sparql-service-description#", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def description(client: Client, test: Test) -> str:
    """Why a test of the service description fails, "" where it passes."""
    response = client.send("GET", client.url, headers=[("Accept", "text/turtle")])
    if response.is_error:
        return f"status {response.status_code}"
    statements = [(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in read(response.content, "text/turtle", client.url)]
    if test.id.endswith("has-endpoint-triple"):
        return "" if any(value == f"<{client.url}>" for _, term, value in statements if term == f"<{_SD}endpoint>") else "names another endpoint"
    if test.id.endswith("conforms-to-schema"):
        return _schema(statements)
    return "" if statements else "is empty"


def _schema(statements: Iterable[tuple[str, str, str]]) -> str:
    statements = list(statements)
    types = {(subject, value) for subject, term, value in statements if term == _TYPE}
    for subject, term, value in statements:
        name = term.removeprefix(f"<{_SD}").removesuffix(">")
        if not term.startswith(f"<{_SD}"):
            continue
        if name not in _SCHEMA:
            return f"uses sd:{name}, which the vocabulary does not have"
        kind, target = _SCHEMA[name]
        if (subject, f"<{_SD}{kind}>") not in types:
            return f"uses sd:{name} of something that is no sd:{kind}"
        if (target and (value, f"<{_SD}{target}>") not in types) or value.startswith('"'):
            return f"leads with sd:{name} to {value}, which is no {target or 'address'}"
    return ""
