"""Judging on the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from graph.__main__ import main
from graph.store import open_store

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(filled: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    copytree(filled, folder)

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(["--store", str(folder), *arguments])
        written = capsys.readouterr()
        return status, written.out, written.err

    return command


def claim_id(folder: Path, quote: str) -> str:
    with open_store(folder, read_only=True) as store:
        return next(item.claim.id for item in store.evidence() if item.claim.quote == quote)


def rivals(folder: Path) -> set[str]:
    with open_store(folder, read_only=True) as store:
        return {fact.object_text for fact in store.facts() if fact.relation == "competesWith"}


def test_a_verdict_is_kept_listed_taken_back_and_carried_elsewhere(run: Run, folder: Path, tmp_path: Path) -> None:
    assert rivals(folder) == {"Beta", "Gamma"}
    rumour = claim_id(folder, "Gamma may rival Alpha.")
    assert run("judge", "reject", rumour[:12], "--by", "reader", "--comment", "a guess")[:2] == (0, "1 judgements kept, 1 facts looked at\n")
    assert rivals(folder) == {"Beta"}
    status, lines, _ = run("judgements")
    row = json.loads(lines)
    assert (status, row["kind"], row["by"], row["quote"]) == (0, "reject", "reader", "Gamma may rival Alpha.")
    assert run("judge", "withdraw", row["id"])[0] == 0
    assert rivals(folder) == {"Beta", "Gamma"}
    kept = tmp_path / "kept.jsonl"
    kept.write_text(lines, encoding="utf8")
    assert run("judge", "import", str(kept))[0] == 0  # the same judgement as before: it was withdrawn, and stays so
    assert rivals(folder) == {"Beta", "Gamma"}


def test_corrections_and_merges(run: Run, folder: Path) -> None:
    assert run("judge", "correct", claim_id(folder, "App is built on A1."), "relation=customerOf", "object=Alpha", "object_id=alpha")[0] == 0
    with open_store(folder, read_only=True) as store:
        assert ("customerOf", "App", "Alpha") in {(fact.relation, fact.subject.name, fact.object_text) for fact in store.facts()}
    assert run("judge", "same", "Gamma", "Beta")[0] == 0
    assert run("judge", "rename", "Beta", "Beta & Gamma")[0] == 0
    assert "Beta & Gamma" in rivals(folder)
    assert json.loads(run("judgements", "--training")[1])["facts"] == [
        {"s": "App", "r": "customerOf", "o": "Alpha", "status": "asserted", "start": 0, "end": 19}
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("accept", "nothing"), "0 claims go by 'nothing'"),
        (("same", "Gamma"), "give two entities, not 1 values"),
        (("correct", "CLAIM"), "a correction wants what should stand instead"),
        (("correct", "CLAIM", "status"), "'status' corrects nothing; write FIELD=VALUE"),
        (("rename", "Nobody", "X"), "knows 'Nobody'"),
        (("import", "missing.jsonl"), "missing.jsonl holds no judgements"),
    ],
)
def test_a_wrong_call_is_explained(run: Run, folder: Path, arguments: tuple[str, ...], message: str) -> None:
    known = claim_id(folder, "App is built on A1.")
    status, out, err = run("judge", *(known if argument == "CLAIM" else argument for argument in arguments))
    assert (status, out) == (2, "")
    assert message in err
