"""What two names tell by how they are written."""

import re

from rapidfuzz.distance import OSA

from graph.names import LINEAGES, LINES, NEUTRAL, PARTS, TRADES, all_initials, foreign, form, sounds
from graph.resolution import people
from graph.resolution.candidate import Candidate, once
from graph.resolution.known import MAKERS, THINGS

_ACRONYM = re.compile(r"[A-Z]{2,6}[\w.]{0,3}")  # of which each letter stands for a word


@once
def same_form(one: Candidate, other: Candidate) -> bool:
    """The same words, whatever their order and the spaces between them."""
    return one.form.joined == other.form.joined or sorted(one.form.words) == sorted(other.form.words)


@once
def unshared(one: Candidate, other: Candidate) -> set[str]:
    """The words that only one of the two names has, but for dress and versions; a maker's or a family's name before a thing's is none."""
    first, second = set(one.form.core) - set(other.form.core), set(other.form.core) - set(one.form.core)
    if one.type in THINGS and not (first and second) and (set(one.form.core) & set(other.form.core) or one.form.versions & other.form.versions):
        near = {word for name in one.neighbours | other.neighbours for word in form(name).words}
        return {word for word in first | second if word not in near | MAKERS | LINES | LINEAGES}
    return first | second


@once
def telling(one: Candidate, other: Candidate) -> set[str]:
    """The words that both names have and few others do."""
    common = (set(one.form.core) & set(other.form.core)) - NEUTRAL
    words = common - PARTS or (common if len(common) > 1 else set())  # "Ministry of Energy" is told by two words that tell little each
    return words or (set(one.form.versions & other.form.versions) if one.type != "Organization" else set())


@once
def same_but_neutral(one: Candidate, other: Candidate) -> bool:
    """The same name but for words that short forms leave out."""
    versions_fit = one.form.versions == other.form.versions or year_missing(one, other)
    return not same_form(one, other) and versions_fit and unshared(one, other) <= NEUTRAL and bool(telling(one, other))


@once
def short_form(one: Candidate, other: Candidate) -> bool:
    """One name is the beginning of the other, which goes on with its trade: "Delta" and "Delta Electronics"."""
    short, long = sorted((one.form.words, other.form.words), key=len)
    begins = one.type == "Organization" and short == long[: len(short)] and len(short) < len(long)
    rest = set(long[len(short) :])
    return begins and rest <= TRADES | NEUTRAL and bool(rest & TRADES - NEUTRAL) and bool(telling(one, other))


@once
def initials(one: Candidate, other: Candidate) -> bool:
    """One is the initials of the other."""

    def are(short: Candidate, long: Candidate) -> bool:
        is_short = len(short.name.split()) == 1 and 1 < len(short.form.joined) <= 7 and not foreign(short.name)
        return is_short and len(long.name.split()) > 1 and short.form.joined in all_initials(long.name)

    return one.type != "Person" and (are(one, other) or are(other, one))


@once
def misspelt(one: Candidate, other: Candidate) -> bool:
    """One slip of the pen: a letter more, less, other or swapped with its neighbour, in names long enough for it to be one; digits make no slip."""
    first, second = _telling_letters(one), _telling_letters(other)
    shorter = min(len(first), len(second))
    differ = one.form.versions != other.form.versions or one.form.variants != other.form.variants or people.given_names_differ(one, other)
    differ = differ or (one.type in THINGS and len(one.form.words) != len(other.form.words))  # "Genoa-X" is another board
    differ = differ or any(_ACRONYM.fullmatch(candidate.name) for candidate in (one, other))
    if differ or shorter < 5 or first == second or (abs(len(first) - len(second)) > 1 and (first.startswith(second) or second.startswith(first))):
        return False
    return heard_alike(one, other) or OSA.distance(first, second) <= (1 if shorter < 9 else 2)


def heard_alike(one: Candidate, other: Candidate) -> bool:
    """One sound in two spellings: "Süddeutsche" and "Sueddeutsche"."""
    return people.loose(_telling_letters(one)) == people.loose(_telling_letters(other))


def _telling_letters(candidate: Candidate) -> str:
    return "".join(word for word in candidate.form.words if word not in NEUTRAL)


@once
def sounds_same(one: Candidate, other: Candidate) -> bool:
    """Two scripts, and what is written is heard alike."""
    heard = {sound for sound in sounds(one.name) & sounds(other.name) if len(sound) > 2}
    return foreign(one.name) != foreign(other.name) and bool(heard) and one.form.versions == other.form.versions


def year_missing(one: Candidate, other: Candidate) -> bool:
    """A law is called with its year and without."""
    years = one.form.versions | other.form.versions
    is_law = one.type == "Regulation" and not (one.form.versions and other.form.versions)
    return is_law and bool(years) and all(re.fullmatch(r"(?:19|20)\d\d", year) for year in years)


def nearly_same(one: Candidate, other: Candidate) -> bool:
    """The same name, or but for words that short forms leave out."""
    return same_form(one, other) or same_but_neutral(one, other)
