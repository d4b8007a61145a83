"""Canonical text and dates: the same words have the same id everywhere."""

import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from graph.errors import SourceError
from ingest.articles import LONGEST, canonical, iso_date, make_article


def composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", canonical(text))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
@example("A\x1f\u0300")
def test_canonical_text_is_composed(text: str) -> None:
    assert composed(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.text("e\u0301\u0308 \n\r\t\u00a0\u200b\u2028\x0b\x85\u0000\ud800ﬁ", max_size=40))
def test_canonical_text_stays_as_it_is(text: str) -> None:
    assume(composed(text))  # goes with the gap above
    once = canonical(text)
    assert canonical(once) == once


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_canonical_text_is_clean(text: str) -> None:
    clean = canonical(text)
    assert clean == clean.strip()
    assert not {"\r", "\t", "\u00a0", "\u200b", "\x00"} & set(clean)
    assert "\n\n\n" not in clean
    assert "  " not in clean
    clean.encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("Cafe\u0301", "Café"),
        ("no\u200bspace\ufeff", "nospace"),
        ("a \t\u00a0 b", "a b"),
        ("a  \n  b", "a\nb"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        (" \n a \n ", "a"),
        ("bell\x07", "bell"),
        ("half \ud83d a pair", "half ? a pair"),
        ("rocket 🚀 stays", "rocket 🚀 stays"),
        ("", ""),
    ],
)
def test_canonical_text(raw: str, clean: str) -> None:
    assert canonical(raw) == clean


def test_the_same_words_are_the_same_article() -> None:
    one, other = make_article("Caf\u00e9\r\nopens", external_id="one"), make_article("Cafe\u0301\nopens ", external_id="other")
    assert one.id == other.id
    assert one.external_id != other.external_id


@pytest.mark.parametrize("text", ["", "  \n ", "12 345 -- !", "🚀"])
def test_a_text_without_words_is_no_article(text: str) -> None:
    with pytest.raises(SourceError, match=r"^x: no text in it\. Give an article with words"):
        make_article(text, external_id="x")


def test_a_text_beyond_any_article_is_refused() -> None:
    make_article("a" * LONGEST, external_id="x")
    with pytest.raises(SourceError, match=r"^x: 1,000,001 characters are more than one article .* Split it"):
        make_article("a" * (LONGEST + 1), external_id="x")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2023", "2023"),
        ("2023-12", "2023-12"),
        ("2023-12-12", "2023-12-12"),
        (" 2023-12-12 ", "2023-12-12"),
        ("2023-12-12T08:30:00Z", "2023-12-12"),
        ("2023-12-12 08:30:00+01:00", "2023-12-12"),
        ("", ""),
    ],
)
def test_iso_dates(written: str, date: str) -> None:
    assert iso_date(written, "x") == date


@pytest.mark.parametrize("written", ["yesterday", "12/12/2023", "2023-13", "2023-12-32", "20231212", "12 December 2023", "2023-1"])
def test_what_is_no_iso_date_is_named(written: str) -> None:
    with pytest.raises(SourceError, match=rf"^x: '{written}' is not a date\. Write it as 2023, 2023-12 or 2023-12-12"):
        iso_date(written, "x")


@pytest.mark.parametrize("written", ["2023-02-30", "2023-04-31", "2023-02-29"])
def test_a_day_that_no_calendar_has_is_no_date(written: str) -> None:
    with pytest.raises(SourceError, match="is not a date"):
        iso_date(written, "x")
