"""Facts from claims: who says what, when, and how that adds up."""

from dataclasses import replace
from itertools import permutations

import pytest

from graph.claim import Claim
from graph.evidence import ArticleRow, Evidence
from graph.facts import compute
from graph.store import Store

CLAIM = Claim(
    article="a", subject="Alpha", subject_type="Organization", subject_id="alpha", subject_mention="it", relation="customerOf", object="Beta",
    object_type="Organization", object_id="beta", object_mention="Beta",
    status="asserted", quote="", start=0, end=0, confidence=0.8, extractor="hand/1",
)  # fmt: skip  # the fields in the record's order


def said(status: str = "asserted", published: str = "2024-01-01", publisher: str = "Daily", **changes: object) -> Evidence:
    """One claim in an article of its own."""
    article = f"{publisher}-{published}-{status}"
    row = ArticleRow(article, article, "", publisher, published, "", 1)
    return Evidence(replace(CLAIM, article=article, status=status, **changes), row)  # type: ignore[arg-type]


STATUSES = {
    "one article states it": ([said()], "asserted"),
    "stated beats rumoured and planned": ([said("hedged"), said("asserted"), said("planned")], "asserted"),
    "planned beats rumoured": ([said("hedged"), said("planned")], "planned"),
    "rumoured beats denied": ([said("negated"), said("hedged")], "hedged"),
    "only denied": ([said("negated")], "negated"),
    "ended in a later article": ([said("asserted", "2023"), said("ended", "2024")], "ended"),
    "ended in the same month, as far as known": ([said("asserted", "2024-05-09"), said("ended", "2024-05")], "ended"),
    "taken up again": ([said("ended", "2023-01-01"), said("asserted", "2024-01-01")], "asserted"),
    "ended in an article without date": ([said("asserted", "2024"), said("ended", "")], "asserted"),
    "ended, and nobody asserts it": ([said("ended", ""), said("planned", "2025")], "ended"),
}


@pytest.mark.parametrize(("evidence", "status"), STATUSES.values(), ids=STATUSES.keys())
def test_status(evidence: list[Evidence], status: str) -> None:
    for order in permutations(evidence):
        (fact,) = compute(order)
        assert fact.status == status


def test_dates_sources_and_articles_are_counted() -> None:
    (fact,) = compute(
        [said(published="2024-03-01"), said(published="2023"), said(publisher="", published=""), said(publisher="DAILY ", published="2025-01")]
    )
    assert (fact.first_seen, fact.last_seen, fact.sources, fact.articles) == ("2023", "2025-01", 2, 4)


def test_an_ending_bounds_the_time() -> None:
    (fact,) = compute([said("asserted", "2023"), said("ended", "2024-06-01", date="2024-03"), said("ended", "2024-05-01")])
    assert (fact.status, fact.valid_to) == ("ended", "2024-03")


def test_stated_and_denied_is_a_contradiction_and_nothing_is_dropped() -> None:
    (fact,) = compute([said(), said("negated")])
    assert (fact.status, fact.contradicted, len(fact.claim_ids)) == ("asserted", True, 2)
    assert not compute([said("hedged"), said("negated")])[0].contradicted


def test_symmetric_relations_are_one_fact_from_either_side() -> None:
    other = {"subject": "Beta", "subject_id": "beta", "object": "Alpha", "object_id": "alpha", "published": "2025"}
    (fact,) = compute([said(relation="competesWith"), said(relation="competesWith", **other)])  # type: ignore[arg-type]
    assert (fact.subject.id, fact.object.id if fact.object else None, fact.articles) == ("alpha", "beta", 2)
    assert len(compute([said(), said(**other)])) == 2  # type: ignore[arg-type]


def test_money_is_one_fact_per_amount() -> None:
    money = {"relation": "raised", "object_id": "", "object_type": "Money", "currency": "USD"}
    facts = compute(
        [
            said(object="$5 million", amount=5e6, **money),
            said(object="five million dollars", amount=5e6, published="2025", **money),
            said(object="$6 million", amount=6e6, **money),
            said(object="an undisclosed sum", **money),
        ]
    )
    assert {(fact.amount, fact.object_text, fact.articles) for fact in facts} == {
        (5e6, "five million dollars", 2),
        (6e6, "$6 million", 1),
        (None, "an undisclosed sum", 1),
    }
    assert all(fact.object is None for fact in facts)


def test_the_usual_name_and_type_win() -> None:
    (fact,) = compute([said(), said(published="2023", subject="Alpha Inc"), said(published="2022", subject="Alpha Inc", subject_type="ResearchLab")])
    assert (fact.subject.name, fact.subject.type) == ("Alpha Inc", "Organization")


def test_facts_do_not_depend_on_the_order_of_claims() -> None:
    evidence = [said(), said("negated"), said("ended", "2025"), said(relation="usesChip"), said(publisher="Weekly", amount=3.0, currency="USD")]
    assert all(compute(order) == compute(evidence) for order in permutations(evidence))


def asked(store: Store, pattern: str) -> bool | object:
    prefixes = "PREFIX land: <https://w3id.org/landscape/ontology#> PREFIX ent: <https://w3id.org/landscape/entity/>"
    return store.query(f"{prefixes} ASK {{ GRAPH land:facts {{ {pattern} }} }}")


PLAIN = {
    "a fact that holds": ("ent:alpha land:usesChip ent:chipper", True),
    "its parent relation": ("ent:alpha land:dependsOn ent:chipper", True),
    "a symmetric one": ("ent:alpha land:competesWith ent:beta", True),
    "and its other direction": ("ent:beta land:competesWith ent:alpha", True),
    "one that ended": ("ent:beta land:customerOf ent:nimbus", True),
    "with its end on the node": ("?fact land:status land:Ended ; land:validTo ?date", True),
    "money": ('ent:alpha land:raised "USD 110000000"^^land:Money', True),
    "no rumour": ("ent:gamma land:competesWith ent:alpha", False),
    "no plan": ("ent:gamma land:customerOf ent:alpha", False),
    "who denies it": ("?fact land:contradictedBy ?claim", True),
}


@pytest.mark.parametrize(("pattern", "there"), PLAIN.values(), ids=PLAIN.keys())
def test_plain_triples(landscape: Store, pattern: str, there: bool) -> None:
    assert asked(landscape, pattern) is there
