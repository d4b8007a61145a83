"""The SPARQL 1.1 Protocol, spoken over HTTP with a real server."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.endpoint import application
from graph.engine import Embedded
from graph.negotiation import best
from graph.store import Store
from tests.graph.conftest import SESAME, fill, serving

SELECT = "SELECT ?x { VALUES ?x { 1 } }"
LONG = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 9000 } { SELECT * { ?d ?e ?f } LIMIT 9000 } FILTER (?a != ?d) }"
UPDATE = "INSERT DATA { GRAPH <x:g> { <x:a> <x:b> 1 } }"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """A client of an endpoint with a token."""
    with serving(application(fill(Store(Embedded(), "memory")), token=SESAME)) as address, httpx.Client(base_url=address) as client:
        yield client


@pytest.fixture(scope="module")
def reader() -> Iterator[httpx.Client]:
    """A client of an endpoint without a token."""
    with serving(application(Store(Embedded(), "memory"))) as address, httpx.Client(base_url=address) as client:
        yield client


def test_a_query_may_come_in_three_ways(client: httpx.Client) -> None:
    answers = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query; charset=utf-8"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert {answer.json()["results"]["bindings"][0]["x"]["value"] for answer in answers} == {"1"}


FORMATS = {
    "JSON": ("application/sparql-results+json", '{"head":'),
    "XML": ("application/sparql-results+xml", "<?xml"),
    "CSV": ("text/csv", "x\r\n1"),
    "TSV": ("text/tab-separated-values", "?x\n1"),
    "JSON unless asked otherwise": ("*/*", '{"head":'),
    "what the browser likes best": ("text/html, application/sparql-results+xml;q=0.9, */*;q=0.1", "<?xml"),
}


@pytest.mark.parametrize(("accept", "start"), FORMATS.values(), ids=FORMATS.keys())
def test_results_come_in_the_format_asked_for(client: httpx.Client, accept: str, start: str) -> None:
    assert client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept}).text.startswith(start)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_graphs_come_in_the_format_asked_for(client: httpx.Client, accept: str, media: str) -> None:
    answer = client.get("/sparql", params={"query": "CONSTRUCT { <x:a> <x:b> 1 } {}"}, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, media)


def test_truth_is_answered(client: httpx.Client) -> None:
    assert (
        client.get("/sparql", params={"query": "ASK { GRAPH ?g { ?fact a <https://w3id.org/landscape/ontology#Fact> } }"}).json()["boolean"] is True
    )


def test_a_bare_get_describes_the_service(client: httpx.Client) -> None:
    answer = client.get("/sparql")
    assert "sd:SPARQL11Query, sd:SPARQL11Update" in answer.text
    assert answer.headers["Content-Type"].startswith("text/turtle")


FAULTS = {
    "malformed query": ({"params": {"query": "SELEC"}}, 400, "not valid SPARQL"),
    "two queries": ({"params": [("query", SELECT), ("query", SELECT)]}, 400, "exactly one query"),
    "an update by GET": ({"params": {"update": UPDATE}}, 400, "exactly one query"),
    "a dataset in parameters": ({"params": {"query": SELECT, "default-graph-uri": "x:g"}}, 400, "name the graphs in the query"),
    "a format we do not have": ({"params": {"query": SELECT}, "headers": {"Accept": "image/png"}}, 406, "accept one of them"),
    "a call elsewhere": ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1/> {} }"}}, 400, "SERVICE"),
    "another site's name": ({"params": {"query": SELECT}, "headers": {"Host": "evil.example"}}, 400, "Invalid host"),
}


@pytest.mark.parametrize(("request_", "status", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_what_cannot_be_answered_is_explained(client: httpx.Client, request_: dict[str, object], status: int, message: str) -> None:
    answer = client.get("/sparql", **request_)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert message in answer.text


def test_what_takes_too_long_is_given_up() -> None:
    with serving(application(fill(Store(Embedded(), "memory")), seconds=0.1)) as address:
        answer = httpx.get(f"{address}/sparql", params={"query": LONG})
    assert (answer.status_code, "longer than 0.1 seconds" in answer.text) == (400, True)


def test_a_post_of_something_else_is_refused(client: httpx.Client) -> None:
    assert client.post("/sparql", content="x", headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.put("/sparql").status_code == 405


def test_updates_want_the_token(client: httpx.Client, reader: httpx.Client) -> None:
    count = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH <x:g> { ?s ?p ?o } }"}
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": SESAME}):
        assert client.post("/sparql", data={"update": UPDATE}, headers=headers).status_code == 401
    assert reader.post("/sparql", data={"update": UPDATE}, headers={"Authorization": "Bearer x"}).status_code == 403
    assert client.get("/sparql", params=count).json()["results"]["bindings"][0]["n"]["value"] == "0"
    assert client.post("/sparql", data={"update": UPDATE}, headers={"Authorization": f"Bearer {SESAME}"}).status_code == 204
    assert client.get("/sparql", params=count).json()["results"]["bindings"][0]["n"]["value"] == "1"
    assert client.post("/sparql", data={"update": "LOAD <http://127.0.0.1/>"}, headers={"Authorization": f"Bearer {SESAME}"}).status_code == 400


def test_a_query_sent_as_an_update_does_not_write(reader: httpx.Client) -> None:
    assert reader.post("/sparql", content=UPDATE, headers={"Content-Type": "application/sparql-query"}).status_code == 400
    assert reader.post("/sparql", content=UPDATE, headers={"Content-Type": "application/sparql-update"}).status_code == 403


def test_the_page_stands_alone(client: httpx.Client) -> None:
    page = client.get("/")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    text = (Path(__file__).parents[2] / "graph" / "query_page.html").read_text()
    assert page.text == text
    assert "innerHTML" not in text
    assert "//" not in text.replace("<https://w3id.org/landscape/ontology#", "").replace("<http://www.w3.org/1999/02/22-rdf-syntax-ns#", "")


def test_the_page_offers_the_named_questions(client: httpx.Client) -> None:
    examples = client.get("/questions").json()
    assert {"Competitors", "Licence changes"} <= {example["title"] for example in examples}
    assert all(client.get("/sparql", params={"query": example["sparql"]}).status_code == 200 for example in examples)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "text/a"),
        ("text/b", "text/b"),
        ("text/*", "text/a"),
        ("text/a;q=0.5, text/b;q=0.6", "text/b"),
        ("*/*;q=1, text/a;q=0", "text/b"),
        ("text/c", None),
        ("text/a;q=x", None),
    ],
)
def test_negotiation(accept: str, media: str | None) -> None:
    assert best(accept, ["text/a", "text/b"]) == media
