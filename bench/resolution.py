"""How often two names are rightly joined or kept apart: `python -m bench.resolution [--part test] [--errors]`.

Measured on `bench/name_pairs.jsonl`, pairs of names decided by hand, most of them hard. What shares no key is never compared: it counts as kept
apart.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.candidate import Candidate
from graph.resolve import AUTOMATIC, keys, match

PAIRS = Path(__file__).with_name("name_pairs.jsonl")
JOINED = 0.5  # the chance from which a pair counts as joined


def read(part: str) -> Iterator[tuple[Candidate, Candidate, bool, str]]:
    """The pairs of a part: the two candidates, whether they are one, and what makes the pair hard."""
    for line in PAIRS.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if row["part"] == part:
            one, other = (
                Candidate(f"{row['id']}{side}", seen["name"], seen["type"], seen["country"], frozenset(seen["neighbours"]), (seen["context"],))
                for side, seen in (("a", row["one"]), ("b", row["other"]))
            )
            yield one, other, row["same"], row["kind"]


def compared(one: Candidate, other: Candidate) -> bool:
    """Whether blocking brings the two together."""
    return one.type == other.type and bool(keys(one) & keys(other))


def chance(one: Candidate, other: Candidate) -> float:
    """The chance that the two are one; 0 where they are never compared."""
    return match(one, other).chance if compared(one, other) else 0.0


def main() -> int:
    """Prints precision and recall at the bounds."""
    parser = argparse.ArgumentParser(prog="python -m bench.resolution")
    parser.add_argument("--part", choices=["dev", "test"], default="test")
    parser.add_argument("--errors", action="store_true", help="name the pairs that are wrong (look at dev only)")
    options = parser.parse_args()
    rows = [(chance(one, other), same, kind, one.name, other.name) for one, other, same, kind in read(options.part)]
    sys.stdout.write("| pairs | joined from | precision | recall | F1 |\n|---|---|---|---|---|\n")
    for bound in (JOINED, AUTOMATIC):
        joined, right, gold = (sum(holds) for holds in zip(*((c >= bound, c >= bound and same, same) for c, same, *_ in rows), strict=True))
        precision, recall, f1 = right / max(joined, 1), right / gold, 2 * right / max(joined + gold, 1)
        sys.stdout.write(f"| {options.part}, {len(rows)} | {bound:g} | {precision:.3f} | {recall:.3f} | {f1:.3f} |\n")
    compared = sum(same and c > 0 for c, same, *_ in rows) / sum(same for _, same, *_ in rows)
    sys.stdout.write(f"\nof the pairs that are one, {compared:.3f} are compared at all\n")
    if options.errors:
        sys.stdout.writelines(
            f"{c:.2f} {'same' if same else 'different'} ({kind}): {one} | {other}\n" for c, same, kind, one, other in rows if (c >= JOINED) != same
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
