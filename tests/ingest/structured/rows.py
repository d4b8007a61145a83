"""What the tests of structured sources share: small files made by hand, and claims in short."""

from collections.abc import Iterable, Mapping
from csv import DictWriter
from io import StringIO
from pathlib import Path

from graph.article import Article
from graph.claim import Claim
from graph.errors import SourceError
from ingest.structured import Item, read
from ontology import RELATIONS

Said = tuple[str, str, str]


def written(folder: Path, name: str, content: str) -> Path:
    """The file with this content."""
    path = folder / name
    path.write_text(content, encoding="utf8")
    return path


def table(*rows: Mapping[str, str]) -> str:
    """Rows as CSV, with the columns of all of them."""
    text = StringIO()
    writer = DictWriter(text, list(dict.fromkeys(column for row in rows for column in row)), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def sound(items: Iterable[Item]) -> list[tuple[Article, list[Claim]]]:
    """The rows of a file without errors, each claim of which quotes words that hold both ends, of types that its relation allows."""
    rows = list(items)
    assert [item for item in rows if isinstance(item, SourceError)] == []
    found = [item for item in rows if not isinstance(item, SourceError)]
    for article, claims in found:
        assert len({claim.id for claim in claims}) == len(claims)
        for claim in claims:
            assert (claim.article, article.text[claim.start : claim.end]) == (article.id, claim.quote)
            assert claim.subject_mention in claim.quote
            assert claim.object_mention in claim.quote
            assert claim.subject_type in RELATIONS[claim.relation].domain
            assert claim.object_type in RELATIONS[claim.relation].range
            assert (claim.extractor, claim.confidence) == ("landscape/structured-1", 1.0)
    return found


def one(path: Path) -> tuple[Article, list[Claim]]:
    """The only row of a file."""
    (row,) = sound(read(path))
    return row


def said(claims: Iterable[Claim]) -> set[Said]:
    """Who does what to whom, by slugs."""
    return {(claim.subject_id, claim.relation, claim.object_id) for claim in claims}


def failures(path: Path) -> list[str]:
    """What is wrong with the rows of a file."""
    return [str(item) for item in read(path) if isinstance(item, SourceError)]
