"""What the relation finder hands on: one relation between two mentions, stated by certain words."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

Doc.set_extension("findings", default=(), force=True)


@dataclass(frozen=True, slots=True)
class Details:
    """What a sentence says beside a relation: the amount, round and valuation of a deal, its date, the post of a person."""

    amount: Span | None = None
    round: Span | None = None
    valuation: Span | None = None
    date: Span | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """What all mentions of two ends say together: the chance of the likeliest pair in another sentence, and the chances of the statuses."""

    elsewhere: float = 0.0
    statuses: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation that a sentence states. `trigger` is the word that states it; `subject` and `object` are names, anaphors or (object only) money."""

    relation: str
    subject: Span
    object: Span
    trigger: Token
    sentence: Span
    confidence: float
    precision: tuple[int, int]
    details: Details
    status: str = "asserted"
    attributed_to: str = ""
    support: Support = Support()
