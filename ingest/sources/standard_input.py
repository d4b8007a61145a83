"""Standard input: JSON lines if it begins with a brace, else the text of one article."""

import sys
from collections.abc import Iterator

from graph.article import Article
from graph.errors import SourceError
from ingest.articles import make_article
from ingest.sources import jsonl
from ingest.sources.plain import decode


def read() -> Iterator[Article | SourceError]:
    """The articles on standard input; the external id of a plain text is "-"."""
    try:
        text = decode(sys.stdin.buffer.read(), "standard input")
        if text.lstrip().startswith("{"):
            yield from jsonl.parse(text, "standard input")
        else:
            yield make_article(text, external_id="-")
    except SourceError as error:
        yield error
