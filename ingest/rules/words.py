"""The word classes of `words.toml`, and what the English dictionary knows of a word's form."""

import tomllib
from functools import cache
from pathlib import Path

import simplemma

from ontology import RELATIONS

WORDS: dict[str, frozenset[str]] = {
    name: frozenset(words.split()) for name, words in tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf8")).items()
}


@cache
def lemma(word: str) -> str:
    """The lemma of a word in lower case; of a compound with a hyphen, that of its last part ("co-led": "co-lead").

    >>> lemma("Raised"), lemma("open-sourced"), lemma("chips")
    ('raise', 'open-source', 'chip')
    """
    first, hyphen, last = word.lower().rpartition("-")
    if not last.strip():
        return word.lower()
    if (
        last.endswith("s") and len(last) > 3 and not last.endswith("ss") and not in_dictionary(last)
    ):  # plurals that it does not have: "GPUs", "superchips"
        return first + hyphen + last[:-1]
    return first + hyphen + str(simplemma.lemmatize(last, lang="en")).lower()


@cache
def in_dictionary(word: str) -> bool:
    """Whether English has the word, so that a capital at the start of a sentence does not make it a name."""
    return bool(simplemma.is_known(word.lower(), lang="en"))


# Verb forms that the dictionary takes for other words.
_IRREGULAR = {
    "thought": "think",
    "left": "leave",
    "saw": "see",
    "felt": "feel",
    "found": "find",
    "lent": "lend",
    "bound": "bind",
    "open-source": "open-source",
    "wound": "wind",
}


_STATED = (text for relation in RELATIONS.values() for kind in ("verb", "inverseVerb") for text in relation.phrases.get(kind, ()))
VERBS = WORDS["VERB"] | WORDS["NOUN_OR_VERB"] | {word for text in _STATED for word in text.split()[0].split("/") if word.islower()}
"""Base forms that may be verbs: those of `words.toml` and those with which the ontology's phrases begin."""

_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


@cache
def verb_lemma(word: str) -> str:
    """The lemma of a word if it is a verb: a base form that we know, where the dictionary goes wrong ("developed", "buying").

    >>> verb_lemma("buying"), verb_lemma("developed"), verb_lemma("raised"), verb_lemma("planned")
    ('buy', 'develop', 'raise', 'plan')
    """
    word = word.lower()
    found = _IRREGULAR.get(word) or lemma(word)
    if found in VERBS:
        return found
    stems = [word.removesuffix(ending) + base for ending, base in _ENDINGS if word.endswith(ending)]
    undoubled = [stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2]]
    known = [stem for stem in (*stems, *undoubled) if stem in VERBS]
    return known[0] if known else _unknown_verb(found)


def _unknown_verb(found: str) -> str:
    """A verb that no list has: of an -ing form that the dictionary takes for a noun, the stem that it has."""
    if not found.endswith("ing") or len(found) < 6:
        return found
    stems = (found[:-3], found[:-3] + "e", found[:-4] if found[-4] == found[-5] else found[:-3])
    return next((stem for stem in stems if in_dictionary(stem)), found)
