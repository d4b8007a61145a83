"""The spaCy pipeline that reads an article: each step a component with its own `requires` and `assigns`, replaceable by a trained one."""

from pathlib import Path

import spacy
from spacy.language import Language

# Importing a component registers its factory with spaCy.
from ingest import (  # noqa: F401
    antecedent_head,
    chunks,
    encoder,
    hints,
    known_names,
    language,
    mentions,
    name_head,
    names,
    relation_head,
    relations,
    status,
    tags,
    values,
)

MODEL = Path(__file__).parents[1] / "models" / "landscape_en"
TRAINED = (
    "landscape_sentences",
    "landscape_values",
    "landscape_hints",
    "landscape_encoder",
    "landscape_name_head",
    "landscape_antecedent_head",
    "landscape_relation_head",
)
VERSION = "rules-1"
STEPS = (
    "landscape_known_names",  # first: the ruler runs the steps before it over every one of its labels
    "landscape_sentences",
    "landscape_lemmas",
    "landscape_values",
    "landscape_names",
    "landscape_tags",
    "landscape_chunks",
    "landscape_mentions",
    "landscape_relations",
    "landscape_status",
)


def load(path: Path = MODEL) -> Language:
    """The trained pipeline, ready to read; loading takes a second, so keep it."""
    return spacy.load(path)


def untrained() -> Language:
    """The trained pipeline's components without their networks."""
    nlp = language.blank_english()
    for step in TRAINED:
        nlp.add_pipe(step)
    return nlp


def rules() -> Language:
    """The pipeline of rules that the trained one is measured against."""
    nlp = language.blank_english()
    for step in STEPS:
        nlp.add_pipe(step)
    return nlp
