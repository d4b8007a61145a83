"""Which known entities a name may stand for: those of the ontology, and what they are also called (`aliases.toml`)."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.names import NEUTRAL, form, whole
from graph.resolution.weights import TABLE
from ontology import KNOWN, top_type

THINGS = frozenset({"Model", "Chip", "Product", "Dataset"})
"""What is made; one article calls a product what another calls a model."""
_UNION = frozenset(TABLE["union"].split())
_CAPITALS = re.compile(r"[A-Z0-9.&]{1,5}")  # a ticker or short initials: in small letters it is a word
_TABLE: Mapping[str, Mapping[str, str]] = tomllib.loads(Path(__file__).with_name("aliases.toml").read_text(encoding="utf8"))
APART = frozenset((kind, whole(name)) for kind, names in _TABLE["apart"].items() for name in names.split("; "))
"""The types and names of entities of their own, though the ontology lists the name under another."""
_ALIASES = {kind: rows for kind, rows in _TABLE.items() if kind != "apart"}


@dataclass(frozen=True, slots=True)
class Known:
    """The known entities for which a name may stand; `sure` where the name, or what is told with it, leaves no other."""

    slugs: frozenset[str] = frozenset()
    sure: bool = False


NOTHING = Known()


def _tables() -> tuple[dict[tuple[str, str], set[str]], dict[tuple[str, str], set[str]]]:
    """By type and name the entities that it names, and those that it names among others."""
    plain: dict[tuple[str, str], set[str]] = defaultdict(set)
    ambiguous: dict[tuple[str, str], set[str]] = defaultdict(set)
    for known in KNOWN.values():
        for table, labels in ((plain, known.labels), (ambiguous, known.ambiguous)):
            for label in labels:
                for key in _written(label):
                    table[top_type(known.type), key].add(known.slug)
    for kind, name in sorted(APART):
        plain[kind, name] = {name}
    for kind, rows in _ALIASES.items():
        for name, aliases in rows.items():
            slug = next((slug for key in _written(name) for table in (plain, ambiguous) for slug in table.get((kind, key), ())), whole(name))
            for alias in (name, *aliases.split("; ")):
                for key in [alias] if _CAPITALS.fullmatch(alias) else _written(alias):
                    (ambiguous if slug in ambiguous.get((kind, key), ()) else plain)[kind, key].add(slug)
    return plain, ambiguous


def _written(label: str) -> set[str]:
    """How a label is looked up: whole, and without words that say nothing where that leaves its legal form alone."""
    plain = form(label)
    return {whole(label), plain.joined} if whole(label).removeprefix("the") == plain.joined else {whole(label)}


_PLAIN, _AMBIGUOUS = _tables()
MAKERS: frozenset[str] = frozenset(
    words[0]
    for known in KNOWN.values()
    if top_type(known.type) == "Organization" and known.name not in known.ambiguous
    for words in [[word for word in form(known.name).words if word not in NEUTRAL]]
    if len(words) == 1
)
"""The names of organisations that are one word, as they stand before what these make."""


def known_as(name: str, kind: str, country: str = "", told: Iterable[str] = ()) -> Known:
    """What a name of a top type may stand for, where it is said to be of a country and these sentences and names stand by it."""
    keys = [name, whole(name), form(name).joined]
    plain, ambiguous = _named(keys, kind)
    if kind in THINGS and not plain | ambiguous:
        plain, ambiguous = next((found for other in sorted(THINGS - {kind}) if any(found := _named(keys, other))), (plain, ambiguous))
    is_short = bool(_CAPITALS.fullmatch(name)) or name in {"", kind}
    fitting = {slug for slug in plain if not is_short or not _elsewhere(slug, country)}
    if len(fitting) == 1 and not ambiguous - fitting:
        return Known(frozenset(fitting), True)
    together = " ".join(told)
    meant = {slug for slug in ambiguous if not _elsewhere(slug, country) and any(word in together for word in _context(slug))}
    if len(meant) == 1 and not fitting - meant:
        return Known(frozenset(meant), True)
    return Known(frozenset(fitting | {slug for slug in ambiguous if not _elsewhere(slug, country)}))


def _named(keys: Sequence[str], kind: str) -> tuple[set[str], set[str]]:
    """The entities of a type that a name, written in these ways, names: alone, and among others."""
    plain = _PLAIN.get((kind, keys[0]), set()) | next((found for key in keys[1:] if (found := _PLAIN.get((kind, key)))), set())
    return plain, next((found for key in keys if (found := _AMBIGUOUS.get((kind, key)))), set())


def _elsewhere(slug: str, country: str) -> bool:
    """What is of the European Union is at home in its members."""
    home = KNOWN[slug].country if slug in KNOWN else None
    return bool(home and country) and home != country and not (home == "EU" and country in _UNION)


def _context(slug: str) -> tuple[str, ...]:
    known = KNOWN.get(slug)
    return () if known is None else (*known.context, *(label for label in known.labels if len(label) > 4))


@cache
def node(name: str) -> str:
    """A neighbour's name as something to compare: the entity that it names, whatever its type, else its form."""
    keys = (name, whole(name), form(name).joined)
    found = next((found for key in keys for kind in _KINDS if (found := _PLAIN.get((kind, key)))), None)
    return min(found) if found else keys[-1]


_KINDS = tuple(dict.fromkeys(kind for kind, _ in _PLAIN))
