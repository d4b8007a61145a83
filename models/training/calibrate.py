"""`python -m models.training.calibrate`: confidences that are right as often as they say, fitted on dev.

For the trained pipeline alone: the least chance of a finding, and Platt's scaling of the others. For the reader of both pipelines: how far each of
them is to be believed, and the least confidence (`ingest.agreement`); that is chosen on articles that the weights were not fitted on.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.facts import sample_parts
from bench.scoring import Key, fact_key, read_gold
from graph.article import Article
from graph.claim import Claim
from ingest import pipeline
from ingest.agreement import SIGNS, Agreement, Finding, values
from ingest.articles import make_article
from ingest.extract import Extractor
from ingest.reader import Reader, told
from ingest.relation_head import Calibration, RelationHead
from ingest.sources import read
from ontology import RELATIONS

LOWEST = 0.1  # chances below it are right too seldom to be worth a look
PRECISION = 0.92  # what the findings together must at least have, where some bound gives it: an invented line costs a reader more than a missed one
DIVISIONS, PARTS = 4, 10  # of the articles, to fit on nine parts and look at the tenth
NEARER = 0.45  # the scale beside signs of what few findings tell of; a half to twice of it gave the same
COUNTS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 9.0)  # what a status of the rules may count; 9 overrules every chance
UNWEIGHED = Agreement(intercept=0.0, signs={}, relations={}, default=9.0, cue=9.0, least=0.0)
MARGIN = 0.005  # of precision: a bound that is just good enough where it was chosen is not quite so elsewhere
ARTICLES = Path(__file__).parents[2] / "data" / "articles"
Judged = tuple[float, bool]
"""A confidence, and whether the finding is gold."""


def passages(files: Sequence[Path]) -> list[Article]:
    """The passages of the corpus as articles."""
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf8").splitlines()]
    return [make_article(row["text"], external_id=row["id"], published=row.get("published", "")) for row in rows]


def samples() -> tuple[list[Article], dict[Key, str]]:
    """The sample articles of the dev part with their gold facts; the rules were written looking at them, the trained pipeline never saw them."""
    gold = read_gold(sample_parts()["samples dev"])
    ids = {key[0] for key in gold}
    return [item for item in read(str(ARTICLES)) if isinstance(item, Article) and item.external_id in ids], gold


def judged(articles: Sequence[Article], gold: set[Key], claims: Callable[[Article], Sequence[Claim]]) -> list[Judged]:
    """For each fact found its confidence and whether it is gold."""
    rows: dict[Key, float] = {}
    for article in articles:
        for claim in claims(article):
            key = fact_key(article.external_id, claim.relation, claim.subject, claim.object)
            rows[key] = max(rows.get(key, 0.0), claim.confidence)
    return [(chance, key in gold) for key, chance in rows.items()]


def bound(found: Sequence[Judged], gold: int, enough: float = PRECISION) -> tuple[float, dict[str, float]]:
    """The bound with the best F1 among those with enough precision, or with the best F1 at all, and its figures."""
    best: tuple[tuple[bool, float], float, dict[str, float]] = ((False, 0.0), 0.5, {})
    for least in np.arange(0.1, 0.95, 0.01):
        kept = [right for chance, right in found if chance >= least]
        precision, recall = sum(kept) / max(len(kept), 1), sum(kept) / gold
        f1 = 2 * sum(kept) / max(len(kept) + gold, 1)
        rank = (precision >= enough, f1)
        best = max(best, (rank, round(float(least), 2), {"precision": precision, "recall": recall, "f1": f1}), key=lambda row: row[0])
    return best[1], best[2]


def fitted(features: Sequence[Sequence[float]], right: Sequence[bool]) -> tuple[float, list[float]]:
    """Intercept and weights of a logistic regression, to four places."""
    model = LogisticRegression(C=1.0, max_iter=1000).fit(np.asarray(features), list(right))
    return round(float(model.intercept_[0]), 4), [round(float(weight), 4) for weight in model.coef_[0]]


def calibrate_trained(model: Path, articles: Sequence[Article], gold: set[Key]) -> None:
    """Puts the least chance and Platt's scaling into the trained pipeline, in place."""
    nlp = pipeline.load(model)
    head = cast(RelationHead, nlp.get_pipe("landscape_relation_head"))
    head.calibration = Calibration(least=LOWEST)
    found = judged(articles, gold, Extractor(nlp).claims)
    least, figures = bound(found, len(gold))
    kept = [(min(chance, 0.999), right) for chance, right in found if chance >= least]
    intercept, (slope,) = fitted([[float(np.log(chance / (1 - chance)))] for chance, _ in kept], [right for _, right in kept])
    head.calibration = Calibration(least, slope, intercept)
    nlp.to_disk(model)
    sys.stderr.write(f"trained alone: {head.calibration} {figures} of {len(gold)} gold facts\n")


@dataclass(frozen=True, slots=True)
class Example:
    """A finding of an article, with the status that is gold, or "" where the fact is not.

    `in_view` is whether the rules were written with this article in view.
    """

    article: str
    finding: Finding
    status: str
    in_view: bool


