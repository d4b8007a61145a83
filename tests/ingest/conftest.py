"""What the tests of ingest share: one extractor, small articles, documents made by hand, and pages served on this machine."""

import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span

from graph.article import Article
from graph.store import Store
from ingest.articles import make_article
from ingest.extract import Extractor
from ingest.known_names import slug
from ingest.reader import Reader
from ingest.rules import pipeline
from ingest.rules.chunks import chunks
from ingest.rules.mentions import mentions
from ingest.rules.words import lemma, verb_lemma

VOCAB = English().vocab
Read = Callable[[str], Doc]
Pages = dict[str, tuple[int, str, bytes]]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The pipeline of rules, loaded once; the trained one is judged in `bench/`."""
    return Extractor(pipeline.load())


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader of both pipelines, loaded once, for what must hold whatever it reads."""
    return Reader()


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


def tagged(text: str, names: Mapping[str, str] = MappingProxyType({})) -> Doc:
    """A document made by hand, "word/TAG word/TAG ./PUNCT", with the names in it and their types, read up to its mentions.

    A full stop ends a sentence; a name's slug is that of its words.
    """
    pairs = [word.rsplit("/", 1) for word in text.split()]
    words, tags = [word for word, _ in pairs], [tag for _, tag in pairs]
    doc = Doc(
        VOCAB,
        words=words,
        tags=tags,
        pos=[{"POSS": "PRON", "REL": "PRON"}.get(tag, tag) for tag in tags],
        lemmas=[verb_lemma(word) if tag == "VERB" else lemma(word) for word, tag in pairs],
        sent_starts=[i == 0 or words[i - 1] == "." for i in range(len(words))],
    )
    doc.spans["values"] = []
    doc.ents = [
        Span(doc, i, i + len(parts), label=kind, span_id=slug(name))
        for name, kind in names.items()
        for parts in [name.split()]
        for i in range(len(words))
        if words[i : i + len(parts)] == parts
    ]
    return mentions(chunks(doc))
