"""Facts read against facts written down: precision, recall, status and calibration on any gold and its articles."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.scoring import Key, end_key, fact_key, found_facts, read_gold, score
from graph.article import Article
from ingest.extract import ArticleReader
from ingest.sources import read
from ontology import RELATIONS

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
HEAD = ("| texts | gold | found | precision | recall | F1 | status right |", "|---|---|---|---|---|---|---|")
BINS = 10


@dataclass(frozen=True, slots=True)
class Measured:
    """Gold and found facts of one set of texts, by status, and the confidence of what was found."""

    name: str
    gold: dict[Key, str]
    found: dict[Key, str]
    confidence: dict[Key, float]

    def part(self, name: str, holds: Callable[[Key], bool]) -> "Measured":
        """Those of the facts for which something holds."""
        kept = [{key: value for key, value in facts.items() if holds(key)} for facts in (self.gold, self.found)]
        return Measured(name, kept[0], kept[1], {key: value for key, value in self.confidence.items() if holds(key)})

    @property
    def calibration_error(self) -> float:
        """Expected calibration error over ten bins of confidence (Guo et al. 2017, https://arxiv.org/abs/1706.04599)."""
        bins: dict[int, list[tuple[float, bool]]] = {}
        for key, confidence in self.confidence.items():
            bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, key in self.gold))
        gaps = [abs(sum(confidence for confidence, _ in rows) - sum(right for _, right in rows)) for rows in bins.values()]
        return sum(gaps) / max(len(self.confidence), 1)


def measure(name: str, gold_files: Sequence[Path], articles: str, extractor: ArticleReader) -> Measured:
    """Reads those of the articles that the gold files name; `articles` is a file, a folder or a file of JSON lines."""
    gold = read_gold(gold_files)
    wanted = {json.loads(line)["id"] for path in gold_files for line in path.read_text(encoding="utf8").splitlines() if line.strip()}
    found: dict[Key, str] = {}
    confidence: dict[Key, float] = {}
    for article in read(articles):
        if isinstance(article, Article) and article.external_id in wanted:
            claims = extractor.claims(article)
            found |= found_facts(article.external_id, claims)
            for claim in claims:
                key = fact_key(article.external_id, claim.relation, claim.subject, claim.object)
                confidence[key] = max(confidence.get(key, 0.0), claim.confidence)
    return Measured(name, gold, found, confidence)


def row(measured: Measured) -> str:
    """A line of a Markdown table."""
    facts, full = score(measured.gold, measured.found), score(measured.gold, measured.found, with_status=True)
    figures = " | ".join(f"{figure:.3f}" for figure in (facts.precision, facts.recall, facts.f1, full.right / max(facts.right, 1)))
    return f"| {measured.name} | {facts.gold} | {facts.found} | {figures} |"


def by_relation(measured: Measured) -> list[Measured]:
    """The facts of each relation."""
    parts = [measured.part(f"{measured.name}: {relation}", lambda key, relation=relation: key[1] == relation) for relation in RELATIONS]  # type: ignore[misc]
    return [part for part in parts if part.gold or part.found]


def corpus_rows(part: str = "test") -> list[dict[str, object]]:
    """The passages of one part of the corpus."""
    return [json.loads(line) for line in (CORPUS / f"{part}.jsonl").read_text(encoding="utf8").splitlines()]


def corpus_parts(measured: Measured) -> list[Measured]:
    """The test part of the corpus by voice, its hard passages, and the facts all of whose names are absent from train."""
    passages = {str(row["id"]): row for row in corpus_rows()}
    voices = sorted({str(row["voice"]) for row in passages.values()})
    seen = set(_names(corpus_rows("train")))
    return [
        *(measured.part(f"{measured.name}, {voice}", lambda key, voice=voice: passages[key[0]]["voice"] == voice) for voice in voices),  # type: ignore[misc]
        measured.part(f"{measured.name}, hard passages", lambda key: passages[key[0]]["kind"] == "hard"),
        measured.part(f"{measured.name}, names absent from train", lambda key: not {key[2], key[3]} & seen),
    ]


def _names(rows: Iterable[dict[str, object]]) -> Iterable[str]:
    for one in rows:
        entities = one["entities"]
        assert isinstance(entities, list)  # noqa: S101  # the corpus's own form
        yield from (end_key(entity["name"]) for entity in entities)


def sample_parts() -> dict[str, list[Path]]:
    """The gold files of the sample articles by part: analyst prose (a-c) and wire reports (d, e), for development and held out."""
    gold = ROOT / "data" / "gold"
    parts: dict[str, list[Path]] = {}
    for part in ("dev", "heldout"):
        prose, wire = ([gold / f"{part}-{letter}.jsonl" for letter in letters] for letters in ("abc", "de"))
        parts |= {f"samples {part}, prose": prose, f"samples {part}, wire": wire, f"samples {part}": prose + wire}
    return parts
