"""When two names of people are of one person: surnames and given names, initials, nicknames, titles, other orders and spellings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from graph.names import TITLES, ascii_words, foreign
from graph.resolution import told
from graph.resolution.candidate import Candidate
from graph.resolution.weights import TABLE

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii"})
_BEFORE_GIVEN = frozenset({"sir", "dame", "sheikh"})  # titles that go with the given name: "Sir Demis"
_HONORARY = re.compile(r"(?i)\bh\. ?c\.")
_FAMILY_FIRST = re.compile(r"([^,]+), ([^,]+)")
_NICKNAMES: Mapping[str, frozenset[str]] = {
    nick: frozenset(full for full, nicks in TABLE["nicknames"].items() if nick in nicks.split())
    for nick in {nick for nicks in TABLE["nicknames"].values() for nick in nicks.split()}
}
_SURNAMES: Mapping[str, str] = {variant: group.split()[0] for group in TABLE["surnames"] for variant in group.split()}


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name: given names in order, the surname (empty where a title stands before a given name alone), and which of a line."""

    given: tuple[str, ...]
    surname: str
    generation: frozenset[str]


@cache
def person(name: str) -> Person:
    """The parts of a person's name; a pair of syllables joined by a hyphen is a given name, wherever it stands.

    >>> person("Lee Jae-yong").given, person("Sir Demis Hassabis").surname, person("J. Smith Jr.").generation
    (('jaeyong',), 'hassabis', frozenset({'jr'}))
    >>> person("Obi, Ada").given, person("Prof. Obi").surname, person("Sir Demis").given
    (('ada',), 'obi', ('demis',))
    """
    if (turned := _FAMILY_FIRST.fullmatch(name)) and not frozenset(ascii_words(turned[2])) <= _GENERATIONS:
        name = f"{turned[2]} {turned[1]}"
    tokens = ["".join(ascii_words(token)) for token in _HONORARY.sub("", name).replace(".", ". ").split()]
    words = [token for token in tokens if token]
    generation = frozenset(words) & _GENERATIONS
    plain = [word for word in words if word not in generation and word not in TITLES]
    if frozenset(words) & _BEFORE_GIVEN and len(plain) == 1:
        return Person((plain[0],), "", generation)
    has_surname_first = len(plain) == 2 and bool(re.fullmatch(r"\S+ \w+-[a-z]\w*", name)) and plain[0] in _SURNAMES
    ordered = [*plain[1:], plain[0]] if has_surname_first else plain
    return Person(tuple(ordered[:-1]), ordered[-1] if ordered else "", generation)


def loose(word: str) -> str:
    """A word as one hears it: "Juergen" is "Jurgen", "Yandeks" is "Yandex", "Sergei" is "Sergey"."""
    heard = re.sub("([aou])e", r"\1", word).replace("ks", "x").replace("ph", "f")
    return re.sub(r"(?<=[a-z])(?:iy|ij|yi|ei|ey|ii)$", "y", heard).replace("ya", "ia").replace("yu", "iu")


def _pair(one: Candidate, other: Candidate) -> tuple[Person, Person] | None:
    is_same = sorted(one.form.words) == sorted(other.form.words) or one.form.joined == other.form.joined
    if one.type != "Person" or is_same or foreign(one.name) != foreign(other.name):
        return None
    return person(one.name), person(other.name)


def _surnames_same(one: Person, other: Person) -> bool:
    first, second = (loose(_SURNAMES.get(name, name)) for name in (one.surname, other.surname))
    return bool(first) and first == second and not one.generation ^ other.generation


def _names_fit(one: str, other: str) -> bool:
    a, b = loose(one), loose(other)
    return a.startswith(b) or b.startswith(a) or bool(_full(one) & _full(other))


def _full(given: str) -> frozenset[str]:
    """A given name, and those for which it is short."""
    return _NICKNAMES.get(given, frozenset()) | {given}


def given_names_fit(one: Candidate, other: Candidate) -> bool:
    """Same surname, and given names of which one shortens the other: an initial, a nickname; or a slip of one letter, where both know the same."""
    found = _pair(one, other)
    if not (found and _surnames_same(*found) and found[0].given and found[1].given):
        return False
    first, second = found[0].given[0], found[1].given[0]
    return _names_fit(first, second) or (min(len(first), len(second)) > 4 and OSA.distance(first, second) == 1 and bool(one.nodes & other.nodes))


def initial_alone(one: Candidate, other: Candidate) -> bool:
    """Whether a single letter is all that is told of a given name, and nothing else joins the two."""
    found = _pair(one, other)
    letters = found is not None and any(one.given and all(len(word) == 1 for word in one.given) for one in found)
    return letters and given_names_fit(one, other) and not told.shared(one, other)


def surname_alone(one: Candidate, other: Candidate) -> bool:
    """A surname, or a title and a given name, and the other has it too."""
    found = _pair(one, other)
    if not found:
        return False
    by_given = any(not a.surname and a.given[0] in b.given[:1] for a, b in (found, found[::-1]))
    return by_given or (_surnames_same(*found) and bool(found[0].given) != bool(found[1].given))


def given_names_differ(one: Candidate, other: Candidate) -> bool:
    """Same surname, and other given names; or father and son."""
    found = _pair(one, other)
    if not found:
        return False
    has_both = bool(found[0].given and found[1].given)
    differ = _surnames_same(*found) and has_both and not given_names_fit(one, other)
    return differ or bool(found[0].generation ^ found[1].generation)


def surnames_differ(one: Candidate, other: Candidate) -> bool:
    """Two people with other surnames, of which none is added to the other."""
    found = _pair(one, other)
    return bool(found and found[0].surname and found[1].surname and not _surnames_same(*found) and not surname_added(one, other))


def surname_added(one: Candidate, other: Candidate) -> bool:
    """The same given name, and a surname more: "Anna Berg" and "Anna Berg Holm"; or a sentence gives the maiden name."""
    found = _pair(one, other)
    if not found or found[0].given[:1] != found[1].given[:1] or not found[0].given or len(found[0].given[0]) < 2:
        return False
    one_words, other_words = ({*candidate.form.words} - TITLES for candidate in (one, other))  # of a double name each part is a word
    is_longer = (one_words < other_words or other_words < one_words) and not _surnames_same(*found)
    return is_longer or any(_maiden(a, b.surname) for a, b in ((one, found[1]), (other, found[0])))


def _maiden(candidate: Candidate, surname: str) -> bool:
    told = re.findall(r"(?:\bn[ée]e|geborene|geb\.|\bborn) (\w+)", candidate.told)
    return any("".join(ascii_words(name)) == surname for name in told)
