"""The head that finds what a pronoun or a description stands for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.anaphors import pronouns
from ingest.encoder import Network
from ingest.pairs import Mention, rows

STOOD_FOR = frozenset({"Organization", "Person", "Model", "Product", "Chip", "Dataset", "Regulation"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both", "we", "our", "us"})
BLOCK, BACK, AHEAD = 200, 300, 60  # tokens: anaphors are read block by block, with the names so far back and so far ahead of the block
ALSO = 0.25  # of the probability, for a further name that a plural stands for

Doc.set_extension("anaphors", default=(), force=True)


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words that stand for names: `names` has one name of each entity that is meant, the likeliest first, `certainty` the probability of it."""

    span: Span
    names: tuple[Span, ...]
    certainty: float


class AntecedentHead(Network):
    """Fills `doc._.anaphors`; words that most likely stand for no name of the text are left out."""

    file = "antecedents.onnx"

    def __call__(self, doc: Doc) -> Doc:
        spans = [doc[start:end] for start, end in pronouns(doc)]
        taken = {span.start for span in spans}
        spans += [span for span in doc.spans["descriptions"] if len(span) > 1 or span.start not in taken]
        doc._.anaphors = tuple(self._resolved(doc, sorted(spans, key=lambda span: (span.start, -span.end))))
        return doc

    def _resolved(self, doc: Doc, spans: list[Span]) -> Iterator[Anaphor]:
        names = [name for name in doc.ents if name.label_ in STOOD_FOR]
        for block in range(0, len(doc), BLOCK):
            inside = [span for span in spans if block <= span.start < block + BLOCK]
            near = [name for name in names if block - BACK <= name.start < block + BLOCK + AHEAD]
            if inside and near:
                yield from self._block(doc, inside, near)

    def _block(self, doc: Doc, spans: list[Span], names: list[Span]) -> Iterator[Anaphor]:
        anaphors = rows([Mention(span.start, span.end, "", anaphor=True) for span in spans])
        candidates = rows([Mention(name.start, name.end, name.label_) for name in names])
        first = int(min(anaphors[:, 0].min(), candidates[:, 0].min()))
        last = int(max(anaphors[:, 1].max(), candidates[:, 1].max()))
        shift = np.asarray([first, first, 0])
        (scores,) = self.session.run(None, {"tokens": doc.tensor[first:last], "anaphors": anaphors - shift, "names": candidates - shift})
        for span, row in zip(spans, np.exp(scores - scores.max(1, keepdims=True)), strict=True):
            chances = row / row.sum()
            entities: dict[str, float] = {}
            for name, chance in zip(names, chances[1:], strict=True):
                if name.end <= span.start or name.start >= span.end:  # no name inside its own description
                    entities[name.id_] = entities.get(name.id_, 0.0) + float(chance)
            ranked = sorted(entities.items(), key=lambda item: (-item[1], item[0]))
            if not ranked or ranked[0][1] <= chances[0]:
                continue
            plural = span[0].lower_ in PLURAL or span[-1].lower_.endswith("s")
            meant = [entity for k, (entity, chance) in enumerate(ranked) if k == 0 or (plural and chance > ALSO)]
            certainty = ranked[0][1] if len(meant) == 1 else sum(entities[entity] for entity in meant)
            yield Anaphor(span, tuple(next(name for name in names if name.id_ == entity) for entity in meant), round(min(certainty, 1.0), 4))


@Language.factory("landscape_antecedent_head", requires=["doc.tensor", "doc.ents", "doc.spans"], assigns=["doc._.anaphors"])
def create_antecedent_head(nlp: Language, name: str) -> AntecedentHead:  # noqa: ARG001
    """The head of antecedents, empty until it is read from disk."""
    return AntecedentHead()
