"""Markdown files, with front matter (title, date, publisher, author, language, url) where they have it."""

from collections.abc import Iterator
from pathlib import Path

import frontmatter
from markdown_it import MarkdownIt
from markdown_it.token import Token
from yaml import YAMLError

from graph.article import Article
from graph.errors import SourceError
from ingest.articles import make_article
from ingest.sources.plain import decode


def read(path: Path) -> Iterator[Article]:
    """The one article of a Markdown file; its external id is the file's stem. Raises `SourceError` where the front matter is broken."""
    try:
        post = frontmatter.loads(decode(path.read_bytes(), str(path)))
    except YAMLError as error:
        raise SourceError(f"{path}: the front matter is no YAML ({str(error).splitlines()[0]}). Mend the lines between the two '---'.") from error
    fields = {key: str(value) for key, value in post.metadata.items()}
    yield make_article(
        plain_text(post.content),
        external_id=path.stem,
        title=fields.get("title", ""),
        url=fields.get("url", ""),
        publisher=fields.get("publisher", ""),
        author=fields.get("author", ""),
        published=fields.get("date", ""),
        language=fields.get("language", "en"),
    )


def plain_text(markdown: str) -> str:
    """The words of a Markdown text, block by block, without its marks; images and raw HTML are left out, links keep their words."""
    blocks = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "inline":
            blocks.append("".join(_words(child) for child in token.children or ()))
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content)
    return "\n\n".join(blocks)


def _words(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n" if token.type == "hardbreak" else " "
    return token.content if token.type in {"text", "code_inline"} else ""
