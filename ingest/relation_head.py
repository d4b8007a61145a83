"""The head that reads relations, their details and their status off pairs of mentions."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.antecedent_head import Anaphor
from ingest.encoder import Network
from ingest.findings import Details, Finding, Support
from ingest.pairs import DETAILS, NEAR, STATED, Ints, Mention, candidate_pairs, rows
from ingest.voice import voice
from ontology import RELATIONS, top_type

Floats = NDArray[Any]
WINDOW, STEP = 256, 176  # tokens that pairs see, and from one window to the next: they overlap by twice what pairs span
SLACK = 3.0  # of the logit, by which one direction of a symmetric relation may fall behind the mean of both
_MONEY = {"MONEY": "Money", "DATE": "Date", "ROUND": "Round", "PERCENT": "Percent"}


@dataclass(frozen=True, slots=True)
class End:
    """One mention with the names that it stands for (itself, if it is one) and the probability of that."""

    mention: Mention
    span: Span
    names: tuple[Span, ...]
    certainty: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """From the network's chances to confidences that are right as often as they say.

    Platt's scaling of the logit, fitted on the dev part of the corpus; what is less likely than `least` is left out.
    """

    least: float = 0.5
    slope: float = 1.0
    intercept: float = 0.0

    def confidence(self, chance: float) -> float:
        """The confidence of a chance, to three places."""
        return round(float(1 / (1 + np.exp(-(self.slope * _logit(chance) + self.intercept)))), 3)


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return float(np.log(chance / (1 - chance)))


class RelationHead(Network):
    """Fills `doc._.findings`; its labels, classes and calibration are kept in `head.json`."""

    file = "relations.onnx"

    def __init__(self) -> None:
        super().__init__()
        self.labels: tuple[str, ...] = ()
        self.classes: tuple[str, ...] = ()
        self.calibration = Calibration()

    def __call__(self, doc: Doc) -> Doc:
        alike: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
        for finding in self._findings(doc):
            ends = (_identity(finding.subject), _identity(finding.object))
            if ends[0] != ends[1]:
                first, second = sorted(ends) if RELATIONS[finding.relation].symmetric else ends
                alike[finding.relation, first, second].append(finding)
        best = map(_joined, alike.values())
        doc._.findings = tuple(sorted(best, key=lambda one: (one.sentence.start, one.relation, one.subject.start, one.object.start)))
        return doc

    def _findings(self, doc: Doc) -> Iterator[Finding]:
        ends = _ends(doc)
        near = candidate_pairs([end.mention for end in ends], NEAR)
        if len(near):
            read = [self._read(doc, ends, near, window, own) for window, own in _windows(len(doc))]
            pairs, relations, statuses = (np.concatenate(part) for part in zip(*read, strict=True))
            yield from _Pairs(self, doc, ends, pairs, relations, statuses).findings()

    def _read(self, doc: Doc, ends: list[End], near: Ints, window: range, own: range) -> tuple[Ints, Floats, Floats]:
        """Of the pairs those whose middle is in `own`, with their logits of labels and of statuses; they see the tokens of the window."""
        starts = np.asarray([end.mention.start for end in ends])
        middles = starts[near].sum(1) // 2
        pairs = near[(own.start <= middles) & (middles < own.stop)]
        if not len(pairs):
            return pairs, np.zeros((0, len(self.labels))), np.zeros((0, len(STATED)))
        first = int(pairs.min())
        inside = [end.mention for end in ends[first : int(pairs.max()) + 1]]
        shifted = [Mention(one.start - window.start, min(one.end, window.stop) - window.start, one.type, one.anaphor) for one in inside]
        relations, statuses, _ = self.scores(doc.tensor[window.start : window.stop], shifted, pairs - first)
        return pairs, relations, statuses

    def scores(self, tokens: Floats, mentions: Sequence[Mention], pairs: Ints) -> tuple[Floats, Floats, Floats]:
        """Logits of labels (P, labels), of statuses (P, 5) and of CORE's classes (P, 12) for pairs of mentions of these tokens."""
        relations, statuses, core = self.session.run(None, {"tokens": tokens, "mentions": rows(mentions), "pairs": pairs})
        return relations, statuses, core

    def to_disk(self, path: Path | str, *, exclude: tuple[str, ...] = ()) -> None:
        """Writes the network, its labels and its calibration."""
        super().to_disk(path, exclude=exclude)
        kept = {"labels": self.labels, "classes": self.classes, "calibration": asdict(self.calibration)}
        (Path(path) / "head.json").write_text(json.dumps(kept, indent=1), encoding="utf8")

    def from_disk(self, path: Path | str, *, exclude: tuple[str, ...] = ()) -> "RelationHead":
        """Reads what `to_disk` wrote."""
        super().from_disk(path, exclude=exclude)
        kept = json.loads((Path(path) / "head.json").read_text(encoding="utf8"))
        self.labels, self.classes = tuple(kept["labels"]), tuple(kept["classes"])
        self.calibration = Calibration(**kept["calibration"])
        return self


def _windows(length: int) -> Iterator[tuple[range, range]]:
    """The windows of so many tokens, each with the part of it that is its own."""
    margin = (WINDOW - STEP) // 2
    for first in range(0, max(length - WINDOW + STEP, 1), STEP):
        last = min(first + WINDOW, length)
        yield range(first, last), range(first + margin if first else 0, last - margin if last < length else last)


