"""A client of the endpoint under test."""

from collections.abc import Iterable

import httpx

from bench.w3c.suite import Data, Suite
from graph.sparql.isomorphism import read

DEFAULT = "urn:x-test:default"
"""Where the default graph of a test stands: an endpoint may show the union of all graphs as its default graph."""


class Client:
    """Speaks to an endpoint at `url` and to its graph store at `graphs`, with the token where there is one."""

    def __init__(self, url: str, graphs: str, token: str = "") -> None:
        self.url, self.graphs = url, graphs
        self._http = httpx.Client(timeout=60, headers={"Authorization": f"Bearer {token}"} if token else {})

    def close(self) -> None:
        """Ends the connections."""
        self._http.close()

    def send(self, method: str, url: str, content: bytes | None = None, headers: Iterable[tuple[str, str]] = ()) -> httpx.Response:
        """One request as it stands; redirections are followed with the same method."""
        response = self._http.request(method, url, content=content, headers=[*headers])
        if response.status_code in (301, 302, 307, 308):
            return self._http.request(method, response.headers["Location"], content=content, headers=[*headers])
        return response

    def query(self, text: str, accept: str, default: Iterable[str] = (), named: Iterable[str] = ()) -> httpx.Response:
        """A query by POST, over these graphs where any are given."""
        graphs = [*(("default-graph-uri", iri) for iri in default), *(("named-graph-uri", iri) for iri in named)]
        url = httpx.URL(self.url, params=graphs) if graphs else self.url
        return self.send("POST", str(url), text.encode(), [("Content-Type", "application/sparql-query"), ("Accept", accept)])

    def update(self, text: str) -> httpx.Response:
        """An update by POST."""
        return self.send("POST", self.url, text.encode(), [("Content-Type", "application/sparql-update")])

    def load(self, suite: Suite, data: Data, default: str = DEFAULT) -> None:
        """Empties the store, then fills it: the default graph into the one of this name, or the real one for ""."""
        self.update("DROP ALL").raise_for_status()
        for file, graph in data:
            lines = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in read(suite.content(file), suite.media(file), file))
            name = graph or default
            self.update(f"INSERT DATA {{ GRAPH <{name}> {{\n{lines}\n}} }}" if name else f"INSERT DATA {{\n{lines}\n}}").raise_for_status()
