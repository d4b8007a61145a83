"""The weights of a finding: what comes of what speaks for and against it."""

from dataclasses import replace

import pytest

from graph.claim import Claim
from ingest.agreement import UNSEEN, Agreement, Finding, Signs, log_odds
from ontology import RELATIONS

EVEN = Agreement(
    intercept=0.0, signs={"chance": 1.0, "by_rules": 2.0, "rival_subject": -0.5}, relations={"develops": 0.5}, default=1.0, cue=2.0, least=0.5
)
CLAIM = Claim(
    article="a", subject="Mistral AI", subject_type="Organization", subject_id="mistral-ai", subject_mention="Mistral", relation="competesWith",
    object="Kelvora", object_type="Organization", object_id="kelvora", object_mention="Kelvora",
    status="asserted", quote="Mistral takes on Kelvora", start=10, end=34, confidence=0.8, extractor="x",
)  # fmt: skip  # the fields in the record's order
LIKELY = Finding("competesWith", [CLAIM], [], Signs(chance=log_odds(0.8)), (0.9, 0.1, 0.0, 0.0, 0.0))


def test_what_nothing_else_speaks_of_is_as_sure_as_its_chance() -> None:
    assert EVEN.confidence(LIKELY) == 0.8


def test_what_both_find_is_surer_and_what_has_a_rival_less_sure() -> None:
    assert EVEN.confidence(replace(LIKELY, signs=replace(LIKELY.signs, by_rules=1.0))) > 0.8
    assert EVEN.confidence(replace(LIKELY, signs=replace(LIKELY.signs, rival_subject=log_odds(0.9)))) < 0.8
    assert EVEN.confidence(Finding("competesWith", [], [CLAIM], Signs(chance=UNSEEN, by_rules=1.0))) < 0.8


def test_a_relation_that_is_found_well_counts_for_its_findings() -> None:
    assert EVEN.confidence(replace(LIKELY, relation="develops")) > 0.8


@pytest.mark.parametrize(
    ("chances", "rules", "status"),
    [
        pytest.param((0.4, 0.6, 0.0, 0.0, 0.0), None, "planned", id="the likeliest without the rules"),
        pytest.param((0.4, 0.6, 0.0, 0.0, 0.0), "asserted", "asserted", id="no cue tips a close case"),
        pytest.param((0.1, 0.9, 0.0, 0.0, 0.0), "asserted", "planned", id="no cue does not outweigh a clear case"),
        pytest.param((0.7, 0.1, 0.2, 0.0, 0.0), "hedged", "hedged", id="a cue outweighs more"),
        pytest.param((), "ended", "ended", id="the rules alone"),
    ],
)
def test_a_status_comes_of_both(chances: tuple[float, ...], rules: str | None, status: str) -> None:
    by_rules = [replace(CLAIM, status=rules)] if rules else []
    finding = Finding("competesWith", [CLAIM], by_rules, LIKELY.signs, chances)
    assert EVEN.status(finding, by_rules[0] if by_rules else None) == status


def test_the_weights_kept_with_the_pipeline_are_read() -> None:
    kept = Agreement.read()
    assert 0 < kept.least < 1
    assert kept.signs["chance"] > 0 > kept.signs["rival_subject"]
    assert list(kept.relations) == list(RELATIONS)
    with pytest.raises(TypeError):
        replace(kept, signs={"chances": 1.0}).confidence(LIKELY)  # a misspelt sign
