"""Many articles into a store at once: several times as fast as one by one, and each still whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import RLock
from typing import Protocol

from graph.article import Article
from graph.claim import Claim, check_quotes
from graph.rdf.articles import article_statements, select_stored
from graph.rdf.pending import PENDING, pending_statements
from graph.rdf.terms import ARTICLE, block, local, named
from graph.sparql.engine import Engine

CLAIMS = 20_000  # of one batch, about 80 MB as text: larger ones load no faster, smaller ones leave the engine more files to merge
FEW = 500  # claims from which bulk loading pays: it writes new files each time, however little is in them

Read = tuple[Article, Sequence[Claim]]
"""An article with its claims."""


class Shelf(Protocol):
    """What of a store it takes to load articles into it."""

    writing: RLock
    engine: Engine

    def prepare(self) -> None: ...
    def put(self, article: Article, claims: Sequence[Claim]) -> bool: ...
    def rows(self, sparql: str) -> Iterable[Mapping[str, object]]: ...


def load(store: Shelf, articles: Iterable[Read]) -> int:
    """Stores the articles batch by batch; the number of those that changed anything.

    Whatever ends it before its time, an error or a kill, leaves whole batches, so whole articles with their marks.
    """
    return sum(_stored(store, batch) for batch in _batches(articles))


def _batches(articles: Iterable[Read]) -> Iterator[Mapping[str, Read]]:
    """The articles by id, some thousand claims together; the same article again begins a batch, and so takes the place of the first."""
    batch: dict[str, Read] = {}
    held = 0
    for article, claims in articles:
        check_quotes(article, claims)
        if article.id in batch:
            yield batch
            batch, held = {}, 0
        batch[article.id] = article, claims
        held += 1 + len(claims)
        if held >= CLAIMS:
            yield batch
            batch, held = {}, 0
    yield batch


def _stored(store: Shelf, batch: Mapping[str, Read]) -> int:
    """Stores a batch: what is new in bulk, what the store knows in place of what it holds."""
    with store.writing:
        store.prepare()
        many = sum(len(claims) for _, claims in batch.values()) >= FEW
        known = {local(row["article"]) for row in store.rows(select_stored(batch))} if many else batch.keys()
        new = [read for article, read in batch.items() if article not in known]
        store.engine.load(_part(article, claims) for article, claims in new)
        return len(new) + sum([store.put(*batch[article]) for article in batch if article in known])


def _part(article: Article, claims: Sequence[Claim]) -> str:
    """All that storing an article writes, in one piece: its graph, and the marks of what changed."""
    node = named(ARTICLE + article.id)
    return block(article_statements(article, claims), node) + block(pending_statements(node, claims), PENDING)
