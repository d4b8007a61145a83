"""What a reader decides about a claim on the Evidence page."""

import pytest

from graph.store import open_store
from tests.app import sample

ARTICLE = "mistral-raises-600-million-with-microsoft-s-help"


@pytest.fixture
def reviewed(app, tmp_path):
    """The Evidence page on a store of its own, with the claim of a rumour open; and how its badges read now."""
    store = sample.made(tmp_path / "store")
    with open_store(store, read_only=True) as held:
        article = next(row.id for row in held.articles() if row.external_id == ARTICLE)
        claim = next(claim for claim in held.claims(article) if claim.status == "hedged")
    at = app("evidence", store=store, article=ARTICLE, claim=claim.id)
    assert not at.exception
    return at, claim.id, lambda: next(box.label for box in at.expander if "**Apple**" in box.label)


def decide(at, key):
    at.button(key=key).click().run()
    assert not at.exception


@pytest.mark.parametrize(("kind", "badge"), [("accept", "green-badge[accepted]"), ("reject", "red-badge[rejected]")])
def test_a_claim_is_judged_and_the_judgement_taken_back(reviewed, kind, badge):
    at, claim, label = reviewed
    at.text_input(key="reviewer").set_value("Ada").run()
    at.text_input(key=f"why-{claim}").set_value("I was there").run()
    decide(at, f"{kind}-{claim}")
    assert badge in label()
    assert any("by Ada" in element.value and "I was there" in element.value for element in at.markdown)
    decide(at, next(button.key for button in at.button if button.label == "Take back"))
    assert badge not in label()


def test_a_corrected_status_is_shown_beside_the_one_that_was_read(reviewed):
    at, claim, label = reviewed
    assert at.button(key=f"correct-{claim}").disabled
    at.selectbox(key=f"status-{claim}").set_value("planned").run()
    decide(at, f"correct-{claim}")
    assert "violet-badge[hedged]" in label()
    assert "corrected to planned" in label()


def test_nobody_judges_without_a_name(reviewed):
    at, claim, _ = reviewed
    at.text_input(key="reviewer").set_value(" ").run()
    assert at.button(key=f"accept-{claim}").disabled
