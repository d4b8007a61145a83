"""What the tests of ingest share: one extractor, small articles, documents made by hand, and pages served on this machine."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from spacy.tokens import Doc

from graph.article import Article
from graph.store import Store
from ingest.articles import make_article
from ingest.extract import Extractor

Read = Callable[[str], Doc]
Pages = dict[str, tuple[int, str, bytes]]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The pipeline, loaded once."""
    return Extractor()


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Read:
    """Reads a text with the whole pipeline."""
    return lambda text: extractor.read(article(text))


def article(text: str, external_id: str = "test", published: str = "") -> Article:
    """An article of this text."""
    return make_article(text, external_id=external_id, published=published)


def dump(store: Store) -> list[str]:
    """All that a store holds, line by line."""
    return [str(quad) for quad in store.quads()]


@pytest.fixture
def pages() -> Pages:
    """What the server of the test answers: by path, the status, the type and the body. Any other path is a 404."""
    return {}


@pytest.fixture
def server(pages: Pages) -> Iterator[str]:
    """The address of a server on this machine that answers with `pages`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = pages.get(self.path, (404, "text/plain", b"not here"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):  # the reader has had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        thread = threading.Thread(target=listener.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listener.server_port}"
        listener.shutdown()
        thread.join()
