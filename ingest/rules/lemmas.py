"""Base forms of words."""

from spacy.language import Language
from spacy.tokens import Doc

from ingest.rules.words import lemma


@Language.component("landscape_lemmas", assigns=["token.lemma"])
def lemmas(doc: Doc) -> Doc:
    """Dictionary lemmas (simplemma)."""
    for token in doc:
        token.lemma_ = lemma(token.text)
    return doc
