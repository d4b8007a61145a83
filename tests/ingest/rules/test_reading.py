"""What the pipeline of rules reads in whole sentences."""

import pytest

from ingest.articles import make_article
from ingest.extract import Extractor
from tests.ingest.conftest import article


def test_an_article_without_relations_makes_no_claim(extractor: Extractor) -> None:
    assert extractor.claims(article("It rained all day.")) == []


def test_money_is_kept_as_written_beside_its_value(extractor: Extractor) -> None:
    (claim,) = extractor.claims(make_article("Mistral AI raised €385M in December 2023.", external_id="test", published="2023-12-12"))
    assert (claim.subject, claim.subject_id, claim.relation) == ("Mistral AI", "mistral-ai", "raised")
    assert (claim.object, claim.amount_text, claim.amount, claim.currency) == ("€385M", "€385M", 385e6, "EUR")
    assert (claim.date, claim.object_type, claim.object_id) == ("2023-12", "Money", "")


def test_names_are_the_fullest_of_the_article(extractor: Extractor) -> None:
    (claim,) = extractor.claims(article("Nordlys Labs is small. Nordlys competes with OpenAI."))
    assert {claim.subject, claim.object} == {"Nordlys Labs", "OpenAI"}
    assert claim.subject_mention == "Nordlys"
    assert claim.quote == "Nordlys competes with OpenAI."


def test_a_claim_says_whose_voice_it_is(extractor: Extractor) -> None:
    (claim,) = extractor.claims(article("According to Reuters, OpenAI acquired Mistral AI."))
    assert claim.attributed_to == "Reuters"


def test_a_voice_that_is_a_pronoun_is_that_of_whom_it_stands_for(extractor: Extractor) -> None:
    (claim,) = extractor.claims(article("Reuters was the first to know. It reported on Tuesday that OpenAI had acquired Mistral AI."))
    assert claim.attributed_to == "Reuters"


@pytest.mark.parametrize(
    ("text", "subject", "target"),
    [
        ("OpenAI developed Sora.", "OpenAI", "Sora"),
        ("OpenAI develops Sora.", "OpenAI", "Sora"),
        ("OpenAI is developing Sora.", "OpenAI", "Sora"),
    ],
)
def test_a_verb_is_known_in_all_its_forms(text: str, subject: str, target: str, extractor: Extractor) -> None:
    assert [(claim.subject, claim.relation, claim.object) for claim in extractor.claims(article(text))] == [(subject, "develops", target)]
