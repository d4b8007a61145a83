"""The two engines behind a store: Oxigraph in a folder, and any SPARQL 1.1 server."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from shutil import rmtree
from typing import Protocol
from weakref import finalize

import httpx
from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from pyoxigraph import Store as Oxigraph

from graph.errors import QueryError, StoreError
from graph.sparql.beside import read_beside
from graph.sparql.dataset import Dataset
from graph.sparql.guard import names_dataset
from graph.sparql.syntax import explained

__all__ = ["Answer", "Dataset", "Embedded", "Engine", "Remote", "change"]

Answer = QuerySolutions | QueryBoolean | Iterable[Triple]
"""Rows of a SELECT, the truth of an ASK, or the triples of a CONSTRUCT or DESCRIBE."""

_LOCKED = "close the other program, add articles on the app's Add page, or run `python -m graph serve` there and use its URL as the store"

_BODY = 1_000_000  # characters of one update, about eight articles of thirty claims; servers limit what they take

_LINES = 400  # statements of one operation of an update: rdflib's time grows with their square

_UNSAVED = 20_000  # statements written from one flush to the next: readers of the folder hold in memory what has not been flushed


class Engine(Protocol):
    """What a store needs of an engine. Each `write` and each `update` is one transaction."""

    def query(self, sparql: str, dataset: Dataset | None = None) -> Answer:
        """The answer over these graphs, whatever the query says; or over the union of all. `QueryError` where the query is malformed."""

    def quads(self, *graphs: NamedNode) -> Iterable[Quad]:
        """The statements of these graphs, or of all if none is named."""

    def about(self, nodes: Iterable[NamedNode]) -> Iterable[Quad]:
        """The statements of these subjects in all graphs."""

    def write(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Takes out the one, puts in the other."""

    def load(self, blocks: Iterable[str]) -> None:
        """Puts in much that comes as text (`graph.rdf.terms.block`): all of it or nothing in a folder, each block or nothing on a server."""

    def update(self, sparql: str) -> None:
        """Runs a SPARQL update. `QueryError` where it is malformed."""

    def close(self) -> None:
        """Lets go of the store, so that another process can open it."""


def change(removed: Iterable[Quad], added: Iterable[Quad]) -> str:
    """The SPARQL update that takes out the one and puts in the other, in a fixed order."""
    operations = []
    for verb, quads in (("DELETE", removed), ("INSERT", added)):
        lines = sorted(f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}" for quad in quads)
        for first in range(0, len(lines), _LINES):
            block = "\n".join(lines[first : first + _LINES])
            operations.append(f"{verb} DATA {{\n{block}\n}}")
    return " ;\n".join(operations)


def _malformed(sparql: str, error: SyntaxError, *, update: bool = False) -> QueryError:
    return QueryError(explained(sparql, f"the {'update' if update else 'query'} is not valid SPARQL: {error}", update=update))


