"""Whose report an article is."""

import pytest

from graph.origins import Report, copies, fingerprint, named_origin, origins, similarity

WIRE = (
    "Mistral AI has raised 600 million euros in a round led by General Catalyst, the company said on Tuesday. The round values the French maker "
    "of large language models at 5.8 billion euros and brings in Nvidia, Salesforce and Samsung as investors. The company plans to spend most of "
    "the money on chips."
)
SHORTENED = WIRE.removesuffix(" The company plans to spend most of the money on chips.")
REWRITTEN = (
    "General Catalyst leads a new round of Mistral AI. On Tuesday the Paris start-up announced fresh capital of 600 million euros at a valuation of "
    "5.8 billion; Nvidia, Samsung and Salesforce took part. Chips will swallow most of it."
)

NAMED = {
    "The talks were first reported by Bloomberg.": "Bloomberg",
    "The deal, first reported by the Financial Times, is worth $2 billion.": "Financial Times",
    "The Information was first to report the news.": "The Information",
    "According to a report in Handelsblatt, both sides are close.": "Handelsblatt",
    "Citing people familiar with the matter, the paper put it at $1bn.": "",
    "Reuters could not reach the company.": "",
}


@pytest.mark.parametrize(("text", "origin"), NAMED.items(), ids=NAMED.keys())
def test_named_origin(text: str, origin: str) -> None:
    assert named_origin(text) == origin


def report(article: str, text: str, publisher: str = "", published: str = "") -> Report:
    return Report(article, fingerprint(text), named_origin(text), publisher, published)


def test_what_is_copied_is_like_its_original_and_what_is_rewritten_is_not() -> None:
    wire = fingerprint(WIRE)
    assert similarity(wire, fingerprint(WIRE.upper())) == 1.0  # case and punctuation are no words
    assert similarity(wire, fingerprint(SHORTENED)) > 0.6
    assert similarity(wire, fingerprint(REWRITTEN)) < 0.1
    assert list(copies({"a": wire, "b": fingerprint(SHORTENED), "c": fingerprint(REWRITTEN)})) == [frozenset("ab")]


def test_the_earliest_copy_is_the_original() -> None:
    found = origins(
        [report("later", WIRE, "Daily", "2024-06-12"), report("first", SHORTENED, "Agency", "2024-06-11"), report("own", REWRITTEN, "Weekly")]
    )
    assert found == {"later": ("Agency", "first")}


def test_an_original_that_names_its_origin_hands_it_to_its_copies() -> None:
    text = f"{WIRE} The round was first reported by Bloomberg."
    found = origins([report("a", text, "Agency", "2024-06-11"), report("b", text, "Daily", "2024-06-12")])
    assert found == {"a": ("Bloomberg", ""), "b": ("Bloomberg", "a")}


def test_an_article_of_one_word_is_a_report_of_its_own() -> None:
    assert origins([report("a", "Hello", "Daily"), report("b", "", "Weekly"), report("c", "Bye", "Other")]) == {}
