"""The record of a claim: what one article says in one place."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from graph.article import Article
from graph.errors import StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one article says in one place, frozen. `text[start:end] == quote` holds in the article's canonical text.

    `article` is the article's id. `subject` and `object` are the fullest names that the article itself uses (money as written), and
    `subject_id` / `object_id` the entities' slugs; for a money object `object_id` is empty, and `amount` (in units of `currency`,
    an ISO 4217 code) gives its value. The mentions are the words at this place ("the company") that stand for the two ends.
    `date` is as precise as the text: "2024-06-11", "2024-06" or "2024". `confidence` lies in 0..1.
    """

    article: str
    subject: str
    subject_type: str
    subject_id: str
    subject_mention: str
    relation: str
    object: str
    object_type: str
    object_id: str
    object_mention: str
    status: str
    quote: str
    start: int
    end: int
    confidence: float
    extractor: str
    date: str = ""
    amount: float | None = None
    currency: str = ""
    amount_text: str = ""
    round: str = ""
    valuation: str = ""
    role: str = ""
    attributed_to: str = ""

    @property
    def id(self) -> str:
        """Hash of what was said and where. Entity ids stay out, so merging entities changes no claim (as in followthemoney's statements)."""
        said = (
            self.article,
            self.start,
            self.end,
            self.relation,
            self.subject_mention,
            self.object_mention,
            self.subject,
            self.object,
            self.extractor,
        )
        return hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()[:32]

    def as_dict(self, article: str | None = None) -> dict[str, str | float | None]:
        """The claim as one line of a claims file; `article` is the external id to show in place of the article's own."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return {"id": self.id, **row, "article": article or self.article}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> "Claim":
        """The claim that `as_dict` wrote. Keys that claims do not have are an error, `id` is computed anew."""
        return cls(**{key: value for key, value in row.items() if key != "id"})


def check_quotes(article: Article, claims: Iterable[Claim]) -> None:
    """`StoreError` where a claim does not belong to the article: its evidence could not be shown."""
    own = article.id
    for claim in claims:
        if claim.article != own or article.text[claim.start : claim.end] != claim.quote:
            raise StoreError(f"claim {claim.id} does not quote article {article.external_id!r} at {claim.start}-{claim.end}; extract its claims anew")
