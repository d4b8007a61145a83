"""What would reach out of the store is refused; what only speaks of it is not."""

import pytest

from graph.errors import QueryError
from graph.guard import names_dataset, refuse_network

REACHING = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * { service silent ?where { ?s ?p ?o } }",
    "SELECT * {SERVICESILENT<http://127.0.0.1/>{ ?s ?p ?o }}",
    "PREFIX : <http://127.0.0.1/> SELECT * { ?s ?p 2SERVICE:a{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a\\'' SERVICE <http://127.0.0.1/> { ?s ?p '' } }",
    'SELECT * { ?s ?p """a""" SERVICE <http://127.0.0.1/> {} #"""\n}',
    "SELECT * { ?s ?p <#> # >\n SERVICE <http://127.0.0.1/> {} }",
    "SELECT * { FILTER (?a < ?b) SERVICE <http://127.0.0.1/> {} FILTER (?a > ?b) }",
    "PREFIX a: <http://a/> SELECT * { ?s ?p a:b.SERVICE <http://127.0.0.1/> {} }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1/> {} }",
    'SELECT * { ?s ?p "a\\u0022 SERVICE <http://127.0.0.1/> {} #" }',
    "SELECT * { ?s ?p 'x'@en SERVICE <http://127.0.0.1/> {} }",
]
HARMLESS = [
    'SELECT * { ?s ?p """a"" \\""" SERVICE <http://127.0.0.1/> {} #"""',
    "SELECT ?service { ?service ?load $service }",
    'SELECT * { ?s ?p "SERVICE <http://a/>" }',
    "SELECT * { ?s ?p 'SERVICE', '''a ' SERVICE''' }",
    "SELECT * { <http://a/SERVICE> ?p ?o } # SERVICE",
    "PREFIX a: <http://a/> SELECT * { a:service a:LOAD _:service }",
    'SELECT * { ?s ?p "written as \\\\u0022 in a SERVICE" }',
    "PREFIX payload: <http://a/> SELECT * { payload:x ?p ?o }",
]


@pytest.mark.parametrize("sparql", REACHING)
def test_service_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        refuse_network(sparql)


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_mere_word_is_not(sparql: str) -> None:
    refuse_network(sparql)


@pytest.mark.parametrize("sparql", ["LOAD <http://127.0.0.1/>", "INSERT DATA { <x:a> <x:b> 1 };loadsilent<http://127.0.0.1/>"])
def test_load_is_refused_in_updates(sparql: str) -> None:
    with pytest.raises(QueryError, match="LOAD"):
        refuse_network(sparql, update=True)


def test_from_is_seen_and_not_imagined() -> None:
    assert names_dataset("SELECT * FROM <http://a/> {}")
    assert names_dataset("SELECT *from<http://a/>{}")
    assert not names_dataset('SELECT ?from { ?from a "from" } # from')
