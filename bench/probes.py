"""Sentences that tempt a reader to invent: how many give an asserted edge that they do not state."""

import json
from pathlib import Path

from bench.scoring import Key, fact_key, read_gold
from ingest.articles import make_article
from ingest.extract import ArticleReader

PROBES = Path(__file__).with_name("probes.jsonl")


def inventions(extractor: ArticleReader, path: Path = PROBES) -> list[tuple[str, Key]]:
    """The asserted facts that were read in a probe which does not assert them, each with the probe's text."""
    stated = read_gold([path])
    found = []
    for row in map(json.loads, path.read_text(encoding="utf8").splitlines()):
        for claim in extractor.claims(make_article(row["text"], external_id=row["id"])):
            key = fact_key(row["id"], claim.relation, claim.subject, claim.object)
            if claim.status == "asserted" and stated.get(key) != "asserted":
                found.append((row["text"], key))
    return found


def invented(extractor: ArticleReader, path: Path = PROBES) -> dict[str, float]:
    """The number of probes, and the share of them that give an asserted edge which is not stated."""
    total = len(path.read_text(encoding="utf8").splitlines())
    return {"probes": total, "invented": len({key[0] for _, key in inventions(extractor, path)}) / total}
