"""The head that reads names and descriptions off the token vectors."""

import re
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.bio import Logits, names_of, of_one_type
from ingest.encoder import Network
from ingest.known_names import slug
from ingest.name_forms import with_slugs
from ingest.pairs import NAME_TYPES
from ontology import KNOWN, top_type

_BY_LABEL = {label.lower(): individual.slug for individual in KNOWN.values() for label in (*individual.labels, *individual.ambiguous)}
COMMON = frozenset(
    line for line in Path(__file__).with_name("common_terms.txt").read_text(encoding="utf8").splitlines() if line and not line.startswith("#")
)
_EDGES = re.compile(r"\s|[\"“”'‘’(),.;:!?\[\]]")


class NameHead(Network):
    """Fills `doc.ents` (label the type, id the entity's slug), `doc.spans["roles"]` and `doc.spans["descriptions"]`.

    The same words are of the same type throughout. A name that the ontology knows under this type gets its slug, any other one of its own; a term of
    the field (`common_terms.txt`) is no name.
    """

    file = "names.onnx"

    def __call__(self, doc: Doc) -> Doc:
        logits = self.logits(doc, "landscape")
        found = names_of(logits, NAME_TYPES)
        found = of_one_type(found, [doc[start:end].text for start, end, _ in found], logits, NAME_TYPES)
        values = {token.i for span in doc.spans["values"] for token in span}
        spans = [trimmed(doc, start, end, kind) for start, end, kind in found if not values & set(range(start, end))]
        names = [span for span in spans if span is not None and span.text.lower() not in COMMON]
        doc.ents = with_slugs([linked(span) for span in names if span.label_ != "Role"])
        doc.spans["roles"] = [span for span in names if span.label_ == "Role"]
        marks = names_of(self.logits(doc, "descriptions"), ("description",))
        doc.spans["descriptions"] = [span for start, end, kind in marks if (span := trimmed(doc, start, end, kind)) is not None]
        return doc

    def logits(self, doc: Doc, scheme: str) -> Logits:
        """The scores of the scheme's labels for each token, (tokens, 1 + 2 x types)."""
        found = self.session.run([scheme], {"tokens": doc.tensor})[0] if len(doc) else np.zeros((0, 1), dtype=np.float32)
        return np.asarray(found)


def trimmed(doc: Doc, start: int, end: int, label: str) -> Span | None:
    """The span without white space and punctuation at its edges; None where nothing is left, or where it runs over a sentence's end."""
    while start < end and _EDGES.fullmatch(doc[start].text):
        start += 1
    while start < end and _EDGES.fullmatch(doc[end - 1].text):
        end -= 1
    return Span(doc, start, end, label=label) if start < end else None


def linked(span: Span) -> Span:
    """The span with the slug of the known name of its type; licences, places and regulations that nobody knows get one from their words."""
    known = _BY_LABEL.get(" ".join(span.text.split()).removesuffix("'s").removesuffix("’s").lower(), "")
    fits = known and top_type(KNOWN[known].type) == span.label_
    own = slug(span.text) if span.label_ in {"License", "Place", "Regulation"} and not fits else ""
    return Span(span.doc, span.start, span.end, label=span.label_, span_id=known if fits else own)


@Language.factory("landscape_name_head", requires=["doc.tensor", "doc.spans"], assigns=["doc.ents", "token.ent_type", "token.ent_id", "doc.spans"])
def create_name_head(nlp: Language, name: str) -> NameHead:  # noqa: ARG001
    """The head of names, empty until it is read from disk."""
    return NameHead()
