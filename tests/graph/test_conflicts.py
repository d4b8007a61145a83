"""Conflicts, case by case: what is said in articles, and what cannot all be so."""

from dataclasses import replace

import pytest

from graph.claim import Claim
from graph.conflicts import conflicts
from graph.evidence import ArticleRow, Evidence
from graph.facts import compute, fact_id, grouped

CLAIM = Claim(
    article="", subject="Alpha", subject_type="Company", subject_id="alpha", subject_mention="Alpha", relation="customerOf", object="Beta",
    object_type="Company", object_id="beta", object_mention="Beta",
    status="asserted", quote="q", start=0, end=1, confidence=0.8, extractor="hand/1",
)  # fmt: skip  # the fields in the record's order


def said(published: str, **changes: object) -> Evidence:
    """A claim in an article of its own, published then."""
    article = f"{published} {sorted(changes.items())}"
    return Evidence(replace(CLAIM, article=article, **changes), ArticleRow(article, article, "", "", published, "", 1))  # type: ignore[arg-type]


def deal(published: str, relation: str, amount: float, currency: str = "USD", **further: object) -> Evidence:
    return said(published, relation=relation, amount=amount, currency=currency, amount_text=f"{currency} {amount:g}", **further)


def raised(published: str, amount: float, **further: object) -> Evidence:
    money = f"USD {amount:g}"
    return deal(published, "raised", amount, object=money, object_id="", object_type="Money", object_mention=money, **further)


def valued(published: str, amount: float, **further: object) -> Evidence:
    return replace_relation(raised(published, amount, **further), "valuedAt")


def replace_relation(item: Evidence, relation: str) -> Evidence:
    return replace(item, claim=replace(item.claim, relation=relation))


def licensed(published: str, slug: str, name: str, **further: object) -> Evidence:
    return said(published, subject="A1", subject_id="a1", subject_type="Model", relation="licensedUnder", object=name, object_id=slug, **further)


def bought(published: str, buyer: str, **further: object) -> Evidence:
    return said(published, subject=buyer, subject_id=buyer.lower(), relation="acquired", **further)


def funded(published: str, investor: str, round_: str, **further: object) -> Evidence:
    article = f"article of {published}"  # one article names several investors
    item = said(published, subject=investor, subject_id=investor.lower(), relation="investedIn", round=round_, **further)
    return Evidence(replace(item.claim, article=article), replace(item.article, id=article))


APACHE, RESEARCH, OPEN = (
    ("apache-license-2-0", "Apache License 2.0"),
    ("mistral-research-license", "Mistral Research License"),
    ("open-source", "open source"),
)

# name: (what is said, [(kind, values of the sides)])
CASES: dict[str, tuple[list[Evidence], list[tuple[str, list[str]]]]] = {
    "stated by one, denied by another": ([said("2024-01"), said("2024-02", status="negated")], [("status", ["asserted", "negated"])]),
    "rumoured and denied": ([said("2024-01", status="hedged"), said("2024-02", status="negated")], [("status", ["hedged", "negated"])]),
    "planned, then done: no conflict": ([said("2024-01", status="planned"), said("2024-02")], []),
    "stated, then ended: no conflict": ([said("2024-01"), said("2024-02", status="ended")], []),
    "ended, and stated of a later day": ([said("2024-02-01", status="ended"), said("2024-03-01")], [("status", ["ended", "asserted later"])]),
    "two sums for one purchase": (
        [deal("2024-01", "acquired", 1e9), deal("2024-01", "acquired", 2e9)],
        [("amount", ["USD 1e+09", "USD 2e+09"])],
    ),
    "one sum, rounded: no conflict": ([deal("2024-01", "acquired", 1.16e9), deal("2024-01", "acquired", 1.2e9)], []),
    "two currencies are not compared": ([deal("2024-01", "acquired", 1e9), deal("2024-01", "acquired", 9e8, "EUR")], []),
    "two investments in two rounds: no conflict": (
        [deal("2023", "investedIn", 1e9, round="Series A"), deal("2024", "investedIn", 4e9, round="Series B round")],
        [],
    ),
    "two sums in one round": (
        [deal("2024-01", "investedIn", 1e9, round="Series A"), deal("2024-02", "investedIn", 4e9, round="a Series A round")],
        [("amount", ["USD 1e+09", "USD 4e+09"])],
    ),
    "two totals of one round": (
        [raised("2024-01", 6e8, round="Series B"), raised("2024-02", 8e8, round="Series B")],
        [("amount", ["USD 6e+08", "USD 8e+08"])],
    ),
    "two rounds: no conflict": ([raised("2023-01", 6e8), raised("2024-02", 8e8)], []),
    "two values in one month": (
        [valued("2024-03-01", 2e9, date="2024-02"), valued("2024-03-05", 3e9, date="2024-02-10")],
        [("amount", ["USD 2e+09", "USD 3e+09"])],
    ),
    "two licences at one time": (
        [licensed("2024-01", *APACHE), licensed("2024-06", *APACHE), licensed("2024-03", *RESEARCH)],
        [("licence", ["Apache License 2.0", "Mistral Research License"])],
    ),
    "a licence that replaces another: no conflict": ([licensed("2023", *APACHE), licensed("2024", *RESEARCH)], []),
    "a licence and its class: no conflict": ([licensed("2024-01", *APACHE), licensed("2024-01", *OPEN)], []),
    "two buyers at one time": ([bought("2024-01", "Alpha"), bought("2024-01", "Gamma")], [("acquirer", ["Alpha", "Gamma"])]),
    "sold on later: no conflict": ([bought("2022", "Alpha"), bought("2024", "Gamma")], []),
    "one round, other investors": (
        [funded("2024-01", "Bank", "Series A"), funded("2024-01", "Fund", "Series A"), funded("2024-02", "Gamma", "Series A")],
        [("investors", ["Bank, Fund", "Gamma"])],
    ),
    "one round, a further investor: no conflict": (
        [funded("2024-01", "Bank", "seed"), funded("2024-02", "Bank", "seed"), funded("2024-02", "Gamma", "seed")],
        [],
    ),
    "two dates of one purchase": (
        [bought("2024-06", "Alpha", date="2024-05-01"), bought("2024-07", "Alpha", date="2024-06")],
        [("date", ["2024-05-01", "2024-06"])],
    ),
    "two dates, one of them also less exactly": (
        [bought("2024-06", "Alpha", date="2023"), bought("2024-07", "Alpha", date="2023-04"), bought("2024-08", "Alpha", date="2015")],
        [("date", ["2015", "2023-04"])],
    ),
    "one date, more and less exact: no conflict": (
        [bought("2024-06", "Alpha", date="2024-05-01"), bought("2024-07", "Alpha", date="2024-05"), bought("2024-08", "Alpha", date="2024")],
        [],
    ),
}


@pytest.mark.parametrize(("evidence", "expected"), CASES.values(), ids=CASES.keys())
def test_conflicts(evidence: list[Evidence], expected: list[tuple[str, list[str]]]) -> None:
    behind = {fact_id(key): group for key, group in grouped(evidence).items()}
    found = conflicts(compute(evidence), behind)
    assert [(one.kind, sorted(side.value for side in one.sides)) for one in found] == [(kind, sorted(values)) for kind, values in expected]
    claims = {item.claim.id for item in evidence}
    assert all(side.claim_ids and set(side.claim_ids) <= claims for one in found for side in one.sides)
