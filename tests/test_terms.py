"""Every `land:` term that a string, a query or a shape names is one that the ontology defines."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontology import LAND

ROOT = Path(__file__).parents[1]
ROOMS = ("ontology", "graph", "ingest", "app_pages", "bench", "tests")
TERM = re.compile(r"(?<![\w:/])land:([A-Za-z]\w*)|" + re.escape(str(LAND)) + r"([A-Za-z]\w*)")
INVENTED = {"likes", "fundz"}  # terms that tests use because they are none


def strings(path: Path) -> Iterator[str]:
    """The string literals of a Python file, the constant parts of f-strings among them; the whole of any other file."""
    if path.suffix != ".py":
        yield path.read_text(encoding="utf8")
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def files() -> list[Path]:
    found = (path for room in ROOMS for suffix in ("py", "rq", "ttl") for path in (ROOT / room).rglob(f"*.{suffix}"))
    return sorted([*found, *ROOT.glob("*.py")])


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_terms_are_defined(path: Path) -> None:
    named = {short or full for text in strings(path) for short, full in TERM.findall(text)}
    assert {term for term in named - INVENTED if term not in LAND.__dir__()} == set()


def test_a_misspelt_term_fails_at_once() -> None:
    with pytest.raises(AttributeError):
        _ = LAND.fundz
