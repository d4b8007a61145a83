"""The rules read the names that another pipeline found."""

from ingest.articles import make_article
from ingest.extract import Extractor
from ingest.language import blank_english
from models.peer.reader import with_rules

PATTERNS = [
    {"label": "Organization", "pattern": "Kelvora"},
    {"label": "Organization", "pattern": "OpenAI"},
    {"label": "Organization", "pattern": "$40 million"},
    {"label": "Product", "pattern": "API"},
]


def test_facts_follow_from_the_names_found_and_from_no_others() -> None:
    nlp = blank_english()
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]
    claims = Extractor(with_rules(nlp)).claims(make_article("Kelvora competes with OpenAI. Microsoft invested in OpenAI.", external_id="1"))
    assert [(claim.subject, claim.relation, claim.object, claim.object_id) for claim in claims] == [("Kelvora", "competesWith", "OpenAI", "openai")]


def test_values_and_terms_are_no_names() -> None:
    nlp = blank_english()
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]
    doc = with_rules(nlp)("Kelvora raised $40 million for its API.")
    assert [(span.text, span.label_, span.id_) for span in doc.ents] == [("Kelvora", "Organization", "kelvora")]
