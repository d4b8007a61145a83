"""How alike two entities are by what the landscape knows of them: features of a pair, each 0 to 1."""

from collections.abc import Callable, Mapping

from graph.names import LEGAL, NEUTRAL, PARTS, TUNED, ascii_words
from graph.resolution import people, spelling, told
from graph.resolution.candidate import Candidate, once
from graph.resolution.known import THINGS
from graph.resolution.weights import ORDINARY, TABLE

LONG = 11  # letters of a name in which a slip is likelier than another name


def features(one: Candidate, other: Candidate) -> dict[str, float]:
    """The value of each feature of a pair, 0 to 1; its weight and its words stand in `weights.toml`.

    Vectors are none of them: on the dev pairs of one name the sentences of one entity lay no nearer by the encoder, which is tuned to read
    relations, than those of two (area under the curve 0.36, of all comparable pairs 0.39).
    """
    return {name: feature(name, one, other) for name in NAMES}


def feature(name: str, one: Candidate, other: Candidate) -> float:
    """The value of one feature of a pair."""
    return float(_FEATURES[name](one, other))


def _short_form_shared(one: Candidate, other: Candidate) -> bool:
    return spelling.short_form(one, other) and bool(one.nodes & other.nodes or told.names_neighbour(one, other)) and not _countries_differ(one, other)


@once
def _initials_of_another(one: Candidate, other: Candidate) -> bool:
    """The initials fit, but what is told is of two: other countries, or nothing is shared where both have neighbours."""
    tells_of_two = _countries_differ(one, other) or (bool(one.nodes and other.nodes) and not told.shared(one, other))
    return _initials(one, other) and not _known_as_one(one, other) and tells_of_two


@once
def _stated(one: Candidate, other: Candidate) -> bool:
    """Whether a sentence calls one by the name of the other; that somebody goes by these initials too is no more than that they fit."""
    return told.stated(one, other) and not _initials_of_another(one, other)


def _misspelt_alone(one: Candidate, other: Candidate) -> bool:
    """In a short name a letter or two make another one as easily as a slip, where nothing is shared; the same sounds put otherwise are no slip."""
    is_short = min(len(one.form.joined), len(other.form.joined)) < LONG
    return spelling.misspelt(one, other) and is_short and not spelling.heard_alike(one, other) and not told.shared(one, other)


def _initials(one: Candidate, other: Candidate) -> bool:
    """The initials fit, and are not known to be those of somebody else."""
    short, long = sorted((one, other), key=lambda candidate: len(candidate.name))
    return spelling.initials(one, other) and not (short.known.sure and not short.known.slugs & long.known.slugs)


def _legal_forms_differ(one: Candidate, other: Candidate) -> bool:
    """Both say what they are, and say different things: "SoftBank Group" holds "SoftBank Corp."."""
    first, second = ({_LEGAL.get(word, word) for word in ascii_words(candidate.name) if word in LEGAL} for candidate in (one, other))
    return bool(first and second) and not first & second and not _known_same(one, other)


_LEGAL = {"incorporated": "inc", "corporation": "corp", "company": "co", "limited": "ltd", "groupe": "group", "holdings": "holding"}


def _known_as_one(one: Candidate, other: Candidate) -> bool:
    """What is known says more than the names do: of one name it cannot tell who bears it."""
    return _known_same(one, other) and not spelling.nearly_same(one, other)


@once
def _known_same(one: Candidate, other: Candidate) -> bool:
    return one.known.sure and other.known.sure and _known_perhaps(one, other)


@once
def _known_perhaps(one: Candidate, other: Candidate) -> bool:
    """Names that differ by the variant alone are of two boards or sizes, though the ontology has them under one."""
    first, second = one.form, other.form
    is_variant = first.variants - TUNED != second.variants - TUNED and first.core == second.core and not spelling.same_form(one, other)
    return bool(one.known.slugs & other.known.slugs) and not is_variant


def _perhaps_known(one: Candidate, other: Candidate) -> bool:
    """One of the names at least has other meanings too; "Thrive Capital" and "Thrive Holdings" say each what the other is not."""
    first, second = ({word for word in ascii_words(candidate.name) if word.isalpha()} for candidate in (one, other))
    are_two = bool(first & second and first - second and second - first)
    return _known_perhaps(one, other) and not _known_as_one(one, other) and not spelling.nearly_same(one, other) and not are_two


