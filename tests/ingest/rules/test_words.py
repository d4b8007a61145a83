"""Lemmas, and what the dictionary knows."""

import re
import string

import pytest

from ingest.rules.phrases import PHRASES
from ingest.rules.words import WORDS, in_dictionary, lemma, verb_lemma


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("Raised", "raise"), ("raises", "raise"), ("companies", "company"), ("chips", "chip"), ("bought", "buy"), ("co-led", "co-lead"),
        ("open-sourced", "open-source"),
        ("GPUs", "gpu"), ("LLMs", "llm"), ("CEOs", "ceo"), ("-", "-"), ("Paris-", "paris-"), ("", ""),
    ],
)  # fmt: skip  # a table of words
def test_lemma(word: str, base: str) -> None:
    assert lemma(word) == base


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("raised", "raise"), ("buying", "buy"), ("backing", "back"), ("planning", "plan"), ("running", "run"), ("making", "make"),
        ("using", "use"), ("funding", "fund"),
        ("investing", "invest"), ("led", "lead"), ("left", "leave"), ("thought", "think"), ("found", "find"), ("king", "king"), ("sued", "sue"),
        ("tied", "tie"),
    ],
)  # fmt: skip  # a table of words
def test_verb_lemma(word: str, base: str) -> None:
    assert verb_lemma(word) == base


@pytest.mark.parametrize(
    ("word", "base"),
    [("developed", "develop"), ("closing", "close"), ("leasing", "lease"), ("serving", "serve"), ("trading", "trade")],
)
def test_verbs_that_the_ontology_uses_are_known_in_all_their_forms(word: str, base: str) -> None:
    assert any(base in phrase.head for phrase in PHRASES)
    assert verb_lemma(word) == base


@pytest.mark.parametrize(
    ("word", "known"), [("Together", True), ("meta", True), ("Mistral", True), ("Mixtral", False), ("Nordlys", False), ("xAI", False)]
)
def test_in_dictionary(word: str, known: bool) -> None:
    assert in_dictionary(word) is known


def test_word_classes_are_single_words_of_one_spelling() -> None:
    assert {"DET", "POSS", "PRON", "ADP", "AUX", "ADV", "VERB", "NOUN_OR_VERB"} <= set(WORDS)
    assert all(words for words in WORDS.values())
    letters = re.escape(string.ascii_letters)
    assert all(re.search(f"[{letters}&]", word) for words in WORDS.values() for word in words)
