"""The command line, run as a user runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from graph.__main__ import main
from graph.endpoint import application
from graph.store import open_store
from tests.graph.conftest import SESAME, fill, serving

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(filled: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a store of the small landscape: its exit status, output and errors."""
    copytree(filled, folder)

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["--store", str(folder), *arguments])
        except SystemExit as stop:
            status = int(str(stop.code))
        return status, *capsys.readouterr()

    return command


def contents(folder: Path) -> list[str]:
    with open_store(folder, read_only=True) as store:
        return [str(quad) for quad in store.quads()]


def test_query_reads_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text("SELECT ?x { VALUES ?x { 1 2 } } ORDER BY ?x")
    assert run("query", str(tmp_path / "a.rq")) == (0, "x\n-\n1\n2\n", "")
    assert run("query", str(tmp_path / "a.rq"), "--format", "csv") == (0, "x\n1\n2\n", "")
    assert run("query", str(tmp_path / "a.rq"), "--format", "json")[1] == '[\n {\n  "x": 1\n },\n {\n  "x": 2\n }\n]\n'


@pytest.mark.parametrize(
    ("sparql", "shown"),
    [("ASK {}", "yes\n"), ("CONSTRUCT { <x:a> <x:b> 1 } {}", "<x:a> <x:b> 1 .\n"), ("SELECT ?x { VALUES ?x { UNDEF } }", "x\n-\n\n")],
)
def test_query_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sparql: str, shown: str) -> None:
    (tmp_path / "in").write_text(sparql)
    with (tmp_path / "in").open() as text:
        monkeypatch.setattr(sys, "stdin", text)
        assert run("query", "-") == (0, shown, "")


def test_ask_answers_with_evidence(run: Run) -> None:
    status, shown, _ = run("ask", "investors", "company=Alpha", "--format", "json")
    assert status == 0
    assert [(row["investor"], row["amount"]) for row in json.loads(shown)] == [("Bank", 10e6), ("Chipper", 100e6)]
    assert "ent:beta" in run("ask", "competitors", "company=alpha")[1]


def test_questions_are_listed_with_their_parameters(run: Run) -> None:
    status, shown, _ = run("questions")
    assert status == 0
    assert "competitors\n    Who competes with {company}?\n    company=entity: The company, model or product. (example: mistral-ai)\n" in shown


def test_export_and_import_go_there_and_back(run: Run, tmp_path: Path, folder: Path) -> None:
    dump = tmp_path / "dump.nq"
    assert run("export", "--format", "nq", "--output", str(dump)) == (0, "", "")
    before = contents(folder)
    assert run("remove", "seed")[0] == 0
    assert contents(folder) != before
    assert run("import", str(dump)) == (0, "1 new articles; 5 facts looked at\n", "")
    assert contents(folder) == before


def test_facts_and_check(run: Run, folder: Path) -> None:
    assert run("facts") == (0, "20 facts\n", "")
    assert run("check") == (0, "the store is valid\n", "")
    with open_store(folder) as store:
        store.update("DELETE WHERE { GRAPH ?g { ?claim <https://w3id.org/landscape/ontology#status> ?status } }")
    status, shown, _ = run("check")
    assert status == 1
    assert "a claim has one status" in shown
    assert shown.endswith(" faults\n")


WRONG = {
    "unknown question": (("ask", "competitor"), 2, "did you mean competitors"),
    "unknown parameter": (("ask", "competitors", "firm=Alpha"), 2, "no parameter 'firm'"),
    "unknown entity": (("ask", "competitors", "company=Alhpa"), 2, "did you mean Alpha"),
    "no parameter at all": (("ask", "competitors", "Alpha"), 2, "write NAME=VALUE"),
    "missing file": (("query", "nowhere.rq"), 2, "nowhere.rq cannot be read"),
    "unknown article": (("remove", "nothing"), 1, "there is no article 'nothing'"),
    "no dump": (("import", "nowhere.ttl"), 1, "no dump with named graphs"),
    "unknown command": (("guess",), 2, "invalid choice: 'guess'"),
    "unknown format": (("export", "--format", "pdf"), 2, "invalid choice: 'pdf'"),
    "no command": ((), 2, "required: COMMAND"),
    "an empty token": (("serve", "--token-env", "NO_SUCH_VARIABLE"), 2, "NO_SUCH_VARIABLE holds no token"),
}


@pytest.mark.parametrize(("arguments", "status", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_call_says_why_and_changes_nothing(run: Run, folder: Path, arguments: tuple[str, ...], status: int, message: str) -> None:
    before = contents(folder)
    given, shown, said = run(*arguments)
    assert (given, shown) == (status, "")
    assert message in said
    assert "Traceback" not in said
    assert contents(folder) == before


def test_malformed_sparql_says_where(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text("SELECT ?x {\n ?x ?y }")
    status, shown, said = run("query", str(tmp_path / "a.rq"))
    assert (status, shown) == (2, "")
    assert "error at 2:" in said


def test_a_missing_store_is_not_made_by_asking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["ask", "articles"], ["facts"], ["remove", "a"]):
        assert main(["--store", str(tmp_path / "none"), *command]) == 1
        assert "there is no store at" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_reading_goes_on_beside_a_writer_and_writing_says_how(run: Run, folder: Path) -> None:
    with open_store(folder):
        assert run("ask", "articles")[0] == 0
        status, _, said = run("facts")
        assert status == 1
        assert "in use by another program" in said


def test_the_same_commands_work_on_a_served_store(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDSCAPE_TOKEN", SESAME)
    with open_store(folder) as store, serving(application(fill(store), token=SESAME)) as address:
        there = ["--store", f"{address}/sparql"]
        for command in (["ask", "competitors", "company=alpha"], ["facts"], ["check"], ["remove", "seed"], ["export", "--format", "csv"]):
            assert main([*there, *command]) == 0, capsys.readouterr().err
        assert len(store.articles()) == 4


@pytest.mark.usefixtures("run")
def test_the_module_runs_and_stops_when_nobody_reads(folder: Path) -> None:
    environment = {**os.environ, "LANDSCAPE_STORE": str(folder)}
    root = Path(__file__).parents[2]
    command = f"{sys.executable} -m graph export --format nq | head -n 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 1)
