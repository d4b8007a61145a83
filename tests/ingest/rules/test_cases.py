"""The table of sentences (`cases.jsonl`): the facts that each states, with their status; or none, where names only stand together.

A line with the key "known_gap" says why the rules miss it. Such a case must fail: one that begins to pass loses the key.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ingest.extract import Extractor
from ingest.values import Money
from ontology import RELATIONS, STATUSES
from tests.ingest.conftest import article

CASES: list[dict[str, Any]] = [json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text(encoding="utf8").splitlines()]
KEPT = [case for case in CASES if "known_gap" not in case]

Fact = tuple[str, str, str, str]


def plain(name: str) -> str:
    """A name without case, punctuation, a leading "the" and the word "licence"; money as its amount and currency."""
    if money := Money.parse(name):
        return f"{money.currency} {money.amount}"
    words = re.sub(r"[^\w.]+", " ", name.casefold()).strip(" .")
    return re.sub(r"^the (?=.)|(?<=.) licen[cs]e$", "", words)


def fact(relation: str, subject: str, target: str, status: str) -> Fact:
    """A fact as it is compared: the ends of a symmetric relation have no order."""
    first, second = plain(subject), plain(target)
    if RELATIONS[relation].symmetric:
        first, second = sorted((first, second))
    return relation, first, second, status


def parameters(case: dict[str, Any]) -> Any:
    gap = case.get("known_gap")
    return pytest.param(case, id=case["case"], marks=[pytest.mark.xfail(strict=True, reason=gap)] if gap else [])


@pytest.mark.parametrize("case", [parameters(case) for case in CASES])
def test_exactly_these_facts_are_found(case: dict[str, Any], extractor: Extractor) -> None:
    found = {fact(claim.relation, claim.subject, claim.object, claim.status) for claim in extractor.claims(article(case["text"]))}
    assert found == {fact(stated["r"], stated["s"], stated["o"], stated["status"]) for stated in case["facts"]}


def test_the_table_is_sound() -> None:
    assert len({case["case"] for case in CASES}) == len(CASES)
    assert all(set(case) <= {"case", "text", "facts", "known_gap"} for case in CASES)
    assert all(stated["r"] in RELATIONS and stated["status"] in STATUSES for case in CASES for stated in case["facts"])


def test_enough_of_it_is_found() -> None:
    statuses = Counter(stated["status"] for case in KEPT for stated in case["facts"])
    assert sum(bool(case["facts"]) for case in KEPT) >= 60
    assert sum(not case["facts"] for case in KEPT) >= 30
    assert min(statuses[status] for status in STATUSES) >= 10, statuses


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Garante", "Garante"),
        ("the MIT licence", "MIT"),
        ("Getty Images, Inc.", "getty images inc"),
        ("€1 billion", "1,000 million euros"),
        ("Apache 2.0", "Apache 2.0 license"),
    ],
)
def test_names_are_compared_by_what_they_say(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_different_names_stay_different() -> None:
    assert len({plain(name) for name in ("Llama 3", "Llama 3.1", "$5 million", "€5 million", "The", "Licence")}) == 6
