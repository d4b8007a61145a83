"""What is wrong with a query, in words and with its place: the engine's own message names what its grammar tried last."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from graph.sparql.guard import TOKENS, blanked
from graph.sparql.prefixes import PREFIXES

_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_CLASS = re.compile(r"\[[^\]\"]*\](?:, )?")  # "['0'..='9']": characters, which are tried everywhere
_SHOWN = 6  # of what is expected: more are no help
_PAIRS = {"}": "{", ")": "(", "]": "["}
_CHANGES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_SENTENCES = {
    "The SELECT contains a variable that is unbound": (
        "SELECT names a variable that nothing binds; beside COUNT and its like, each variable wants a GROUP BY"
    ),
    "SELECT * is not authorized with GROUP BY": "with GROUP BY, SELECT names its variables; * is not enough",
}
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """A ABS ADD ADJUST ALL ALTER AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT CONTAINS COPY COUNT CREATE DATA
        DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HASLANG
        HASLANGDIR HAVING HOURS IF IN INSERT INTO IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LATERAL LCASE
        LIMIT LOAD MAX MD5 MIN MINUS MINUTES MONTH MOVE NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE
        ROUND SAMETERM SAMEVALUE SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS
        STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TO TRIPLE TRUE TZ UCASE UNDEF UNION URI USING UUID VALUES
        VERSION WHERE WITH YEAR""",
    )
)
"""Words of SPARQL 1.1 and of Oxigraph's extensions."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at an offset of the query, counted in characters."""

    offset: int
    words: str

    def within(self, sparql: str) -> str:
        """The fault with its line and column, both counted from 1, as the engine gives them."""
        before = sparql[: self.offset]
        return f"error at {before.count(chr(10)) + 1}:{self.offset - before.rfind(chr(10))}: {self.words}"


def explained(sparql: str, message: str, *, update: bool = False) -> str:
    """The engine's message on a query (or update), or what the usual mistakes are called, with line and column. Messages of other engines stay."""
    place = _PLACE.search(message)
    if not place:
        return message
    usual = (None if update else _misplaced(sparql)) or _undeclared(sparql) or _unclosed(sparql) or _unknown(sparql)
    fault = usual or Fault(_offset(sparql, int(place[1]), int(place[2])), _expected(place[3]))
    return f"the {'update' if update else 'query'} is not valid SPARQL: {fault.within(sparql)}"


def _misplaced(sparql: str) -> Fault | None:
    """Nothing at all, or an update in the place of a query."""
    words = re.finditer(r"[A-Za-z]\w*", blanked(sparql))
    first = next((word for word in words if word[0].upper() not in ("PREFIX", "BASE")), None)
    if first is None:
        return Fault(0, "there is no query here; it begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if first[0].upper() in _CHANGES:
        return Fault(first.start(), f"{first[0].upper()} begins an update, and here queries are answered; an update is sent as one, with the token")
    return None


def _undeclared(sparql: str) -> Fault | None:
    """The first name whose prefix is not declared before it, or address that is not whole and has no BASE."""
    declared, has_base, last = {"_"}, False, ""
    for token in TOKENS.finditer(sparql):
        if token["comment"]:
            continue
        prefix = token["word"] or ""
        if token["local"] and last == "prefix":
            declared.add(prefix)
        elif token["local"] and prefix not in declared:
            iri = PREFIXES.get(prefix, "...")
            return Fault(token.start(), f"the prefix {prefix}: is not declared; put PREFIX {prefix}: <{iri}> at the top")
        if token["iri"] and not has_base and last != "base" and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", token["iri"]):
            return Fault(token.start(), f"{token['iri']} is not a whole address; write it out, or as a name with its prefix, as in ent:openai")
        has_base = has_base or last == "base"
        last = (token["bare"] or "").casefold()
    return None


def _unclosed(sparql: str) -> Fault | None:
    """The first bracket or quote without its partner."""
    opened: list[tuple[str, int]] = []
    for found in re.finditer(r"[][{}()\"']", blanked(sparql)):
        sign, offset = found[0], found.start()
        if sign in "\"'":
            return Fault(offset, f"the text that begins with this {sign} is not closed")
        if sign in _PAIRS.values():
            opened.append((sign, offset))
        elif not opened or opened[-1][0] != _PAIRS[sign]:
            return Fault(offset, f"this {sign} closes nothing")
        else:
            opened.pop()
    return Fault(opened[-1][1], f"this {opened[-1][0]} is never closed") if opened else None


def _unknown(sparql: str) -> Fault | None:
    """The first word that SPARQL does not have."""
    for found in re.finditer(r"(?<![\w.-])[A-Za-z]\w*", blanked(sparql)):
        if (word := found[0].upper()) not in _WORDS:
            close = get_close_matches(word, _WORDS, n=1)
            meant = f"; did you mean {close[0]}?" if close else "; a variable begins with ?, a name has its prefix, a text stands in quotes"
            return Fault(found.start(), f"SPARQL has no word {found[0]}{meant}")
    return None


def _offset(sparql: str, line: int, column: int) -> int:
    lines = sparql.split("\n")
    return min(sum(len(text) + 1 for text in lines[: line - 1]) + column - 1, len(sparql))


def _expected(tried: str) -> str:
    """What the grammar tried: a rule that speaks in a sentence, else some of the words and signs."""
    parts = [part for part in _CLASS.sub("", tried.replace("\n", " ")).split(", ") if part.strip()]
    sentences = [part for part in parts if re.match(r"[A-Za-z]+ [A-Za-z*]", part)]
    if sentences:
        return _SENTENCES.get(sentences[0], sentences[0][0].lower() + sentences[0][1:])
    words = [part for part in parts if part[0] != '"'] + [part for part in parts if part[0] == '"']
    more = " or others" if len(words) > _SHOWN else ""
    return f"the query cannot go on like this; here {', '.join(words[:_SHOWN])}{more} could stand" if words else "the query cannot go on like this"
