"""Faults of queries are told in words, with their place."""

import pytest

from graph.errors import QueryError
from graph.sparql.engine import Embedded
from graph.sparql.syntax import explained

FAULTS = {
    "an undeclared prefix": (
        "SELECT * {\n  ?a land:belief ?b }",
        "error at 2:6: the prefix land: is not declared; put PREFIX land: <https://w3id.org/",
    ),
    "a prefix that is nobody's": ("SELECT * { ?a ex:x ?b }", "put PREFIX ex: <...> at the top"),
    "a relative address": ("SELECT * { <openai> ?b ?c }", "error at 1:12: <openai> is not a whole address"),
    "an open brace": ("SELECT * { ?a ?b ?c . { ?d ?e ?f }", "error at 1:10: this { is never closed"),
    "a closing bracket too many": ("SELECT * { ?a ?b ?c ) }", "error at 1:21: this ) closes nothing"),
    "an open text": ('SELECT * { ?a ?b "x }', 'error at 1:18: the text that begins with this " is not closed'),
    "a misspelt word": ("SELCT * { ?a ?b ?c }", "error at 1:1: SPARQL has no word SELCT; did you mean SELECT?"),
    "a word for a variable": ("SELECT x { ?x ?b ?c }", "SPARQL has no word x; a variable begins with ?"),
    "an unbound variable": ("SELECT ?x (COUNT(?y) AS ?z) { ?x ?p ?y }", "SELECT names a variable that nothing binds"),
    "a star with groups": ("SELECT * { ?a ?b ?c } GROUP BY ?a", "with GROUP BY, SELECT names its variables"),
    "nothing": ("# nothing", "there is no query here"),
    "an update": ("INSERT DATA {}", "INSERT begins an update"),
    "something else": ("SELECT * { ?a ?b ?c ?d }", "error at 1:25: the query cannot go on like this"),
    "a limit": ("SELECT * { ?a ?b ?c } LIMIT", "error at 1:28: the query cannot go on like this"),
}


@pytest.mark.parametrize(("sparql", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_place(sparql: str, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        Embedded().query(sparql)
    assert words in explained(sparql, str(caught.value))


def test_the_message_of_another_engine_stays() -> None:
    assert explained("SELECT", "Encountered <EOF>") == "Encountered <EOF>"
