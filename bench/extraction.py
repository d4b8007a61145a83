"""How often what is read is right: `python -m bench.extraction [--facts GOLD.jsonl ARTICLES]... [--by-relation]`.

Without arguments it measures on the sample articles: their development part, which the rules were written with, and their held-out part,
which nobody looked at while writing them. With `--facts` it measures on anyone's gold: one line per article in the form of `data/gold/`,
and the articles as a file or folder.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.scoring import Key, read_gold, score
from bench.scoring import found_facts as facts_of
from graph.article import Article
from ingest.extract import Extractor
from ingest.sources import read
from ontology import RELATIONS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
MARKS = ("<!-- figures -->", "<!-- /figures -->")
HEAD = ("| articles | gold | found | precision | recall | F1 | status right |", "|---|---|---|---|---|---|---|")
FLOORS = Path(__file__).with_name("floors.json")


@dataclass(frozen=True, slots=True)
class Measured:
    """Gold and found facts of one set of articles."""

    name: str
    gold: dict[Key, str]
    found: dict[Key, str]


def sample_parts() -> dict[str, list[Path]]:
    """The gold files of the sample articles by part: analyst prose (a-c) and wire reports (d, e), for development and held out."""
    gold = ROOT / "data" / "gold"
    parts: dict[str, list[Path]] = {}
    for part in ("dev", "heldout"):
        prose, wire = ([gold / f"{part}-{letter}.jsonl" for letter in letters] for letters in ("abc", "de"))
        parts |= {f"{part}, prose": prose, f"{part}, wire": wire, f"{part}, all": prose + wire}
    return {**parts, "all": parts["dev, all"] + parts["heldout, all"]}


def measure(name: str, gold_files: Sequence[Path], articles: str, extractor: Extractor) -> Measured:
    """Reads those of the articles that the gold files name."""
    gold = read_gold(gold_files)
    wanted = {key[0] for key in gold}
    found: dict[Key, str] = {}
    for article in read(articles):
        if isinstance(article, Article) and article.external_id in wanted:
            found |= facts_of(article.external_id, extractor.claims(article))
    return Measured(name, gold, found)


def rows(measured: Measured, *, by_relation: bool) -> list[str]:
    """Lines of a Markdown table."""
    lines = [_row(measured.name, measured.gold, measured.found)]
    if by_relation:
        for relation in RELATIONS:
            gold, found = ({key: status for key, status in facts.items() if key[1] == relation} for facts in (measured.gold, measured.found))
            if gold or found:
                lines.append(_row(f"{measured.name}: {relation}", gold, found))
    return lines


def _row(name: str, gold: dict[Key, str], found: dict[Key, str]) -> str:
    facts, full = score(gold, found), score(gold, found, with_status=True)
    figures = " | ".join(f"{figure:.3f}" for figure in (facts.precision, facts.recall, facts.f1, full.right / max(facts.right, 1)))
    return f"| {name} | {facts.gold} | {facts.found} | {figures} |"


def below_floors(measured: Sequence[Measured]) -> list[str]:
    """What fell below `floors.json`, in words; empty where all holds."""
    floors = json.loads(FLOORS.read_text(encoding="utf8"))
    problems = []
    for one in measured:
        facts = score(one.gold, one.found)
        for figure, value in (("precision", facts.precision), ("recall", facts.recall)):
            floor = floors.get(one.name, {}).get(figure, 0.0)
            if value < floor:
                problems.append(f"{one.name}: {figure} {value:.3f} is below its floor {floor}")
    return problems


def write_readme(table: Sequence[str]) -> None:
    """Replaces what stands between the marks of the README by the table."""
    before, _, rest = README.read_text(encoding="utf8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    README.write_text("\n".join((before + MARKS[0], "", *table, "", MARKS[1] + after)), encoding="utf8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 1 where a floor does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.extraction", description="Precision and recall of the facts that are read.")
    parser.add_argument("--facts", nargs=2, action="append", metavar=("GOLD", "ARTICLES"), help="measure on these gold facts and articles instead")
    parser.add_argument("--by-relation", action="store_true")
    parser.add_argument("--readme", action="store_true", help="put the table into README.md, between its two marks")
    options = parser.parse_args(arguments)
    extractor = Extractor()
    if options.facts:
        measured = [measure(Path(gold).stem, [Path(gold)], articles, extractor) for gold, articles in options.facts]
    else:
        measured = [measure(name, files, str(ROOT / "data" / "articles"), extractor) for name, files in sample_parts().items()]
    table = [*HEAD, *(line for one in measured for line in rows(one, by_relation=options.by_relation))]
    sys.stdout.writelines(f"{line}\n" for line in table)
    if options.readme:
        write_readme(table)
    problems = below_floors(measured)
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
