"""The reader of articles: the trained pipeline and the rules read side by side, and what either finds is weighed by what the other says.

The trained pipeline finds far more, the rules err less on names that the ontology knows; where they agree they are right more than nine times in ten.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from pathlib import Path
from typing import cast

from graph.article import Article
from graph.claim import Claim
from graph.names import form
from ingest import pipeline
from ingest.extract import Extractor
from ingest.relation_head import Calibration, RelationHead
from ingest.rules import pipeline as rules
from ontology import KNOWN, RELATIONS

WEIGHTS = pipeline.MODEL / "agreement.json"
SEEN = 0.05  # the least chance with which the trained pipeline is heard: what it is less sure of only says that it does not see it
_UNSEEN = 0.02  # the chance that stands for what it does not see
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The logistic regression by which a finding's confidence follows from what both readers say (fitted by `models.training.calibrate`).

    What is less likely than `least` is left out.
    """

    intercept: float
    chance: float
    by_rules: float
    by_rules_of_known: float
    sureness_of_rules: float
    least: float

    @classmethod
    def read(cls, path: Path = WEIGHTS) -> "Agreement":
        """The weights kept with the pipeline."""
        return cls(**json.loads(path.read_text(encoding="utf8")))

    def confidence(self, finding: "Finding") -> float:
        """The confidence of a finding, to three places."""
        weights = (self.chance, self.by_rules, self.by_rules_of_known, self.sureness_of_rules)
        score = self.intercept + sum(weight * value for weight, value in zip(weights, finding.features, strict=True))
        return round(1 / (1 + exp(-score)), 3)


@dataclass(frozen=True, slots=True)
class Finding:
    """The claims of one article that say the same, by who found them."""

    trained: Sequence[Claim]
    by_rules: Sequence[Claim]

    @property
    def features(self) -> tuple[float, float, float, float]:
        """Log-odds of the trained pipeline's chance; whether the rules found it; what share of its ends they know by name; how sure they are."""
        chance = min(max((claim.confidence for claim in self.trained), default=_UNSEEN), 0.999)
        if not self.by_rules:
            return log(chance / (1 - chance)), 0.0, 0.0, 0.0
        first = self.by_rules[0]
        known = ((first.subject_id in KNOWN) + (first.object_id in KNOWN or not first.object_id)) / 2
        return log(chance / (1 - chance)), 1.0, known, max(claim.confidence for claim in self.by_rules) - 0.7

    def claims(self, confidence: float, name: str) -> Iterable[Claim]:
        """The claims of the rules, which tell a status better, and those of the trained pipeline at other places; all as sure as the finding is."""
        apart = [one for one in self.trained if all(one.end <= other.start or other.end <= one.start for other in self.by_rules)]
        for claim in (*self.by_rules, *apart):
            yield replace(claim, confidence=confidence, extractor=name)


class Reader:
    """Reads articles. Holds both pipelines, loaded; safe to share between articles, not between threads."""

    def __init__(self, agreement: Agreement | None = None) -> None:
        nlp = pipeline.load()
        cast(RelationHead, nlp.get_pipe("landscape_relation_head")).calibration = Calibration(least=SEEN)
        self._trained, self._rules = Extractor(nlp), Extractor(rules.load(nlp))
        self._agreement = Agreement.read() if agreement is None else agreement
        self._name = f"landscape/{nlp.meta['version']}"

    def claims(self, article: Article) -> list[Claim]:
        """The claims of an article in the order of its text. For each, `article.text[start:end] == quote`."""
        found: dict[str, Claim] = {}
        for finding in self.findings(article).values():
            confidence = self._agreement.confidence(finding)
            if confidence >= self._agreement.least:
                found |= {claim.id: claim for claim in finding.claims(confidence, self._name)}
        return sorted(found.values(), key=lambda claim: (claim.start, claim.relation, claim.subject, claim.object))

    def findings(self, article: Article) -> Mapping[Key, Finding]:
        """What either pipeline finds, by what it says."""
        trained, by_rules = (_grouped(reader.claims(article)) for reader in (self._trained, self._rules))
        return {key: Finding(trained.get(key, ()), by_rules.get(key, ())) for key in sorted({*trained, *by_rules})}


def _grouped(claims: Iterable[Claim]) -> dict[Key, list[Claim]]:
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        is_sum = claim.amount is not None and not claim.object_id
        ends = [form(claim.subject).joined, f"{claim.currency} {claim.amount:g}" if is_sum else form(claim.object).joined]
        first, second = sorted(ends) if RELATIONS[claim.relation].symmetric else ends
        groups[claim.relation, first, second].append(claim)
    return groups
