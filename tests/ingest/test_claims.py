"""What a finding leaves as a claim."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span

from graph.claim import Claim
from ingest.extract import Extractor
from ingest.findings import Details, Finding
from tests.ingest.conftest import article

NLP = English()


def claims(words: str, relation: str, subject: tuple[int, int, str], other: tuple[int, int, str], date: tuple[int, int] | None = None) -> list[Claim]:
    """The claims of one sentence that states one thing, with a date or without."""
    doc = Doc(NLP.vocab, words=words.split())
    first, last = (Span(doc, start, end, label=label, span_id=doc[start:end].text.lower()) for start, end, label in (subject, other))
    details = Details(date=doc[slice(*date)] if date else None)
    doc._.findings = [Finding(relation, first, last, last[0], doc[:], 0.9, (0, 0), details)]
    return [claim for _, claim in Extractor(NLP).stated(article(doc.text, published="2025-10-09"), doc)]


@pytest.mark.parametrize(("when", "date"), [("this week", ""), ("on Monday", ""), ("last year", "2024"), ("in 2019", "2019")])
def test_a_founding_is_not_dated_by_the_day_of_a_remark(when: str, date: str) -> None:
    words = f"Ada Obi , founder of Quentel , said so {when}"
    start, end = (9, 11) if when != "in 2019" else (10, 11)
    (claim,) = claims(words, "foundedBy", (5, 6, "Organization"), (0, 2, "Person"), (start, end))
    assert claim.date == date


def test_other_things_happen_on_days() -> None:
    (claim,) = claims("Quentel bought Brume yesterday", "acquired", (0, 1, "Organization"), (2, 3, "Organization"), (3, 4))
    assert claim.date == "2025-10-08"


@pytest.mark.parametrize(("amount", "number"), [("$40", 0), ("$40m", 1)])
def test_a_price_is_not_what_a_company_is_worth(amount: str, number: int) -> None:
    assert len(claims(f"Quentel asks {amount}", "valuedAt", (0, 1, "Organization"), (2, 3, "MONEY"))) == number
