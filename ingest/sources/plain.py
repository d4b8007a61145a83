"""Plain text files."""

from collections.abc import Iterator
from pathlib import Path

from graph.article import Article
from graph.errors import SourceError
from ingest.articles import make_article


def read(path: Path) -> Iterator[Article]:
    """The one article of a text file; its external id is the file's stem. Raises `SourceError` for what is no text."""
    yield make_article(decode(path.read_bytes(), str(path)), external_id=path.stem)


def decode(data: bytes, name: str) -> str:
    """The bytes as UTF-8 text (a byte order mark is dropped), or a `SourceError` that says that they are none."""
    if b"\0" in data[:4096]:
        raise SourceError(f"{name}: this is a binary file. Save its text as .txt, .md or .html.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}: byte {error.start} is not UTF-8. Save the file in UTF-8.") from error
