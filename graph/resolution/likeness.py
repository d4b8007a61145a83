"""How alike two entities are by what the landscape knows of them: features of a pair, each 0 to 1."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from graph.names import LEGAL, LINEAGES, LINES, NEUTRAL, PARTS, TRADES, TUNED, all_initials, ascii_words, foreign, form, sounds
from graph.resolution import people, told
from graph.resolution.candidate import THINGS, Candidate
from graph.resolution.known import MAKERS
from graph.resolution.weights import ORDINARY, TABLE

_once = lru_cache(maxsize=2)  # what several features ask of the same pair


def features(one: Candidate, other: Candidate) -> dict[str, float]:
    """The value of each feature of a pair, 0 to 1; its weight and its words stand in `weights.toml`.

    Vectors are none of them: on the dev pairs of one name the sentences of one entity lay no nearer by the encoder, which is tuned to read
    relations, than those of two (area under the curve 0.36, of all comparable pairs 0.39).
    """
    return {name: feature(name, one, other) for name in NAMES}


def feature(name: str, one: Candidate, other: Candidate) -> float:
    """The value of one feature of a pair."""
    return float(_FEATURES[name](one, other))


@_once
def _same_form(one: Candidate, other: Candidate) -> bool:
    return one.form.joined == other.form.joined or sorted(one.form.words) == sorted(other.form.words)


@_once
def _extra(one: Candidate, other: Candidate) -> set[str]:
    """The words that only one of the two names has, but for dress and versions; a maker's or a family's name before a thing's is none."""
    first, second = set(one.form.core) - set(other.form.core), set(other.form.core) - set(one.form.core)
    if one.type in THINGS and not (first and second) and (set(one.form.core) & set(other.form.core) or one.form.versions & other.form.versions):
        near = {word for name in one.neighbours | other.neighbours for word in form(name).words}
        return {word for word in first | second if word not in near | MAKERS | LINES | LINEAGES}
    return first | second


@_once
def _telling(one: Candidate, other: Candidate) -> set[str]:
    common = (set(one.form.core) & set(other.form.core)) - NEUTRAL
    words = common - PARTS or (common if len(common) > 1 else set())  # "Ministry of Energy" is told by two words that tell little each
    return words or (set(one.form.versions & other.form.versions) if one.type != "Organization" else set())


@_once
def _same_but_neutral(one: Candidate, other: Candidate) -> bool:
    versions_fit = one.form.versions == other.form.versions or _year_missing(one, other)
    return not _same_form(one, other) and versions_fit and _extra(one, other) <= NEUTRAL and bool(_telling(one, other))


@_once
def _short_form(one: Candidate, other: Candidate) -> bool:
    """One name is the beginning of the other, which goes on with its trade: "Delta" and "Delta Electronics"."""
    short, long = sorted((one.form.words, other.form.words), key=len)
    begins = one.type == "Organization" and short == long[: len(short)] and len(short) < len(long)
    rest = set(long[len(short) :])
    return begins and rest <= TRADES | NEUTRAL and bool(rest & TRADES - NEUTRAL) and bool(_telling(one, other))


def _short_form_shared(one: Candidate, other: Candidate) -> bool:
    return _short_form(one, other) and bool(one.nodes & other.nodes or told.names_neighbour(one, other)) and not _countries_differ(one, other)


@_once
def _initials(one: Candidate, other: Candidate) -> bool:
    def are(short: Candidate, long: Candidate) -> bool:
        is_short = len(short.name.split()) == 1 and 1 < len(short.form.joined) <= 7 and not foreign(short.name)
        return is_short and len(long.name.split()) > 1 and short.form.joined in all_initials(long.name)

    return one.type != "Person" and (are(one, other) or are(other, one))


@_once
def _initials_of_another(one: Candidate, other: Candidate) -> bool:
    """The initials fit, but what is told is of two: other countries, or nothing is shared where both have neighbours."""
    tells_of_two = _countries_differ(one, other) or (bool(one.nodes and other.nodes) and not told.shared(one, other))
    return _initials(one, other) and not _known_as_one(one, other) and tells_of_two


@_once
def _stated(one: Candidate, other: Candidate) -> bool:
    """Whether a sentence calls one by the name of the other; that somebody goes by these initials too is no more than that they fit."""
    return told.stated(one, other) and not _initials_of_another(one, other)


