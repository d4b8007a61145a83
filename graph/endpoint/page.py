"""The page to query the store: its files, and what its editor and its examples ask for. All of it comes from this machine."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from secrets import token_urlsafe

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from graph.endpoint.completion import Names, terms
from graph.endpoint.refusal import Refusal, polite
from graph.questions import QUESTIONS, Question
from graph.questions.ask import filled
from graph.sparql.prefixes import PREFIXES
from graph.store import Store

_FILES = Path(__file__).parents[1] / "query_page"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".txt": "text/plain", ".svg": "image/svg+xml"}
# The editor writes its styles into the page, which the nonce allows to it and to nobody else; its marks are pictures within them.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_OFFERED = 50  # names that the editor offers at once: nobody reads on
_KEPT = {"Cache-Control": "no-cache"}  # a browser asks whether a file has changed, so that an update of the program reaches it


class Page:
    """The page over a store."""

    def __init__(self, store: Store) -> None:
        self._store, self._names = store, Names(store)

    def routes(self) -> Iterator[BaseRoute]:
        """The page at `/`, its files, and the JSON that it asks for."""
        yield Route("/", self._page)
        yield Route("/page/{name}", polite(self._file))
        yield Route("/questions", self._questions)
        yield Route("/questions/{name}", polite(self._question))
        yield Route("/terms", polite(self._terms))
        yield Route("/entities", polite(self._entities))

    async def _page(self, _: Request) -> Response:
        nonce = token_urlsafe(16)
        text = (_FILES / "index.html").read_text(encoding="utf8").replace("{nonce}", nonce)
        return HTMLResponse(text, headers={"Content-Security-Policy": _POLICY.format(nonce=nonce), "Cache-Control": "no-store"})

    async def _file(self, request: Request) -> Response:
        path = _FILES / request.path_params["name"]  # one name without a slash, so a file of this folder
        if path.suffix not in _TYPES or not path.is_file():
            raise Refusal(404, f"the page has no file {path.name}")
        return FileResponse(path, media_type=_TYPES[path.suffix], headers=_KEPT)

    async def _questions(self, _: Request) -> Response:
        """The named questions that are SPARQL, with their parameters."""
        asked = sorted((question for question in QUESTIONS.values() if question.sparql), key=lambda question: question.title)
        return JSONResponse([_described(question) for question in asked])

    async def _question(self, request: Request) -> Response:
        """The query of a question with these values in it. `QueryError` says which value is unknown."""
        question = QUESTIONS.get(request.path_params["name"])
        if question is None or not question.sparql:
            raise Refusal(404, f"there is no question {request.path_params['name']!r}; /questions lists them")
        values = dict(request.query_params)
        return PlainTextResponse(await run_in_threadpool(filled, self._store, question, values))

    async def _terms(self, _: Request) -> Response:
        """What the editor offers: prefixes, and the terms of the vocabulary and of the statements in the store."""
        return JSONResponse({"prefixes": dict(PREFIXES), "terms": await run_in_threadpool(terms, self._store)})

    async def _entities(self, request: Request) -> Response:
        """Entities by the beginning of a word of a name."""
        found = await run_in_threadpool(self._names.find, request.query_params.get("q", ""), _OFFERED)
        return JSONResponse(found)


def _described(question: Question) -> Mapping[str, object]:
    parameters = [{"name": each.name, "kind": each.kind, "comment": each.comment, "default": each.default} for each in question.parameters]
    return {"name": question.name, "title": question.title, "text": question.text, "sparql": question.sparql, "parameters": parameters}
