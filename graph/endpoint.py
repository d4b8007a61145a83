"""A SPARQL 1.1 Protocol endpoint over a store, with a page to query it; it answers this machine only, and updates only with the token."""

from collections.abc import Awaitable, Callable
from hmac import compare_digest
from pathlib import Path
from urllib.parse import parse_qs

from pyoxigraph import QueryBoolean, QuerySolutions, serialize
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from graph.deadline import within
from graph.errors import QueryError, StoreError
from graph.negotiation import GRAPHS, RESULTS, best
from graph.questions import QUESTIONS
from graph.store import Store

HOSTS = ("127.0.0.1", "localhost")
"""The names under which the endpoint answers: no other site can point its own name at it."""

_LARGEST = 64 * 1024 * 1024  # bytes of one request: an article of 5 MB with its claims, ten times over
_PAGE = Path(__file__).with_name("query_page.html")
_PAGE_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'"
_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
[] a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query{update} ; sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON>, <http://www.w3.org/ns/formats/SPARQL_Results_XML>,
    <http://www.w3.org/ns/formats/SPARQL_Results_CSV>, <http://www.w3.org/ns/formats/SPARQL_Results_TSV>, <http://www.w3.org/ns/formats/Turtle> .
"""


class Refusal(Exception):  # noqa: N818  # an answer in words, not a fault of ours
    """A request that is answered with an error; it never leaves this module."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def application(store: Store, *, token: str | None = None, seconds: float = 30) -> Starlette:
    """The endpoint as an ASGI application: `/sparql`, the page at `/`, its examples at `/questions`. `seconds` limits each query."""

    async def sparql(request: Request) -> Response:
        operation, text = await _operation(request)
        if operation == "describe":
            update = ", sd:SPARQL11Update" if token else ""
            return Response(_DESCRIPTION.format(endpoint=request.url, update=update), media_type="text/turtle")
        if operation == "update":
            _authorise(request, token)
            await run_in_threadpool(store.update, text)
            return Response(status_code=204)
        accept = request.headers.get("accept", "")
        media, body = await run_in_threadpool(within, seconds, lambda: _answer(store, text, accept))
        return Response(body, media_type=media)

    routes = [
        Route("/sparql", _polite(sparql), methods=["GET", "POST"]),
        Route("/", _page, methods=["GET"]),
        Route("/questions", _questions, methods=["GET"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))])


def _polite(handle: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The handler with our errors as answers in words: 400 for a query that cannot be run, 500 for a store that cannot."""

    async def answer(request: Request) -> Response:
        try:
            return await handle(request)
        except Refusal as refusal:
            return PlainTextResponse(str(refusal), refusal.status)
        except QueryError as error:
            return PlainTextResponse(str(error), 400)
        except StoreError as error:
            return PlainTextResponse(str(error), 500)

    return answer


async def _operation(request: Request) -> tuple[str, str]:
    """("query", its text), ("update", its text), or ("describe", "") for a GET that asks nothing."""
    if request.method == "GET":
        asked = request.url.query and parse_qs(request.url.query, keep_blank_values=True)
        return _asked(asked, ("query",)) if asked else ("describe", "")
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = (await _body(request)).decode("utf8", "replace")
    if media in ("application/sparql-query", "application/sparql-update"):
        _no_dataset(parse_qs(request.url.query))
        return media.removeprefix("application/sparql-"), body
    if media == "application/x-www-form-urlencoded":
        return _asked(parse_qs(body, keep_blank_values=True), ("query", "update"))
    raise Refusal(415, f"content type {media!r} is not understood; send application/sparql-query, application/sparql-update or a form")


def _asked(fields: dict[str, list[str]], operations: tuple[str, ...]) -> tuple[str, str]:
    _no_dataset(fields)
    given = [(operation, text) for operation in operations for text in fields.get(operation, [])]
    if len(given) != 1:
        raise Refusal(400, f"give exactly one {' or '.join(operations)}")
    return given[0]


def _no_dataset(fields: dict[str, list[str]]) -> None:
    if named := [name for name in fields if name.endswith("-graph-uri")]:
        raise Refusal(400, f"{named[0]} is not supported; name the graphs in the query, with FROM, FROM NAMED or GRAPH")


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise Refusal(413, f"a request may have {_LARGEST // 1024 // 1024} MB; send the data in parts")
    return bytes(body)


def _authorise(request: Request, token: str | None) -> None:
    if not token:
        raise Refusal(403, "this endpoint only answers queries; start it with --token-env to allow updates")
    if not compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode()):
        raise Refusal(401, "updates want the header `Authorization: Bearer TOKEN` with the token that the endpoint was started with")


def _answer(store: Store, sparql: str, accept: str) -> tuple[str, bytes]:
    """Media type and body."""
    answer = store.answer(sparql)
    is_table = isinstance(answer, QuerySolutions | QueryBoolean)
    media = best(accept, RESULTS if is_table else GRAPHS)
    if media is None:
        raise Refusal(406, f"the answer comes as {', '.join(RESULTS if is_table else GRAPHS)}; accept one of them")
    if isinstance(answer, QuerySolutions | QueryBoolean):
        return media, answer.serialize(format=RESULTS[media]) or b""
    return media, serialize(answer, format=GRAPHS[media]) or b""


def _page(_: Request) -> Response:
    return HTMLResponse(_PAGE.read_text(encoding="utf8"), headers={"Content-Security-Policy": _PAGE_POLICY})


def _questions(_: Request) -> Response:
    asked = (question for question in QUESTIONS.values() if question.sparql)
    return JSONResponse([{"title": question.title, "text": question.text, "sparql": question.sparql} for question in asked])
