"""The peer as a reader of articles: its own names and sentences by our rule, then the rules for what the names have to do with each other."""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ingest.name_forms import with_regions, with_slugs
from ingest.name_head import COMMON, linked, trimmed
from ingest.rules import pipeline as rules

REPLACED = {"landscape_known_names": None, "landscape_names": "peer_names"}
"""Steps of the rules that the peer's own names take the place of: the ontology's labels name nothing here, they only give a found name its slug."""


@Language.component("peer_names", requires=["doc.ents", "doc.spans"], assigns=["doc.ents", "token.ent_type", "token.ent_iob", "token.ent_id"])
def peer_names(doc: Doc) -> Doc:
    """Gives the names that were found their slugs; what is a value, or a term of the field, is no name, as in the trained pipeline."""
    values = {token.i for span in doc.spans["values"] for token in span}
    spans = [trimmed(doc, span.start, span.end, span.label_) for span in doc.ents if not values & set(range(span.start, span.end))]
    doc.ents = with_slugs(with_regions([linked(span) for span in spans if span is not None and span.text.lower() not in COMMON]))
    return doc


def load(folder: Path) -> Language:
    """A trained peer, with the rules after it."""
    return with_rules(spacy.load(folder))


def with_rules(nlp: Language) -> Language:
    """Adds the rules to a pipeline that finds names. Sentences come first, as nothing may move them once the parser has read them."""
    nlp.meta["version"] = "peer"
    for step in rules.STEPS:
        name = REPLACED.get(step, step)
        if step == "landscape_sentences":
            nlp.add_pipe(step, first=True)
        elif name is not None:
            nlp.add_pipe(name)
    return nlp
