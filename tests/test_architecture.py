"""The shape of the project: imports point one way, each awkward library has one home, files stay readable."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APP = {path.name for path in ROOT.glob("app_*") if path.is_dir()}
MAY_IMPORT = {
    "ontology": set(),
    "graph": {"ontology"},
    "ingest": {"ontology", "graph"},
    "corpus": {"ontology"},
    "bench": {"ontology", "graph", "ingest", "corpus"},
    "models": {"ontology", "graph", "ingest", "corpus", "bench"},
    "app": {"ontology", "graph", "ingest", *APP},
    **{room: {"ontology", "graph", "ingest", *APP} for room in APP},
}
HOMES = {
    "spacy": {"ingest", "bench", "models"},  # the bench and the training drive the pipeline
    "torch": {"models"},
    "transformers": {"models"},
    "rdflib": {"ontology", "graph"},
    "pyoxigraph": {"graph", "ontology"},
    "jinja2": {"graph"},
    "networkx": {"graph"},
    "pyvis": {"graph"},
    "streamlit": {"app", *APP},
}
LONG: dict[str, str] = {}
"""Files of more than 250 lines, each with its reason."""

FILES = sorted(path for room in MAY_IMPORT for path in ((ROOT / room).rglob("*.py") if (ROOT / room).is_dir() else [ROOT / f"{room}.py"]))
EACH = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    """The top-level names of all modules that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield (node.module or "").split(".")[0]


def test_every_room_is_looked_at() -> None:
    assert {room_of(path) for path in FILES} >= {"ontology", "graph", "ingest", "app", "app_pages"}


@EACH
def test_imports_point_one_way(path: Path) -> None:
    own = room_of(path)
    assert {name for name in imported(ast.parse(path.read_text(encoding="utf8"))) if name in MAY_IMPORT} <= MAY_IMPORT[own] | {own}


@EACH
def test_libraries_stay_at_home(path: Path) -> None:
    names = set(imported(ast.parse(path.read_text(encoding="utf8"))))
    assert [name for name, homes in HOMES.items() if name in names and room_of(path) not in homes] == []


@EACH
def test_no_import_hides_in_a_function(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    assert [node.lineno for function in functions for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)] == []


@EACH
def test_nothing_is_printed_or_swallowed(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf8"))
    assert [
        node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ] == []
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.type is None] == []


def test_long_files_have_a_reason() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf8").splitlines()) for path in FILES}
    assert {name for name, length in lengths.items() if length > 250} == set(LONG)


def test_no_folder_is_named_pages() -> None:
    assert not (ROOT / "pages").exists()  # Streamlit gives it another meaning
