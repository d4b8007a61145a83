"""The record of an entity: who or what a fact is about."""

from dataclasses import dataclass

from ontology import KNOWN, TYPES, Individual


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity by its slug. `type` is the most specific class known ("ResearchLab"), `roles` further ones; `lane` is a name of `ontology.LANES`."""

    id: str
    name: str
    type: str
    roles: tuple[str, ...] = ()
    country: str | None = None
    lane: str | None = None


def lane_of(type_name: str) -> str | None:
    """The lane of a type, or of the nearest of its parents that has one.

    >>> lane_of("ChipMaker"), lane_of("Person")
    ('chips', None)
    """
    known = TYPES.get(type_name)
    while known is not None and known.lane is None:
        known = TYPES.get(known.parent or "")
    return known.lane if known else None


def known_entity(individual: Individual) -> Entity:
    """The entity that `ontology/individuals.ttl` describes."""
    return Entity(individual.slug, individual.name, individual.type, individual.roles, individual.country, lane_of(individual.type))


def met_entity(slug: str, name: str, type_name: str) -> Entity:
    """The entity of this slug: as known beforehand, else under the name and type by which articles call it."""
    if slug in KNOWN:
        return known_entity(KNOWN[slug])
    return Entity(slug, name, type_name, lane=lane_of(type_name))
