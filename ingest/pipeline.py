"""The trained spaCy pipeline that reads an article: each step a component with its own `requires` and `assigns`, its network kept in `models/`."""

from pathlib import Path

import spacy
from spacy.language import Language

# Importing a component registers its factory with spaCy.
from ingest import antecedent_head, encoder, hints, language, name_head, relation_head, sentences, values  # noqa: F401

MODEL = Path(__file__).parents[1] / "models" / "landscape_en"
META = {
    "name": "landscape_en",
    "version": "0.5.0",
    "description": "Names, antecedents, relations and status for articles on the AI value chain",
    "license": "CC BY-SA 4.0",
}
STEPS = (
    "landscape_sentences",
    "landscape_values",
    "landscape_hints",
    "landscape_encoder",
    "landscape_name_head",
    "landscape_antecedent_head",
    "landscape_relation_head",
)


def load(path: Path = MODEL) -> Language:
    """The pipeline, ready to read; loading takes a second, so keep it."""
    return spacy.load(path)


def untrained() -> Language:
    """The components without their networks, for training to fill."""
    nlp = language.blank_english()
    nlp.meta.update(META)
    for step in STEPS:
        nlp.add_pipe(step)
    return nlp
