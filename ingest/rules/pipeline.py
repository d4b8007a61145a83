"""The pipeline of rules: each step a component, with nothing learned from texts."""

from spacy.lang.en import English
from spacy.language import Language

# Importing a component registers its factory with spaCy.
from ingest import known_names, sentences, values  # noqa: F401
from ingest.language import blank_english
from ingest.rules import chunks, lemmas, mentions, names, relations, status, tags  # noqa: F401

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


def load(beside: Language | None = None) -> Language:
    """The pipeline, ready to read; loading takes a second, so keep it. It shares the words and the tokenizer of a pipeline `beside` it."""
    nlp = English(vocab=beside.vocab, create_tokenizer=lambda _: beside.tokenizer) if beside else blank_english()
    nlp.meta["version"] = VERSION
    for step in STEPS:
        nlp.add_pipe(step)
    return nlp