@_once
def _misspelt(one: Candidate, other: Candidate) -> bool:
    """One slip of the pen: a letter more, less, other or swapped with its neighbour, in names long enough for it to be one; digits make no slip."""
    first, second = ("".join(word for word in candidate.form.words if word not in NEUTRAL) for candidate in (one, other))
    shorter = min(len(first), len(second))
    differ = one.form.versions != other.form.versions or one.form.variants != other.form.variants or people.given_names_differ(one, other)
    differ = differ or any(_ACRONYM.fullmatch(candidate.name) for candidate in (one, other))
    if differ or shorter < 5 or first == second or (abs(len(first) - len(second)) > 1 and (first.startswith(second) or second.startswith(first))):
        return False
    return people.loose(first) == people.loose(second) or OSA.distance(first, second) <= (1 if shorter < 9 else 2)


_ACRONYM = re.compile(r"[A-Z]{2,6}[\w.]{0,3}")  # of which each letter stands for a word


def _misspelt_alone(one: Candidate, other: Candidate) -> bool:
    """A letter or two make another name as easily as a slip, where nothing is shared."""
    return _misspelt(one, other) and not told.shared(one, other)


@_once
def _sounds_same(one: Candidate, other: Candidate) -> bool:
    """Two scripts, and what is written is heard alike."""
    heard = {sound for sound in sounds(one.name) & sounds(other.name) if len(sound) > 2}
    return foreign(one.name) != foreign(other.name) and bool(heard) and one.form.versions == other.form.versions


def _legal_forms_differ(one: Candidate, other: Candidate) -> bool:
    """Both say what they are, and say different things: "SoftBank Group" holds "SoftBank Corp."."""
    first, second = ({_LEGAL.get(word, word) for word in ascii_words(candidate.name) if word in LEGAL} for candidate in (one, other))
    return bool(first and second) and not first & second and not _known_same(one, other)


_LEGAL = {"incorporated": "inc", "corporation": "corp", "company": "co", "limited": "ltd", "groupe": "group", "holdings": "holding"}


def _known_as_one(one: Candidate, other: Candidate) -> bool:
    """What is known says more than the names do: of one name it cannot tell who bears it."""
    return _known_same(one, other) and not _nearly_same(one, other)


@_once
def _known_same(one: Candidate, other: Candidate) -> bool:
    return one.known.sure and other.known.sure and _known_perhaps(one, other)


@_once
def _known_perhaps(one: Candidate, other: Candidate) -> bool:
    """Names that differ by the variant alone are of two boards or sizes, though the ontology has them under one."""
    first, second = one.form, other.form
    is_variant = first.variants - TUNED != second.variants - TUNED and first.core == second.core and not _same_form(one, other)
    return bool(one.known.slugs & other.known.slugs) and not is_variant


def _nearly_same(one: Candidate, other: Candidate) -> bool:
    return _same_form(one, other) or _same_but_neutral(one, other)


def _perhaps_known(one: Candidate, other: Candidate) -> bool:
    """One of the names at least has other meanings too; "Thrive Capital" and "Thrive Holdings" say each what the other is not."""
    first, second = ({word for word in ascii_words(candidate.name) if word.isalpha()} for candidate in (one, other))
    are_two = bool(first & second and first - second and second - first)
    return _known_perhaps(one, other) and not _known_as_one(one, other) and not _nearly_same(one, other) and not are_two


def _known_apart(one: Candidate, other: Candidate) -> bool:
    return one.known.sure and other.known.sure and not one.known.slugs & other.known.slugs


def _part(one: Candidate, other: Candidate) -> bool:
    return bool(_extra(one, other) & PARTS) and one.type != "Person" and not _explained(one, other) and not _same_form(one, other)


def _other_words(one: Candidate, other: Candidate) -> float:
    explained = one.type == "Person" or _explained(one, other) or _same_form(one, other) or _short_form(one, other)
    return 0.0 if explained else min(len(_extra(one, other) - NEUTRAL - PARTS), 2) / 2


@_once
def _explained(one: Candidate, other: Candidate) -> bool:
    return any(reason(one, other) for reason in (_known_as_one, _perhaps_known, _initials, _misspelt, _stated, _sounds_same))


def _versions_differ(one: Candidate, other: Candidate) -> bool:
    first, second = one.form, other.form
    differ = bool(first.versions and second.versions and first.versions != second.versions) or bool(
        first.dates and second.dates and first.dates != second.dates
    )
    return differ and not _known_as_one(one, other) and not _same_form(one, other) and not _initials(one, other)


