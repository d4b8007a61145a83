"""`python -m ontology`: writes `docs/ontology.md`, the vocabulary for readers; `--check` fails where that page is out of date."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ontology import KNOWN, RELATIONS, STATUSES, TYPES, VERSION

PAGE = Path(__file__).parent.parent / "docs" / "ontology.md"


def page() -> str:
    """The page as Markdown, the same for the same ontology."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f"# The vocabulary, version {VERSION}"
    yield ""
    yield "Made from `ontology/landscape.ttl` by `python -m ontology`; mend that file, not this page."
    yield ""
    yield f"{len(TYPES) - 1} types of entities, {len(RELATIONS)} relations, {len(STATUSES)} statuses, {len(KNOWN)} entities known by name."
    yield ""
    yield "## Types of entities"
    yield ""
    yield "| Type | A kind of | What it is | Known by name |"
    yield "|---|---|---|---|"
    for kind in TYPES.values():
        if kind.parent is not None:
            known = sum(individual.type == kind.name for individual in KNOWN.values())
            yield f"| `{kind.name}` | {kind.parent} | {kind.comment} | {known or ''} |"
    yield ""
    yield "## Relations"
    for relation in RELATIONS.values():
        yield from _relation(relation.name)
    yield ""
    yield "## Statuses"
    yield ""
    yield "Where two fit, the upper one holds."
    yield ""
    yield "| Status | What it says | Words that give it |"
    yield "|---|---|---|"
    for status in STATUSES.values():
        yield f"| {status.name} | {status.comment} | {', '.join((*status.cues, *status.noun_cues)[:12])}, … |"


def _relation(name: str) -> Iterator[str]:
    relation = RELATIONS[name]
    kinds = [kind for kind, holds in (("symmetric", relation.symmetric), (f"a kind of `{relation.parent}`", relation.parent)) if holds]
    yield ""
    yield f"### `{name}`{' (' + ', '.join(kinds) + ')' if kinds else ''}"
    yield ""
    yield f"{relation.comment} From {_types(relation.domain)} to {_types(relation.range)}."
    for kind, phrases in relation.phrases.items():
        yield ""
        yield f"- {kind}: {'; '.join(phrases)}"


def _types(names: Sequence[str]) -> str:
    return " or ".join(names)


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the page, or with `--check` compares it; 1 where it is out of date."""
    if list(sys.argv[1:] if arguments is None else arguments) == ["--check"]:
        current = PAGE.exists() and PAGE.read_text(encoding="utf8") == page()
        if not current:
            sys.stderr.write(f"{PAGE} is out of date; run `python -m ontology`.\n")
        return 0 if current else 1
    PAGE.write_text(page(), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