def _known_apart(one: Candidate, other: Candidate) -> bool:
    return one.known.sure and other.known.sure and not one.known.slugs & other.known.slugs


def _part(one: Candidate, other: Candidate) -> bool:
    return bool(spelling.unshared(one, other) & PARTS) and one.type != "Person" and not _explained(one, other) and not spelling.same_form(one, other)


def _other_words(one: Candidate, other: Candidate) -> float:
    explained = one.type == "Person" or _explained(one, other) or spelling.same_form(one, other) or spelling.short_form(one, other)
    return 0.0 if explained else min(len(spelling.unshared(one, other) - NEUTRAL - PARTS), 2) / 2


@once
def _explained(one: Candidate, other: Candidate) -> bool:
    return any(reason(one, other) for reason in (_known_as_one, _perhaps_known, spelling.initials, spelling.misspelt, _stated, spelling.sounds_same))


def _versions_differ(one: Candidate, other: Candidate) -> bool:
    first, second = one.form, other.form
    differ = bool(first.versions and second.versions and first.versions != second.versions) or bool(
        first.dates and second.dates and first.dates != second.dates
    )
    return differ and not _known_as_one(one, other) and not spelling.same_form(one, other) and not spelling.initials(one, other)


def _version_missing(one: Candidate, other: Candidate) -> bool:
    is_missing = bool(one.form.versions) != bool(other.form.versions)
    return is_missing and not spelling.year_missing(one, other) and not _explained(one, other)


def _variants_differ(one: Candidate, other: Candidate) -> bool:
    """One is a variant, and the sentences about the other do not say so."""
    first, second = one.form.variants - other.form.variants, other.form.variants - one.form.variants
    said = any(word[:5] in candidate.told.casefold() for words, candidate in ((first, other), (second, one)) for word in words)
    explained = said or spelling.same_form(one, other) or _known_perhaps(one, other)
    return bool(first | second) and not explained and one.type in THINGS


def _countries_differ(one: Candidate, other: Candidate) -> bool:
    """Two countries, of which none is one where companies of all countries are registered."""
    countries = {one.country, other.country} - {"", *TABLE["registered"].split()}
    return len(countries) == 2 and not _known_as_one(one, other)


def _no_reason(one: Candidate, other: Candidate) -> bool:
    """Whether nothing about the two names speaks for them: that one stands in the other does not."""
    return not any(_FEATURES[name](one, other) for name in _REASONS_IN_NAMES)


def _neutral_alone(one: Candidate, other: Candidate) -> bool:
    return spelling.same_but_neutral(one, other) and bool(one.nodes and other.nodes) and not told.shared(one, other)


def _ordinary_alone(one: Candidate, other: Candidate) -> bool:
    """An ordinary word, which several may well have taken for their name, and nothing is told of both."""
    words = {*one.form.core, *other.form.core} - NEUTRAL
    is_ordinary = words <= ORDINARY and len(words & set(one.form.core)) == 1 and not one.form.versions
    return (
        is_ordinary
        and (spelling.nearly_same(one, other) or spelling.misspelt(one, other))
        and not _known_same(one, other)
        and not told.shared(one, other)
    )


def _alone(one: Candidate, other: Candidate) -> bool:
    return spelling.same_form(one, other) and bool(one.nodes and other.nodes) and not told.shared(one, other)


_REASONS_IN_NAMES = (
    *("same_form", "same_but_neutral", "short_form", "known_as_one", "perhaps_known", "stated", "initials", "misspelt", "sounds_same"),
    *("given_names_fit", "surname_alone", "surname_added"),
)
_FEATURES: Mapping[str, Callable[[Candidate, Candidate], float | bool]] = {
    "same_form": spelling.same_form,
    "same_but_neutral": spelling.same_but_neutral,
    "short_form": spelling.short_form,
    "short_form_shared": _short_form_shared,
    "known_as_one": _known_as_one,
    "perhaps_known": _perhaps_known,
    "known_apart": _known_apart,
    "stated": _stated,
    "initials": _initials,
    "initials_of_another": _initials_of_another,
    "misspelt": spelling.misspelt,
    "misspelt_alone": _misspelt_alone,
    "sounds_same": spelling.sounds_same,
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