class Embedded:
    """Oxigraph in a folder (without one, in memory): one writing process at a time, readers beside it see the state of their opening."""

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        self._unsaved = 0
        self._let_go: finalize[..., Embedded] | None = None
        try:
            if folder and read_only:
                self._store, held = read_beside(folder)
                self._let_go = finalize(self, rmtree, held, ignore_errors=True) if held else None
            else:
                self._store = Oxigraph(str(folder)) if folder else Oxigraph()
        except FileNotFoundError as error:
            raise StoreError(f"there is no store at {folder}; make one with `python -m ingest SOURCE --store {folder}`") from error
        except OSError as error:
            if "lock" in str(error).casefold():
                raise StoreError(f"the store {folder} is in use by another program; {_LOCKED}") from error
            raise StoreError(f"the store {folder} cannot be opened: {error}; give another folder with --store") from error
        except RuntimeError as error:
            raise StoreError(f"the store {folder} is damaged: {error}; make it anew from its articles or from a dump") from error

    def query(self, sparql: str, dataset: Dataset | None = None) -> Answer:
        try:
            if dataset:
                default, names = ([NamedNode(iri) for iri in graphs] for graphs in (dataset.default, dataset.named))
                return self._store.query(sparql, default_graph=[*default], named_graphs=[*names])
            return self._store.query(sparql, use_default_graph_as_union=not names_dataset(sparql))  # the union would overrule FROM
        except SyntaxError as error:
            raise _malformed(sparql, error) from error
        except RuntimeError as error:  # a function of the query's own, which SPARQL allows and Oxigraph does not have
            raise StoreError(f"the query cannot be answered: {error}") from error
        except OSError as error:
            raise StoreError(f"the store cannot be read: {error}") from error

    def quads(self, *graphs: NamedNode) -> Iterator[Quad]:
        return chain.from_iterable(self._store.quads_for_pattern(None, None, None, graph) for graph in graphs or (None,))

    def about(self, nodes: Iterable[NamedNode]) -> Iterator[Quad]:
        return chain.from_iterable(self._store.quads_for_pattern(node, None, None, None) for node in nodes)

    def write(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        gone, new = list(removed), list(added)
        self._unsaved += len(gone) + len(new)
        if self._unsaved > _UNSAVED:  # first, so that what is written now may fail alone
            self._store.flush()
            self._unsaved = 0
        if gone:
            self.update(change(gone, new))
        elif new:
            try:
                self._store.extend(new)  # four times as fast as the same statements in the text of an update
            except OSError as error:
                raise StoreError(f"the store cannot be written: {error}") from error

    def load(self, blocks: Iterable[str]) -> None:
        """Four times as fast as `write`, which notes each statement down in a log before its place; this writes sorted files and then takes them in.

        A trial showed that it takes them in all together: when the source failed after 1.5 million statements, none was there.
        """
        if text := "".join(blocks):
            try:
                self._store.bulk_load(text, RdfFormat.TRIG, lenient=True)  # lenient: the terms of a block were checked when they were made
            except OSError as error:
                raise StoreError(f"the store cannot be written: {error}") from error

    def update(self, sparql: str) -> None:
        try:
            self._store.update(sparql)
        except SyntaxError as error:
            raise _malformed(sparql, error, update=True) from error
        except RuntimeError as error:  # a graph that is dropped is not there, or one that is made is
            raise StoreError(f"the update cannot be done, and nothing was changed: {error}") from error
        except OSError as error:
            raise StoreError(f"the store cannot be written: {error}") from error

    def close(self) -> None:
        self._store = Oxigraph()  # the folder's lock goes with the last reference to its store
        if self._let_go:
            self._let_go()


def _with_graphs(url: str, dataset: Dataset | None) -> httpx.URL:
    """The address with the dataset in its parameters, as the SPARQL 1.1 Protocol names them."""
    graphs = [*(("default-graph-uri", iri) for iri in dataset.default), *(("named-graph-uri", iri) for iri in dataset.named)] if dataset else []
    return httpx.URL(url, params=[*httpx.URL(url).params.multi_items(), *graphs]) if graphs else httpx.URL(url)


def updates_at(url: str) -> str:
    """Where a server takes updates by the usage of most: at the address of queries, and beside it where that ends in /query.

    >>> updates_at("http://127.0.0.1:7878/query"), updates_at("http://127.0.0.1:8000/sparql")
    ('http://127.0.0.1:7878/update', 'http://127.0.0.1:8000/sparql')
    """
    return f"{url.removesuffix('/query')}/update" if url.endswith("/query") else url


class Remote:
    """Any SPARQL 1.1 server whose default graph is the union of all: queries are POSTed to one address, updates to it or to another."""

    def __init__(self, url: str, token: str | None = None, client: httpx.Client | None = None, updates: str = "") -> None:
        self._url, self._updates = url, updates or updates_at(url)
        self._client = client or httpx.Client(timeout=60)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    @classmethod
    def at(cls, url: str) -> "Remote":
        """The server at an address, with the token in LANDSCAPE_TOKEN if set; LANDSCAPE_UPDATES names its address for updates where unusual."""
        return cls(url, os.environ.get("LANDSCAPE_TOKEN"), updates=os.environ.get("LANDSCAPE_UPDATES", ""))

    def _post(self, body: str, kind: str, accept: str = "*/*", dataset: Dataset | None = None) -> httpx.Response:
        url = self._updates if kind == "update" else self._url
        headers = {**self._headers, "Content-Type": f"application/sparql-{kind}", "Accept": accept, "Landscape-Rows": "all"}
        try:
            response = self._client.post(_with_graphs(url, dataset), content=body.encode(), headers=headers)
        except httpx.HTTPError as error:
            raise StoreError(f"the store {url} does not answer: {error}; is `python -m graph serve` running there?") from error
        if response.status_code in (401, 403):
            raise StoreError(f"the store {url} refuses: {response.text.strip()}; set LANDSCAPE_TOKEN to the token that it was started with")
        if response.status_code == 400:
            raise QueryError(response.text.strip())
        if response.is_error:
            raise StoreError(f"the store {url} answers with status {response.status_code}: {response.text.strip()[:500]}")
        return response

    def query(self, sparql: str, dataset: Dataset | None = None) -> Answer:
        response = self._post(sparql, "query", "application/sparql-results+json, application/n-triples;q=0.9", dataset)
        if "json" in response.headers.get("content-type", ""):
            return parse_query_results(response.content, QueryResultsFormat.JSON)
        return [quad.triple for quad in parse(response.content, RdfFormat.N_TRIPLES)]

    def quads(self, *graphs: NamedNode) -> Iterator[Quad]:
        yield from self._found(f"VALUES ?g {{ {' '.join(map(str, graphs))} }}" if graphs else "")

    def about(self, nodes: Iterable[NamedNode]) -> Iterator[Quad]:
        yield from self._found(f"VALUES ?s {{ {' '.join(map(str, nodes))} }}")

    def _found(self, bound: str) -> Iterator[Quad]:
        for row in self.query(f"SELECT ?g ?s ?p ?o {{ {bound} GRAPH ?g {{ ?s ?p ?o }} }}"):  # type: ignore[union-attr]  # a SELECT answers with rows
            yield Quad(row["s"], row["p"], row["o"], row["g"])

    def write(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        if text := change(list(removed), list(added)):
            self.update(text)

    def load(self, blocks: Iterable[str]) -> None:
        held: list[str] = []
        for text in blocks:
            held.append(text)
            if sum(map(len, held)) > _BODY:
                self.update(f"INSERT DATA {{\n{''.join(held)}}}")
                held = []
        if held:
            self.update(f"INSERT DATA {{\n{''.join(held)}}}")

    def update(self, sparql: str) -> None:
        self._post(sparql, "update")

    def close(self) -> None:
        self._client.close()
