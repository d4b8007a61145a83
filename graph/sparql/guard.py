"""Keeps queries inside the store: SERVICE and LOAD would make the engine fetch from addresses that a query names."""

import re
from collections.abc import Iterator

from graph.errors import QueryError


class Refused(QueryError):  # noqa: N818  # names what the query is
    """The query is one, but it reaches out of the store, or may."""


# What may hold any words without meaning them, in the order in which SPARQL reads them; then names and words. Each quantifier that could
# be tried again in vain is possessive: reading takes time in proportion to the text, whatever the text is.
TOKENS = re.compile(
    r"""(?P<text>"{3}(?:[^"\\]|\\.|"(?!""))*"{3} | \'{3}(?:[^\'\\]|\\.|\'(?!\'\'))*\'{3})
      | (?P<unsure>(?:"{3}|\'{3}).*+ | <(?:(?!//)[^<>"{}|^`\\\x00-\x20#\'])*[#\'](?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
      | (?P<short>"(?:[^"\\\n\r]|\\.)*" | \'(?:[^\'\\\n\r]|\\.)*\')
      | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
      | (?P<comment>\#[^\n\r]*+) | (?P<variable>[?$]\w++) | @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ | \\.
      | (?P<word>[\w-][\w.-]*+)?(?P<local>:(?:[\w:%-]|\\.)*+) | (?P<bare>[\w-][\w.-]*+)""",
    re.VERBOSE | re.DOTALL,
)
"""The tokens of a query, punctuation left out.

`unsure` is what can be read in two ways: an address with `#` or `'` may also be `less than` with a comment or a text behind it (not where `//`
comes first, which stands in addresses only), and three quotes that nothing closes may be an empty text and the beginning of another.
"""

_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")


def _keywords(sparql: str) -> str:
    """The text without strings, IRIs, comments, variables and names. Of a name the prefix stays: Oxigraph reads `SERVICE:a` as a keyword and `:a`."""
    return TOKENS.sub(lambda token: f" {token['word'] or token['bare'] or ''} ", sparql).casefold()


def blanked(sparql: str) -> str:
    """The text with spaces in the place of strings, IRIs, comments, variables and names; what is left stands where it stood."""
    return TOKENS.sub(lambda token: token["bare"] or " " * len(token[0]), sparql)


def _unescaped(sparql: str) -> str:
    return _ESCAPE.sub(lambda escape: escape[1] + chr(min(int(escape[2] or escape[3], 16), 0x10FFFF)), sparql)


def _unsure(sparql: str) -> Iterator[str]:
    return (token["unsure"] for token in TOKENS.finditer(sparql) if token["unsure"])


def names_dataset(sparql: str) -> bool:
    """Whether the query says with FROM which graphs it is about."""
    return re.search(r"\bfrom\b", _keywords(sparql)) is not None


def refuse_network(sparql: str, *, update: bool = False) -> None:
    """`Refused` if the query (or update) would reach out of the store, or if that depends on how it is read.

    Any word that holds the keyword counts, because Oxigraph wants no space around keywords (`SERVICESILENT<...>`);
    escapes are read both ways, because servers differ in when they resolve them.
    """
    for text in (sparql, _unescaped(sparql)):
        folded = text.casefold()
        for keyword in ("service", "load") if update else ("service",):
            if keyword not in folded:
                continue
            if keyword in _keywords(text):
                raise Refused(f"the query uses {keyword.upper()}, which would fetch from another address; take it out, or rename the prefix")
            if token := next(_unsure(text), None):
                raise Refused(f"the query holds {token[:40]!r}, which can be read in two ways, and the word {keyword.upper()}; take out either")
