"""A reader of a folder keeps what it opened, whatever the writer does to its files."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from graph.errors import StoreError
from graph.sparql import beside
from graph.sparql.beside import linked, read_beside
from graph.sparql.engine import Embedded

PART = NamedNode("https://example.org/part")


def store_of(folder: Path, parts: int) -> Oxigraph:
    store = Oxigraph(str(folder))
    for number in range(parts):
        store.add(Quad(NamedNode(f"https://example.org/{number}"), PART, PART))
        store.flush()
    return store


def test_a_reader_holds_the_tables_that_the_writer_tidies_away(tmp_path: Path) -> None:
    folder = tmp_path / "store.db"
    writer = store_of(folder, 20)
    reader, held = read_beside(folder)
    for kept in folder.glob("*.sst"):
        kept.unlink()
    assert len(list(reader.quads_for_pattern(None, PART, None))) == 20
    assert held is not None
    assert held.parent == tmp_path
    del writer


def test_what_was_held_goes_with_the_reader(tmp_path: Path) -> None:
    folder = tmp_path / "store.db"
    writer = store_of(folder, 2)
    reader = Embedded(folder, read_only=True)
    assert len(list(tmp_path.iterdir())) == 2
    reader.close()
    forgotten = Embedded(folder, read_only=True)
    del forgotten
    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]
    del writer


def test_what_is_not_in_a_table_yet_is_read_from_the_log(tmp_path: Path) -> None:
    writer = store_of(tmp_path / "store.db", 3)
    writer.add(Quad(PART, PART, PART))
    reader, _ = read_beside(tmp_path / "store.db")
    assert len(list(reader)) == 4


def test_no_state_is_taken_that_changes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "store.db"
    writer = store_of(folder, 2)
    copy = shutil.copy

    def copying(one: Path, other: Path) -> None:
        copy(one, other)
        if one.name.startswith("MANIFEST"):
            writer.add(Quad(PART, PART, PART))
            writer.flush()

    monkeypatch.setattr(beside.shutil, "copy", copying)
    assert linked(folder) is None
    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]


def test_a_store_that_keeps_changing_is_not_read_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = store_of(tmp_path / "store.db", 1)
    monkeypatch.setattr(beside, "linked", lambda _: None)
    monkeypatch.setattr(beside, "_PAUSE", 0.0)
    with pytest.raises(StoreError, match="kept changing"):
        read_beside(tmp_path / "store.db")
    del writer


def test_what_a_killed_reader_left_is_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "store.db"
    writer = store_of(folder, 1)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, alive = (tmp_path / f".store.db.read-by-{pid}.abc" for pid in (ended.pid, os.getpid()))
    left.mkdir()
    alive.mkdir()
    read_beside(folder)
    assert not left.exists()
    assert alive.exists()
    del writer


def test_where_no_links_can_be_made_the_folder_itself_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "store.db"
    store_of(folder, 2).flush()

    def refused(*paths: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(paths[0]))

    monkeypatch.setattr(beside.os, "link", refused)
    reader, held = read_beside(folder)
    assert held is None
    assert len(list(reader)) == 2
