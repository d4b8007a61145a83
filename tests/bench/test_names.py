"""Names are right where extent and type are; which of them are new is told from their words."""

from pathlib import Path

import pytest

from bench import names
from bench.names import Name
from bench.scoring import Score
from ingest.language import blank_english

PATTERNS = [
    {"label": "Organization", "pattern": "Kelvora"},
    {"label": "Organization", "pattern": "OpenAI"},
    {"label": "Place", "pattern": "Lyon"},
    {"label": "Chip", "pattern": "Tarn"},
]


def test_what_has_another_extent_or_type_is_both_missed_and_wrong() -> None:
    gold = {Name("1", 0, 7, "Organization"): "Kelvora", Name("1", 10, 16, "Model"): "Tarn-2", Name("1", 20, 24, "Place"): "Lyon"}
    found = {Name("1", 0, 7, "Organization"): "Kelvora", Name("1", 10, 14, "Model"): "Tarn", Name("1", 20, 24, "Organization"): "Lyon"}
    scores = names.name_scores("hand", gold, found, ())
    assert scores["names, hand"] == Score(1, 3, 3)
    assert scores["names, hand: Organization"] == Score(1, 2, 1)
    assert scores["names, hand: Model"] == Score(0, 1, 1)
    assert "names, hand: Chip" not in scores


def test_a_name_in_another_passage_is_another_name() -> None:
    scores = names.name_scores("hand", {Name("1", 0, 7, "Person"): "Priya"}, {Name("2", 0, 7, "Person"): "Priya"}, ())
    assert scores["names, hand"] == Score(0, 1, 1)


def test_names_of_train_are_left_out_of_what_is_absent_from_it_whatever_their_spelling() -> None:
    gold = {Name("1", 0, 6, "Organization"): "OpenAI, Inc.", Name("1", 8, 12, "Place"): "Lyon"}
    scores = names.name_scores("hand", gold, gold, {"openai"})
    assert scores["names, hand"] == Score(2, 2, 2)
    assert scores["names, hand, absent from train"] == Score(1, 1, 1)


def test_posts_have_a_row_and_are_no_names() -> None:
    gold = {Name("1", 0, 3, "Role"): "CEO"}
    scores = names.name_scores("hand", gold, gold, ())
    assert scores["names, hand"] == Score(0, 0, 0)
    assert scores["names, hand: Role"] == Score(1, 1, 1)


def test_a_pipeline_is_scored_on_the_passages_by_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    test = [
        {
            "id": "1",
            "text": "Kelvora-backed OpenAI raised $5M.",
            "entities": [
                {"start": 0, "end": 7, "text": "Kelvora", "name": "Kelvora Labs", "type": "Organization"},
                {"start": 15, "end": 21, "text": "OpenAI", "name": "OpenAI", "type": "Organization"},
                {"start": 29, "end": 32, "text": "$5M", "name": "$5M", "type": "Money"},
            ],
        }
    ]
    train = [{"id": "2", "text": "OpenAI", "entities": [{"start": 0, "end": 6, "text": "OpenAI", "name": "OpenAI", "type": "Organization"}]}]
    monkeypatch.setattr(names, "corpus_rows", lambda part: {"test": test, "train": train}[part])
    nlp = blank_english()
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]
    scores = names.corpus_names(nlp)
    assert scores["names, corpus test"] == Score(2, 2, 2)
    assert scores["names, corpus test, absent from train"] == Score(1, 1, 1)
    assert scores["names, corpus test: Organization"].f1 == 1


def test_a_pipeline_with_our_types_is_measured_on_a_file_with_those_of_uner(tmp_path: Path) -> None:
    file = tmp_path / "hand.iob2"
    file.write_text("1\tKelvora\tB-ORG\t-\t-\n2\tleft\tO\t-\t-\n3\tLyon\tB-PER\t-\t-\n4\tTarn\tO\t-\t-\n", encoding="utf8")
    nlp = blank_english()
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]
    assert names.names_f1(file, nlp) == ("uner", {"precision": 0.5, "recall": 0.5, "f1": 0.5, "gold": 2})
