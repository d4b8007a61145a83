"""A request that is answered with an error, in words."""

from collections.abc import Awaitable, Callable, Mapping
from hmac import compare_digest

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from graph.errors import QueryError, StoreError
from graph.sparql.deadline import Overdue
from graph.sparql.guard import Refused

Handler = Callable[[Request], Awaitable[Response]]

_AGAIN = "30"  # seconds after which to ask again: the time that a query may take, unless it was set otherwise


class Refusal(Exception):  # noqa: N818  # an answer in words, not a fault of ours
    """A request that is answered with an error status and words; it never leaves the endpoint."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


def polite(handle: Handler) -> Handler:
    """The handler with our errors as answers: 400 no query, 403 a query that is refused, 503 one that there is no time for, 500 the store fails."""

    async def answer(request: Request) -> Response:
        try:
            return await handle(request)
        except Refusal as refusal:
            return PlainTextResponse(f"{refusal}\n", refusal.status, refusal.headers)
        except Overdue as error:
            return PlainTextResponse(f"{error}\n", 503, {"Retry-After": _AGAIN})
        except QueryError as error:
            return PlainTextResponse(f"{error}\n", 403 if isinstance(error, Refused) else 400)
        except StoreError as error:
            return PlainTextResponse(f"{error}\n", 500)

    return answer


async def not_here(request: Request, error: Exception) -> Response:
    """The answer to an address or a method that does not exist."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    allowed = ", ".join(sorted((headers or {}).get("Allow", "GET").split(", ")))
    said = {
        404: f"there is nothing at {request.url.path}; the endpoint is /sparql, the graphs are at /rdf-graph-store, and / is a page to query them",
        405: f"{request.method} is not understood at {request.url.path}; {allowed} are",
    }
    return PlainTextResponse(f"{said.get(status, str(error))}\n", status, headers)


def authorise(request: Request, token: str | None) -> None:
    """`Refusal` unless the request carries the token with which the endpoint was started."""
    if not token:
        raise Refusal(403, "this endpoint only answers queries; start it with --token-env to allow updates")
    if not compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode()):
        words = "writing wants the header `Authorization: Bearer TOKEN` with the token that the endpoint was started with"
        raise Refusal(401, words, {"WWW-Authenticate": "Bearer"})
