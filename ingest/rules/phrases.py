"""The ontology's words, compiled: each phrase of `landscape.ttl` as a head word and what must stand around it.

The notation stands at the head of `ontology/landscape.ttl`. The kinds of phrase follow the ways in which English puts a relation:
a verb with its arguments, a relational noun ("rival of"), a noun for the happening ("investment in"), a compound ("S-backed O").
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ingest.rules.words import VERBS as BASE_FORMS
from ingest.rules.words import WORDS, lemma
from ontology import RELATIONS, Relation

SLOTS = frozenset({"S", "O", "MONEY", "ROUND", "PERCENT"})


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a phrase (any of `words`) or one slot of it (`slot` is one of `SLOTS`, `types` the entity types it is restricted to)."""

    words: frozenset[str] = frozenset()
    slot: str = ""
    types: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a relation. `subject` is the end ("S" or "O") that the grammatical subject or the described name takes."""

    relation: Relation
    kind: str
    text: str
    head: frozenset[str]
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    subject: str
    passive: bool

    @property
    def other(self) -> str:
        """The end that is not the phrase's subject."""
        return "O" if self.subject == "S" else "S"

    def places(self, slot: str) -> bool:
        """Whether the phrase itself says where that slot stands, other than as a verb's subject."""
        return any(part.slot == slot for part in (self.after if self.kind.lower().endswith("verb") else (*self.before, *self.after)))

    @property
    def precision(self) -> tuple[int, int]:
        """How much the phrase asks for: of two that read the same words, the one that asks for more is meant."""
        parts = (*self.before, *self.after)
        return sum(bool(part.types) for part in parts), sum(not part.optional for part in parts)

    def types(self, end: str) -> tuple[str, ...]:
        """The entity types that may stand at an end."""
        return self.relation.domain if end == "S" else self.relation.range

    def restriction(self, end: str) -> tuple[str, ...]:
        """The types to which the phrase itself restricts an end."""
        return next((part.types for part in (*self.before, *self.after) if part.slot == end), ())


def _part(text: str) -> Part:
    optional = text.startswith("(")
    text, _, types = text.strip("()").partition(":")
    if text in SLOTS:
        return Part(slot=text, types=tuple(types.split("/")) if types else (), optional=optional)
    return Part(words=frozenset(text.split("/")), optional=optional)


def _parts(text: str) -> tuple[Part, ...]:
    return tuple(_part(word) for word in text.split())


def _verb(relation: Relation, kind: str, text: str) -> Phrase:
    parts = _parts(text)
    before, parts = ((parts[0],), parts[1:]) if parts[0].slot else ((), parts)
    passive = len(parts) > 1 and parts[0].words == {"be"} and all(lemma(word) in BASE_FORMS for word in parts[1].words) and bool(parts[1].words)
    if passive:
        parts = parts[1:]
    return Phrase(relation, kind, text, parts[0].words, before, parts[1:], "O" if kind.startswith("inverse") else "S", passive)


def _noun(relation: Relation, kind: str, text: str) -> Phrase:
    """The head of a noun phrase is its last word before the preposition; words before it must stand right before it."""
    parts = _parts(text)
    prepositions = [i for i, part in enumerate(parts) if part.words and part.words <= WORDS["ADP"] | {"to"}]
    end = prepositions[0] if prepositions else len(parts)
    head = parts[end - 1]
    return Phrase(relation, kind, text, head.words, parts[: end - 1], parts[end:], "O" if kind.startswith("inverse") else "S", False)


def _compound(relation: Relation, kind: str, text: str) -> Phrase:
    modifier, head, described = re.split(r"[- ]", text)
    return Phrase(relation, kind, text, frozenset({head}), (Part(slot=modifier),), (Part(slot=described),), described, False)


def _possessive(relation: Relation, kind: str, text: str) -> Phrase:
    link = next(link for link in ("'s ", " from ", " (", " ") if link in text)
    owner, owned = reversed(text.strip(")").split(link)) if link in {" from ", " ("} else text.split(link)
    described = _part(owned)
    return Phrase(relation, kind, text, frozenset(), (_part(owner),), (described,), described.slot, False)


_COMPILERS = {
    "verb": _verb,
    "inverseVerb": _verb,
    "noun": _noun,
    "inverseNoun": _noun,
    "event": _noun,
    "compound": _compound,
    "possessive": _possessive,
}

PHRASES: tuple[Phrase, ...] = tuple(
    _COMPILERS[kind](relation, kind, text) for relation in RELATIONS.values() for kind, texts in relation.phrases.items() for text in texts
)


def _by_head(*kinds: str) -> Mapping[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in PHRASES:
        if phrase.kind in kinds:
            for word in phrase.head:
                found[word].append(phrase)
    return MappingProxyType({word: tuple(phrases) for word, phrases in found.items()})


VERBS = _by_head("verb", "inverseVerb")
NOUNS = _by_head("noun", "inverseNoun")
EVENTS = _by_head("event")
COMPOUNDS = _by_head("compound")
POSSESSIVES = tuple(phrase for phrase in PHRASES if phrase.kind == "possessive")
