"""The notation of the ontology's phrases, and that every phrase of the ontology is written in it."""

from types import MappingProxyType

import pytest

from ingest.rules.phrases import _COMPILERS, COMPOUNDS, EVENTS, NOUNS, PHRASES, POSSESSIVES, SLOTS, VERBS, Part, Phrase
from ontology import RELATIONS, TYPES, Relation

RELATION = Relation("invented", "invented", "", ("Organization",), ("Model",), symmetric=False, parent=None, phrases=MappingProxyType({}))


def compiled(kind: str, text: str) -> Phrase:
    """A phrase of an invented relation."""
    return _COMPILERS[kind](RELATION, kind, text)


def words(*choices: str, optional: bool = False) -> Part:
    return Part(words=frozenset(choices), optional=optional)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: f"{phrase.relation.name} {phrase.kind} {phrase.text}")
def test_every_phrase_of_the_ontology_compiles(phrase: Phrase) -> None:
    parts = (*phrase.before, *phrase.after)
    assert phrase.head or phrase.kind == "possessive"
    assert all(phrase.head)
    assert phrase.subject in {"S", "O"}
    assert all(bool(part.words) != bool(part.slot) for part in parts)
    assert all(part.slot in {"", *SLOTS} and set(part.types) <= set(TYPES) for part in parts)
    assert not any(set(word) & set("()/:") or word in SLOTS for part in parts for word in part.words)


def test_every_phrase_is_found_by_its_head() -> None:
    assert len(PHRASES) == sum(len(texts) for relation in RELATIONS.values() for texts in relation.phrases.values())
    found = {id(phrase) for index in (VERBS, NOUNS, EVENTS, COMPOUNDS) for phrases in index.values() for phrase in phrases}
    assert found | {id(phrase) for phrase in POSSESSIVES} == {id(phrase) for phrase in PHRASES}


NOTATION = {
    "a verb with a preposition": ("verb", "invest in", {"invest"}, (), (words("in"),), "S"),
    "an inverse verb": ("inverseVerb", "found", {"found"}, (), (), "O"),
    "alternatives": ("verb", "pour/put money in/into", {"pour", "put"}, (), (words("money"), words("in", "into")), "S"),
    "a word that may be absent": ("verb", "run on (cloud)", {"run"}, (), (words("on"), words("cloud", optional=True)), "S"),
    "money that may be absent": ("verb", "invest (MONEY) in", {"invest"}, (), (Part(slot="MONEY", optional=True), words("in")), "S"),
    "a round": ("verb", "lead ROUND", {"lead"}, (), (Part(slot="ROUND"),), "S"),
    "a percentage": ("verb", "own PERCENT of", {"own"}, (), (Part(slot="PERCENT"), words("of")), "S"),
    "an end that stands elsewhere": ("verb", "value S at", {"value"}, (), (Part(slot="S"), words("at")), "S"),
    "an end of certain types": ("verb", "use O:Chip/Model", {"use"}, (), (Part(slot="O", types=("Chip", "Model")),), "S"),
    "a subject of a certain type": ("verb", "S:Organization unveil", {"unveil"}, (Part(slot="S", types=("Organization",)),), (), "S"),
    "a noun with a preposition": ("noun", "investor in/of", {"investor"}, (), (words("in", "of"),), "S"),
    "a noun with words before it": ("noun", "chief executive of", {"executive"}, (words("chief"),), (words("of"),), "S"),
    "an inverse noun": ("inverseNoun", "founder", {"founder"}, (), (), "O"),
    "a happening": ("event", "deal between S and", {"deal"}, (), (words("between"), Part(slot="S"), words("and")), "S"),
    "a compound": ("compound", "S-backed O", {"backed"}, (Part(slot="S"),), (Part(slot="O"),), "O"),
    "a possessive": ("possessive", "S's O", set(), (Part(slot="S"),), (Part(slot="O"),), "O"),
    "a possessive the other way round": ("possessive", "O from S", set(), (Part(slot="S"),), (Part(slot="O"),), "O"),
    "two names side by side": ("possessive", "S O:Chip", set(), (Part(slot="S"),), (Part(slot="O", types=("Chip",)),), "O"),
}


@pytest.mark.parametrize(("kind", "text", "head", "before", "after", "subject"), NOTATION.values(), ids=NOTATION.keys())
def test_notation(kind: str, text: str, head: set[str], before: tuple[Part, ...], after: tuple[Part, ...], subject: str) -> None:
    phrase = compiled(kind, text)
    assert (phrase.head, phrase.before, phrase.after, phrase.subject) == (head, before, after, subject)
    assert phrase.other == {"S": "O", "O": "S"}[subject]


def test_a_passive_is_one_by_its_participle() -> None:
    assert compiled("verb", "be power by").passive
    assert compiled("verb", "be power by").head == {"power"}
    assert not compiled("verb", "be worth").passive
    assert not compiled("verb", "power").passive


def test_where_a_phrase_places_its_ends() -> None:
    phrase = compiled("verb", "value S at")
    assert (phrase.places("S"), phrase.places("O")) == (True, False)
    assert not compiled("verb", "S:Organization unveil").places("S")  # a verb's subject needs no place


def test_types_and_restrictions_of_the_ends() -> None:
    phrase = compiled("verb", "use O:Chip chip")
    assert (phrase.types("S"), phrase.types("O")) == (("Organization",), ("Model",))
    assert (phrase.restriction("O"), phrase.restriction("S")) == (("Chip",), ())


def test_the_phrase_that_asks_for_more_is_more_precise() -> None:
    rising = ["use", "use chip", "use O:Chip", "use O:Chip chip"]
    assert sorted(rising, key=lambda text: compiled("verb", text).precision) == rising
    assert compiled("verb", "run on (cloud)").precision == compiled("verb", "run on").precision
