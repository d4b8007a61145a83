"""The spaCy pipeline that reads an article: each step a component with its own `requires` and `assigns`, replaceable by a trained one."""

from spacy.language import Language

# Importing a component registers its factory with spaCy.
from ingest import chunks, known_names, language, mentions, names, relations, status, tags, values  # noqa: F401

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


def load() -> Language:
    """The pipeline, ready to read; loading takes a second, so keep it."""
    nlp = language.blank_english()
    for step in STEPS:
        nlp.add_pipe(step)
    return nlp
