"""Readers, one for each kind of source and all alike: they take what a location holds and yield an `Article`, or the `SourceError` that says why not.

A reader never raises for one bad item among many, so that nothing after it is lost.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from graph.article import Article
from graph.errors import SourceError
from ingest.sources import html, jsonl, markdown, plain, standard_input, web

Item = Article | SourceError
READERS: dict[str, Callable[[Path], Iterator[Item]]] = {
    ".txt": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".jsonl": jsonl.read,
}
"""The reader of a file by its ending."""


def read(location: str) -> Iterator[Item]:
    """The articles of a file, a folder (its files in order of their names), an http(s) address (a page or a feed), or "-" (standard input)."""
    if location == "-":
        yield from standard_input.read()
    elif location.lower().startswith(("http://", "https://")):
        yield from web.read(location)
    elif (path := Path(location)).is_dir():
        yield from _folder(path)
    else:
        yield from _file(path)


def _folder(path: Path) -> Iterator[Item]:
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() in READERS and file.is_file())
    if not files:
        yield SourceError(f"{path}: no article in this folder. Put files with one of the endings {', '.join(READERS)} into it.")
    for file in files:
        yield from _file(file)


def _file(path: Path) -> Iterator[Item]:
    reader = READERS.get(path.suffix.lower())
    if not path.exists():
        yield SourceError(f"{path}: no such file or folder. Check the name; an address begins with http:// or https://.")
    elif reader is None:
        yield SourceError(f"{path}: files ending in {path.suffix or 'nothing'} cannot be read. Use one of {', '.join(READERS)}.")
    else:
        try:
            yield from reader(path)
        except SourceError as error:
            yield error
        except OSError as error:
            yield SourceError(f"{path}: cannot be read ({error.strerror}). Check the file's permissions.")
