"""Keeps queries inside the store: SERVICE and LOAD would make the engine fetch from addresses that a query names."""

import re

from graph.errors import QueryError

# What may hold any words without meaning them, in the order in which SPARQL reads them; names come last.
_SKIPPED = re.compile(
    r""""{3}(?:[^"\\]|\\.|"(?!""))*"{3} | \'{3}(?:[^\'\\]|\\.|\'(?!\'\'))*\'{3} | "(?:[^"\\\n\r]|\\.)*" | \'(?:[^\'\\\n\r]|\\.)*\'
      | <[^<>"{}|^`\\\x00-\x20]*> | \#[^\n\r]* | [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)* | (?P<prefix>[\w-][\w.-]*)?:(?:[\w:%-]|\\.)*""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")


def _keywords(sparql: str) -> str:
    """The text without strings, IRIs, comments, variables and names. Of a name the prefix stays: Oxigraph reads `SERVICE:a` as a keyword and `:a`."""
    return _SKIPPED.sub(lambda skipped: f" {skipped['prefix'] or ''} ", sparql).casefold()


def _unescaped(sparql: str) -> str:
    return _ESCAPE.sub(lambda escape: escape[1] + chr(min(int(escape[2] or escape[3], 16), 0x10FFFF)), sparql)


def names_dataset(sparql: str) -> bool:
    """Whether the query says with FROM which graphs it is about."""
    return re.search(r"\bfrom\b", _keywords(sparql)) is not None


def refuse_network(sparql: str, *, update: bool = False) -> None:
    """`QueryError` if the query (or update) would reach out of the store.

    Any word that holds the keyword counts, because Oxigraph wants no space around keywords (`SERVICESILENT<...>`);
    escapes are read both ways, because servers differ in when they resolve them.
    """
    for words in (_keywords(sparql), _keywords(_unescaped(sparql))):
        for keyword in ("service", "load") if update else ("service",):
            if keyword in words:
                raise QueryError(f"the query uses {keyword.upper()}, which would fetch from another address; take it out, or rename the prefix")
