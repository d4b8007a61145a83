"""What holds for every claim of the reader, whatever the text and whatever its weights."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.article import Article
from graph.claim import Claim
from ingest.extract import LEAST_SUM
from ingest.reader import Reader
from ingest.scale import extracted
from ingest.sources import read
from ontology import KNOWN, RELATIONS, STATUSES, is_a
from tests.ingest.conftest import article

FOLDER = Path(__file__).parents[2] / "data" / "articles"
SAMPLES = [item for item in read(str(FOLDER)) if isinstance(item, Article)]


def types(slug: str, type_: str) -> tuple[str, ...]:
    """All the types that an end may have: a known entity's roles among them."""
    return (type_, *((KNOWN[slug].type, *KNOWN[slug].roles) if slug in KNOWN else ()))


def assert_sound(article: Article, claims: Sequence[Claim]) -> None:
    """What must hold for the claims of an article."""
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        relation = RELATIONS[claim.relation]
        assert claim.article == article.id
        assert claim.quote
        assert article.text[claim.start : claim.end] == claim.quote
        assert claim.subject_mention in article.text  # "led the round" finds its raiser in an earlier sentence
        assert claim.object_mention in article.text
        assert claim.status in STATUSES
        assert 0 < claim.confidence <= 1
        assert claim.subject
        assert claim.object
        assert (claim.subject_id, claim.subject) != (claim.object_id, claim.object)
        assert claim.subject_id != claim.object_id
        assert any(is_a(kind, allowed) for kind in types(claim.subject_id, claim.subject_type) for allowed in relation.domain), claim
        assert any(is_a(kind, allowed) for kind in types(claim.object_id, claim.object_type) for allowed in relation.range), claim
        assert claim.object_type != "Money" or claim.amount is None or claim.amount >= LEAST_SUM  # "$40 a month" is nobody's worth
        assert (claim.object_type == "Money") == (relation.range == ("Money",)) == (claim.object_id == "")


def lines(article: Article, claims: Sequence[Claim]) -> str:
    return "\n".join(json.dumps(claim.as_dict(article.external_id), ensure_ascii=False) for claim in claims)


def test_all_sample_articles_are_read() -> None:
    assert len(SAMPLES) == len(list(FOLDER.glob("*.md"))) >= 30


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.external_id)
def test_claims_of_the_sample_articles_are_sound(sample: Article, reader: Reader) -> None:
    claims = reader.claims(sample)
    assert_sound(sample, claims)


def test_the_same_articles_give_the_same_lines(reader: Reader) -> None:
    first, again = ([lines(sample, reader.claims(sample)) for sample in SAMPLES[:10]] for _ in range(2))
    assert first == again


def test_the_order_of_reading_changes_nothing(reader: Reader) -> None:
    forwards = {sample.id: lines(sample, reader.claims(sample)) for sample in SAMPLES[:6]}
    backwards = {sample.id: lines(sample, Reader().claims(sample)) for sample in SAMPLES[5:2:-1]}
    assert all(forwards[number] == text for number, text in backwards.items())


def test_two_workers_find_what_one_finds() -> None:
    one, two = ([lines(*found) for found in extracted(SAMPLES[:12], jobs=jobs)] for jobs in (1, 2))
    assert one == two


# Words and marks of articles on this field among any characters: pure noise would hardly ever reach the rules.
PIECES = st.sampled_from(
    [
        "Mistral AI", "OpenAI", "Nordlys Labs", "Meta", "Llama 3", "H100", "the company", "its rival", "they", "it", "whose", "€385 million",
        "$4bn", "Series B",
        "December 2023", "40%", "raised", "invested in", "backed by", "competes with", "is powered by", "acquired", "former", "reportedly",
        "did not", "may", "will",
        "led by", "round", "customer of", "and", "but", ",", ";", ":", ".", "(", ")", "—", "-", "'s", "’s", "“", "”", '"', "of", "in", "from",
        "to", "by", "at", "that",
        "which", "open source", "under the Apache 2.0 licence", "a valuation of", "\n", "\n\n", "- ", "# ", "🚀", "é", "e\u0301", "\u200b",
        "\u00a0", "İ", "ﬁ", "中文", "العربية",
    ]
)  # fmt: skip  # a table of words
BROKEN = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LONE_SURROGATE = st.just("\ud800")
TEXTS = st.lists(st.one_of(PIECES, PIECES, PIECES, BROKEN, LONE_SURROGATE), min_size=1, max_size=40).map(" ".join) | st.text(max_size=300)


@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_any_text_is_read_and_quoted(text: str, reader: Reader) -> None:
    made = article(f"Read {text}")  # a text without any letter is no article
    assert_sound(made, reader.claims(made))
