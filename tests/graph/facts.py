"""Facts made by hand, without claims: for what is computed from facts alone."""

from graph.entity import Entity, lane_of
from graph.fact import Fact


def entity(name: str, kind: str = "Company", country: str | None = None) -> Entity:
    """An entity whose slug is its name in lower case."""
    return Entity(name.lower(), name, kind, country=country, lane=lane_of(kind))


def fact(subject: Entity, relation: str, target: Entity, status: str = "asserted", **further: object) -> Fact:
    """A fact between two entities, believed in and seen in June 2024."""
    fields: dict[str, object] = {
        "id": f"{subject.id}-{relation}-{target.id}",
        "subject": subject,
        "relation": relation,
        "object": target,
        "object_text": target.name,
        "amount": None,
        "currency": "",
        "status": status,
        "belief": 0.8,
        "sources": 1,
        "articles": 1,
        "first_seen": "2024-06-11",
        "last_seen": "2024-06-11",
        "valid_from": "2024-06-11",
        "valid_to": "",
        "contradicted": False,
        "claim_ids": ("c",),
        **further,
    }
    return Fact(**fields)  # type: ignore[arg-type]  # each of its type
