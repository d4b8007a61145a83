"""How often what is read is right, as one table: `python -m bench.extraction`.

Without arguments it measures on what the project holds: the test part of the corpus, the held-out sample articles, and the probes. With files
it measures on anyone's: `--facts GOLD.jsonl ARTICLES`, `--names FILE.iob2`, `--core FILE`, `--knowledgenet FILE`. Facts are read as users have them
read, by both pipelines together; `--trained` and `--rules` measure one of the two.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language

from bench import facts, names
from bench.core import core_accuracy
from bench.knowledgenet import text_f1
from bench.probes import invented
from bench.scoring import score
from ingest import pipeline
from ingest.extract import ArticleReader, Extractor
from ingest.reader import Reader
from ingest.rules import pipeline as rules

README = facts.ROOT / "README.md"
CARD = pipeline.MODEL / "README.md"
MARKS = ("<!-- figures -->", "<!-- /figures -->")
FLOORS = Path(__file__).with_name("floors.json")
CEILINGS = frozenset({"calibration error", "invented"})
Figures = dict[str, dict[str, float]]


def fact_figures(one: facts.Measured) -> dict[str, float]:
    """Precision, recall, the share of right statuses, and the calibration error."""
    found, full = score(one.gold, one.found), score(one.gold, one.found, with_status=True)
    return {
        "precision": found.precision,
        "recall": found.recall,
        "f1": found.f1,
        "status": full.right / max(found.right, 1),
        "calibration error": one.calibration_error,
    }


def measured_facts(options: argparse.Namespace, extractor: ArticleReader) -> Iterator[facts.Measured]:
    """The sets of facts that were asked for, each followed by its parts."""
    if options.facts:
        for gold, articles in options.facts:
            yield from _with_parts(facts.measure(Path(gold).stem, [Path(gold)], articles, extractor), options)
    elif not (options.names or options.core or options.knowledgenet):
        test = facts.CORPUS / "test.jsonl"
        one = facts.measure("corpus test", [test], str(test), extractor)
        yield from _with_parts(one, options)
        yield from facts.corpus_parts(one)
        for name, files in facts.sample_parts().items():
            yield from _with_parts(facts.measure(name, files, str(facts.ROOT / "data" / "articles"), extractor), options)


def _with_parts(one: facts.Measured, options: argparse.Namespace) -> list[facts.Measured]:
    return [one, *(facts.by_relation(one) if options.by_relation else ())]


def other_figures(options: argparse.Namespace, nlp: Language) -> Iterator[tuple[str, dict[str, float]]]:
    """Figures on names, CORE, KnowledgeNet and probes."""
    for file in options.names or ():
        scheme, figures = names.names_f1(Path(file), nlp)
        yield f"names, {Path(file).stem} ({scheme})", figures
    if options.core:
        yield "CORE, 12 classes", core_accuracy(Path(options.core), nlp)
    if options.knowledgenet:
        yield "KnowledgeNet, text", text_f1(Path(options.knowledgenet), nlp, set(options.folds))


def floors_broken(figures: Figures) -> list[str]:
    """What fell below a floor, or above a ceiling (errors and inventions), in words."""
    problems = []
    for name, bounds in json.loads(FLOORS.read_text(encoding="utf8")).items():
        for figure, bound in bounds.items():
            value = figures.get(name, {}).get(figure)
            ceiling = figure in CEILINGS
            if value is not None and (value > bound if ceiling else value < bound):
                problems.append(f"{name}: {figure} {value:.3f} is {'above its ceiling' if ceiling else 'below its floor'} {bound}")
    return problems


def table(figures: Figures) -> list[str]:
    """Figures that are not of facts, a line each."""
    lines = ["| measured on | figures |", "|---|---|"]
    for name, values in figures.items():
        shown = ", ".join(f"{figure} {value:.0f}" if figure in {"gold", "probes"} else f"{figure} {value:.3f}" for figure, value in values.items())
        lines.append(f"| {name} | {shown} |")
    return lines


def write_table(path: Path, lines: Sequence[str]) -> None:
    """Replaces what stands between the two marks of a page by a table."""
    before, _, rest = path.read_text(encoding="utf8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    path.write_text("\n".join((before + MARKS[0], "", *lines, "", MARKS[1] + after)), encoding="utf8")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(prog="python -m bench.extraction", description="How often what is read is right.")
    found.add_argument("--facts", nargs=2, action="append", metavar=("GOLD", "ARTICLES"), help="gold facts and the articles they are of")
    found.add_argument("--names", action="append", metavar="FILE", help="words and tags in columns: UNER, CrossNER, or the landscape's own types")
    found.add_argument("--core", metavar="FILE", help="passages of CORE")
    found.add_argument("--knowledgenet", metavar="FILE", help="passages of KnowledgeNet")
    found.add_argument(
        "--folds", type=int, nargs="+", default=[3], help="the folds of KnowledgeNet to measure on (default 3, which nothing was trained on)"
    )
    found.add_argument("--rules", action="store_true", help="measure the pipeline of rules alone")
    found.add_argument("--trained", action="store_true", help="measure the trained pipeline alone")
    found.add_argument("--by-relation", action="store_true")
    found.add_argument("--readme", action="store_true", help="put the tables into README.md, between its two marks")
    found.add_argument("--record", action="store_true", help="put the figures into the meta.json of the trained pipeline")
    found.add_argument("--lower-floors", action="store_true", help="write the figures measured now as floors, also where they are lower")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 1 where a floor does not hold."""
    options = parser().parse_args(arguments)
    nlp = pipeline.load()
    extractor = Extractor(rules.load()) if options.rules else Extractor(nlp) if options.trained else Reader()
    measured = list(measured_facts(options, extractor))
    lines = [*facts.HEAD, *map(facts.row, measured)] if measured else []
    figures = {one.name: fact_figures(one) for one in measured}
    others = dict(other_figures(options, nlp))
    if measured and not options.facts:
        found = names.corpus_names(rules.load() if options.rules else nlp)
        figures |= {name: names.figures(one) for name, one in found.items()}
        lines += ["", *names.HEAD, *(names.row(name, one) for name, one in found.items())]
        others["probes"] = invented(extractor)
        others["calibration"] = {"calibration error": measured[0].calibration_error}
    if others:
        lines += ["", *table(others)]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if options.readme:
        write_table(README, lines)
    if options.record:
        record({**figures, **others})
    if options.rules or options.trained:
        return 0
    if options.lower_floors:
        lowered({**figures, **others})
    problems = floors_broken({**figures, **others})
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


def record(figures: Figures) -> None:
    """Adds figures to the pipeline's `meta.json`, and writes all that stand there into its model card."""
    path = pipeline.MODEL / "meta.json"
    meta = json.loads(path.read_text(encoding="utf8"))
    rounded = {name: {figure: round(value, 4) for figure, value in values.items()} for name, values in figures.items()}
    meta["performance"] = {**meta.get("performance", {}), **rounded}
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    write_table(CARD, table(meta["performance"]))


def lowered(figures: Figures) -> None:
    """Writes floors a hundredth below these figures, and ceilings as much above them, for what has a floor."""
    floors: Figures = json.loads(FLOORS.read_text(encoding="utf8"))
    for name, bounds in floors.items():
        for figure in bounds:
            if figure in figures.get(name, {}):
                bounds[figure] = round(figures[name][figure] + (0.01 if figure in CEILINGS else -0.01), 3)
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    sys.exit(main())
