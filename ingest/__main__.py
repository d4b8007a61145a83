"""`python -m ingest SOURCE...`: reads articles and adds what they say to the landscape."""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from graph.article import Article
from graph.claim import Claim
from graph.errors import LandscapeError
from graph.refresh import refresh
from graph.store import open_store
from ingest.scale import Summary, ingest


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Read articles and add the claims they make to the landscape.")
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a file (.txt .md .html .jsonl), a table (.csv .yml .yaml .json), a folder, an address, a feed, or - for standard input",
    )
    parser.add_argument(
        "--store",
        default=os.environ.get("LANDSCAPE_STORE", "landscape.db"),
        help="folder or SPARQL address of the store (default: LANDSCAPE_STORE, else ./landscape.db)",
    )
    parser.add_argument("--no-store", action="store_true", help="store nothing; with --claims, only write the claims")
    parser.add_argument("--claims", metavar="FILE", help="write the claims found, one JSON line each; - for standard output")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="worker processes (default 1)")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 0 all read, 1 some sources failed (each is named), 2 wrong call."""
    options = parser().parse_args(arguments)
    if options.jobs < 1:
        parser().error(f"argument --jobs: {options.jobs} workers cannot work; give 1 or more")
    try:
        summary = run(options)
    except (LandscapeError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for failure in summary.failures:
        sys.stderr.write(f"not read: {failure}\n")
    sys.stderr.write(f"{summary}\n")
    return 1 if summary.failures else 0


def run(options: argparse.Namespace) -> Summary:
    """Reads the sources into the store, the claims file, or both; facts are brought up to date once at the end."""
    with contextlib.ExitStack() as stack:
        store = None if options.no_store else stack.enter_context(open_store(options.store))
        claims_file = stack.enter_context(_writer(options.claims)) if options.claims else None
        lines: list[str] = []

        def each(article: Article, claims: list[Claim]) -> None:
            sys.stderr.write(f"read: {article.external_id} ({len(claims)} claims)\n")
            lines.extend(json.dumps(claim.as_dict(article.external_id), ensure_ascii=False) for claim in claims)

        summary = ingest(options.sources, store, jobs=options.jobs, each=each)
        if claims_file is not None:
            claims_file.writelines(f"{line}\n" for line in lines)
        if store is not None:
            refresh(store)
    return summary


def _writer(name: str) -> contextlib.AbstractContextManager[TextIO]:
    return contextlib.nullcontext(sys.stdout) if name == "-" else Path(name).open("w", encoding="utf8")


if __name__ == "__main__":
    sys.exit(main())
