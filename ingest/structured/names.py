"""Names in the fields of a table, with the entities that they name."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ingest.known_names import slug
from ontology import KNOWN, Individual, is_a, top_type

_COMMA = re.compile(r",(?![^(]*\))\s*")
_ABBREVIATED = re.compile(r" \([A-Z][A-Z\d]+\)")
_LEGAL = re.compile(r",? (?:Inc|Ltd|LLC|Corp)\.?$")
_NOBODY = frozenset({"", "unknown", "unspecified", "none", "null", "n/a", "na", "various", "other"})


@dataclass(frozen=True, slots=True)
class Name:
    """An end of a claim: its name, type and slug, and the words of the field that stand for it. Money has no slug."""

    name: str
    type: str
    slug: str
    mention: str


def named(words: str, *types: str) -> Name:
    """The entity that words in a field of these types name.

    One that is known by the words, or by the name beside an abbreviation or between slashes or brackets, is that one; an unknown one has the first
    of the types. A slug that is taken by an entity of another type stays that one's, as with the names of articles (`ingest.name_forms.with_slugs`).

    >>> named("Conceptual Captions (CC3M)", "Dataset").slug, named("Nordlys Labs", "Organization").slug
    ('conceptual-captions', 'nordlys-labs')
    """
    individual = next((found for form in _forms(words, types) if (found := known(form, *types))), None)
    if individual is not None:
        return Name(words, top_type(individual.type), individual.slug, words)
    return _met(_bare(words) if _has_aliases(types) else words, types[0], words)


def known(words: str, *types: str) -> Individual | None:
    """The entity of one of these types that is known by exactly these words, whatever their case and punctuation. A field tells the type of what it
    holds, so that ambiguous names count."""
    fitting = [individual for individual in _by_label().get(_key(words), ()) if any(is_a(individual.type, kind) for kind in types)]
    return fitting[0] if len(fitting) == 1 else None


def chip(words: str) -> Name:
    """The chip that words name, whatever its make and form: "NVIDIA A100 SXM4 40 GB" is an A100."""
    bare = re.sub(r"(?: (?:SXM\d?|PCIe|DGXS?|NVL|\d+ ?GB))+$", "", words)
    parts = bare.split()
    individual = next((found for start in range(len(parts)) if (found := known(" ".join(parts[start:]), "Chip"))), None)
    if individual is not None:
        return Name(bare, "Chip", individual.slug, words)
    return _met(bare, "Chip", words)


def chips_in(text: str) -> list[Name]:
    """The known chips that a text names, in its order, by names that are nothing else."""
    found = [(match[0], known(match[0], "Chip")) for match in _chips().finditer(text)]
    return [Name(words, "Chip", individual.slug, words) for words, individual in found if individual is not None]


def listed(value: str, *types: str) -> list[str]:
    """The names in a list with commas, but for those between brackets; a known name with a comma is one name, and words for nobody are none.

    >>> listed("BookCorpus (BooksCorpus, Toronto Book Corpus),unknown,C4")
    ['BookCorpus (BooksCorpus, Toronto Book Corpus)', 'C4']
    """
    parts = [value] if types and known(value, *types) else _COMMA.split(value)
    return [part.strip() for part in parts if part.strip().casefold() not in _NOBODY]


def _met(name: str, kind: str, words: str) -> Name:
    own = slug(name)
    return Name(name, kind, f"{own}-other" if own in KNOWN else own, words)


def _forms(words: str, types: tuple[str, ...]) -> Iterator[str]:
    """The words, and of what has names beside its name (a model in brackets is another version) these too."""
    yield words
    if _has_aliases(types):
        yield _bare(words)
        yield _ABBREVIATED.sub("", words)
        yield from words.split(" / ")
        if brackets := re.fullmatch(r"([^()]+) \(([^()]+)\)", words):
            yield brackets[1]
            yield from brackets[2].split(", ")


def _has_aliases(types: tuple[str, ...]) -> bool:
    return types[0] in {"Organization", "Dataset"}


def _bare(words: str) -> str:
    """A name without its translation, abbreviation and legal form."""
    return _LEGAL.sub("", _ABBREVIATED.sub("", words.split(" / ")[0]))


def _key(label: str) -> str:
    """What labels have in common that are written differently: "GPT-4 Turbo" and "gpt 4 turbo", but not "Command R" and "Command R+"."""
    return slug(label.replace("+", " plus "))


@cache
def _by_label() -> Mapping[str, tuple[Individual, ...]]:
    found: dict[str, dict[str, Individual]] = defaultdict(dict)
    for individual in KNOWN.values():
        for label in (*individual.labels, *individual.ambiguous):
            found[_key(label)][individual.slug] = individual
    return {key: tuple(individuals.values()) for key, individuals in found.items()}


@cache
def _chips() -> re.Pattern[str]:
    labels = {label for individual in KNOWN.values() if individual.type == "Chip" for label in individual.labels}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(labels, key=lambda label: (-len(label), label))))})(?!\w)")
