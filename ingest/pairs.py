"""What the heads see of a document: its names, values and anaphors as rows of numbers, and which of them may be the two ends of something."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ontology import RELATIONS, top_type

Ints = NDArray[np.int64]

NAME_TYPES = ("Organization", "Person", "Model", "Product", "Chip", "Dataset", "License", "Regulation", "Place", "Role")
VALUE_TYPES = ("Money", "Percent", "Date", "Round")
MENTION_TYPES = ("", *NAME_TYPES, *VALUE_TYPES)
STATED = ("asserted", "planned", "hedged", "negated", "ended")
DETAILS = ("amount", "round", "valuation", "date", "role")
FARTHEST = 150  # tokens from one end of a pair to the other in training; one in a thousand facts of the training passages spans more
NEAR = 40  # the same in reading: of the pairs of the training passages that are judged likelier than not, 99.9 % are as near, of all pairs 46 %
_VALUE_OF = {"amount": "Money", "valuation": "Money", "round": "Round", "date": "Date", "role": "Role"}
_HOLDERS = {"amount": ("Organization", "Person"), "valuation": ("Money",), "role": ("Person",)}


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to before `end`: a name, a value, or an anaphor, which carries the type of what it stands for."""

    start: int
    end: int
    type: str
    anaphor: bool = False


def _joinable() -> frozenset[tuple[str, str]]:
    found = set()
    for relation in RELATIONS.values():
        subjects, objects = ({"Money"} if side == ("Money",) else {top_type(name) for name in side} for side in (relation.domain, relation.range))
        found |= {(one, other) for one in subjects for other in objects}
    for detail, value in _VALUE_OF.items():
        found |= {(holder, value) for holder in _HOLDERS.get(detail, (*NAME_TYPES, *VALUE_TYPES))}
    return frozenset(found)


JOINABLE = _joinable()
"""The types of subject and object that some relation has, or of holder and value that some detail has."""


def candidate_pairs(mentions: Sequence[Mention], farthest: int = FARTHEST) -> Ints:
    """The pairs (subject, object) of mentions, at most so many tokens apart, that could state something, (P, 2), as numbers in `mentions`."""
    found = [
        (i, j)
        for i, one in enumerate(mentions)
        for j, other in enumerate(mentions)
        if (one.type, other.type) in JOINABLE
        and -farthest <= one.start - other.start <= farthest
        and (one.end <= other.start or other.end <= one.start)
    ]
    return np.asarray(found, dtype=np.int64).reshape(-1, 2)


def rows(mentions: Sequence[Mention]) -> Ints:
    """Mentions as the networks take them, (M, 3): start, end, and the number of their type, past all types for anaphors."""
    numbers = [(one.start, one.end, MENTION_TYPES.index(one.type) + len(MENTION_TYPES) * one.anaphor) for one in mentions]
    return np.asarray(numbers, dtype=np.int64).reshape(-1, 3)
