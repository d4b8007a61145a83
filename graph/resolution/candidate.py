"""What is compared when two names are: an entity as the landscape knows it."""

from dataclasses import dataclass, field
from functools import lru_cache

from graph.names import Form, form
from graph.resolution.known import NOTHING, Known, known_as, node
from ontology import KNOWN

once = lru_cache(maxsize=2)
"""For what several features ask of the same pair of candidates."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An entity as the landscape knows it: its name, its top type, its country, those whom facts join it to, and sentences in which it stands."""

    id: str
    name: str
    type: str
    country: str = ""
    neighbours: frozenset[str] = frozenset()
    contexts: tuple[str, ...] = ()
    form: Form = field(init=False)
    known: Known = field(init=False, default=NOTHING)
    nodes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        told = (*sorted(self.neighbours), *(sentence.replace(self.name, " ") for sentence in self.contexts))
        object.__setattr__(self, "form", form(self.name))
        known = Known(frozenset({self.id}), True) if self.id in KNOWN else known_as(self.name, self.type, self.country, told)
        object.__setattr__(self, "known", known)
        object.__setattr__(self, "nodes", frozenset(node(name) for name in self.neighbours))

    @property
    def told(self) -> str:
        """The sentences, as one text."""
        return " ".join(self.contexts)

    @property
    def own_nodes(self) -> frozenset[str]:
        """How neighbours of others may name it."""
        return self.known.slugs | {self.form.joined}
