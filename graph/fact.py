"""The record of a fact: the claims that say the same, taken together."""

from dataclasses import dataclass

from graph.entity import Entity
from graph.times import no_earlier

HOLDING = frozenset({"asserted", "ended"})
"""Statuses of facts that hold or held, which alone become plain triples: the others state what is not (yet) so."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Who stands in which relation to whom, computed from claims.

    `object` is None for money; `object_text` is its name, or the money as the most precise claim writes it. `belief` lies in 0..1;
    `sources` counts independent sources, `articles` articles. Dates are ISO, as precise as known, or "": `first_seen` and `last_seen` are when it was
    said, `valid_from` and `valid_to` since and until when it holds (the date given, else that of the first article that says so).
    The first of `claim_ids` is the claim that shows the fact best.
    """

    id: str
    subject: Entity
    relation: str
    object: Entity | None
    object_text: str
    amount: float | None
    currency: str
    status: str
    belief: float
    sources: int
    articles: int
    first_seen: str
    last_seen: str
    valid_from: str
    valid_to: str
    contradicted: bool
    claim_ids: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the fact is or was so: as a plain triple in the graph."""
        return self.status in HOLDING

    def held_on(self, date: str) -> bool:
        """Whether the fact held on a day ("2024-06-11", "2024-06" or "2024"), for all that is known: dates are compared as far as both go."""
        begun = bool(self.valid_from) and no_earlier(date, self.valid_from)
        return self.holds and begun and (self.status != "ended" or no_earlier(self.valid_to, date))
