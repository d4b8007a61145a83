"""What a request asks for, by the SPARQL 1.1 Protocol."""

import re
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qs

from pyoxigraph import NamedNode
from starlette.requests import Request

from graph.endpoint.refusal import Refusal
from graph.sparql.dataset import Dataset

ROWS = "Landscape-Rows"
"""The header that asks for other rows than the usual number, as the parameter `rows` does."""

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

_UNDERSTOOD = (QUERY, UPDATE, FORM)
_LARGEST = 64 * 1024 * 1024  # bytes of one request: an article of 5 MB with its claims, ten times over
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>\"{}|^`\\\s]*>")
_GRAPHS = {"query": ("default-graph-uri", "named-graph-uri"), "update": ("using-graph-uri", "using-named-graph-uri")}

Kind = Literal["query", "update", "describe"]
Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One request. `dataset` is None where none is named beside the text, `rows` where all are wanted."""

    kind: Kind
    text: str = ""
    dataset: Dataset | None = None
    rows: int | None = None


async def operation(request: Request, rows: int) -> Operation:
    """What the request asks for, with `rows` rows at most unless it says otherwise. `Refusal` where it is not one query or one update."""
    fields = _fields(request.url.query.encode())
    if request.method != "POST":
        return _get(fields, request, rows) if fields else Operation("describe")
    media = media_type(request)
    if media not in _UNDERSTOOD:
        raise Refusal(415, f"content type {media!r} is not understood; send {', '.join(_UNDERSTOOD)}", {"Accept-Post": ", ".join(_UNDERSTOOD)})
    if {"query", "update"} & fields.keys():
        raise Refusal(400, "what is sent by POST stands in the body, not in the address; leave query and update out of it")
    body = await read_body(request)
    if media != FORM:
        return _operation("query" if media == QUERY else "update", _decoded(body), fields, request, rows)
    form = _fields(body)
    kind, text = _one(form, "query or update")
    return _operation(kind, text, {name: [*fields.get(name, []), *form.get(name, [])] for name in {**fields, **form}}, request, rows)


def based(asked: Operation, address: str) -> Operation:
    """The operation with a base for its relative addresses, if it has any: the endpoint's own. It stands on the first line: no other moves."""
    return replace(asked, text=f"BASE <{address}> {asked.text}") if _RELATIVE.search(asked.text) else asked


def media_type(request: Request) -> str:
    """The type of the body, without its parameters. `Refusal` where its encoding is not UTF-8."""
    media, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charset = next((part.removeprefix("charset=").strip("\"'") for part in parameters if part.startswith("charset=")), "utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, f"the encoding {charset!r} is not understood; send UTF-8")
    return media


async def read_body(request: Request) -> bytes:
    """The body. `Refusal` where it is too large to be meant."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise Refusal(413, f"a request may have {_LARGEST // 1024 // 1024} MB; send the data in parts")
    return bytes(body)


def checked_iri(iri: str) -> str:
    """The IRI of a graph. `Refusal` where it is none."""
    try:
        return NamedNode(iri).value
    except ValueError as error:
        raise Refusal(400, f"{iri!r} is not the IRI of a graph: {error}; give a whole address") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the body is not UTF-8: {error}") from error


def _fields(encoded: bytes) -> Fields:
    try:
        return parse_qs(encoded.decode("utf-8"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the parameters are not UTF-8: {error}") from error


def _get(fields: Fields, request: Request, rows: int) -> Operation:
    if "update" in fields:
        raise Refusal(405, "an update comes by POST, never by GET", {"Allow": "POST"})
    kind, text = _one(fields, "query")
    return _operation(kind, text, fields, request, rows)


def _one(fields: Fields, wanted: str) -> tuple[Kind, str]:
    """The one query or update among the fields."""
    texts: list[tuple[Kind, str]] = [*(("query", text) for text in fields.get("query", [])), *(("update", text) for text in fields.get("update", []))]
    if len(texts) != 1:
        raise Refusal(400, f"give exactly one {wanted}; here are {len(texts)}")
    return texts[0]


def _operation(kind: Kind, text: str, fields: Fields, request: Request, rows: int) -> Operation:
    if wrong := [name for other, names in _GRAPHS.items() if other != kind for name in names if name in fields]:
        raise Refusal(400, f"{wrong[0]} has no meaning for a request of this kind; here it is {' and '.join(_GRAPHS[kind])}")
    default, named = (tuple(map(checked_iri, fields.get(name, []))) for name in _GRAPHS[kind])
    wanted = fields.get("rows", [request.headers.get(ROWS, str(rows))])[-1]
    return Operation(kind, text, Dataset(default, named) if default or named else None, _rows(wanted))


def _rows(wanted: str) -> int | None:
    if wanted == "all":
        return None
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 9 or int(wanted) == 0:
        raise Refusal(400, f"rows={wanted} is no number of rows; give one from 1 to 999999999, or all")
    return int(wanted)