class _Pairs:
    """The pairs of a document, by their numbers in `ends`, and what was read off them."""

    def __init__(self, head: RelationHead, doc: Doc, ends: list[End], pairs: Ints, relations: Floats, statuses: Floats) -> None:
        self.head, self.doc, self.ends, self.pairs = head, doc, ends, pairs
        self.relations, self.statuses = relations, statuses
        self.column = {label: k for k, label in enumerate(head.labels)}
        self.details = self._details()

    def _details(self) -> dict[str, dict[int, int]]:
        """For each detail the best value of each mention that has one."""
        found: dict[str, dict[int, int]] = {}
        for detail in DETAILS:
            scores = self.relations[:, self.column[detail]]
            rows_ = np.flatnonzero(scores > 0)
            best = found.setdefault(detail, {})
            for row in rows_[np.argsort(-scores[rows_], kind="stable")]:
                best.setdefault(int(self.pairs[row, 0]), int(self.pairs[row, 1]))
        return found

    def findings(self) -> Iterator[Finding]:
        """What the pairs state, in the order of relations and pairs."""
        row_of = {(int(i), int(j)): row for row, (i, j) in enumerate(self.pairs)}
        for relation in RELATIONS.values():
            scores = self.relations[:, self.column[relation.name]]
            for row in np.flatnonzero(scores > _logit(self.head.calibration.least) - SLACK):
                i, j = int(self.pairs[row, 0]), int(self.pairs[row, 1])
                logit = float(scores[row])
                if relation.symmetric:
                    if i > j:
                        continue
                    logit = (logit + float(scores[row_of.get((j, i), row)])) / 2
                subject, other = self.ends[i], self.ends[j]
                chance = subject.certainty * other.certainty / (1 + np.exp(-logit))
                if chance >= self.head.calibration.least and _fits(subject, relation.domain) and _fits(other, relation.range):
                    yield from self._stated(relation.name, i, j, self.statuses[row], self.head.calibration.confidence(chance))

    def _stated(self, relation: str, i: int, j: int, statuses: Floats, confidence: float) -> Iterator[Finding]:
        subject, other = self.ends[i], self.ends[j]
        first, last = min(subject.span.start, other.span.start), max(subject.span.end, other.span.end)
        sentence = self.doc[self.doc[first].sent.start : self.doc[last - 1].sent.end]
        details = Details(
            amount=self._value("amount", i),
            round=self._value("round", j),
            valuation=self._value("valuation", j),
            date=self._value("date", j),
            role=role.text if (role := self._value("role", i)) is not None and relation == "worksFor" else "",
        )
        chances = np.exp(statuses - statuses.max())
        support = Support(statuses=tuple((chances / chances.sum()).tolist()))
        domain, range_ = (_top_types(types) for types in (RELATIONS[relation].domain, RELATIONS[relation].range))
        for one in subject.names:
            for two in other.names:
                if one.label_ not in domain or two.label_ not in range_:
                    continue  # words that stand for several names have the type of the first
                yield Finding(
                    relation,
                    _standing(subject.span, one),
                    _standing(other.span, two),
                    other.span[0],
                    sentence,
                    confidence,
                    (0, 0),
                    details,
                    STATED[int(statuses.argmax())],
                    voice(sentence, (one.id_, two.id_)),
                    support,
                )

    def _value(self, detail: str, holder: int) -> Span | None:
        value = self.details[detail].get(holder)
        return self.ends[value].span if value is not None else None


def _joined(findings: Sequence[Finding]) -> Finding:
    """Of findings that say the same the likeliest, with the support of all."""
    best = max(findings, key=lambda one: one.confidence)
    elsewhere = max((one.confidence for one in findings if one.sentence.start != best.sentence.start), default=0.0)
    weights = np.asarray([max(one.confidence, 0.001) ** 2 for one in findings])  # squared, so that a doubtful pair tells little of the status
    statuses = weights @ np.asarray([one.support.statuses for one in findings]) / weights.sum()
    return replace(best, support=Support(elsewhere, tuple(round(float(chance), 4) for chance in statuses)))


def _standing(span: Span, name: Span) -> Span:
    """The words of a mention with the type and slug of the name that it stands for."""
    return span if span.id_ == name.id_ and span.label_ == name.label_ else Span(span.doc, span.start, span.end, label=name.label_, span_id=name.id_)


def _identity(span: Span) -> str:
    return span.id_ or span.text


def _fits(end: End, types: Sequence[str]) -> bool:
    return end.mention.type in {_MONEY.get(name, name) for name in _top_types(types)}


def _top_types(types: Sequence[str]) -> set[str]:
    """The labels of the names that a relation takes."""
    return {"MONEY" if name == "Money" else top_type(name) for name in types}


def _ends(doc: Doc) -> list[End]:
    """All mentions of a document in the order of its text."""
    names = [End(Mention(name.start, name.end, name.label_), name, (name,), 1.0) for name in doc.ents]
    values = [End(Mention(value.start, value.end, _MONEY[value.label_]), value, (value,), 1.0) for value in doc.spans["values"]]
    roles = [End(Mention(role.start, role.end, "Role"), role, (role,), 1.0) for role in doc.spans["roles"]]
    anaphors: Sequence[Anaphor] = doc._.anaphors
    stand_ins = [End(Mention(a.span.start, a.span.end, a.names[0].label_, anaphor=True), a.span, a.names, a.certainty) for a in anaphors]
    return sorted((*names, *values, *roles, *stand_ins), key=lambda end: (end.mention.start, end.mention.end))


@Language.factory("landscape_relation_head", requires=["doc.tensor", "doc.ents", "doc._.anaphors", "doc.sents"], assigns=["doc._.findings"])
def create_relation_head(nlp: Language, name: str) -> RelationHead:  # noqa: ARG001
    """The head of relations, empty until it is read from disk."""
    return RelationHead()