def _version_missing(one: Candidate, other: Candidate) -> bool:
    is_missing = bool(one.form.versions) != bool(other.form.versions)
    return is_missing and not _year_missing(one, other) and not _explained(one, other)


def _year_missing(one: Candidate, other: Candidate) -> bool:
    """A law is called with its year and without."""
    years = one.form.versions | other.form.versions
    is_law = one.type == "Regulation" and not (one.form.versions and other.form.versions)
    return is_law and bool(years) and all(re.fullmatch(r"(?:19|20)\d\d", year) for year in years)


def _variants_differ(one: Candidate, other: Candidate) -> bool:
    """One is a variant, and the sentences about the other do not say so."""
    first, second = one.form.variants - other.form.variants, other.form.variants - one.form.variants
    said = any(word[:5] in candidate.told.casefold() for words, candidate in ((first, other), (second, one)) for word in words)
    explained = said or _same_form(one, other) or _known_perhaps(one, other)
    return bool(first | second) and not explained and one.type in THINGS


def _countries_differ(one: Candidate, other: Candidate) -> bool:
    """Two countries, of which none is one where companies of all countries are registered."""
    countries = {one.country, other.country} - {"", *TABLE["registered"].split()}
    return len(countries) == 2 and not _known_as_one(one, other)


def _no_reason(one: Candidate, other: Candidate) -> bool:
    """Whether nothing about the two names speaks for them: that one stands in the other does not."""
    return not any(_FEATURES[name](one, other) for name in _REASONS_IN_NAMES)


def _neutral_alone(one: Candidate, other: Candidate) -> bool:
    return _same_but_neutral(one, other) and bool(one.nodes and other.nodes) and not told.shared(one, other)


def _ordinary_alone(one: Candidate, other: Candidate) -> bool:
    """An ordinary word, which several may well have taken for their name, and nothing is told of both."""
    words = {*one.form.core, *other.form.core} - NEUTRAL
    is_ordinary = words <= ORDINARY and len(words & set(one.form.core)) == 1 and not one.form.versions
    return is_ordinary and (_nearly_same(one, other) or _misspelt(one, other)) and not _known_same(one, other) and not told.shared(one, other)


def _alone(one: Candidate, other: Candidate) -> bool:
    return _same_form(one, other) and bool(one.nodes and other.nodes) and not told.shared(one, other)


_REASONS_IN_NAMES = (
    *("same_form", "same_but_neutral", "short_form", "known_as_one", "perhaps_known", "stated", "initials", "misspelt", "sounds_same"),
    *("given_names_fit", "surname_alone", "surname_added"),
)
_FEATURES: Mapping[str, Callable[[Candidate, Candidate], float | bool]] = {
    "same_form": _same_form,
    "same_but_neutral": _same_but_neutral,
    "short_form": _short_form,
    "short_form_shared": _short_form_shared,
    "known_as_one": _known_as_one,
    "perhaps_known": _perhaps_known,
    "known_apart": _known_apart,
    "stated": _stated,
    "initials": _initials,
    "initials_of_another": _initials_of_another,
    "misspelt": _misspelt,
    "misspelt_alone": _misspelt_alone,
    "sounds_same": _sounds_same,
    "part": _part,
    "other_words": _other_words,
    "legal_forms_differ": _legal_forms_differ,
    "versions_differ": _versions_differ,
    "version_missing": _version_missing,
    "variants_differ": _variants_differ,
    "shared_neighbours": told.shared_neighbours,
    "names_neighbour": told.names_neighbour,
    "shared_words": told.shared_words,
    "neighbours_of_each_other": told.neighbours_of_each_other,
    "countries_differ": _countries_differ,
    "types_differ": lambda one, other: one.type != other.type,
    "given_names_fit": people.given_names_fit,
    "initial_alone": people.initial_alone,
    "surname_alone": people.surname_alone,
    "surname_added": people.surname_added,
    "given_names_differ": lambda one, other: people.given_names_differ(one, other) and not _known_as_one(one, other),
    "surnames_differ": lambda one, other: people.surnames_differ(one, other) and not _explained(one, other),
    "no_reason": _no_reason,
    "same_form_alone": _alone,
    "same_but_neutral_alone": _neutral_alone,
    "ordinary_alone": _ordinary_alone,
}
NAMES = (*_REASONS_IN_NAMES, "no_reason", *(name for name in _FEATURES if name not in {*_REASONS_IN_NAMES, "no_reason"}))
"""The features, those first that tell most pairs apart by their names alone."""
