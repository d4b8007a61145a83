"""Marked text: pieces, context, and what stays plain."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app_components.marks import context, pieces, quoted
from app_pages.library import plain, safe_link
from app_pages.tables import as_csv
from tests.app.sample import MISTRAL, written

ARTICLE, CLAIMS = written("A title", MISTRAL, publisher="Us", published="2024")
FIRST = CLAIMS[0]


def spans(length):
    return st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted).filter(lambda span: span[0] < span[1])


@given(st.lists(spans(80), max_size=6), st.integers(0, 5))
def test_pieces_joined_are_the_text(places, chosen):
    text = ARTICLE.text[:80]
    claims = [replace(FIRST, start=start, end=end, quote=text[start:end]) for start, end in places]
    found = pieces(text, claims, claims[chosen].id if chosen < len(claims) else "")
    assert "".join(piece.text for piece in found) == text
    for claim in claims:
        assert "".join(piece.text for piece in found if claim.id in piece.claims).replace("\n", " ") in text.replace("\n", " ")


def test_a_mark_holds_the_quote_and_its_mentions_are_strong():
    found = pieces(ARTICLE.text, CLAIMS, FIRST.id)
    assert "".join(piece.text for piece in found if piece.chosen) == FIRST.quote
    assert [piece.text for piece in found if piece.strong] == ["Mistral AI", "OpenAI"]


def test_where_claims_share_words_the_chosen_one_shows_else_the_most_doubtful():
    doubtful = replace(FIRST, relation="acquired", status="hedged")
    assert {piece.status for piece in pieces(FIRST.quote, [FIRST, doubtful])} == {"hedged"}
    assert {piece.status for piece in pieces(FIRST.quote, [FIRST, doubtful], FIRST.id)} == {"asserted"}


def test_context_stays_within_the_paragraph_and_does_not_cut_words():
    for claim in CLAIMS:
        start, end = context(ARTICLE.text, claim)
        assert start <= claim.start
        assert claim.end <= end
        assert "\n" not in ARTICLE.text[start:end]
        assert start == 0 or ARTICLE.text[start - 1] in " \n"
        assert end == len(ARTICLE.text) or ARTICLE.text[end] in " \n"


def test_a_quote_cut_from_a_long_paragraph_has_dots_around_it():
    text = "word " * 100 + FIRST.quote + " word" * 100
    claim = replace(FIRST, start=500, end=500 + len(FIRST.quote))
    found = quoted(text, claim)
    assert (found[0].text, found[-1].text) == ("… ", " …")
    assert "".join(piece.text for piece in found if piece.chosen) == FIRST.quote


@given(st.text(max_size=60))
def test_escaped_text_holds_no_bare_markup(text):
    bare = plain(text)
    assert not any(sign in bare.replace(f"\\{sign}", "") for sign in "<>[]()*_`$:!#")


def test_only_addresses_of_the_web_become_links():
    assert safe_link("https://example.org/a?b=c") == "https://example.org/a?b=c"
    assert [safe_link(url) for url in ("javascript:alert(1)", "file:///etc/passwd", "https://a b", "https://a)b", "")] == [""] * 5


def test_csv_holds_no_formulas():
    assert as_csv(("a",), [("=1+1",), ("@x",), (-3,)]) == "a\r\n'=1+1\r\n'@x\r\n-3\r\n"
