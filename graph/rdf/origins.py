"""Origins of articles in RDF: what tells them stands with each article, what they are is computed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from pyoxigraph import Literal

from graph.origins import Report
from graph.rdf.articles import select_origins
from graph.rdf.terms import ARTICLE, Statement, local, named
from ontology import LAND

Origins = Mapping[str, tuple[str, str]]
"""For each article that is not its own origin: the origin, and the id of the article that it copies or ""."""


class Rows(Protocol):
    """What answers a SELECT with rows."""

    def rows(self, sparql: str) -> Iterable[Mapping[str, object]]:
        """The rows by column."""


def origin_statements(found: Origins) -> Iterator[Statement]:
    """Each article's origin, and what it copies."""
    for article, (origin, copied) in sorted(found.items()):
        yield named(ARTICLE + article), LAND.origin, Literal(origin)
        if copied:
            yield named(ARTICLE + article), LAND.copyOf, named(ARTICLE + copied)


def reports(store: Rows, where: str = "") -> list[Report]:
    """What tells the origins of all articles, or of those that meet a condition."""
    return [_report(row) for row in store.rows(select_origins(where))]


def _report(row: Mapping[str, object]) -> Report:
    digits = str(row["fingerprint"])
    values = tuple(int(digits[k : k + 8], 16) for k in range(0, len(digits), 8))
    reported_by, publisher, published = (str(row[name] or "") for name in ("reported_by", "publisher", "published"))
    return Report(local(row["article"]), values, reported_by, publisher, published)
