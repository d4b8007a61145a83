"""The word classes of `words.toml`, and what the English dictionary knows of a word's form."""

import tomllib
from functools import cache
from pathlib import Path

import simplemma

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
    if last in {"gpus", "llms", "tpus", "cpus", "apis", "ceos"}:  # plurals of initials, which the dictionary does not have
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


@cache
def verb_lemma(word: str) -> str:
    """The lemma of a word if it is a verb: where the dictionary takes an -ing form for a noun of its own ("buying"), that of its stem.

    >>> verb_lemma("buying"), verb_lemma("backing"), verb_lemma("raised")
    ('buy', 'back', 'raise')
    """
    found = _IRREGULAR.get(word.lower()) or lemma(word)
    if not found.endswith("ing") or len(found) < 6:
        return found
    stems = (found[:-3], found[:-3] + "e", found[:-4] if found[-4] == found[-5] else found[:-3])
    return next((stem for stem in stems if stem in WORDS["VERB"] | WORDS["NOUN_OR_VERB"] or in_dictionary(stem)), found)
