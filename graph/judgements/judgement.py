"""The record of a judgement: what a person decided about a claim, or about two entities."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from graph.errors import QueryError

KINDS = ("accept", "reject", "correct", "comment", "same", "different", "rename", "withdraw")

CORRECTABLE = (
    "relation",
    "status",
    "subject",
    "subject_id",
    "subject_type",
    "object",
    "object_id",
    "object_type",
    "date",
    "round",
    "role",
    "attributed_to",
)
"""The fields of a claim that a person may correct; what it quotes and the amounts are as the article has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decided: frozen, and undone only by another judgement that withdraws it.

    About a claim (accept, reject, correct, comment) it is anchored to the words: the article, the quote with its offsets, the relation and the two
    names, so that it holds for whatever reader finds the claim again. `correction` then has the fields of the claim that should read otherwise.
    `status` and `voice` are those of the judged claim, from which weights are learnt (`graph.belief.weights`).
    About entities (same, different, rename) `subject` and `object` are slugs, and `name` is the new name. `withdraws` is the id of a judgement.
    `at` is an ISO 8601 instant in UTC. `QueryError` where a judgement is of no known kind, or corrects what is not to be corrected.
    """

    kind: str
    by: str
    at: str
    article: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    relation: str = ""
    subject: str = ""
    object: str = ""
    name: str = ""
    comment: str = ""
    withdraws: str = ""
    status: str = ""
    voice: str = ""
    correction: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise QueryError(f"there is no judgement {self.kind!r}; it is one of {', '.join(KINDS)}")
        if wrong := sorted(set(self.correction) - set(CORRECTABLE)):
            raise QueryError(f"a claim's {wrong[0]!r} cannot be corrected; these can: {', '.join(CORRECTABLE)}")

    @property
    def id(self) -> str:
        """Hash of all that was decided, by whom and when."""
        said = "\x1f".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.name != "correction")
        corrected = "\x1f".join(f"{key}={value}" for key, value in sorted(self.correction.items()))
        return hashlib.sha256(f"{said}\x1e{corrected}".encode()).hexdigest()[:32]

    def as_dict(self) -> dict[str, Any]:
        """The judgement as one line of an exported file; empty fields are left out."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return {"id": self.id, **{name: dict(value) if name == "correction" else value for name, value in row.items() if value not in ("", None, {})}}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> "Judgement":
        """The judgement that `as_dict` wrote. Keys that judgements do not have are an error, `id` is computed anew."""
        return cls(**{key: value for key, value in row.items() if key != "id"})


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that nobody withdrew, the earliest first. A withdrawal may itself be withdrawn."""
    ordered = sorted(judgements, key=lambda one: (one.at, one.id))
    gone: set[str] = set()
    for one in reversed(ordered):  # the latest first: a withdrawal that was withdrawn has no effect
        if one.kind == "withdraw" and one.id not in gone:
            gone.add(one.withdraws)
    return [one for one in ordered if one.kind != "withdraw" and one.id not in gone]
