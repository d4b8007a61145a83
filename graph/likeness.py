"""How alike two entities are by what the landscape knows of them: features of a pair, each 0 to 1."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anyascii import anyascii
from rapidfuzz.distance import OSA

from graph.names import LEGAL, NEUTRAL, PARTS, Form, form
from ontology import KNOWN, top_type

TABLE = tomllib.loads(Path(__file__).with_name("resolve.toml").read_text(encoding="utf8"))
"""The weights and words of the features, the bounds, and the nicknames."""
_BY_LABEL: dict[str, dict[str, str]] = defaultdict(dict)
for _known in KNOWN.values():
    for _label in (*_known.labels, *_known.ambiguous):
        _BY_LABEL[form(_label).joined][top_type(_known.type)] = _known.slug


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity as the landscape knows it: its name, its top type, its country, those whom facts join it to, and sentences in which it stands."""

    id: str
    name: str
    type: str
    country: str = ""
    neighbours: frozenset[str] = frozenset()
    contexts: tuple[str, ...] = ()
    form: Form = field(init=False)
    known: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "form", form(self.name))
        object.__setattr__(self, "known", _BY_LABEL.get(self.form.joined, {}).get(self.type, ""))


def features(one: Candidate, other: Candidate) -> dict[str, float]:
    """The value of each feature of a pair, 0 to 1; its weight and its words stand in `resolve.toml`."""
    return {name: float(value(one, other)) for name, value in _FEATURES.items()}


_GENERATIONS = frozenset({"jr", "sr", "ii", "iii"})


def _persons_differ(one: Candidate, other: Candidate) -> bool:
    """Two people whose surnames differ beyond a slip of the pen, or of whom one is the father."""
    if one.type != "Person" or len(one.form.words) < 2 or len(other.form.words) < 2 or _same_form(one, other) or _misspelt(one, other):
        return False
    return not set(one.form.words) <= set(other.form.words) and not set(other.form.words) <= set(one.form.words) and not _surnames_same(one, other)


def _extra(one: Candidate, other: Candidate) -> set[str]:
    """The words that only one of the two names has, but for dress and versions; a maker's name before his product is none."""
    words = set(one.form.core) ^ set(other.form.core)
    near = {word for name in one.neighbours | other.neighbours for word in form(name).words}
    is_thing = one.type in {"Model", "Chip", "Product", "Dataset"}
    return {word for word in words if not (is_thing and word in near)}


def _same_form(one: Candidate, other: Candidate) -> bool:
    return one.form.joined == other.form.joined or (sorted(one.form.words) == sorted(other.form.words))


def _same_but_neutral(one: Candidate, other: Candidate) -> bool:
    return not _same_form(one, other) and one.form.versions == other.form.versions and _extra(one, other) <= NEUTRAL and bool(_telling(one, other))


def _telling(one: Candidate, other: Candidate) -> set[str]:
    words = (set(one.form.core) & set(other.form.core)) - NEUTRAL - PARTS
    return words or (set(one.form.versions & other.form.versions) if one.type != "Organization" else set())


def _initials(one: Candidate, other: Candidate) -> bool:
    def are(short: Form, long: Form) -> bool:
        every = "".join(word[0] for word in long.words)
        return len(short.words) == 1 and 1 < len(short.joined) <= 6 and len(long.words) > 1 and short.joined in {long.initials, every}

    return are(one.form, other.form) or are(other.form, one.form)


def _misspelt(one: Candidate, other: Candidate) -> bool:
    """One slip of the pen: a letter more, less, other or swapped with its neighbour, in names long enough for it to be one; digits make no slip."""
    first, second = ("".join(word for word in candidate.form.words if word not in NEUTRAL) for candidate in (one, other))
    shorter = min(len(first), len(second))
    father = _GENERATIONS & (set(one.form.words) ^ set(other.form.words))
    if one.form.versions != other.form.versions or shorter < 5 or first == second or father:
        return False
    return _loose(first) == _loose(second) or OSA.distance(first, second) <= (1 if shorter < 9 else 2)


def _loose(word: str) -> str:
    """A word as one hears it: "Juergen" is "Jurgen", "Yandeks" is "Yandex"."""
    return re.sub("([aou])e", r"\1", word).replace("ks", "x").replace("ph", "f")


def _legal_forms_differ(one: Candidate, other: Candidate) -> bool:
    """Both say what they are, and say different things: "SoftBank Group" holds "SoftBank Corp."."""
    first, second = ({word for word in re.findall("[a-z]+", anyascii(candidate.name).casefold()) if word in LEGAL} for candidate in (one, other))
    return bool(first and second) and not first & second


def _no_reason(one: Candidate, other: Candidate) -> bool:
    """Whether nothing about the two names speaks for them: that one stands in the other does not."""
    return not any(_FEATURES[name](one, other) for name in _REASONS_IN_NAMES)


