"""Many articles at once: sources in, claims out, each article whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeVar

from graph.article import Article
from graph.claim import Claim
from graph.errors import SourceError
from ingest import structured
from ingest.extract import ArticleReader
from ingest.reader import Reader
from ingest.sources import read


class Shelf(Protocol):
    """Where articles go: a store, or nothing but the claims file."""

    def put(self, article: Article, claims: list[Claim]) -> bool:
        """Keeps the article with its claims; False if it was there already, just so."""


@dataclass(slots=True)
class Summary:
    """What came of a run. `failures` are the messages of what could not be read."""

    new: int = 0
    unchanged: int = 0
    claims: int = 0
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        text = f"{self.new} new or changed, {self.unchanged} unchanged, {self.claims} claims"
        return f"{text}, {len(self.failures)} not read" if self.failures else text


def extracted(articles: Iterable[Article], *, jobs: int = 1) -> Iterator[tuple[Article, list[Claim]]]:
    """Each article with its claims, in the order given whatever the number of worker processes."""
    if jobs == 1:
        extractor = Reader()
        for article in articles:
            yield article, extractor.claims(article)
        return
    articles = list(articles)
    with ProcessPoolExecutor(jobs, initializer=_start) as pool:
        yield from zip(articles, pool.map(_claims, articles, chunksize=4), strict=True)


_worker: list[ArticleReader] = []


def _start() -> None:
    _worker.append(Reader())


def _claims(article: Article) -> list[Claim]:
    return _worker[0].claims(article)


def ingest(locations: Iterable[str], keep: Shelf | None, *, jobs: int = 1, each: Callable[[Article, list[Claim]], None] | None = None) -> Summary:
    """Reads every location, keeps what it finds, and calls `each` after every article; what cannot be read is named in the summary."""
    summary = Summary()
    for article, claims in _all_read(list(locations), summary, jobs):
        if keep is None or keep.put(article, claims):
            summary.new += 1
        else:
            summary.unchanged += 1
        summary.claims += len(claims)
        if each is not None:
            each(article, claims)
    return summary


def _all_read(locations: Sequence[str], summary: Summary, jobs: int) -> Iterator[tuple[Article, list[Claim]]]:
    """Tables first, whose rows come with their claims; then articles, for which alone the extractor is loaded."""
    tables = [location for location in locations if structured.is_table(location)]
    yield from _unless_failed(chain.from_iterable(map(_rows, tables)), summary)
    if texts := [location for location in locations if location not in tables]:
        yield from extracted(_unless_failed(chain.from_iterable(map(read, texts)), summary), jobs=jobs)


def _rows(location: str) -> Iterator[structured.Item]:
    try:
        yield from structured.read(Path(location))
    except SourceError as error:
        yield error


Read = TypeVar("Read")


def _unless_failed(items: Iterable[Read | SourceError], summary: Summary) -> Iterator[Read]:
    for item in items:
        if isinstance(item, SourceError):
            summary.failures.append(str(item))
        else:
            yield item
