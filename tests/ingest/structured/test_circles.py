"""The circles of real deals, from the table of circular deals where it is at hand."""

from pathlib import Path

import pytest

from graph.analysis.circular import circles
from graph.errors import SourceError
from graph.refresh import recompute
from graph.sparql.engine import Embedded
from graph.store import Store
from ingest import structured

DEALS = Path(__file__).parents[4] / "shared" / "corpora" / "facts" / "circular_deals.json"
KNOWN = {
    ("nvidia", "openai"),
    ("amd", "openai"),
    ("microsoft", "openai"),
    ("amazon", "anthropic"),
    ("google", "anthropic"),
    ("microsoft", "anthropic"),
    ("nvidia", "xai"),
    ("nvidia", "openai", "microsoft"),
    ("amd", "openai", "oracle"),
}
"""Of the circles of 2023 to 2025 those that were most written about, through whose hands the money goes."""


@pytest.mark.skipif(not DEALS.exists(), reason="the table of circular deals is not part of the project")
def test_the_circles_of_real_deals_are_found_and_open_to_their_words() -> None:
    store = Store(Embedded(), "memory")
    for item in structured.read(DEALS):
        assert not isinstance(item, SourceError)
        store.put(*item)
    recompute(store)
    found, more = circles(store.facts())
    assert more == 0
    assert {circle.members for circle in found} >= KNOWN
    for circle in found:
        for payment in circle.payments:
            for fact in payment.facts:
                for evidence in store.claims_of(fact):
                    article = store.article(evidence.article.id)
                    assert article.text[evidence.claim.start : evidence.claim.end] == evidence.claim.quote
                    assert evidence.article.url.startswith("http")
