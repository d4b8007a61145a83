"""`python -m ingest`, called in process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.claim import Claim
from graph.store import open_store
from ingest.__main__ import main
from ingest.extract import Extractor
from ingest.rules import pipeline
from tests.ingest.conftest import dump
from tests.ingest.test_sources import Stdin

ROOT = Path(__file__).parents[2]
TEXTS = {
    "funding": "Nordlys Labs raised $90 million in March 2024. Brightmoor Capital led the round.",
    "rivals": "Nordlys Labs competes with OpenAI.",
}
KEYS = {
    "id",
    "article",
    "subject",
    "subject_type",
    "relation",
    "object",
    "object_type",
    "status",
    "date",
    "amount",
    "currency",
    "round",
    "valuation",
    "role",
    "attributed_to",
    "quote",
    "start",
    "end",
    "confidence",
    "extractor",
    "subject_id",
    "object_id",
}


@pytest.fixture(autouse=True)
def read_by_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command reads with the rules here, so that what it says of counts does not hang on weights."""
    monkeypatch.setattr("ingest.scale.Reader", lambda: Extractor(pipeline.load()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two articles."""
    path = tmp_path / "articles"
    path.mkdir()
    for name, text in TEXTS.items():
        (path / f"{name}.txt").write_text(text, encoding="utf8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "store.db"


def held(store: Path) -> list[str]:
    with open_store(store, read_only=True) as opened:
        return dump(opened)


def test_claims_without_a_store(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANDSCAPE_STORE", str(tmp_path / "none.db"))
    assert main([str(folder), "--no-store", "--claims", "claims.jsonl"]) == 0
    rows = [json.loads(line) for line in (tmp_path / "claims.jsonl").read_text(encoding="utf8").splitlines()]
    assert {(row["article"], row["subject"], row["relation"], row["object"]) for row in rows} == {
        ("funding", "Nordlys Labs", "raised", "$90 million"),
        ("funding", "Brightmoor Capital", "investedIn", "Nordlys Labs"),
        ("rivals", "Nordlys Labs", "competesWith", "OpenAI"),
    }
    assert all(set(row) >= KEYS for row in rows)
    assert all(TEXTS[row["article"]][row["start"] : row["end"]] == row["quote"] for row in rows)
    assert all(Claim.from_dict(row).as_dict(row["article"])["status"] == row["status"] for row in rows)
    assert {path.name for path in tmp_path.iterdir()} == {"articles", "claims.jsonl"}
    output, said = capsys.readouterr()
    assert output == ""
    assert said == "read: funding (2 claims)\nread: rivals (1 claims)\n2 new or changed, 0 unchanged, 3 claims\n"


def test_the_same_call_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main([str(folder), "--no-store", "--claims", str(tmp_path / name)]) == 0
    assert main([str(folder), "--no-store", "--claims", str(tmp_path / "three"), "--jobs", "2"]) == 0
    assert len({(tmp_path / name).read_bytes() for name in ("one", "two", "three")}) == 1


def test_standard_input_to_standard_output(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(TEXTS["rivals"].encode()))
    assert main(["-", "--no-store", "--claims", "-"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["article"] == "-"


def test_a_store_holds_articles_claims_and_facts(folder: Path, store: Path) -> None:
    assert main([str(folder), "--store", str(store)]) == 0
    with open_store(store, read_only=True) as opened:
        assert {row.external_id for row in opened.articles()} == {"funding", "rivals"}
        assert {fact.relation for fact in opened.facts()} == {"raised", "investedIn", "competesWith"}
        assert opened.version()


def test_the_store_is_that_of_the_environment(folder: Path, store: Path) -> None:
    environment = {**os.environ, "LANDSCAPE_STORE": str(store)}
    done = subprocess.run([sys.executable, "-m", "ingest", str(folder)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert store.is_dir()


def test_a_second_run_changes_nothing(folder: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--store", str(store)]) == 0
    first = held(store)
    capsys.readouterr()
    assert main([str(folder), "--store", str(store)]) == 0
    assert held(store) == first
    assert capsys.readouterr().err.endswith("0 new or changed, 2 unchanged, 3 claims\n")


def test_the_order_of_sources_changes_nothing(folder: Path, tmp_path: Path) -> None:
    for name, order in (("one", ["funding", "rivals"]), ("two", ["rivals", "funding"])):
        assert main([*(str(folder / f"{file}.txt") for file in order), "--store", str(tmp_path / name)]) == 0
    one, two = ([line for line in held(tmp_path / name) if "#dateTime" not in line] for name in ("one", "two"))
    assert one == two  # but for the times of reading


def test_a_changed_article_is_new(folder: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--store", str(store)]) == 0
    (folder / "more.txt").write_text("Nordlys Labs competes with Mistral AI.", encoding="utf8")
    capsys.readouterr()
    assert main([str(folder), "--store", str(store)]) == 0
    assert capsys.readouterr().err.endswith("1 new or changed, 2 unchanged, 4 claims\n")


def test_what_fails_is_named_and_the_rest_is_kept(folder: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nowhere.txt", str(folder), "--store", str(store)]) == 1
    said = capsys.readouterr().err
    assert "not read: nowhere.txt: no such file or folder." in said
    assert said.endswith("2 new or changed, 0 unchanged, 3 claims, 1 not read\n")
    with open_store(store, read_only=True) as opened:
        assert len(opened.articles()) == 2


def test_a_locked_store_says_how_to_go_on(folder: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder / "rivals.txt"), "--store", str(store)]) == 0
    with open_store(store) as holder:
        before = dump(holder)
        capsys.readouterr()
        assert main([str(folder), "--store", str(store)]) == 1
        said = capsys.readouterr().err
        assert f"the store {store} is in use by another program; close the other program" in said
        assert "Traceback" not in said
        assert dump(holder) == before


def test_a_claims_file_that_cannot_be_written(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), "--no-store", "--claims", str(tmp_path / "none" / "claims.jsonl")]) == 1
    assert "No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: SOURCE"),
        (["a.txt", "--jobs", "0"], "argument --jobs: 0 workers cannot work; give 1 or more"),
        (["a.txt", "--jobs", "many"], "argument --jobs: invalid int value: 'many'"),
        (["a.txt", "--shop", "x"], "unrecognized arguments: --shop x"),
    ],
    ids=["no source", "no workers", "workers that are no number", "an unknown option"],
)
def test_a_wrong_call(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
