"""The head that reads names and descriptions off the token vectors."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.encoder import Network
from ingest.known_names import slug
from ingest.name_forms import with_slugs
from ingest.pairs import NAME_TYPES
from ontology import KNOWN, top_type

Logits = NDArray[np.float32]
_BY_LABEL = {label.lower(): individual.slug for individual in KNOWN.values() for label in (*individual.labels, *individual.ambiguous)}
COMMON = frozenset(
    line for line in Path(__file__).with_name("common_terms.txt").read_text(encoding="utf8").splitlines() if line and not line.startswith("#")
)
_EDGES = re.compile(r"\s|[\"“”'‘’(),.;:!?\[\]]")


def spans_of(labels: Sequence[int], types: Sequence[str]) -> list[tuple[int, int, str]]:
    """The names that BIO labels say (0 outside, 1 + 2t begins type t, 2 + 2t continues it); an inner label without its beginning begins a name.

    >>> spans_of([0, 1, 2, 4, 0], ("Organization", "Person"))
    [(1, 3, 'Organization'), (3, 4, 'Person')]
    """
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label == 0:
            continue
        kind = types[(label - 1) // 2]
        if label % 2 == 0 and found and found[-1][1] == i and found[-1][2] == kind:
            found[-1] = (found[-1][0], i + 1, kind)
        else:
            found.append((i, i + 1, kind))
    return found


class NameHead(Network):
    """Fills `doc.ents` (label the type, id the entity's slug), `doc.spans["roles"]` and `doc.spans["descriptions"]`.

    A name that the ontology knows under this type gets its slug, any other one of its own; a term of the field (`common_terms.txt`) is no name.
    """

    file = "names.onnx"

    def __call__(self, doc: Doc) -> Doc:
        found = spans_of(self.logits(doc, "landscape").argmax(1).tolist(), NAME_TYPES) if len(doc) else []
        values = {token.i for span in doc.spans["values"] for token in span}
        spans = [trimmed(doc, start, end, kind) for start, end, kind in found if not values & set(range(start, end))]
        names = [span for span in spans if span is not None and span.text.lower() not in COMMON]
        doc.ents = with_slugs([linked(span) for span in names if span.label_ != "Role"])
        doc.spans["roles"] = [span for span in names if span.label_ == "Role"]
        marks = spans_of(self.logits(doc, "descriptions").argmax(1).tolist(), ("description",)) if len(doc) else []
        doc.spans["descriptions"] = [span for start, end, kind in marks if (span := trimmed(doc, start, end, kind)) is not None]
        return doc

    def logits(self, doc: Doc, scheme: str) -> Logits:
        """The scores of the scheme's labels for each token, (tokens, 1 + 2 x types)."""
        (found,) = self.session.run([scheme], {"tokens": doc.tensor})
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
