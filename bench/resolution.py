"""How often two names are rightly joined or kept apart: `python -m bench.resolution [--part test] [--errors]`.

Measured on `bench/name_pairs.jsonl`, pairs of names decided by hand, most of them hard. What shares no key is never compared: it counts as kept
apart. The weights and bounds come from the dev pairs (`bench/name_weights.py`), `aliases.toml` was written before the test pairs were read.
The test pairs were measured twice: at first what is joined as likelier than not was right in 0.966 and found 0.833 (unasked 0.981 and 0.754). Then
faults were mended that showed when every name of the ontology and of the aliases was compared with the first name of its entity; they were looked
for after the test pairs had been read and counted by kind, their errors not read. 277 further dev pairs were then written without sight of the test
pairs (340, less those of the same two names), features and aliases were mended on these, and the bound from which a pair counts as joined was chosen
there; after that the test pairs were measured once more, and once by the floors while the weights were being fitted. Then 328 more dev pairs were
written (400, less those of names that are a pair of the test, and of one name borne by two of whom nothing else tells), on which faults in the names
of people and of known entities were mended, and other names of some 8,000 entities were written down without sight of any pair; the weights stayed,
and the test pairs were measured four times more: before the last 2,200 of these names and after, after slips and initials were mended, and with a
bound of 0.7, which on the dev pairs looked no worse than 0.8 and on these gave 0.961 and 0.899; 0.8 stayed.

All test pairs and 152 dev pairs were labelled a second time (`second`), from the two names with what stands by them, without the first labels, by
a language model. No label differed (kappa 1.00), and none was changed: the pairs can be decided from what they show and what is publicly known. Two
annotators so much alike say little of how people would differ.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from graph.resolution.candidate import Candidate
from graph.resolve import AUTOMATIC, keys, match

PAIRS = Path(__file__).with_name("name_pairs.jsonl")
JOINED = 0.8  # the chance from which a pair counts as joined: on the dev pairs, out of fold, precision 0.975 and recall 0.925
Judged = tuple[float, bool]


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


def kappa() -> tuple[int, int, float]:
    """How many pairs were labelled twice, how many of them otherwise, and Cohen's kappa."""
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf8").splitlines()]
    labels = [(row["same"], row["second"]) for row in rows if "second" in row]
    agreed, first, second = (sum(holds) / len(labels) for holds in zip(*((a == b, a, b) for a, b in labels), strict=True))
    by_chance = first * second + (1 - first) * (1 - second)
    return len(labels), sum(a != b for a, b in labels), (agreed - by_chance) / (1 - by_chance)


def joined_from(bound: float, judged: Sequence[Judged]) -> dict[str, float]:
    """Precision and recall of what is joined from a chance on."""
    joined, right, gold = (sum(holds) for holds in zip(*((chance >= bound, chance >= bound and same, same) for chance, same in judged), strict=True))
    return {"precision": right / max(joined, 1), "recall": right / max(gold, 1)}


def figures(part: str = "test") -> Mapping[str, Mapping[str, float]]:
    """What has floors: names joined as likelier than not, and names joined without asking."""
    judged = [(chance(one, other), same) for one, other, same, _ in read(part)]
    return {"names joined": joined_from(JOINED, judged), "names joined unasked": joined_from(AUTOMATIC, judged)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints precision and recall at the bounds."""
    parser = argparse.ArgumentParser(prog="python -m bench.resolution", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--part", choices=["dev", "test"], default="test")
    parser.add_argument("--errors", action="store_true", help="name the pairs that are wrong (look at dev only)")
    options = parser.parse_args(arguments)
    rows = [(chance(one, other), same, kind, one.name, other.name) for one, other, same, kind in read(options.part)]
    sys.stdout.write("| pairs | joined from | precision | recall | F1 |\n|---|---|---|---|---|\n")
    for bound in (JOINED, AUTOMATIC):
        found = joined_from(bound, [(c, same) for c, same, *_ in rows])
        precision, recall = found["precision"], found["recall"]
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        sys.stdout.write(f"| {options.part}, {len(rows)} | {bound:g} | {precision:.3f} | {recall:.3f} | {f1:.3f} |\n")
    met = sum(same and c > 0 for c, same, *_ in rows) / sum(same for _, same, *_ in rows)
    twice, otherwise, agreement = kappa()
    sys.stdout.write(f"\nof the pairs that are one, {met:.3f} are compared at all\n")
    sys.stdout.write(f"of {twice} pairs that were labelled twice, {otherwise} were labelled otherwise (Cohen's kappa {agreement:.2f})\n")
    if options.errors:
        sys.stdout.writelines(
            f"{c:.2f} {'same' if same else 'different'} ({kind}): {one} | {other}\n" for c, same, kind, one, other in rows if (c >= JOINED) != same
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
