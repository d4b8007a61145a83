"""The answer to a query as a body: in the format asked for, cut after the rows asked for, and never cut in silence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse_query_results, serialize

from graph.endpoint.protocol import Operation
from graph.endpoint.refusal import Refusal
from graph.sparql.negotiation import GRAPHS, RESULTS, best
from graph.sparql.prefixes import PREFIXES
from graph.store import Store

CUT = "Landscape-Rows-Cut"
"""The header that tells after how many rows the answer was cut."""


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent. `cut` is the number of rows after which the answer was cut, None where it is whole."""

    media: str
    content: bytes
    cut: int | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that go with it."""
        return {"Vary": "Accept", **({CUT: str(self.cut)} if self.cut is not None else {})}


class _EnoughError(Exception):
    """The rows asked for are there."""


class _Lines:
    """Takes what is written, up to so many lines."""

    def __init__(self, limit: int) -> None:
        self._limit, self._count = limit, 0
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """`_EnoughError` with the first line that is one too many."""
        self._parts.append(bytes(data))
        self._count += data.count(b"\n")
        if self._count > self._limit:
            raise _EnoughError
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def lines(self) -> bytes:
        """The lines taken."""
        text = b"".join(self._parts)
        return text if self._count <= self._limit else b"\n".join(text.split(b"\n", self._limit)[: self._limit]) + b"\n"


def answer(store: Store, operation: Operation, accept: str, address: str) -> Body:
    """The answer to the query in the format that the client likes best; `address` is the endpoint's. `Refusal` where there is none."""
    found = store.answer(operation.text, operation.dataset) if operation.dataset else store.answer(operation.text)
    if isinstance(found, QueryBoolean):
        media = _media(accept, RESULTS)
        return Body(media, found.serialize(format=RESULTS[media]) or b"")
    if isinstance(found, QuerySolutions):
        return _rows(found, operation.rows, _media(accept, RESULTS), address)
    return triples(found, operation.rows, _media(accept, GRAPHS))


def triples(found: Iterable[Triple], limit: int | None, media: str) -> Body:
    """Statements in this format."""
    kept = list(islice(found, None if limit is None else limit + 1))
    cut = limit if limit is not None and len(kept) > limit else None
    content = turtle(kept[:cut]) if GRAPHS[media] == RdfFormat.TURTLE else serialize(kept[:cut], format=GRAPHS[media]) or b""
    return Body(media, content if cut is None else _said(content, GRAPHS[media], cut), cut)


def turtle(statements: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Statements as Turtle. The prefixes come in a fixed order, which the engine does not keep."""
    content = serialize(statements, format=RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    lines = content.split(b"\n", len(prefixes))
    return b"\n".join([*sorted(lines[: len(prefixes)]), *lines[len(prefixes) :]])


def _media(accept: str, offered: Iterable[str]) -> str:
    media = best(accept, offered)
    if media is None:
        raise Refusal(406, f"the answer comes as {', '.join(offered)}; accept one of them")
    return media


def _rows(found: QuerySolutions, limit: int | None, media: str, address: str) -> Body:
    """The rows. As TSV each is one line, by which they are counted while the engine writes them; the engine then writes what is kept."""
    kind = RESULTS[media]
    if limit is None:
        return Body(media, found.serialize(format=kind) or b"")
    sink, cut = _Lines(limit + 1), None  # the first line names the columns
    try:
        found.serialize(sink, QueryResultsFormat.TSV)  # type: ignore[arg-type]  # needs no more of a file than write and flush
    except _EnoughError:
        cut = limit
    content = sink.lines()
    if kind != QueryResultsFormat.TSV:
        content = parse_query_results(content, QueryResultsFormat.TSV).serialize(format=kind) or b""
    return Body(media, content if cut is None else _said(content, kind, cut, address), cut)


def _said(content: bytes, kind: QueryResultsFormat | RdfFormat, cut: int, address: str = "") -> bytes:
    """The body with a word that it was cut, where the format has a place for one: a comment, JSON's `link`, a last line."""
    words = f"cut after {cut} rows; ask with rows=all for the whole answer".encode()
    if kind in (QueryResultsFormat.XML, RdfFormat.RDF_XML):
        return content.rstrip() + b"\n<!-- " + words + b" -->\n"
    if kind == QueryResultsFormat.JSON:
        link = f'{{"head":{{"link":["{address}#cut-after-{cut}-rows;ask-with-rows=all"],'.encode()
        return content.replace(b'{"head":{', link, 1)
    if kind == RdfFormat.JSON_LD:
        return content  # the format has no place: the header has to do
    end = b"\r\n" if kind == QueryResultsFormat.CSV else b"\n"
    return content.removesuffix(end) + end + b"# " + words + end