def examples(articles: Sequence[Article], gold: Mapping[Key, str], *, in_view: bool) -> list[Example]:
    """What both pipelines find in the articles."""
    reader, found = Reader(UNWEIGHED), []
    for article in articles:
        for finding in reader.findings(article):
            first = finding.first
            key = fact_key(article.external_id, first.relation, first.subject, first.object)
            found.append(Example(article.external_id, finding, gold.get(key, ""), in_view))
    return found


def weights(rows: Sequence[Example]) -> Agreement:
    """The weights of signs and relations.

    Signs are scaled to a spread of one, so that the penalty asks as much of each; the others are scaled down, which holds them nearer to zero.
    How much better the rules are on articles in their view has a weight of its own, which is then left out: readers' articles are none of these.
    """
    signs = np.asarray([list(values(row.finding.signs)) for row in rows])
    spread = signs.std(0) + 1e-9
    relations = np.asarray([[row.finding.relation == name for name in RELATIONS] for row in rows]) * NEARER
    in_view = np.asarray([[row.in_view and bool(row.finding.by_rules)] for row in rows]) * NEARER
    model = LogisticRegression(C=0.5, max_iter=2000)
    model.fit(np.hstack([(signs - signs.mean(0)) / spread, relations, in_view]), [bool(row.status) for row in rows])
    of_signs, of_relations = model.coef_[0][: len(SIGNS)] / spread, model.coef_[0][len(SIGNS) : -1] * NEARER
    return replace(
        UNWEIGHED,
        intercept=round(float(model.intercept_[0] - of_signs @ signs.mean(0)), 4),
        signs=dict(zip(SIGNS, (round(float(weight), 4) for weight in of_signs), strict=True)),
        relations=dict(zip(RELATIONS, (round(float(weight), 4) for weight in of_relations), strict=True)),
    )


def judged_apart(rows: Sequence[Example]) -> list[Judged]:
    """The confidences of findings by weights fitted without their articles, in several divisions of them; of articles not in view of the rules."""
    found: list[Judged] = []
    articles = sorted({row.article for row in rows})
    for division in range(DIVISIONS):
        places = np.random.default_rng(division).permutation(len(articles))
        part = {article: int(place) % PARTS for article, place in zip(articles, places, strict=True)}
        for number in range(PARTS):
            agreement = weights([row for row in rows if part[row.article] != number])
            found += [(agreement.confidence(row.finding), bool(row.status)) for row in rows if part[row.article] == number and not row.in_view]
    return found


def status_counts(rows: Sequence[Example], agreement: Agreement) -> Agreement:
    """The agreement with what a status of the rules counts: of those that give nearly most findings the right one that which takes fewest doubtful,
    planned or ended ones for done, as most of these choices differ by a handful of findings."""

    def right_and_bold(one: Agreement) -> tuple[int, int]:
        read = [(next(told(row.finding, one)).status, row.status) for row in kept]
        return sum(status == gold for status, gold in read), sum(status == "asserted" != gold for status, gold in read)

    kept = [row for row in rows if row.status and agreement.confidence(row.finding) >= agreement.least]
    tried = {(default, cue): replace(agreement, default=default, cue=cue) for default in COUNTS for cue in COUNTS}
    counted = {counts: right_and_bold(one) for counts, one in tried.items()}
    enough = max(right for right, _ in counted.values()) - MARGIN * len(kept)
    best = min((counts for counts in tried if counted[counts][0] >= enough), key=lambda counts: (counted[counts][1], -counted[counts][0], counts))
    by_rules, _ = counted[COUNTS[-1], COUNTS[-1]]
    sys.stderr.write(f"status right in {counted[best][0] / len(kept):.3f} of {len(kept)}, by the rules before all in {by_rules / len(kept):.3f}\n")
    return tried[best]


def calibrate_reader(articles: Sequence[Article], gold: Mapping[Key, str]) -> None:
    """Writes the weights by which findings of both pipelines are believed."""
    more, more_gold = samples()
    rows = examples(articles, gold, in_view=False) + examples(more, more_gold, in_view=True)
    least, figures = bound(judged_apart(rows), len(gold) * DIVISIONS, PRECISION + MARGIN)
    agreement = status_counts(rows, replace(weights(rows), least=least))
    agreement.write()
    sys.stderr.write(f"both: {agreement} {figures} of {len(gold)} gold facts\n")


def main() -> int:
    """Calibrates the pipeline in place, then the reader."""
    parser = argparse.ArgumentParser(prog="python -m models.training.calibrate")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model", type=Path, default=pipeline.MODEL)
    parser.add_argument("--reader", action="store_true", help="leave the pipeline as it is, and calibrate the reader alone")
    options = parser.parse_args()
    articles, gold = passages(options.files), read_gold(options.files)
    if not options.reader:
        calibrate_trained(options.model, articles, set(gold))
    calibrate_reader(articles, gold)
    return 0


if __name__ == "__main__":
    sys.exit(main())
