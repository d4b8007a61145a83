"""The names that the ontology knows, for spaCy's entity ruler, and what words in a name tell about its type."""

import re
import unicodedata

from spacy.language import Language
from spacy.pipeline import EntityRuler

from ontology import KNOWN, TYPES, top_type

NAME_WORDS = {word: entity_type.name for entity_type in TYPES.values() for word in entity_type.name_words}


def name_type(word: str) -> str:
    """The entity type that a word in a name tells ("Capital": Investor), or ""."""
    return NAME_WORDS.get(word, "")


def slug(name: str) -> str:
    """The last part of an entity's IRI: ASCII words joined by hyphens.

    >>> slug("Clément Delangue"), slug("Llama 3.1")
    ('clement-delangue', 'llama-3-1')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’]s$", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or re.sub(r"\s+", "-", name.strip().lower())


def known_names(nlp: Language) -> list[dict[str, str]]:
    """Patterns for spaCy's entity ruler, one for each form of each known label."""
    return [
        {"label": top_type(individual.type), "pattern": form, "id": individual.slug}
        for individual in KNOWN.values()
        for form in sorted({form for label in (*individual.labels, *individual.ambiguous) for form in _forms(label, nlp)}, key=str.lower)
    ]


def _forms(label: str, nlp: Language) -> tuple[str, ...]:
    """The label, and with the full stop that spaCy's tokenizer keeps on it at the end of a sentence ("Command R.", "News Corp.")."""
    kept = not label.endswith(".") and nlp.make_doc(f"{label}.")[-1].text != "."
    return (label, f"{label}.") if kept else (label,)


@Language.factory("landscape_known_names", assigns=["doc.ents", "token.ent_type", "token.ent_iob", "token.ent_id"])
def create_known_names(nlp: Language, name: str) -> EntityRuler:
    """spaCy's entity ruler over the ontology's individuals, blind to case (`landscape_names` looks at case afterwards)."""
    ruler = EntityRuler(nlp, name, phrase_matcher_attr="LOWER", overwrite_ents=True)
    ruler.add_patterns(known_names(nlp))  # type: ignore[arg-type]  # spaCy's annotation wants mutable value types
    return ruler
