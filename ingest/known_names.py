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
    """Patterns for spaCy's entity ruler, one for each label of each known individual."""
    del nlp  # the ruler tokenizes the labels itself; the argument keeps the seam for a ruler that is trained with the pipeline
    return [
        {"label": top_type(individual.type), "pattern": label, "id": individual.slug}
        for individual in KNOWN.values()
        for label in sorted({form for name in (*individual.labels, *individual.ambiguous) for form in _forms(name)}, key=str.lower)
    ]


def _forms(label: str) -> tuple[str, ...]:
    """The label, and the label with the full stop that spaCy keeps on its last word at the end of a sentence ("Command R.", "News Corp.")."""
    last = label.rpartition(" ")[2]
    return (label, f"{label}.") if last != label and (re.fullmatch(r"[A-Z]", last) or last in {"Corp", "Inc", "Co", "Ltd"}) else (label,)


@Language.factory("landscape_known_names", assigns=["doc.ents", "token.ent_type", "token.ent_iob", "token.ent_id"])
def create_known_names(nlp: Language, name: str) -> EntityRuler:
    """spaCy's entity ruler over the ontology's individuals, blind to case (`landscape_names` looks at case afterwards)."""
    ruler = EntityRuler(nlp, name, phrase_matcher_attr="LOWER", overwrite_ents=True)
    ruler.add_patterns(known_names(nlp))  # type: ignore[arg-type]  # spaCy's annotation wants mutable value types
    return ruler
