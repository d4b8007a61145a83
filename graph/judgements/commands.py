"""The commands by which people judge: `python -m graph judge ...` and `python -m graph judgements`."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from pathlib import Path

from graph.errors import QueryError
from graph.evidence import Evidence
from graph.judgements.identity import identity
from graph.judgements.judgement import KINDS, Judgement
from graph.judgements.judging import judge, judgements, now
from graph.judgements.review import about, passages, review, unplaced
from graph.questions.ask import find_entity
from graph.refresh import refresh
from graph.store import Store

_HOW = """accept|reject CLAIM, comment CLAIM --comment TEXT, correct CLAIM field=value ..., same|different ENTITY ENTITY, rename ENTITY NAME,
withdraw JUDGEMENT, import FILE (lines that `judgements` wrote)"""


def decided(store: Store, kind: str, values: list[str], *, by: str, comment: str) -> list[Judgement]:
    """The judgements that a call means. `QueryError` where it lacks something or names what is not there."""
    if kind == "import":
        return _imported(*_exactly(1, values, "a file"))
    at = now()
    if kind in {"same", "different"}:
        one, other = (find_entity(value, store) for value in _exactly(2, values, "two entities"))
        return [Judgement(kind=kind, by=by, at=at, subject=one, object=other, comment=comment)]
    if kind == "rename":
        value, name = _exactly(2, values, "an entity and its new name")
        return [Judgement(kind=kind, by=by, at=at, subject=find_entity(value, store), name=name, comment=comment)]
    if kind == "withdraw":
        return [Judgement(kind=kind, by=by, at=at, withdraws=_exactly(1, values, "a judgement's id")[0], comment=comment)]
    item = _claim(store, values[0] if values else "")
    if kind == "correct" and len(values) < 2:
        raise QueryError("a correction wants what should stand instead: correct CLAIM status=planned")
    correction = dict(_field(value) for value in values[1:])
    return [about(item, kind, by=by, at=at, comment=comment, correction=correction)]


def _exactly(number: int, values: list[str], what: str) -> list[str]:
    if len(values) != number:
        raise QueryError(f"give {what}, not {len(values)} values; the ways to judge are: {_HOW}")
    return values


def _claim(store: Store, claim: str) -> Evidence:
    found = [item for item in store.evidence() if claim and item.claim.id.startswith(claim)]
    if len(found) != 1:
        raise QueryError(f"{len(found)} claims go by {claim!r}; give the id of one, as `python -m graph ask` and the app show it")
    return found[0]


def _field(value: str) -> tuple[str, str]:
    name, equals, text = value.partition("=")
    if not equals:
        raise QueryError(f"{value!r} corrects nothing; write FIELD=VALUE, as in status=planned")
    return name, text


def _imported(file: str) -> list[Judgement]:
    try:
        lines = Path(file).read_text(encoding="utf8").splitlines()
        return [Judgement.from_dict(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, TypeError) as error:
        raise QueryError(f"{file} holds no judgements: {error}; give a file that `python -m graph judgements` wrote") from error


def run_judge(options: argparse.Namespace, writing: Callable[[argparse.Namespace], Store]) -> int:
    """Keeps a judgement and brings the facts up to date."""
    with writing(options) as store:
        rows = decided(store, options.kind, options.values, by=options.by, comment=options.comment)
        judge(store, *rows)
        sys.stdout.write(f"{len(rows)} judgements kept, {refresh(store)} facts looked at\n")
    return 0


def run_judgements(options: argparse.Namespace, reading: Callable[[argparse.Namespace], Store]) -> int:
    """Writes all judgements, or the judged claims as training lines; says which judgements concern nothing that is found today."""
    with reading(options) as store:
        rows, evidence = judgements(store), store.evidence()
    lines = passages(review(evidence, rows, identity(rows)).verdicts, evidence) if options.training else [row.as_dict() for row in rows]
    sys.stdout.writelines(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)
    for row in unplaced(rows, evidence):
        sys.stderr.write(f"judgement {row.id} concerns no claim that is found today: {row.kind} {row.subject} {row.relation} {row.object}\n")
    return 0


def add_options(judging: argparse.ArgumentParser, listing: argparse.ArgumentParser) -> None:
    """The arguments of the two commands."""
    judging.add_argument("kind", choices=[*KINDS, "import"], metavar="HOW", help=_HOW)
    judging.add_argument("values", nargs="*", metavar="VALUE")
    judging.add_argument("--by", default=getpass.getuser(), metavar="NAME", help="who decides (default: the user of this machine)")
    judging.add_argument("--comment", default="", metavar="TEXT", help="why")
    listing.add_argument("--training", action="store_true", help="the judged claims as training lines in the form of corpus/")
