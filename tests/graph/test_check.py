"""The shapes find what is wrong, and nothing where all is well."""

import pytest

from graph.check import check
from graph.sparql.engine import Embedded
from graph.store import Store
from tests.graph.conftest import fill

PREFIXES = """PREFIX land: <https://w3id.org/landscape/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX ent: <https://w3id.org/landscape/entity/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> """


@pytest.fixture
def store() -> Store:
    return fill(Store(Embedded(), "memory"))


def test_what_we_write_is_valid(store: Store) -> None:
    assert check(store) == []


def test_an_empty_store_is_valid() -> None:
    assert check(Store(Embedded(), "memory")) == []


FAULTS = {
    "a claim without status": ("DELETE { GRAPH ?g { ?c land:status ?s } } WHERE { GRAPH ?g { ?c a land:Claim ; land:status ?s } }", "one status"),
    "a confidence above 1": (
        "DELETE { GRAPH ?g { ?c land:confidence ?x } } INSERT { GRAPH ?g { ?c land:confidence 1.5 } } WHERE { GRAPH ?g { ?c land:confidence ?x } }",
        "from 0 to 1"),
    "a quote that the article does not hold": (
        "DELETE { GRAPH ?g { ?q oa:exact ?x } } INSERT { GRAPH ?g { ?q oa:exact 'other' } } WHERE { GRAPH ?g { ?q oa:exact ?x } }",
        "not what the article says"),
    "a relation of no ontology": (
        "INSERT { GRAPH ?g { ?c rdf:predicate land:likes } } WHERE { GRAPH ?g { ?c a land:Claim } }", "one relation of the ontology"),
    "a fact without its claims": (
        "DELETE { GRAPH ?g { ?c ?p ?o } } WHERE { GRAPH ?g { ?c a land:Claim ; ?p ?o } }", "behind a fact there is a claim"),
    "an entity without a name": (
        "DELETE { GRAPH ?g { ent:alpha skos:prefLabel ?n } } WHERE { GRAPH ?g { ent:alpha skos:prefLabel ?n } }", "has a name"),
    "a conflict with one side": (
        "DELETE { GRAPH ?g { ?c land:side ?x } } WHERE { GRAPH ?g { ?c a land:Conflict ; land:side ?x } }", "two sides or more"),
    "a judgement of no known kind": (
        "INSERT DATA { GRAPH land:judgements { <urn:x> a land:Judgement ; land:kind 'praise' } }", "of one known kind"),
    "an amount without currency": (
        "DELETE { GRAPH ?g { ?c land:currency ?x } } WHERE { GRAPH ?g { ?c a land:Claim ; land:currency ?x } }", "the whole node"),
}  # fmt: skip  # a table


@pytest.mark.parametrize(("update", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_found_and_named(store: Store, update: str, message: str) -> None:
    store.update(PREFIXES + update)
    faults = check(store)
    assert any(message in str(fault) for fault in faults), faults
    assert faults == check(store)
