"""What is written can be read: by us, and by others."""

from io import StringIO
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Graph

from graph.errors import StoreError
from graph.export import FORMATS, import_dump
from graph.refresh import recompute
from graph.sparql.engine import Embedded
from graph.store import Store, open_store


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_store_gives_the_same_bytes(landscape: Store, extension: str) -> None:
    assert FORMATS[extension](landscape) == FORMATS[extension](landscape) != b""


@pytest.mark.parametrize("extension", ["nq", "trig", "jsonld"])
def test_a_dump_makes_the_same_store_again(landscape: Store, folder: Path, tmp_path: Path, extension: str) -> None:
    dump = tmp_path / f"dump.{extension}"
    dump.write_bytes(FORMATS[extension](landscape))
    with open_store(folder) as store:
        assert import_dump(store, dump) == 5
        recompute(store)
        assert store.quads() == landscape.quads()
        assert import_dump(store, dump) == 0


@pytest.mark.parametrize("extension", ["ttl", "nt"])
def test_rdflib_reads_the_graph(landscape: Store, extension: str) -> None:
    graph = Graph().parse(data=FORMATS[extension](landscape), format=extension)
    assert len(graph) == len({quad.triple for quad in landscape.quads()})


def test_the_table_has_one_line_per_fact(landscape: Store) -> None:
    lines = FORMATS["csv"](landscape).decode().splitlines()
    assert lines[0].startswith("subject,relation,object,amount,currency,status")
    assert len(lines) == len(landscape.facts()) + 1
    assert any(line.startswith("Alpha,raised,$110 million,110000000.0,USD,asserted") for line in lines)


def test_networkx_reads_its_formats_back(landscape: Store, tmp_path: Path) -> None:
    edges = {(fact.subject.id, fact.object.id) for fact in landscape.facts() if fact.object}
    for extension, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        path = tmp_path / f"network.{extension}"
        path.write_bytes(FORMATS[extension](landscape))
        assert set(read(path).edges()) == edges or {edge[:2] for edge in read(path).edges} == edges


BAD = {
    "no dump": ("a.ttl", "<x:a> <x:b> 1 .", "no dump with named graphs"),
    "malformed": ("a.nq", "<x:a> <x:b> .", "cannot be read"),
    "no graph": ("a.nq", "<x:a> <x:b> <x:c> .", "belong to no article"),
    "half an article": ("a.nq", "<x:a> <x:b> <x:c> <https://w3id.org/landscape/article/1> .", "belong to no article"),
    "missing": ("b.nq", None, "cannot be opened"),
}


@pytest.mark.parametrize(("name", "text", "message"), BAD.values(), ids=BAD.keys())
def test_what_is_no_dump_is_refused_and_changes_nothing(tmp_path: Path, name: str, text: str | None, message: str) -> None:
    store = Store(Embedded(), "memory")
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(StoreError, match=message):
        import_dump(store, tmp_path / name)
    assert store.quads() == []


def test_a_dump_with_a_forged_quote_is_refused(landscape: Store, tmp_path: Path) -> None:
    dump = tmp_path / "dump.nq"
    dump.write_text(FORMATS["nq"](landscape).decode().replace('exact> "Alpha released A1."', 'exact> "Alpha released A2."'))
    store = Store(Embedded(), "memory")
    with pytest.raises(StoreError, match="does not quote"):
        import_dump(store, dump)
    assert store.articles() == []


def test_graphs_of_the_users_own_come_along(tmp_path: Path) -> None:
    dump = tmp_path / "own.nq"
    dump.write_text("<x:a> <x:b> <x:c> <x:mine> .\n")
    store = Store(Embedded(), "memory")
    assert import_dump(store, dump) == 0
    assert store.query("ASK { GRAPH <x:mine> { <x:a> <x:b> <x:c> } }") is True


def test_text_that_a_spreadsheet_would_run_is_made_inert(landscape: Store) -> None:
    answer = landscape.query('SELECT ?x { VALUES ?x { "=1+1" "a,b" } }')
    assert not isinstance(answer, bool | str)
    assert sorted(StringIO(answer.as_csv()).read().splitlines()) == ['"a,b"', "'=1+1", "x"]
