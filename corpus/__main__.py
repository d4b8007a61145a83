"""`python -m corpus check FILE...`: what is wrong with annotated passages, and how many of what they hold."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from corpus.notation import NotationError, passages
from ontology import RELATIONS


def main() -> int:
    """Prints every problem and a count; 1 where there are problems."""
    parser = argparse.ArgumentParser(prog="python -m corpus")
    parser.add_argument("command", choices=["check", "jsonl", "text"])
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    rows = [row for file in options.files for row in passages(file.read_text(encoding="utf8"), frozenset(RELATIONS))]
    problems = [row for row in rows if isinstance(row, NotationError)]
    good = [row for row in rows if isinstance(row, dict)]
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    if options.command == "jsonl":
        sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in good)
    if options.command == "text":
        sys.stdout.writelines(
            f"## id: {row['id']} | voice: {row['voice']} | kind: {row['kind']} | published: {row['published']}\n{row['text']}\n\n" for row in good
        )
    facts = [fact for row in good for fact in row["facts"]]
    sys.stderr.write(
        f"{len(good)} good passages, {len(problems)} with problems, {len(facts)} facts; words {sum(len(r['text'].split()) for r in good)}\n"
    )
    for key in ("r", "status"):
        sys.stderr.write(", ".join(f"{name} {n}" for name, n in Counter(fact[key] for fact in facts).most_common()) + "\n")
    sys.stderr.write(f"voices {dict(Counter(r['voice'] for r in good))}, kinds {dict(Counter(r['kind'] for r in good))}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