def _part(one: Candidate, other: Candidate) -> bool:
    return bool(_extra(one, other) & PARTS) and not _known_as_one(one, other) and not _initials(one, other)


def _other_words(one: Candidate, other: Candidate) -> float:
    explained = one.type == "Person" or any(reason(one, other) for reason in (_known_as_one, _initials, _misspelt, _stated))
    return 0.0 if explained else min(len(_extra(one, other) - NEUTRAL - PARTS), 2) / 2


def _versions_differ(one: Candidate, other: Candidate) -> bool:
    differ = bool(one.form.versions) and bool(other.form.versions) and one.form.versions != other.form.versions
    return differ and not _known_as_one(one, other)


def _version_missing(one: Candidate, other: Candidate) -> bool:
    return bool(one.form.versions) != bool(other.form.versions) and not _known_as_one(one, other)


def _shared_neighbours(one: Candidate, other: Candidate) -> float:
    return min(len(_plain(one.neighbours) & _plain(other.neighbours)), 2) / 2


def _neighbours_of_each_other(one: Candidate, other: Candidate) -> bool:
    return one.form.joined in _plain(other.neighbours) or other.form.joined in _plain(one.neighbours)


def _plain(names: Iterable[str]) -> set[str]:
    return {form(name).joined for name in names}


def _countries_differ(one: Candidate, other: Candidate) -> bool:
    return bool(one.country and other.country) and one.country != other.country


def _same_country(one: Candidate, other: Candidate) -> bool:
    return bool(one.country) and one.country == other.country


def _known_as_one(one: Candidate, other: Candidate) -> bool:
    return bool(one.known) and one.known == other.known and not _legal_forms_differ(one, other)


def _known_apart(one: Candidate, other: Candidate) -> bool:
    return bool(one.known and other.known) and one.known != other.known


_CALLED = (
    r"[,(\s]*(?:\(|(?:which (?:was|is) )?(?:formerly|previously|then|now|once|also|better)(?: known as| called)?|(?:has )?(?:re)?named itself|"
    r"(?:was )?renamed|short for|alias|aka)\s*"
)


def _stated(one: Candidate, other: Candidate) -> bool:
    """Whether a sentence calls one by the name of the other: "X, formerly Y", "X (Y)", "renamed Y"."""
    sentences = (*one.contexts, *other.contexts)
    ways = ((re.escape(one.name), re.escape(other.name)), (re.escape(other.name), re.escape(one.name)))
    return any(re.search(rf"{first}{_CALLED}{second}\b", sentence) for sentence in sentences for first, second in ways)


_NICKNAMES: Mapping[str, str] = {nick: full for full, nicks in TABLE["nicknames"].items() for nick in nicks.split()}


def _given_names(candidate: Candidate) -> Sequence[str]:
    return candidate.form.words[:-1]


def _surnames_same(one: Candidate, other: Candidate) -> bool:
    if _GENERATIONS & (set(one.form.words) ^ set(other.form.words)):
        return False
    return one.type == "Person" and one.form.words[-1:] == other.form.words[-1:] and not _same_form(one, other)


def _given_names_fit(one: Candidate, other: Candidate) -> bool:
    """Same surname, and given names of which one shortens the other: none, an initial, a nickname."""
    if not _surnames_same(one, other):
        return False
    first, second = _given_names(one), _given_names(other)
    if not first or not second:
        return True
    a, b = _loose(first[0]), _loose(second[0])
    return a.startswith(b) or b.startswith(a) or _NICKNAMES.get(first[0], first[0]) == _NICKNAMES.get(second[0], second[0])


def _given_names_differ(one: Candidate, other: Candidate) -> bool:
    return _surnames_same(one, other) and not _given_names_fit(one, other)


_REASONS_IN_NAMES = ("same_form", "same_but_neutral", "known_as_one", "stated", "initials", "misspelt", "given_names_fit")
_FEATURES: Mapping[str, Callable[[Candidate, Candidate], float | bool]] = {
    "same_form": _same_form,
    "same_but_neutral": _same_but_neutral,
    "known_as_one": _known_as_one,
    "known_apart": _known_apart,
    "stated": _stated,
    "initials": _initials,
    "misspelt": _misspelt,
    "part": _part,
    "other_words": _other_words,
    "legal_forms_differ": _legal_forms_differ,
    "versions_differ": _versions_differ,
    "version_missing": _version_missing,
    "shared_neighbours": _shared_neighbours,
    "neighbours_of_each_other": _neighbours_of_each_other,
    "same_country": _same_country,
    "countries_differ": _countries_differ,
    "types_differ": lambda one, other: one.type != other.type,
    "given_names_fit": _given_names_fit,
    "given_names_differ": _given_names_differ,
    "persons_differ": _persons_differ,
    "no_reason": _no_reason,
    "same_form_alone": lambda one, other: _same_form(one, other) and bool(one.neighbours and other.neighbours) and not _shared_neighbours(one, other),
}
