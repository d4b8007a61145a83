"""What the network learns from: one text with what is known of its names, mentions and relations, in tokens."""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from ingest.pairs import Mention


@dataclass(slots=True)
class Pair:
    """What is known of two mentions in this order: the labels that hold, and those to leave open."""

    labels: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Example:
    """One text. `scheme` says which names are annotated (all of them, in BIO), `task` which pairs are ("" for none)."""

    doc: Doc
    hints: list[str]
    scheme: str = ""
    names: list[tuple[int, int, str]] = field(default_factory=list)
    descriptions: list[tuple[int, int]] | None = None
    task: str = ""
    spans: list[Mention] = field(default_factory=list)
    antecedents: dict[int, set[int]] = field(default_factory=dict)
    pairs: dict[tuple[int, int], Pair] = field(default_factory=dict)
    bags: list[tuple[str, list[tuple[int, int]], str]] = field(default_factory=list)
    label: int = -1


def bio(spans: list[tuple[int, int, str]], types: tuple[str, ...], length: int) -> list[int]:
    """Labels of the tokens: 0 outside, 1 + 2t for the first token of a name of type t, 2 + 2t for its others."""
    tags = [0] * length
    for start, end, kind in spans:
        t = types.index(kind)
        tags[start:end] = [1 + 2 * t] + [2 + 2 * t] * (end - start - 1)
    return tags
