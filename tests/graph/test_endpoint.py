"""The SPARQL 1.1 Protocol, spoken over HTTP with a real server."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.endpoint import application
from graph.sparql.engine import Embedded, Remote
from graph.sparql.negotiation import best
from graph.store import Store
from tests.graph.conftest import SESAME, fill, serving

SELECT = "SELECT ?x { VALUES ?x { 1 } }"
GRAPHS = "INSERT DATA { GRAPH <x:one> { <x:a> <x:p> 1 } GRAPH <x:two> { <x:b> <x:p> 2 } }"
OPEN = {"Authorization": f"Bearer {SESAME}"}
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
    assert answer.headers["Content-Type"].startswith("text/turtle")
    for said in ("SPARQL11Query , sd:SPARQL11Update", "sd:endpoint <", "sd:UnionDefaultGraph", "sd:defaultDataset", "sd:name land:facts"):
        assert said.replace("land:facts", "<https://w3id.org/landscape/ontology#facts>") in answer.text
    assert client.get("/sparql", headers={"Accept": "application/ld+json"}).json()
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"}).headers["Location"] == "/"


def test_an_endpoint_without_a_token_says_that_it_takes_no_updates(reader: httpx.Client) -> None:
    assert "SPARQL11Update" not in reader.get("/sparql").text
    assert reader.options("/sparql").headers["Accept-Post"] == "application/sparql-query, application/x-www-form-urlencoded"


def test_head_and_options_answer_without_a_body(client: httpx.Client) -> None:
    head, options = client.head("/sparql", params={"query": SELECT}), client.options("/sparql")
    assert (head.status_code, head.content, head.headers["Content-Type"]) == (200, b"", "application/sparql-results+json")
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert not [name for name in (*head.headers, *options.headers) if name.lower().startswith("access-control")]
    assert head.headers["Cross-Origin-Resource-Policy"] == "same-origin"


FAULTS = {
    "malformed query": ({"params": {"query": "SELEC"}}, 400, "error at 1:1: SPARQL has no word SELEC; did you mean SELECT?"),
    "two queries": ({"params": [("query", SELECT), ("query", SELECT)]}, 400, "exactly one query; here are 2"),
    "no query": ({"params": {"quer": SELECT}}, 400, "exactly one query; here are 0"),
    "an update by GET": ({"params": {"update": UPDATE}}, 405, "by POST"),
    "an update as a query": ({"params": {"query": UPDATE}}, 400, "INSERT begins an update"),
    "a graph that is none": ({"params": {"query": SELECT, "default-graph-uri": "g"}}, 400, "'g' is not the IRI of a graph"),
    "an update's graph": ({"params": {"query": SELECT, "using-graph-uri": "x:g"}}, 400, "here it is default-graph-uri and named-graph-uri"),
    "no number of rows": ({"params": {"query": SELECT, "rows": "0"}}, 400, "rows=0 is no number of rows"),
    "a function that is none": ({"params": {"query": "SELECT (<x:f>(1) AS ?x) {}"}}, 500, "custom function"),
    "a format we do not have": ({"params": {"query": SELECT}, "headers": {"Accept": "image/png"}}, 406, "accept one of them"),
    "a call elsewhere": ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1/> {} }"}}, 403, "SERVICE"),
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
    assert (answer.status_code, "longer than 0.1 seconds" in answer.text) == (503, True)
    assert answer.headers["Retry-After"].isdigit()


def test_a_post_of_something_else_is_refused(client: httpx.Client) -> None:
    for media in ("text/plain", "", "application/sparql-query; charset=UTF-16"):
        assert client.post("/sparql", content=SELECT.encode(), headers={"Content-Type": media}).status_code == 415
    assert client.post("/sparql", content=b"\xff", headers={"Content-Type": "application/sparql-query"}).status_code == 400
    assert "not UTF-8" in client.get("/sparql?query=%FF").text
    assert client.post("/sparql", params={"query": SELECT}, data={"query": SELECT}).status_code == 400
    put = client.put("/sparql")
    assert (put.status_code, put.text) == (405, "PUT is not understood at /sparql; GET, HEAD, OPTIONS, POST are\n")
    assert client.get("/nowhere").text.startswith("there is nothing at /nowhere; the endpoint is /sparql")


def test_updates_want_the_token(client: httpx.Client, reader: httpx.Client) -> None:
    count = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH <x:g> { ?s ?p ?o } }"}
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": SESAME}):
        assert client.post("/sparql", data={"update": UPDATE}, headers=headers).status_code == 401
    assert reader.post("/sparql", data={"update": UPDATE}, headers={"Authorization": "Bearer x"}).status_code == 403
    assert client.get("/sparql", params=count).json()["results"]["bindings"][0]["n"]["value"] == "0"
    assert client.post("/sparql", data={"update": UPDATE}, headers={"Authorization": f"Bearer {SESAME}"}).status_code == 204
    assert client.get("/sparql", params=count).json()["results"]["bindings"][0]["n"]["value"] == "1"
    assert client.post("/sparql", data={"update": "LOAD <http://127.0.0.1/>"}, headers={"Authorization": f"Bearer {SESAME}"}).status_code == 403
    missing = client.post("/sparql", data={"update": "INSERT DATA { <x:a> <x:b> 2 } ; DROP GRAPH <x:none>"}, headers=OPEN)
    assert (missing.status_code, "nothing was changed" in missing.text) == (500, True)
    assert client.get("/sparql", params={"query": "ASK { <x:a> <x:b> 2 }"}).json()["boolean"] is False


def test_a_query_sent_as_an_update_does_not_write(reader: httpx.Client) -> None:
    assert reader.post("/sparql", content=UPDATE, headers={"Content-Type": "application/sparql-query"}).status_code == 400
    assert reader.post("/sparql", content=UPDATE, headers={"Content-Type": "application/sparql-update"}).status_code == 403


def numbers(client: httpx.Client, query: str, **graphs: str | list[str]) -> list[str]:
    """What ?n is bound to."""
    answer = client.get("/sparql", params={"query": query, **{name.replace("_", "-"): value for name, value in graphs.items()}})
    return sorted(row["n"]["value"] for row in answer.json()["results"]["bindings"])


@pytest.fixture(scope="module")
def graphs() -> Iterator[httpx.Client]:
    """A client of an endpoint over two graphs and nothing else, behind another endpoint: what is named in the request is passed on."""
    with Store(Embedded(), "memory") as store, serving(application(store, token=SESAME)) as inner:
        store.update(GRAPHS)
        with (
            Store(Remote(f"{inner}/sparql", SESAME), inner) as remote,
            serving(application(remote, token=SESAME)) as outer,
            httpx.Client(base_url=outer, headers=OPEN) as client,
        ):
            yield client


def test_the_request_names_the_graphs(graphs: httpx.Client) -> None:
    every, named = "SELECT ?n { ?s <x:p> ?n }", "SELECT ?n { GRAPH ?g { ?s <x:p> ?n } }"
    assert numbers(graphs, every) == ["1", "2"]
    assert numbers(graphs, every, default_graph_uri="x:one") == ["1"]
    assert numbers(graphs, every, default_graph_uri=["x:one", "x:two"]) == ["1", "2"]
    assert numbers(graphs, every, named_graph_uri="x:one") == []
    assert numbers(graphs, named, named_graph_uri="x:two") == ["2"]
    assert numbers(graphs, named, default_graph_uri="x:two") == []
    assert numbers(graphs, "SELECT ?n FROM <x:one> { ?s <x:p> ?n }", default_graph_uri="x:two") == ["2"]


COPY = """INSERT { GRAPH <x:three> { ?s <x:p> ?n } } WHERE { ?s <x:p> ?n } ;
INSERT{GRAPH <x:three>{?s <x:q> 'where { }'}}WHERE{{SELECT * WHERE {?s <x:p> ?n}}}"""


def test_the_request_names_the_graphs_that_an_update_reads(graphs: httpx.Client) -> None:
    found = graphs.post("/sparql", params={"using-graph-uri": "x:one"}, data={"update": COPY})
    assert found.status_code == 204, found.text
    assert numbers(graphs, "SELECT ?n { GRAPH <x:three> { ?s <x:p> ?n } }") == ["1"]
    assert numbers(graphs, "SELECT ?n { GRAPH <x:three> { ?s <x:q> ?n } }") == ["where { }"]
    assert graphs.post("/sparql", data={"update": "DROP GRAPH <x:three>"}).status_code == 204


@pytest.mark.parametrize(
    "update", ["WITH <x:one> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "DELETE WHERE { ?s ?p ?o }", "INSERT {} USING <x:a> WHERE {}"]
)
def test_an_update_names_its_graphs_in_one_place(graphs: httpx.Client, update: str) -> None:
    assert graphs.post("/sparql", data={"update": update, "using-named-graph-uri": "x:one"}).status_code == 400


CUT = {
    "application/sparql-results+json": '"link":["http',
    "application/sparql-results+xml": "</sparql>\n<!-- cut after 2 rows; ask with rows=all for the whole answer -->\n",
    "text/csv": "2\r\n# cut after 2 rows; ask with rows=all for the whole answer\r\n",
    "text/tab-separated-values": "2\n# cut after 2 rows; ask with rows=all for the whole answer\n",
}


@pytest.mark.parametrize(("media", "said"), CUT.items(), ids=CUT.keys())
def test_rows_are_never_cut_in_silence(media: str, said: str) -> None:
    query = {"query": "SELECT ?x { VALUES ?x { 1 2 3 } }"}
    with serving(application(Store(Embedded(), "memory"), rows=2)) as address, httpx.Client(base_url=address, headers={"Accept": media}) as client:
        cut, whole = client.get("/sparql", params=query), client.get("/sparql", params={**query, "rows": "all"})
        exact, asked = client.get("/sparql", params={**query, "rows": "3"}), client.get("/sparql", params=query, headers={"Landscape-Rows": "all"})
    assert cut.headers["Landscape-Rows-Cut"] == "2"
    assert said in cut.text
    assert "Landscape-Rows-Cut" not in whole.headers
    assert {whole.text, exact.text} == {asked.text}
    assert "cut" not in whole.text


@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_statements_are_never_cut_in_silence(client: httpx.Client, media: str) -> None:
    query = {"query": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "rows": "5"}
    cut = client.get("/sparql", params=query, headers={"Accept": media})
    assert cut.headers["Landscape-Rows-Cut"] == "5"
    assert ("cut after 5 rows" in cut.text) == (media != "application/ld+json")  # it has no place for a comment


def test_odd_rows_come_through_the_count(client: httpx.Client) -> None:
    query = """SELECT ?x ?y { VALUES (?x ?y) { ("a\\tb\\n\\"c" UNDEF) (UNDEF 1.50) (<x:a> "2024"^^<x:t>) ("é"@fr true) (UNDEF UNDEF) } }"""
    for media in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"):
        answers = [client.get("/sparql", params={"query": query, "rows": rows}, headers={"Accept": media}).content for rows in ("5", "all")]
        assert answers[0] == answers[1]


STORE = "/rdf-graph-store"
TURTLE = {"Content-Type": "text/turtle"}


def test_graphs_are_read_by_name_and_by_address(graphs: httpx.Client) -> None:
    one = graphs.get(STORE, params={"graph": "x:one"}, headers={"Accept": "application/n-triples"})
    assert one.text == '<x:a> <x:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    assert len(graphs.get(f"{STORE}?default", headers={"Accept": "application/n-triples"}).text.splitlines()) == 2
    head = graphs.head(STORE, params={"graph": "x:one"})
    assert (head.status_code, head.content, head.headers["Content-Type"]) == (200, b"", "text/turtle; charset=utf-8")
    assert graphs.head(STORE, params={"graph": "x:none"}).status_code == 404
    assert graphs.get(f"{STORE}/none").status_code == 404
    assert graphs.get(STORE).status_code == 400
    assert graphs.get(STORE, params={"graph": "x:one"}, headers={"Accept": "image/png"}).status_code == 406


def test_graphs_are_written_with_the_token_only(client: httpx.Client, reader: httpx.Client) -> None:
    for method in ("PUT", "POST", "DELETE"):
        assert reader.request(method, STORE, params={"graph": "x:w"}, headers=TURTLE).status_code == 403
        assert client.request(method, STORE, params={"graph": "x:w"}, headers=TURTLE).status_code == 401
        assert client.request(method, f"{STORE}?default", headers={**TURTLE, **OPEN}).status_code == 403
    assert client.patch(f"{STORE}/one").status_code == 405


def test_a_graph_is_put_posted_to_and_deleted(client: httpx.Client) -> None:
    path, headers = f"{STORE}/some", {**TURTLE, **OPEN}
    there = str(client.base_url.join(path))
    put = client.put(path, content="<> <x:p> _:b .", headers=headers)
    assert (put.status_code, put.headers["Location"]) == (201, there)
    assert client.put(STORE, params={"graph": there}, content="<> <x:p> 1 .", headers=headers).status_code == 204
    parts = (
        b"".join(b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/turtle\r\n\r\n<> <x:p> %d .\r\n' % n for n in (2, 3))
        + b"--x--\r\n"
    )
    assert client.post(path, content=parts, headers={**OPEN, "Content-Type": "multipart/form-data; boundary=x"}).status_code == 204
    assert client.get(path, headers={"Accept": "application/n-triples"}).text.count(f"<{there}>") == 3
    assert client.put(path, content="<> <", headers=headers).status_code == 400
    assert client.put(path, content="x", headers={**OPEN, "Content-Type": "text/plain"}).status_code == 415
    assert [client.delete(path, headers=OPEN).status_code for _ in range(2)] == [204, 404]
    new = client.post(STORE, content="<x:a> <x:p> 1 .", headers=headers)
    assert client.get(new.headers["Location"]).status_code == 200
    assert client.delete(new.headers["Location"], headers=OPEN).status_code == 204


def test_the_page_and_its_files_come_from_here_alone(client: httpx.Client) -> None:
    page = client.get("/")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "unsafe" not in policy
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert f'content="{nonce}"' in page.text
    assert nonce not in client.get("/").text
    for name, media in (
        ("page.js", "text/javascript"),
        ("page.css", "text/css"),
        ("editor.js", "text/javascript"),
        ("editor.licences.txt", "text/plain"),
    ):
        assert client.get(f"/page/{name}").headers["Content-Type"].startswith(media)
    for name in ("index.html", "editor", "..%2Fguard.py", "none.js"):
        assert client.get(f"/page/{name}").status_code == 404


def test_the_editor_comes_with_the_licences_of_all_that_is_in_it(client: httpx.Client) -> None:
    folder = Path(__file__).parents[2] / "graph" / "query_page" / "editor"
    licences = client.get("/page/editor.licences.txt").text
    pinned = json.loads((folder / "package.json").read_text())["dependencies"]
    assert [name for name, version in pinned.items() if f"{name} {version} (MIT)" not in licences] == []
    assert not (folder / "node_modules").exists()


def test_the_page_offers_the_named_questions(client: httpx.Client) -> None:
    examples = {example["title"]: example for example in client.get("/questions").json()}
    assert {"Competitors", "Licence changes"} <= examples.keys()
    assert all(client.get("/sparql", params={"query": example["sparql"]}).status_code == 200 for example in examples.values())
    assert [parameter["name"] for parameter in examples["Competitors"]["parameters"]] == ["company"]
    filled = client.get("/questions/competitors", params={"company": "Alpha"})
    assert "VALUES ?company { <https://w3id.org/landscape/entity/alpha> }" in filled.text
    unknown = client.get("/questions/competitors", params={"company": "Alphx"})
    assert (unknown.status_code, "did you mean Alpha" in unknown.text) == (400, True)
    assert client.get("/questions/none").status_code == 404


def test_the_editor_completes_from_the_store(client: httpx.Client) -> None:
    told = client.get("/terms").json()
    offers = {offer["name"]: offer for offer in told["terms"]}
    assert told["prefixes"]["land"] == "https://w3id.org/landscape/ontology#"
    assert (offers["land:competesWith"]["kind"], offers["land:Fact"]["kind"], offers["land:belief"]["kind"]) == ("relation", "class", "property")
    assert offers["skos:prefLabel"]["kind"] == "property"
    assert "land:compound" not in offers  # a word by which the reader finds relations
    assert client.get("/entities", params={"q": "alp"}).json()[0] == {
        "name": "ent:alpha",
        "kind": "entity",
        "label": "Alpha",
        "comment": "research lab",
    }
    assert client.get("/entities", params={"q": "nvda"}).json()[0]["name"] == "ent:nvidia"
    assert client.get("/entities", params={"q": "zzzz"}).json() == []


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
