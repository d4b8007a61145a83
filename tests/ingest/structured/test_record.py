"""A row as lines of text, and the places of its fields in it."""

import pytest

from graph.errors import SourceError
from ingest.structured.record import Fields, Record, day, link, record


def made(fields: Fields, *first: str) -> Record:
    return record("here", fields, first, external_id="a/b", title="B", publisher="A", url="", published="2024")


def test_a_line_for_each_field_that_is_given() -> None:
    found = made({"a": "one\n two\t three", "b": "", "c": None, "d": ["x", "", "y"], "e": {"value": "v", "why": ["p", "q"]}, "": "7"})
    assert found.article.text == "a: one two three\nd: x, y\ne: value: v; why: p, q"


def test_what_claims_rest_on_stands_first() -> None:
    found = made({"long": "words", "b": "two", "a": "one"}, "a", "b", "none")
    assert found.article.text == "a: one\nb: two\nlong: words"
    assert found.article.text[slice(*found.quote("a", "b"))] == "a: one\nb: two"
    assert found.article.text[slice(*found.quote("b", "none"))] == "b: two"


def test_a_line_for_each_mapping_of_a_list() -> None:
    found = made({"a": [{"k": "1"}, {"k": "2"}], "b": "z"})
    assert found.article.text == "a: k: 1\na: k: 2\nb: z"
    assert found.article.text[slice(*found.places["a"])] == "a: k: 1\na: k: 2"


def test_values_too_deep_for_a_line() -> None:
    with pytest.raises(SourceError, match=r"here, field 'a': lists and mappings lie more than 4 deep"):
        made({"a": {"b": {"c": {"d": {"e": "f"}}}}})


@pytest.mark.parametrize(
    ("value", "date"), [("2024-05-02", "2024-05-02"), ("2024-05", "2024-05"), ("2024", "2024"), ("May 2024", "2024-05"), ("", "")]
)
def test_dates_are_as_precise_as_given(value: str, date: str) -> None:
    assert day(value, "here", "date") == date


def test_no_date() -> None:
    with pytest.raises(SourceError, match=r"here, field 'date': 'soon' is no date\. Write it as 2023, 2023-12 or 2023-12-12"):
        day("soon", "here", "date")


def test_the_first_address_of_several() -> None:
    assert link("see https://example.org/a, https://example.org/b") == "https://example.org/a"
    assert link("example.org") == ""
