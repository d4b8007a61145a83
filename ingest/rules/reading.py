"""The reading of one sentence: its values, its chunks, and how names found for the two ends of a phrase become findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from spacy.tokens import Doc, Span, Token

from ingest.findings import Details, Finding
from ingest.known_names import name_type
from ingest.name_forms import UNTYPED
from ingest.rules.chunks import Chunk
from ingest.rules.descriptions import Sentence
from ingest.rules.noun_phrases import NOBODY, Arguments
from ingest.rules.phrases import Part, Phrase
from ontology import KNOWN, is_a

# Set on the development part of the sample articles, rounded down from how often findings of each kind of phrase were right there;
# on the held-out part 0.81 of all findings are right, which is about their mean confidence (`make bench`).
CONFIDENCE = {"verb": 0.9, "inverseVerb": 0.9, "noun": 0.88, "inverseNoun": 0.85, "event": 0.8, "compound": 0.95, "possessive": 0.9}
ANAPHOR = 0.85  # of the findings through "it" or "the company", relative to those through names
UNKNOWN = 0.78  # of the findings with a name that only its capitals tell
LEAST = 0.6  # what is less sure was right less often than six times in ten, and is left out


@dataclass(slots=True)
class Match:
    """What a phrase's parts were found to be: names by slot, values by slot, and the token after the last part."""

    names: dict[str, Arguments]
    values: dict[str, Span]
    end: int


class Reading:
    """One sentence while it is read; `raiser` is who raised the round that "the round" means."""

    def __init__(self, doc: Doc, chunks: Sequence[Chunk], raiser: Span | None) -> None:
        self.doc = doc
        self.sentence = Sentence(doc, chunks)
        self.span = doc[chunks[0].start].sent
        self.raiser = raiser
        self.stand_ins: set[int] = set()
        self.values: dict[int, Span] = {span.start: span for span in doc.spans["values"] if self.span.start <= span.start < self.span.end}

    def _meant(self, i: int, name: Span) -> Span:
        """The word at a place ("round", "led") as a stand-in for a name that is meant there, so that a mention is always words of its sentence."""
        self.stand_ins.add(i)
        return Span(self.doc, i, i + 1, label=name.label_, span_id=name.id_)

    def _follows(self, part: Part, i: int) -> bool:
        return i < self.span.end and self.doc[i].lower_ in part.words

    def _inside_value(self, i: int) -> bool:
        return any(span.start <= i < span.end for span in self.values.values())

    def _fitting(self, mentions: Iterable[Span], types: Sequence[str]) -> tuple[Span, ...]:
        return tuple(mention for mention in mentions if mention.label_ == "MONEY" or any(fits(mention, kind) for kind in types))

    def _pairs(self, phrase: Phrase, match: Match, trigger: Token) -> Iterator[Finding]:
        subjects = self._ends(phrase, match, "S")
        objects = self._ends(phrase, match, "O")
        if phrase.relation.symmetric and not objects and len(subjects) > 1 and phrase.kind != "noun":
            ends = list(combinations(subjects, 2))
        else:
            ends = list(product(subjects, objects))
        sure = match.names.get("S", NOBODY).sure * match.names.get("O", NOBODY).sure
        for subject, other in ends:
            if subject.id_ == other.id_:
                continue
            if phrase.relation.symmetric and UNTYPED not in {subject.label_, other.label_} and subject.label_ != other.label_:
                continue
            if phrase.relation.range == ("Money",):
                self.raiser = subject
            confidence = CONFIDENCE[phrase.kind] * sure * self._certainty(subject, other)
            if confidence < LEAST:
                continue
            yield Finding(
                phrase.relation.name,
                subject,
                other,
                trigger,
                self.span,
                round(confidence, 3),
                phrase.precision,
                self._details(phrase, match, trigger, other),
            )

    def _ends(self, phrase: Phrase, match: Match, end: str) -> tuple[Span, ...]:
        found = match.names.get(end, NOBODY).mentions
        restriction = phrase.restriction(end)
        if restriction:  # what a phrase demands, an untyped name does not show
            found = tuple(mention for mention in found if mention.label_ != UNTYPED)
        return self._fitting(self._fitting(found, phrase.types(end)), restriction or phrase.types(end))

    def _certainty(self, *ends: Span) -> float:
        """What the ends take from a finding's confidence: an untyped name and a name that is only meant, each once."""
        untyped = any(end.label_ == UNTYPED for end in ends)
        meant = sum(end.label_ != "MONEY" and end.start not in self.stand_ins and self.doc[end.start].ent_iob_ != "B" for end in ends)
        return float((UNKNOWN if untyped else 1.0) * ANAPHOR**meant)

    def _details(self, phrase: Phrase, match: Match, trigger: Token, other: Span) -> Details:
        """Amount, round and date that go with a finding: those of the phrase itself, else the nearest ones of the sentence."""
        date = min((span for span in self.values.values() if span.label_ == "DATE"), key=lambda span: abs(span.start - trigger.i), default=None)
        if phrase.relation.name == "raised":
            stage = match.values.get("ROUND") or next((span for span in self.values.values() if span.label_ == "ROUND"), None)
            return Details(round=stage, valuation=self._valuation(after=other.start), date=date)
        role = self.doc[trigger.i - len(phrase.before) : trigger.i + 1].text if phrase.relation.name == "worksFor" and phrase.kind == "noun" else ""
        return Details(amount=match.values.get("MONEY"), round=match.values.get("ROUND"), date=date, role=role)

    def _valuation(self, *, after: int) -> Span | None:
        """The amount that the words around it call a valuation."""
        money = [span for span in self.values.values() if span.label_ == "MONEY" and span.start > after]
        return next(
            (span for span in money if {token.lemma_ for token in self.doc[max(span.start - 4, 0) : span.end + 3]} & {"valuation", "value"}), None
        )


def fits(mention: Span, kind: str) -> bool:
    """Whether a name can be of a type: a known one by its types, an unknown one by what its words tell, an untyped one always."""
    if mention.label_ == UNTYPED:
        return kind not in {"License", "Regulation", "Dataset"}
    if mention.id_ in KNOWN:
        individual = KNOWN[mention.id_]
        return any(is_a(name, kind) for name in (individual.type, *individual.roles))
    return is_a(mention.label_, kind) or any(name_type(token.text) == kind for token in mention)
