"""The endpoint as an ASGI application: its routes, its limits, and the headers that keep other sites out."""

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.endpoint import graph_store
from graph.endpoint.answers import Body, answer
from graph.endpoint.description import described
from graph.endpoint.page import Page
from graph.endpoint.protocol import FORM, QUERY, UPDATE, Operation, based, operation
from graph.endpoint.refusal import Refusal, authorise, not_here, polite
from graph.endpoint.using import using
from graph.errors import QueryError
from graph.sparql.deadline import within
from graph.sparql.guard import Refused
from graph.sparql.negotiation import GRAPHS, best
from graph.sparql.syntax import explained
from graph.store import Store

HOSTS = ("127.0.0.1", "localhost")
"""The names under which the endpoint answers: no other site can point its own name at it."""

ROWS = 100_000
"""Rows that an answer has at most, unless the request asks for more: some 20 MB, which a program reads in a second and a page can still show."""

# No header lets another site read what is answered here: a browser then refuses it.
_GUARDED = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "no-referrer"}


class _Guarded:
    """Sends the headers that keep other sites out with every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_GUARDED)
            await send(message)

        await self._app(scope, receive, sent)


class _Sparql:
    """The SPARQL 1.1 Protocol over a store."""

    def __init__(self, store: Store, token: str | None, seconds: float, rows: int) -> None:
        self._store, self._token, self._seconds, self._rows = store, token, seconds, rows

    async def answer(self, request: Request) -> Response:
        """The answer to a query, to an update, or to the question what this is."""
        if request.method == "OPTIONS":
            return self._options()
        asked = await operation(request, self._rows)
        address = str(request.url.replace(query="", fragment=""))
        if asked.kind == "update":
            authorise(request, self._token)
            await run_in_threadpool(self._update, based(asked, address))
            return Response(status_code=204)
        accept = request.headers.get("accept", "")
        if asked.kind == "describe":
            return await self._describe(accept, address)
        body = await run_in_threadpool(within, self._seconds, lambda: self._query(asked, accept, address))
        return Response(body.content, media_type=body.media, headers=body.headers)

    def _options(self) -> Response:
        """What can be done here; nothing that would let other sites do it."""
        posts = (QUERY, FORM, UPDATE) if self._token else (QUERY, FORM)
        return Response(status_code=204, headers={"Allow": "GET, HEAD, OPTIONS, POST", "Accept-Post": ", ".join(posts)})

    def _query(self, asked: Operation, accept: str, address: str) -> Body:
        try:
            return answer(self._store, based(asked, address), accept, address)
        except Refused:
            raise
        except QueryError as error:
            raise Refusal(400, explained(asked.text, str(error))) from error
        except (OSError, RuntimeError) as error:  # the engine reads the store while the answer is written
            raise Refusal(500, f"the query cannot be answered: {error}") from error

    def _update(self, asked: Operation) -> None:
        text = using(asked.text, asked.dataset) if asked.dataset else asked.text
        try:
            with self._store.writing:
                self._store.update(text)
        except Refused:
            raise
        except QueryError as error:
            raise Refusal(400, explained(text, str(error), update=True)) from error

    async def _describe(self, accept: str, address: str) -> Response:
        """The service description; for a browser, the page."""
        media = best(accept, (*GRAPHS, "text/html"))
        if media is None:
            raise Refusal(406, f"the description of this endpoint comes as {', '.join(GRAPHS)}; accept one of them")
        if media == "text/html":
            return RedirectResponse("/", 303, {"Vary": "Accept"})
        limits = f"A query may take {self._seconds:g} seconds and answers with {self._rows} rows at most; the parameter rows asks for more, or all."
        content = await run_in_threadpool(
            within, self._seconds, lambda: described(self._store, address, media, writes=bool(self._token), limits=limits)
        )
        return Response(content, media_type=media, headers={"Vary": "Accept"})


def application(store: Store, *, token: str | None = None, seconds: float = 30, rows: int = ROWS) -> Starlette:
    """The endpoint: `/sparql`, `/rdf-graph-store`, and a page at `/`. `seconds` and `rows` limit each query; without a token nothing is written."""
    sparql = _Sparql(store, token, seconds, rows)
    graphs = graph_store.GraphStore(store, token, seconds)
    routes = [
        Route("/sparql", polite(sparql.answer), methods=["GET", "POST", "OPTIONS"]),
        Route(graph_store.PATH, polite(graphs.answer), methods=graph_store.METHODS),
        Route(f"{graph_store.PATH}/{{path:path}}", polite(graphs.answer), methods=graph_store.METHODS),
        *Page(store).routes(),
    ]
    middleware = [Middleware(_Guarded), Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))]
    return Starlette(routes=routes, middleware=middleware, exception_handlers={404: not_here, 405: not_here})
