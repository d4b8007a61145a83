"""The summary of a deal, sentence by sentence: whom it names, what amounts it says, and whether it is so or only to be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.lang.en import English
from spacy.language import Language

from ingest.sentences import sentences as with_sentences
from ingest.structured.names import Name, chips_in
from ingest.values import Money, money_of
from ingest.values import values as with_values
from ontology import KNOWN, STATUSES, TYPES


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the amounts in it, each with its words, and the funding round that it names, or ""."""

    text: str
    amounts: Mapping[Money, str]
    round: str

    def mention(self, name: Name) -> str:
        """The words for an entity in the sentence, or ""."""
        found = _pattern(name).search(self.text)
        return found[0] if found else ""


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text without line breaks."""
    doc = with_values(with_sentences(_english().make_doc(text)))
    found = []
    for sentence in doc.sents:
        spans = [span for span in doc.spans["values"] if sentence.start <= span.start and span.end <= sentence.end]
        rounds = {span.text for span in spans if span.label_ == "ROUND"}
        amounts = {money_of(span): span.text for span in reversed(spans) if span.label_ == "MONEY"}  # of equal ones the first
        found.append(Sentence(sentence.text.strip(), amounts, min(rounds) if len(rounds) == 1 else ""))
    return found


def status(text: str, names: Sequence[Name], relation: str) -> str:
    """How a sentence states what the relation says of these entities: asserted, planned, hedged or negated."""
    if relation == "acquired" and _denied().search(text):
        return "negated"
    if re.search(r"\b(?:[Rr]eportedly|[Rr]eports (?:indicate|suggest|say))\b", text):
        return "hedged"
    if _signed().search(text):
        return "planned"
    if relation == "partnersWith":  # who announces a partnership, or agrees to work together, is in one
        return "asserted"
    doers = names[:1] if relation in {"investedIn", "acquired"} else names  # what the other one agreed to is its return
    who = "|".join([*(_pattern(name).pattern for name in doers), r"\bit"])
    ahead = rf"(?:{who})(?: [a-z]+ly)? (?:{_verbs()}|announced\b[^.;]* to [a-z])|\bwarrant to\b"
    return "planned" if re.search(ahead, text) else "asserted"


def speaks_of_chips(text: str) -> bool:
    """Whether a text names a chip, or says the word."""
    return bool(chips_in(text)) or bool(re.search(rf"\b(?:{'|'.join(TYPES['Chip'].name_words)})\b", text))


@cache
def _english() -> Language:
    return English()


@cache
def _pattern(name: Name) -> re.Pattern[str]:
    """An entity by its name, or any other that is nobody else's."""
    labels = {name.name, *(KNOWN[name.slug].labels if name.slug in KNOWN else ())}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(labels, key=lambda label: (-len(label), label))))})(?!\w)")


@cache
def _verbs() -> str:
    """The verbs of plans, as the ontology has them, in all their forms: "intends to", "committed to", "will"."""
    cues = [cue.split() for cue in STATUSES["planned"].cues if " " not in cue or cue.endswith(" to")]
    return "|".join(" ".join([re.escape(first) + (r"\w{0,3}" if rest else r"\b"), *rest]) + r"\b" for first, *rest in cues if first != "be")


@cache
def _signed() -> re.Pattern[str]:
    """Plans in nouns: "signed a letter of intent", "announced plans"."""
    return re.compile(rf"\b(?:signed|announced) (?:an? )?(?:{'|'.join(STATUSES['planned'].noun_cues)})s?\b")


@cache
def _denied() -> re.Pattern[str]:
    """What is said to stand in the place of an acquisition."""
    instead = "|".join(cue for cue in STATUSES["negated"].cues if cue.endswith(" of") or cue == "rather than")
    return re.compile(rf"(?i)\b(?:{instead}) (?:an? )?(?:\w+ )?acquisition\b")
