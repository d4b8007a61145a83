"""What the ontology knows of the words of a text, as a hint to the encoder, which may overrule it."""

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from ontology import KNOWN, top_type

Doc.set_extension("hints", default=None, force=True)


class Hints:
    """Gives every token the type of the known name that it may belong to, or "", in `doc._.hints`."""

    def __init__(self, nlp: Language) -> None:
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        by_type: dict[str, list[Doc]] = {}
        for individual in KNOWN.values():
            by_type.setdefault(top_type(individual.type), []).extend(nlp.make_doc(label) for label in (*individual.labels, *individual.ambiguous))
        for kind, labels in by_type.items():
            self._matcher.add(kind, labels)

    def __call__(self, doc: Doc) -> Doc:
        hints = [""] * len(doc)
        for span in sorted(self._matcher(doc, as_spans=True), key=lambda span: (len(span), span.start, span.label_)):
            if span.label_ == "License" or any(character.isupper() for character in span.text):  # a name has a capital
                hints[span.start : span.end] = [span.label_] * len(span)
        doc._.hints = hints
        return doc


@Language.factory("landscape_hints", assigns=["doc._.hints"])
def create_hints(nlp: Language, name: str) -> Hints:  # noqa: ARG001
    """Hints from the ontology's individuals."""
    return Hints(nlp)
