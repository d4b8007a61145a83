"""How far two annotations of the same passages agree: `python -m bench.agreement FIRST.jsonl SECOND.jsonl`.

Only passages that both hold are compared: facts as the extraction is scored, names by extent and type, mentions by extent and antecedent.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.scoring import Score, end_key, fact_key

Record = dict[str, Any]


def agreement(first: Sequence[Record], second: Sequence[Record]) -> dict[str, Score]:
    """Counts of what both say and each says, by kind of annotation; their F1 is the agreement."""
    one, other = ({row["id"]: row for row in rows} for rows in (first, second))
    both = sorted(one.keys() & other.keys())
    found = {}
    for kind, read in (("facts", _facts), ("facts with status", _stated), ("names", _names), ("mentions", _mentions)):
        mine, theirs = ({item for key in both for item in read(rows[key])} for rows in (one, other))
        found[kind] = Score(len(mine & theirs), len(theirs), len(mine))
    return found


def _facts(row: Record) -> set[object]:
    return {fact_key(row["id"], fact["r"], fact["s"], fact["o"]) for fact in row["facts"]}


def _stated(row: Record) -> set[object]:
    return {(*fact_key(row["id"], fact["r"], fact["s"], fact["o"]), fact["status"]) for fact in row["facts"]}


def _names(row: Record) -> set[object]:
    return {(row["id"], entity["start"], entity["end"], entity["type"]) for entity in row["entities"]}


def _mentions(row: Record) -> set[object]:
    return {(row["id"], one["start"], one["end"], *sorted(map(end_key, one["names"]))) for one in row["mentions"]}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the agreement."""
    parser = argparse.ArgumentParser(prog="python -m bench.agreement", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    options = parser.parse_args(arguments)
    first, second = ([json.loads(line) for line in path.read_text(encoding="utf8").splitlines()] for path in (options.first, options.second))
    for kind, score in agreement(first, second).items():
        sys.stdout.write(f"{kind:18} F1 {score.f1:.3f}  (both {score.right}, first {score.gold}, second {score.found})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
