"""HTML files and pages: trafilatura finds the article in the page and what is known about it."""

from collections.abc import Iterator
from pathlib import Path

import trafilatura
from trafilatura.settings import Document

from graph.article import Article
from graph.errors import SourceError
from ingest.articles import make_article
from ingest.sources.plain import decode


def read(path: Path) -> Iterator[Article]:
    """The one article of an HTML file; its external id is the file's stem. Raises `SourceError` where there is no article in it."""
    yield article_of(decode(path.read_bytes(), str(path)), external_id=path.stem)


def article_of(page: str, *, external_id: str, url: str = "") -> Article:
    """The article that a page's source holds. Raises `SourceError` where it holds none."""
    found = trafilatura.bare_extraction(page, url=url or None, with_metadata=True, include_comments=False, favor_recall=True)
    if not isinstance(found, Document) or not found.text:
        raise SourceError(f"{external_id}: no article found in this page. Copy its text into a .txt file instead.")
    return make_article(
        found.text,
        external_id=external_id,
        title=found.title or "",
        url=url or found.url or "",
        publisher=found.sitename or found.hostname or "",
        author=found.author or "",
        published=found.date or "",
        language=found.language or "en",
    )
