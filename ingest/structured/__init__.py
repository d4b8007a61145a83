"""Structured sources: tables and lists whose rows become articles that come with their claims, each quoting the lines that state it.

The three forms read alike: `rows(text, name)` gives an item for each row, an article with its claims or the `SourceError` that says what is wrong
with the row, and raises a `SourceError` at once for what is no such table.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from graph.errors import SourceError
from ingest.sources.plain import decode
from ingest.structured import deals, ecosystem, epoch
from ingest.structured.record import EXTRACTOR, Item, Row

__all__ = ["EXTRACTOR", "FORMS", "Item", "Row", "is_table", "read"]

FORMS: dict[str, Callable[[str, str], Iterator[Item]]] = {".csv": epoch.rows, ".yml": ecosystem.rows, ".yaml": ecosystem.rows, ".json": deals.rows}
"""What reads a file by its ending."""


def is_table(location: str) -> bool:
    """Whether a location is a file that this package reads, by its ending."""
    return not location.lower().startswith(("http://", "https://")) and Path(location).suffix.lower() in FORMS


def read(path: Path) -> Iterator[Item]:
    """The rows of a file, in its order. `SourceError` for a file that cannot be read or is of no known form."""
    rows = FORMS.get(path.suffix.lower())
    if rows is None:
        raise SourceError(f"{path}: files ending in {path.suffix or 'nothing'} are no tables. Use one of {', '.join(FORMS)}.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}). Check the name and the file's permissions.") from error
    return rows(decode(data, str(path)), str(path))
