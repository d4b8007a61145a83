"""What would reach out of the store is refused; what only speaks of it is not."""

from time import perf_counter

import pytest

from graph.sparql.guard import Refused, blanked, names_dataset, refuse_network

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
# Each of these reached a server on this machine before the guard knew of it.
HIDDEN = [
    "PREFIX a: <http://a/> SELECT * { ?s ?p a:b.c\\# SERVICE <http://127.0.0.1/> {}\n }",
    "PREFIX a: <http://a/> SELECT * { OPTIONAL {?s ?p a:b.c\\' .} SERVICE <http://127.0.0.1/> {} #'\n}",
    'SELECT * { FILTER (?a<#x>"""\n?b) SERVICE <http://127.0.0.1/> {} #"""\n}',
    "SELECT * { FILTER (?a<'>'||true) SERVICE <http://127.0.0.1/> {} #'\n}",
    "PREFIX x: <http://127.0.0.1/> SELECT * { FILTER (?a<?b)SERVICE:x#>\n{} }",
    'SELECT * { ?s <http://a/\\u0041#x> "x\\u0022" SERVICE <http://127.0.0.1/> {} # "\n}',
    'SELECT * { VALUES ?x {"""x"} SERVICE <http://127.0.0.1/> {} }',
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
    "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?service a sd:Service }",
    'SELECT * { ?s ?p <#x>, <urn:a\'b>, """x }',
]


@pytest.mark.parametrize("sparql", [*REACHING, *HIDDEN])
def test_service_is_refused(sparql: str) -> None:
    with pytest.raises(Refused, match="SERVICE"):
        refuse_network(sparql)


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_mere_word_is_not(sparql: str) -> None:
    refuse_network(sparql)


@pytest.mark.parametrize("sparql", ["LOAD <http://127.0.0.1/>", "INSERT DATA { <x:a> <x:b> 1 };loadsilent<http://127.0.0.1/>"])
def test_load_is_refused_in_updates(sparql: str) -> None:
    with pytest.raises(Refused, match="LOAD"):
        refuse_network(sparql, update=True)


def test_from_is_seen_and_not_imagined() -> None:
    assert names_dataset("SELECT * FROM <http://a/> {}")
    assert names_dataset("SELECT *from<http://a/>{}")
    assert not names_dataset('SELECT ?from { ?from a "from" } # from')


@pytest.mark.parametrize("piece", ['"""', "a", "<a'", '"\\"', "?", "<//", "a:"])
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    begun = perf_counter()
    with pytest.raises(Refused):
        refuse_network(f"{piece * 200_000} SERVICE")
    assert perf_counter() - begun < 20  # a fraction of a second on a quiet machine; in proportion to the square it would be hours


def test_what_is_left_stands_where_it_stood() -> None:
    text = 'PREFIX a: <x#> SELECT ?where # where\nWHERE { \'where\' a:where """where\n""" }'
    assert len(blanked(text)) == len(text)
    assert blanked(text).split() == ["PREFIX", "SELECT", "WHERE", "{", "}"]
    assert blanked(text).index("WHERE") == text.index("WHERE")
