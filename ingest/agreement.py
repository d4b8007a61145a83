"""How sure a finding is: what speaks for and against it in all that two pipelines read in an article, weighed by a logistic regression.

The weights are kept in `agreement.json` beside the trained pipeline, each under the name of its sign; `models.training.calibrate` fits them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from math import exp, log
from pathlib import Path

from graph.claim import Claim
from ingest.pairs import STATED
from ingest.pipeline import MODEL

WEIGHTS = MODEL / "agreement.json"
_LEAST = 0.005  # the chance that stands for none
_UNSEEN = 0.02  # the chance that stands for what the trained pipeline does not find: it may only have missed it


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against a finding; chances as log-odds, yes and no as 1 and 0.

    A rival is another finding of the same article. A fact has few of them: a model has one maker, and a sentence is not all that it could be.
    """

    seen: float = 0.0  # by the trained pipeline
    chance: float = 0.0  # of its likeliest pair of mentions
    elsewhere: float = 0.0  # of its likeliest pair in another sentence
    distance: float = 0.0  # log of the tokens between these mentions
    subject_first: float = 0.0
    by_rules: float = 0.0
    known_to_rules: float = 0.0  # the share of the ends that the rules know by name
    subject_named: float = 0.0  # whether the rules take the subject for a name at all
    object_named: float = 0.0
    rival_subject: float = 0.0  # the chance of the likeliest finding with another subject
    rival_object: float = 0.0
    rival_relation: float = 0.0  # ... with the same two ends
    rules_differ: float = 0.0  # whether the rules read another relation between the two


@dataclass(frozen=True, slots=True)
class Finding:
    """The claims of one article that say the same, by who found them, with what speaks for and against them.

    `statuses` are the chances that the trained pipeline gives to each status; there are none where it finds nothing.
    """

    relation: str
    trained: Sequence[Claim]
    by_rules: Sequence[Claim]
    signs: Signs
    statuses: Sequence[float] = ()

    @property
    def first(self) -> Claim:
        """The claim whose names are taken for those of all."""
        return (*self.by_rules, *self.trained)[0]


@dataclass(frozen=True)
class Agreement:
    """The weights. What is less likely than `least` is left out.

    `default` and `cue` are what a status counts that the rules give, for want of a cue word or because of one, beside the log of its chance.
    """

    intercept: float
    signs: Mapping[str, float]
    relations: Mapping[str, float]
    default: float
    cue: float
    least: float

    @classmethod
    def read(cls, path: Path = WEIGHTS) -> "Agreement":
        """The weights kept with the pipeline."""
        return cls(**json.loads(path.read_text(encoding="utf8")))

    def write(self, path: Path = WEIGHTS) -> None:
        """Keeps the weights."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf8")

    @cached_property
    def _weights(self) -> Signs:
        return Signs(**self.signs)  # a misspelt sign fails at once

    def confidence(self, finding: Finding) -> float:
        """The confidence of a finding, to three places."""
        score = self.intercept + self.relations.get(finding.relation, 0.0)
        score += sum(weight * value for weight, value in zip(values(self._weights), values(finding.signs), strict=True))
        return round(1 / (1 + exp(-score)), 3)

    def status(self, finding: Finding, by_rules: Claim | None) -> str:
        """The status of a finding, where the rules read it in some claim of theirs."""
        if not finding.statuses:
            return finding.first.status if by_rules is None else by_rules.status
        counts = {status: log(chance + 0.001) for status, chance in zip(STATED, finding.statuses, strict=True)}
        if by_rules is not None:
            counts[by_rules.status] += self.default if by_rules.status == STATED[0] else self.cue
        return max(STATED, key=counts.__getitem__)


def values(signs: Signs) -> Iterator[float]:
    """The numbers of the signs, in their order."""
    return (getattr(signs, name) for name in SIGNS)


SIGNS = tuple(Signs.__dataclass_fields__)


def log_odds(chance: float) -> float:
    """The log-odds of a chance; none counts as a small one.

    >>> round(log_odds(0.9), 2), round(log_odds(0.0), 2)
    (2.2, -5.29)
    """
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return log(chance / (1 - chance))


UNSEEN = log_odds(_UNSEEN)
