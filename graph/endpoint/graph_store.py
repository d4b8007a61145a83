"""The SPARQL 1.1 Graph Store Protocol: whole graphs, by name or by address, to be read; written only with the token."""

import hashlib
from collections.abc import Iterable
from email.message import Message
from email.parser import BytesParser
from urllib.parse import parse_qs

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, parse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from graph.endpoint.answers import triples
from graph.endpoint.protocol import checked_iri, media_type, read_body
from graph.endpoint.refusal import Refusal, authorise
from graph.rdf.terms import named
from graph.sparql.deadline import within
from graph.sparql.negotiation import GRAPHS, best
from graph.store import Store

PATH = "/rdf-graph-store"
METHODS = ("GET", "PUT", "POST", "DELETE")

_MULTIPART = "multipart/form-data"


class GraphStore:
    """The graphs of a store over HTTP. Without a token all writing is refused."""

    def __init__(self, store: Store, token: str | None, seconds: float) -> None:
        self._store, self._token, self._seconds = store, token, seconds

    async def answer(self, request: Request) -> Response:
        """The answer to a request at `/rdf-graph-store` or below it."""
        graph = _graph(request)
        if request.method in ("GET", "HEAD"):
            media = best(request.headers.get("accept", ""), GRAPHS)
            if media is None:
                raise Refusal(406, f"a graph comes as {', '.join(GRAPHS)}; accept one of them")
            content = await run_in_threadpool(within, self._seconds, lambda: self._read(graph or "", media))
            return Response(content, media_type=media, headers={"Vary": "Accept"})
        authorise(request, self._token)
        if graph == "":
            raise Refusal(403, "the default graph is the union of the named ones and cannot be written; name one with ?graph=")
        body = b"" if request.method == "DELETE" else await read_body(request)
        return await run_in_threadpool(self._write, request, graph, body)

    def _read(self, graph: str, media: str) -> bytes:
        """All statements of the graph, or of all graphs for "". A graph is sent whole: it may be meant to be put back."""
        if graph and not self._holds(graph):
            raise Refusal(404, f"there is no graph <{graph}>; SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} names all")
        pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        found = self._store.answer(f"CONSTRUCT {{ ?s ?p ?o }} {{ {pattern} }}")
        if isinstance(found, QueryBoolean | QuerySolutions):
            raise Refusal(502, f"the store {self._store.location} answers a CONSTRUCT with something else than statements")
        return triples(found, None, media).content

    def _holds(self, graph: str) -> bool:
        found = self._store.answer(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return isinstance(found, QueryBoolean) and bool(found)

    def _write(self, request: Request, graph: str | None, body: bytes) -> Response:
        """Each request is one update, so one transaction."""
        where = f"{request.base_url}".rstrip("/") + PATH
        graph = graph or f"{where}/{hashlib.sha256(body).hexdigest()[:32]}"
        insert = "" if request.method == "DELETE" else _insert(named(graph), _parsed(request, body, graph))
        drop = "" if request.method == "POST" else f"DROP SILENT GRAPH <{graph}>"
        with self._store.writing:
            there = self._holds(graph)
            if request.method == "DELETE" and not there:
                raise Refusal(404, f"there is no graph <{graph}>")
            self._store.update(" ; ".join(filter(None, (drop, insert))))
        is_new = not there and bool(insert)
        return Response(status_code=201 if is_new else 204, headers={"Location": graph} if is_new else None)


def _graph(request: Request) -> str | None:
    """The IRI of the graph that the request names, "" for the default graph, None for a new one."""
    if request.url.path.rstrip("/") != PATH:
        return str(request.url.replace(query="", fragment=""))
    fields = parse_qs(request.url.query, keep_blank_values=True)
    graphs = fields.get("graph", [])
    if "default" in fields and not graphs:
        return ""
    if len(graphs) == 1 and "default" not in fields:
        return checked_iri(graphs[0])
    if request.method == "POST" and not fields:
        return None
    raise Refusal(400, f"name one graph: {PATH}?default, or {PATH}?graph=IRI; SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} names all")


def _parsed(request: Request, body: bytes, base: str) -> Iterable[Quad]:
    """The statements in the body, or in its parts."""
    media = media_type(request)
    if media == _MULTIPART:
        head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode("latin-1")
        parts = BytesParser().parsebytes(head + body).walk()
        return [quad for part in parts if not part.is_multipart() for quad in _statements(_content(part), part.get_content_type(), base)]
    return _statements(body, media, base)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _statements(content: bytes, media: str, base: str) -> list[Quad]:
    if media not in GRAPHS:
        raise Refusal(415, f"content type {media!r} is not understood; send {', '.join(GRAPHS)}")
    try:
        return list(parse(content, GRAPHS[media], base_iri=base))
    except (SyntaxError, ValueError) as error:
        raise Refusal(400, f"the body cannot be read as {media}: {error}") from error


def _insert(graph: NamedNode, statements: Iterable[Quad]) -> str:
    lines = sorted({f"{quad.subject} {quad.predicate} {quad.object} ." for quad in statements})
    return f"INSERT DATA {{ GRAPH {graph} {{\n{chr(10).join(lines)}\n}} }}" if lines else ""
