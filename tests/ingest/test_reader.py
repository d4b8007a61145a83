"""Two readers together: what each of them says of a finding, and what comes of it."""

from dataclasses import replace

import pytest

from graph.claim import Claim
from ingest.reader import Agreement, Finding

EVEN = Agreement(intercept=0.0, chance=1.0, by_rules=2.0, by_rules_of_known=1.0, sureness_of_rules=10.0, least=0.5)
CLAIM = Claim(
    article="a", subject="Mistral AI", subject_type="Company", subject_id="mistral-ai", subject_mention="Mistral", relation="competesWith",
    object="Kelvora", object_type="Company", object_id="kelvora", object_mention="Kelvora",
    status="asserted", quote="Mistral takes on Kelvora", start=10, end=34, confidence=0.8, extractor="x",
)  # fmt: skip  # the fields in the record's order


def test_what_the_trained_pipeline_alone_finds_is_as_sure_as_its_chance() -> None:
    assert EVEN.confidence(Finding([CLAIM, replace(CLAIM, confidence=0.3)], [])) == 0.8


def test_what_both_find_is_surer_than_either() -> None:
    both = EVEN.confidence(Finding([CLAIM], [replace(CLAIM, confidence=0.7)]))
    assert both > 0.8
    assert EVEN.confidence(Finding([], [replace(CLAIM, confidence=0.7)])) < 0.8


def test_the_rules_are_believed_more_on_names_that_they_know() -> None:
    unknown = replace(CLAIM, subject="Tarn", subject_id="tarn")
    known = replace(CLAIM, object="OpenAI", object_id="openai")
    money = replace(CLAIM, relation="raised", object="$5 million", object_id="", object_type="Money")
    assert [Finding([], [claim]).features[2] for claim in (unknown, CLAIM, known, money)] == [0.0, 0.5, 1.0, 1.0]


def test_a_place_is_told_once_with_the_status_of_the_rules() -> None:
    by_rules = replace(CLAIM, status="planned", confidence=0.7)
    elsewhere = replace(CLAIM, start=50, end=74)
    told = list(Finding([CLAIM, elsewhere], [by_rules]).claims(0.9, "landscape/1"))
    assert [(claim.status, claim.start, claim.confidence, claim.extractor) for claim in told] == [
        ("planned", 10, 0.9, "landscape/1"),
        ("asserted", 50, 0.9, "landscape/1"),
    ]


def test_the_weights_kept_with_the_pipeline_are_read() -> None:
    kept = Agreement.read()
    assert 0 < kept.least < 1
    assert kept.chance > 0
    with pytest.raises(TypeError):
        Agreement(intercept=0.0)  # type: ignore[call-arg]  # every weight is asked for
