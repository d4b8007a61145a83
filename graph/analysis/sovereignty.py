"""In whose country the dependencies of a company sit."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.analysis.dependency import makers_of, needs
from graph.entity import Entity
from graph.fact import Fact
from graph.network import DEPENDENCE
from ontology import Individual

BLOCS: Mapping[str, frozenset[str]] = {
    name: frozenset(members) for name, members in tomllib.loads(Path(__file__).with_name("blocs.toml").read_text(encoding="utf8")).items()
}


@dataclass(frozen=True, slots=True)
class Seat:
    """The dependencies of a company that sit in one country ("" where it is not known), directly and through others."""

    country: str
    direct: tuple[str, ...]
    all: tuple[str, ...]


def seats(facts: Iterable[Fact], entities: Mapping[str, Entity | Individual], company: str) -> list[Seat]:
    """Where those sit on whom a company rests, the country with most of them first.

    A chip, model or product sits where its makers do. Countries are those of `ontology/individuals.ttl`; nothing is guessed from a name,
    and who is not among the entities has none.
    """
    facts = list(facts)
    makers = makers_of(facts)

    def owners(things: Iterable[str]) -> set[str]:
        return {owner for thing in things for owner in makers.get(thing, [thing])} - {company}

    stated = (fact for fact in facts if fact.subject.id == company and fact.status == "asserted" and fact.relation in DEPENDENCE)
    first = owners({fact.object.id for fact in stated if fact.object})
    everybody = owners(needs(facts, company)) | first
    countries = {slug: (entities[slug].country or "" if slug in entities else "") for slug in everybody}
    return sorted((_seat(country, countries, first) for country in set(countries.values())), key=lambda seat: (-len(seat.all), seat.country))


def _seat(country: str, countries: Mapping[str, str], first: Collection[str]) -> Seat:
    here = sorted(slug for slug, seat in countries.items() if seat == country)
    return Seat(country, tuple(slug for slug in here if slug in first), tuple(here))


def blocs_of(country: str) -> list[str]:
    """The blocs that a country belongs to."""
    return sorted(name for name, members in BLOCS.items() if country in members)
