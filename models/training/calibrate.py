"""`python -m models.training.calibrate`: the least chance of a finding and Platt's scaling of the others, fitted on the dev part of the corpus."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.scoring import fact_key, read_gold
from ingest import pipeline
from ingest.articles import make_article
from ingest.extract import Extractor
from ingest.relation_head import Calibration, RelationHead

LOWEST = 0.1  # chances below it are right too seldom to be worth a look
PRECISION = 0.9  # what the findings together must at least have, where some bound gives it


def chances(files: Sequence[Path], extractor: Extractor) -> tuple[list[tuple[float, bool]], int]:
    """For each fact found its chance and whether it is gold, and the number of gold facts."""
    gold = read_gold(files)
    rows: dict[tuple[str, str, str, str], float] = {}
    for line in (line for file in files for line in file.read_text(encoding="utf8").splitlines()):
        record = json.loads(line)
        article = make_article(record["text"], external_id=record["id"], published=record.get("published", ""))
        for claim in extractor.claims(article):
            key = fact_key(record["id"], claim.relation, claim.subject, claim.object)
            rows[key] = max(rows.get(key, 0.0), claim.confidence)
    return [(chance, key in gold) for key, chance in rows.items()], len(gold)


def bound(found: Sequence[tuple[float, bool]], gold: int) -> tuple[float, dict[str, float]]:
    """The bound with the best F1 among those with enough precision, or with the best F1 at all, and its figures."""
    best: tuple[tuple[bool, float], float, dict[str, float]] = ((False, 0.0), 0.5, {})
    for least in np.arange(0.1, 0.9, 0.01):
        kept = [right for chance, right in found if chance >= least]
        precision, recall = sum(kept) / max(len(kept), 1), sum(kept) / gold
        f1 = 2 * sum(kept) / max(len(kept) + gold, 1)
        rank = (precision >= PRECISION, f1)
        best = max(best, (rank, round(float(least), 2), {"precision": precision, "recall": recall, "f1": f1}), key=lambda row: row[0])
    return best[1], best[2]


def main() -> int:
    """Calibrates the pipeline in place."""
    parser = argparse.ArgumentParser(prog="python -m models.training.calibrate")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model", type=Path, default=pipeline.MODEL)
    options = parser.parse_args()
    nlp = pipeline.load(options.model)
    head = cast(RelationHead, nlp.get_pipe("landscape_relation_head"))
    head.calibration = Calibration(least=LOWEST)
    found, gold = chances(options.files, Extractor(nlp))
    least, figures = bound(found, gold)
    kept = [(chance, right) for chance, right in found if chance >= least]
    logits = np.log([[chance / (1 - chance)] for chance, _ in ((min(chance, 0.999), right) for chance, right in kept)])
    fitted = LogisticRegression(C=1.0).fit(logits, [right for _, right in kept])
    head.calibration = Calibration(least, round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4))
    nlp.to_disk(options.model)
    sys.stderr.write(f"{head.calibration} {figures} of {gold} gold facts\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
