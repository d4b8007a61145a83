"""Many articles into a store at once: several times as fast as one by one, and each still whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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
    """Stores the articles batch by batch; the number of those that changed anything. No other thread of this process writes meanwhile.

    Whatever ends it before its time, an error or a kill, leaves whole batches, so whole articles with their marks. The engine takes one batch in
    while the next is made, which on two cores halves the time.
    """
    changed = 0
    with store.writing, ThreadPoolExecutor(1) as loader:
        store.prepare()
        loading: Future[object] = loader.submit(int)
        for batch in _batches(articles):
            many = sum(len(claims) for _, claims in batch.values()) >= FEW
            parts = {article.id: _part(article, claims) for article, claims in batch.values()} if many else {}
            loading.result()
            for row in store.rows(select_stored(parts)) if parts else ():
                del parts[local(row["article"])]
            loading = loader.submit(store.engine.load, parts.values())
            if known := [batch[article] for article in batch if article not in parts]:
                loading.result()  # what `put` takes out must not go while the engine takes something in
            changed += len(parts) + sum([store.put(*read) for read in known])
        loading.result()
    return changed


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


def _part(article: Article, claims: Sequence[Claim]) -> str:
    """All that storing an article writes, in one piece: its graph, and the marks of what changed."""
    node = named(ARTICLE + article.id)
    return block(article_statements(article, claims), node) + block(pending_statements(node, claims), PENDING)
