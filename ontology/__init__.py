"""The vocabulary of the landscape, read once from the Turtle files beside this module.

`LAND` is the closed namespace of its terms (a misspelt term fails at once), `RELATIONS`, `TYPES`, `STATUSES` and `LANES`
are its terms by name, and `KNOWN` the entities that are known by name beforehand, by slug.
"""

from ontology.individuals import KNOWN, Individual
from ontology.vocabulary import (
    ENTITY,
    GRAPH,
    LAND,
    LANES,
    RELATIONS,
    STATUSES,
    TYPES,
    VERSION,
    EntityType,
    Lane,
    Relation,
    Status,
    is_a,
    top_type,
)

__all__ = [
    "ENTITY",
    "GRAPH",
    "KNOWN",
    "LAND",
    "LANES",
    "RELATIONS",
    "STATUSES",
    "TYPES",
    "VERSION",
    "EntityType",
    "Individual",
    "Lane",
    "Relation",
    "Status",
    "is_a",
    "top_type",
]
