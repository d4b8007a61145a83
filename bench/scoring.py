"""Precision and recall over sets of facts: what was never proposed counts as missed, what the gold does not hold counts as wrong."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.claim import Claim
from ingest.values import Money
from ontology import RELATIONS

Key = tuple[str, str, str, str]
_SUFFIX = re.compile(r"\b(?:inc|corp|corporation|ltd|llc|plc|pbc|co|company|gmbh|sas|sa|ag|nv|lp|holdings|group)\b")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of facts: right, proposed (`found`) and stated (`gold`)."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Right among the found; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right among the gold; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.right else 0.0


def end_key(name: str) -> str:
    """What makes two spellings of an end the same: case, accents, punctuation, company suffixes aside; money as its amount.

    >>> end_key("The Mistral AI, Inc."), end_key("€385M")
    ('mistralai', 'EUR 3.85e+08')
    """
    if money := Money.parse(name):
        return f"{money.currency} {money.amount:.6g}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"^\s*the\s+", "", re.sub(r"'s\b", "", plain))
    return re.sub(r"[\s.]+", "", _SUFFIX.sub(" ", re.sub(r"[^a-z0-9.+ ]+", " ", plain)))


def fact_key(article: str, relation: str, subject: str, other: str) -> Key:
    """A fact as one comparable thing; the ends of a symmetric relation in either order."""
    ends = (end_key(subject), end_key(other))
    first, second = sorted(ends) if RELATIONS[relation].symmetric else ends
    return article, relation, first, second


def read_gold(paths: Iterable[Path]) -> dict[Key, str]:
    """The status of every gold fact of the files, by its key."""
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf8").splitlines() if line.strip()]
    return {fact_key(line["id"], fact["r"], fact["s"], fact["o"]): fact["status"] for line in lines for fact in line["facts"]}


def found_facts(article: str, claims: Iterable[Claim]) -> dict[Key, str]:
    """The status of every fact that claims state, by its key; of claims that repeat a fact the first one's."""
    found: dict[Key, str] = {}
    for claim in claims:
        found.setdefault(fact_key(article, claim.relation, claim.subject, claim.object), claim.status)
    return found


def score(gold: Mapping[Key, str], found: Mapping[Key, str], *, with_status: bool = False) -> Score:
    """The counts; `with_status` also asks that the status agrees."""
    one, other = (set(gold.items()), set(found.items())) if with_status else (set(gold), set(found))
    return Score(len(one & other), len(other), len(one))
