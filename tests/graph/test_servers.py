"""Stores on SPARQL servers that are not ours, each a process of its own: the Oxigraph server, and rdflib behind rdflib-endpoint."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from time import monotonic, sleep

import httpx
import pytest

from graph.errors import StoreError
from graph.questions import QUESTIONS, ask
from graph.refresh import recompute, refresh
from graph.sparql.table import Table
from graph.store import Store, open_store
from tests.graph.conftest import article_and_claims, fill

OXIGRAPH = str(Path(sys.executable).with_name("oxigraph"))
RDFLIB = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graphs = Dataset(default_union=True)
uvicorn.run(SparqlEndpoint(graph=graphs, path="/", enable_update=True), host="127.0.0.1", port=int(sys.argv[1]), log_level="critical")
"""
QUICK = ("articles", "circular_money", "competitors", "investments", "licence_history", "suppliers", "two_boards", "valuations")
"""Questions that rdflib, which reads SPARQL a hundred times as slowly, answers in a second or two."""


@contextmanager
def running(*command: str) -> Iterator[str]:
    """The address of a server process, from when it answers until it is ended."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([part.replace("PORT", str(port)) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        begun = monotonic()
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/", timeout=5)
                break
            except httpx.HTTPError:
                assert server.poll() is None, f"{command[0]} has ended with {server.returncode}"
                assert monotonic() - begun < 60, f"{command[0]} does not answer"
                sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait(10)


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[Store]:
    """The small landscape on an Oxigraph server."""
    with running(OXIGRAPH, "serve", "--bind", "127.0.0.1:PORT", "--union-default-graph") as address, open_store(f"{address}/query") as store:
        yield fill(store)


@pytest.fixture(scope="module")
def rdflib() -> Iterator[Store]:
    """The small landscape on a server of rdflib's, without what the ontology knows beforehand: rdflib takes minutes to read that."""
    with running(sys.executable, "-c", RDFLIB, "PORT") as address, open_store(f"{address}/") as store:
        store._prepared = True
        yield fill(store)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_oxigraph_server_answers_as_the_folder(name: str, oxigraph: Store, landscape: Store) -> None:
    assert ask(oxigraph, name) == ask(landscape, name)


@pytest.mark.parametrize("name", QUICK)
def test_a_server_of_rdflib_answers_as_the_folder(name: str, rdflib: Store, landscape: Store) -> None:
    assert shown(ask(rdflib, name)) == shown(ask(landscape, name))


def shown(answer: Table) -> list[str]:
    """The rows in an order of their own: where a question's order leaves two rows open, the server decides."""
    return sorted(map(str, answer.rows))


def test_a_server_holds_the_same_statements(oxigraph: Store, landscape: Store) -> None:
    assert oxigraph.quads() == landscape.quads()
    assert oxigraph.version() == landscape.version()


@pytest.mark.parametrize("kind", ["oxigraph", "rdflib"])
def test_an_article_comes_and_goes(kind: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(kind)
    before, facts = store.articles(), store.facts()
    article, claims = article_and_claims(4)
    assert store.remove(article.id)
    refresh(store)
    assert store.find(article.id) is None
    assert len(store.facts()) < len(facts)
    assert store.load([(article, claims)]) == 1
    recompute(store)
    assert (store.articles(), store.facts(), store.claims(article.id)) == (before, facts, claims)


def test_a_server_whose_default_graph_is_empty_is_refused() -> None:
    with (
        running(OXIGRAPH, "serve", "--bind", "127.0.0.1:PORT") as address,
        open_store(f"{address}/query") as store,
        pytest.raises(StoreError, match="union of all graphs"),
    ):
        store.put(*article_and_claims(0))
