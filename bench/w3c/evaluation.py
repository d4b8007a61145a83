"""Tests of the languages: what a query answers, what an update leaves, and what is a query or an update at all."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import urljoin

import httpx

from bench.w3c.client import DEFAULT, Client
from bench.w3c.suite import Suite, Test
from graph.sparql.isomorphism import canonical, read, rows

_ANSWERS = {
    ".srx": ("application/sparql-results+xml", "application/sparql-results+xml"),
    ".srj": ("application/sparql-results+json", "application/sparql-results+json"),
    ".tsv": ("text/tab-separated-values", "text/tab-separated-values"),
}
_N_TRIPLES, _JSON = "application/n-triples", "application/sparql-results+json"
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>:]+)>")  # files beside the query: a test with FROM and no data means these
_ALL = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"


def query(client: Client, suite: Suite, test: Test) -> str:
    """Why a test of a query fails, "" where it passes."""
    content = suite.content(test.query).decode()
    client.load(suite, test.before or tuple((urljoin(test.query, file), urljoin(test.query, file)) for file in _FROM.findall(content)))
    text = f"BASE <{test.query}> {content}"
    default = [DEFAULT] if test.before else []
    named = [graph for _, graph in test.before if graph]
    suffix = Path(test.result).suffix
    accept = _ANSWERS[suffix][0] if suffix in _ANSWERS else "text/csv" if suffix == ".csv" else _N_TRIPLES
    response = client.query(text, accept, default, named)
    if response.is_error:
        return _said(response)
    wanted = suite.content(test.result)
    if suffix == ".csv":
        return _differ(_table(response.content), _table(wanted))
    if suffix in _ANSWERS:
        return _differ(rows(response.content, accept), rows(wanted, accept))
    return _differ(canonical(read(response.content, _N_TRIPLES, test.result)), canonical(read(wanted, suite.media(test.result), test.result)))


def update(client: Client, suite: Suite, test: Test) -> str:
    """Why a test of an update fails, "" where it passes. The default graph is read by moving it where it has a name."""
    client.load(suite, test.before, "")
    response = client.update(f"BASE <{test.query}> {suite.content(test.query).decode()}")
    if response.is_error:
        return _said(response)
    client.update(f"MOVE SILENT DEFAULT TO <{DEFAULT}>").raise_for_status()
    found = client.query(_ALL, _JSON)
    client.load(suite, test.after)
    wanted = client.query(_ALL, _JSON)
    return _said(found) if found.is_error else _differ(rows(found.content, _JSON), rows(wanted.content, _JSON))


def syntax(client: Client, suite: Suite, test: Test) -> str:
    """Why a test of syntax fails, "" where it passes: what is malformed gets a status 4xx, and nothing else does, even where it cannot be done."""
    client.load(suite, ())
    text = f"BASE <{test.action}> {suite.content(test.action).decode()}"
    response = client.update(text) if "Update" in test.kind else client.query(text, "*/*")
    if response.is_client_error == test.kind.startswith("Negative"):
        return ""
    return _said(response) if response.is_error else "is accepted"


def _differ(found: str, wanted: str) -> str:
    if found == wanted:
        return ""
    lines, expected = set(found.splitlines()), set(wanted.splitlines())
    return f"answers {sorted(lines - expected)[:2]} where {sorted(expected - lines)[:2]} is expected"


def _table(content: bytes) -> str:
    """A CSV with its columns in the order of their names and its rows sorted: neither order counts, nor how blank nodes are called."""
    lines = [
        {name: "_:" if value.startswith("_:") else value for name, value in row.items()} for row in csv.DictReader(io.StringIO(content.decode()))
    ]
    return "\n".join(sorted(str(sorted(line.items())) for line in lines))


def _said(response: httpx.Response) -> str:
    return f"{response.status_code}: {' '.join(response.text.split())[:200]}"
