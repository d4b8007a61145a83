"""`python -m models.training.calibrate`: confidences that are right as often as they say, fitted on dev.

For the trained pipeline alone: the least chance of a finding, and Platt's scaling of the others. For the reader of both pipelines: how far each of
them is to be believed, and the least confidence (`ingest.reader.Agreement`).
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import cast

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.facts import sample_parts
from bench.scoring import Key, fact_key, read_gold
from graph.article import Article
from graph.claim import Claim
from ingest import pipeline
from ingest.articles import make_article
from ingest.extract import Extractor
from ingest.reader import WEIGHTS, Agreement, Finding, Reader
from ingest.relation_head import Calibration, RelationHead
from ingest.sources import read

LOWEST = 0.1  # chances below it are right too seldom to be worth a look
PRECISION = 0.9  # what the findings together must at least have, where some bound gives it
ARTICLES = Path(__file__).parents[2] / "data" / "articles"
Judged = tuple[float, bool]
"""A confidence, and whether the finding is gold."""


def passages(files: Sequence[Path]) -> list[Article]:
    """The passages of the corpus as articles."""
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf8").splitlines()]
    return [make_article(row["text"], external_id=row["id"], published=row.get("published", "")) for row in rows]


def samples() -> tuple[list[Article], set[Key]]:
    """The sample articles of the dev part with their gold facts; the rules were written looking at them, the trained pipeline never saw them."""
    gold = set(read_gold(sample_parts()["samples dev"]))
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


def bound(found: Sequence[Judged], gold: int) -> tuple[float, dict[str, float]]:
    """The bound with the best F1 among those with enough precision, or with the best F1 at all, and its figures."""
    best: tuple[tuple[bool, float], float, dict[str, float]] = ((False, 0.0), 0.5, {})
    for least in np.arange(0.1, 0.95, 0.01):
        kept = [right for chance, right in found if chance >= least]
        precision, recall = sum(kept) / max(len(kept), 1), sum(kept) / gold
        f1 = 2 * sum(kept) / max(len(kept) + gold, 1)
        rank = (precision >= PRECISION, f1)
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


def calibrate_reader(articles: Sequence[Article], gold: set[Key]) -> None:
    """Writes how far each of the two pipelines is to be believed."""
    reader = Reader(Agreement(0.0, 1.0, 0.0, 0.0, 0.0, 0.0))
    rows: list[tuple[Finding, bool]] = []
    for article in articles:
        for finding in reader.findings(article).values():
            first = (*finding.by_rules, *finding.trained)[0]
            rows.append((finding, fact_key(article.external_id, first.relation, first.subject, first.object) in gold))
    intercept, weights = fitted([finding.features for finding, _ in rows], [right for _, right in rows])
    agreement = Agreement(intercept, *weights, least=0.0)
    least, figures = bound([(agreement.confidence(finding), right) for finding, right in rows], len(gold))
    agreement = Agreement(intercept, *weights, least=least)
    WEIGHTS.write_text(json.dumps(asdict(agreement), indent=1) + "\n", encoding="utf8")
    sys.stderr.write(f"both: {agreement} {figures} of {len(gold)} gold facts\n")


def main() -> int:
    """Calibrates the pipeline in place, then the reader."""
    parser = argparse.ArgumentParser(prog="python -m models.training.calibrate")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model", type=Path, default=pipeline.MODEL)
    options = parser.parse_args()
    articles, gold = passages(options.files), set(read_gold(options.files))
    calibrate_trained(options.model, articles, gold)
    more, more_gold = samples()
    calibrate_reader([*articles, *more], gold | more_gold)
    return 0


if __name__ == "__main__":
    sys.exit(main())
