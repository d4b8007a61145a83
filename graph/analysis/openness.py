"""Who is open and who is closing: each maker's models by licence class and year, with an index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.analysis.dependency import makers_of
from graph.fact import Fact
from ontology import KNOWN, is_a

POINTS: Mapping[str, float] = {"open source": 1.0, "open weights": 2 / 3, "non-commercial": 1 / 3, "proprietary": 0.0}
"""What a class counts in the index. Open source is what the Open Source Initiative calls so; open weights come with conditions of use; without
commercial use one may look, not sell; proprietary models are behind an interface. Equal steps: a ranking, not a measure of worth."""


@dataclass(frozen=True, slots=True)
class Year:
    """A maker's models whose licence was first stated in one year, by class; of `unstated` models no class is known."""

    maker: str
    year: str
    classes: Mapping[str, int]
    unstated: int
    facts: tuple[str, ...]

    @property
    def index(self) -> float | None:
        """The mean of the points of the models whose class is known, 0 (all closed) to 1 (all open source); None where no class is known."""
        known = sum(self.classes.values())
        return sum(POINTS[name] * number for name, number in self.classes.items()) / known if known else None


_SPELLINGS = {"open weight": "open weights", "closed source": "proprietary", "closed": "proprietary"}


def license_class(license_id: str, name: str) -> str:
    """The class of a licence that is known beforehand, or that is itself the name of a class; else ""."""
    known = KNOWN[license_id].license_class if license_id in KNOWN else ""
    plain = name.casefold().replace("-", " ").removesuffix(" licence").removesuffix(" license")
    spelt = _SPELLINGS.get(plain, plain)
    return known or (spelt if spelt in POINTS else "")


def openness(facts: Iterable[Fact]) -> list[Year]:
    """Each maker's years, in order. A model counts once a year under the most open class that is stated for it in that year."""
    facts = [fact for fact in facts if fact.holds and fact.object]
    makers = makers_of(facts)
    licensed: dict[tuple[str, str], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    classed: set[str] = set()
    for fact in facts:
        if fact.relation == "licensedUnder" and _class_of(fact):
            classed.add(fact.subject.id)
            own = [fact.subject.id] if is_a(fact.subject.type, "Organization") else []  # "Alpha's models are open source"
            for maker in makers.get(fact.subject.id, own):
                licensed[maker, _year(fact)][fact.subject.id].append(fact)
    unstated: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        if fact.relation == "develops" and fact.object and fact.object.type == "Model" and fact.object.id not in classed:
            unstated[fact.subject.id, _year(fact)] += 1
    return [_of_year(maker, year, licensed.get((maker, year), {}), unstated[maker, year]) for maker, year in sorted({*licensed, *unstated})]


def _class_of(fact: Fact) -> str:
    return license_class(fact.object.id, fact.object.name) if fact.object else ""


def _of_year(maker: str, year: str, models: Mapping[str, list[Fact]], unstated: int) -> Year:
    classes = Counter(max(map(_class_of, stated), key=POINTS.__getitem__) for stated in models.values())
    facts = sorted(fact.id for stated in models.values() for fact in stated)
    return Year(maker, year, dict(sorted(classes.items())), unstated, tuple(facts))


def _year(fact: Fact) -> str:
    return (fact.valid_from or fact.first_seen)[:4]


def drift(years: Iterable[Year]) -> dict[str, tuple[str, str, float]]:
    """For each maker with an index in two years or more: the first and the last of them, and by how much the index moved (below 0: closing)."""
    by_maker: dict[str, list[Year]] = defaultdict(list)
    for year in years:
        if year.index is not None and year.year:
            by_maker[year.maker].append(year)
    spans = {maker: (min(rows, key=lambda row: row.year), max(rows, key=lambda row: row.year)) for maker, rows in by_maker.items() if len(rows) > 1}
    return {maker: (first.year, last.year, (last.index or 0.0) - (first.index or 0.0)) for maker, (first, last) in sorted(spans.items())}
