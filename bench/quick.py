"""A small fixed part of what is measured, which every change is held to: `python -m bench.quick`, and `tests/bench/test_floors.py`."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import facts
from bench.extraction import Figures, fact_figures, floors_broken, lowered, table
from bench.probes import PROBES, invented
from ingest.extract import ArticleReader
from ingest.reader import Reader

PASSAGES, SENTENCES = 4, 3  # every so manieth passage of the corpus' test part, and of the probes


def figures(extractor: ArticleReader) -> Figures:
    """Facts and inventions of the part, under names of their own."""
    with tempfile.TemporaryDirectory() as folder:
        passages, probes = Path(folder) / "test.jsonl", Path(folder) / "probes.jsonl"
        _every(PASSAGES, facts.CORPUS / "test.jsonl", passages)
        _every(SENTENCES, PROBES, probes)
        read = facts.measure("quick facts", [passages], str(passages), extractor)
        return {"quick facts": fact_figures(read), "quick probes": invented(extractor, probes)}


def _every(step: int, source: Path, target: Path) -> None:
    lines = source.read_text(encoding="utf8").splitlines(keepends=True)
    target.write_text("".join(lines[::step]), encoding="utf8")


def main() -> int:
    """Prints the figures; 1 where a floor does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.quick", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--lower-floors", action="store_true", help="write the figures measured now as floors, also where they are lower")
    options = parser.parse_args()
    found = figures(Reader())
    sys.stdout.writelines(f"{line}\n" for line in table(found))
    if options.lower_floors:
        lowered(found)
        return 0
    problems = floors_broken(found)
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
