"""Bulk articles: one JSON object a line with `id` and `text`, and optionally `url`, `title`, `publisher`, `author`, `published`, `language`."""

import json
from collections.abc import Iterator
from pathlib import Path

from graph.article import Article
from graph.errors import SourceError
from ingest.articles import make_article
from ingest.sources.plain import decode

_OPTIONAL = ("url", "title", "publisher", "author", "published", "language")


def read(path: Path) -> Iterator[Article | SourceError]:
    """The articles of a file, line by line; a line that is none yields the error that names it."""
    yield from parse(decode(path.read_bytes(), str(path)), str(path))


def parse(lines: str, name: str) -> Iterator[Article | SourceError]:
    """The articles of a text of JSON lines; `name` is what errors call it."""
    for number, line in enumerate(lines.split("\n"), 1):
        if line.strip():
            try:
                yield _article(line, f"{name}, line {number}")
            except SourceError as error:
                yield error


def _article(line: str, place: str) -> Article:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise SourceError(f"{place}: not JSON ({error.msg} at character {error.pos}). Write one JSON object a line.") from error
    except (RecursionError, ValueError) as error:  # nested a thousand deep, or a number of thousands of digits
        raise SourceError(f"{place}: JSON that no article needs ({error}). Write one flat JSON object a line.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not isinstance(row.get("id"), str | int) or not str(row["id"]).strip():
        raise SourceError(f'{place}: needs the keys "id" and "text" with text in them.')
    wrong = next((key for key in _OPTIONAL if not isinstance(row.get(key) or "", str)), None)
    if wrong:
        raise SourceError(f"{place}: {wrong!r} is {row[wrong]!r}, and must be text.")
    return make_article(row["text"], external_id=str(row["id"]), **{key: row[key] for key in _OPTIONAL if row.get(key)})
