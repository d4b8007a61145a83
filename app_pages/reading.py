"""Articles of the reader's own: the one place where the app meets `ingest`."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from app_pages.library import store, writing
from graph.article import Article
from graph.errors import SourceError
from graph.refresh import refresh
from ingest import sources
from ingest.articles import make_article
from ingest.reader import Reader

LARGEST = 10 * 2**20  # bytes of an upload; the widget's own limit holds in the browser only


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of adding articles: those now in the store, how many of them are new or changed, and what could not be read, in words."""

    articles: tuple[Article, ...]
    new: int
    failures: tuple[str, ...]


@st.cache_resource(show_spinner="Loading the language pipeline …")
def extractor() -> Reader:
    """The reader of articles, loaded once."""
    return Reader()


def pasted(text: str, title: str, published: date | None, url: str) -> Article:
    """The article of a pasted text."""
    name = url or title or f"pasted {text.strip()[:40]}"
    return make_article(text, external_id=name, title=title, url=url, published=published.isoformat() if published else "")


def uploaded(name: str, content: bytes) -> list[sources.Item]:
    """The articles of an uploaded file, and what in it cannot be read."""
    if len(content) > LARGEST:
        raise SourceError(f"{name}: {len(content):,} bytes are more than {LARGEST:,}. Read it from the command line: python -m ingest {name}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / Path(name).name
        file.write_bytes(content)
        return list(sources.read(str(file)))


def fetched(url: str) -> list[sources.Item]:
    """The articles of a page or feed of the web, and what cannot be read."""
    if not url.startswith(("http://", "https://")):
        raise SourceError(f"{url!r} is no address of the web. Give one that starts with https://")
    return list(sources.read(url))


def add(items: Iterable[sources.Item], progress: Callable[[int, str], object]) -> Reading:
    """Reads articles and stores what they claim, then computes the facts anew; `progress` gets the number read so far and the next title."""
    kept, new, failures = [], 0, []
    with writing():  # one article at a time: the pipeline is not safe between threads, and the store has one writer
        for number, item in enumerate(items):
            if isinstance(item, SourceError):
                failures.append(str(item))
                continue
            progress(number, item.title or item.external_id)
            new += store().put(item, extractor().claims(item))
            kept.append(item)
        if new:
            refresh(store())
    return Reading(tuple(kept), new, tuple(failures))
