"""The answer to a SELECT as plain values."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Triple, serialize

from graph.rdf.terms import ARTICLE, CLAIM, FACT
from ontology import ENTITY, LAND

Value = str | float | int | bool | None
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = frozenset(f"{_XSD}{name}" for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"))
_PREFIXES = {"land": str(LAND), "ent": str(ENTITY), "fact": FACT, "claim": CLAIM, "article": ARTICLE}
_WIDEST = 80  # characters of one cell: a slug or the start of a sentence, several of which fit a wide terminal
_REAL = frozenset(f"{_XSD}{name}" for name in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns: IRIs and text as str, numbers and truth values as Python's, None where nothing is bound.

    `truncated` tells that there were more rows than asked for.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    truncated: bool = False

    def as_csv(self) -> str:
        """Comma-separated values with a header line, for spreadsheets and files."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_inert(value) for value in row] for row in self.rows)
        return text.getvalue()

    def as_text(self) -> str:
        """Aligned columns for reading: IRIs of ours shortened, long values cut."""
        lines = [self.columns, *(tuple(_short(value) for value in row) for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        lines.insert(1, tuple("-" * width for width in widths))
        return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines) + "\n"

    def as_json(self) -> str:
        """One object per row."""
        return json.dumps(self.as_dicts(), ensure_ascii=False, indent=1) + "\n"

    def as_dicts(self) -> list[dict[str, Value]]:
        """One mapping per row, by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def _inert(value: Value) -> Value:
    """Text that a spreadsheet would run as a formula gets an apostrophe: article text is data."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _short(value: Value) -> str:
    text = "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)
    for prefix, base in _PREFIXES.items():
        text = text.replace(base, f"{prefix}:") if text.startswith(base) else text
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def value_of(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    """A term as a Python value; a number that cannot be read as one stays text."""
    if not isinstance(term, Literal):
        return None if term is None else term.value if isinstance(term, NamedNode) else str(term)
    datatype = term.datatype.value
    try:
        if datatype in _WHOLE:
            return int(term.value)
        if datatype in _REAL:
            return float(term.value)
    except ValueError:
        return term.value
    return term.value in ("true", "1") if datatype == f"{_XSD}boolean" else term.value


def table(solutions: QuerySolutions, limit: int | None = None) -> Table:
    """The first `limit` rows (all without one)."""
    columns = tuple(variable.value for variable in solutions.variables)
    rows = [tuple(value_of(solution[name]) for name in columns) for solution in islice(solutions, limit)]
    more = limit is not None and next(iter(solutions), None) is not None
    return Table(columns, rows, more)


def each_row(solutions: QuerySolutions) -> Iterator[dict[str, Value]]:
    """The rows by column, read one by one."""
    columns = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: value_of(value) for name, value in zip(columns, solution, strict=True)}


def plain(answer: QuerySolutions | QueryBoolean | Iterable[Triple], limit: int | None = None) -> Table | bool | str:
    """An engine's answer as a table of at most `limit` rows, a truth value, or a graph as Turtle."""
    if isinstance(answer, QuerySolutions):
        return table(answer, limit)
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    return (serialize(answer, format=RdfFormat.TURTLE) or b"").decode()


def from_rows(columns: Iterable[str], rows: Iterable[tuple[Value, ...]]) -> Table:
    """A table of rows that were computed in Python."""
    return Table(tuple(columns), list(rows))
