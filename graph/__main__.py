"""The graph on the command line: `python -m graph --help`."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from graph.check import check
from graph.endpoint import HOSTS, application
from graph.errors import LandscapeError, QueryError, StoreError
from graph.export import FORMATS, import_dump
from graph.judgements.commands import add_options, run_judge, run_judgements
from graph.questions import QUESTIONS, ask
from graph.refresh import recompute, refresh
from graph.report.page import entity_report, question_report
from graph.resolve import look
from graph.sparql.table import Table, from_rows
from graph.store import Store, open_store

_WRITE_TABLE: dict[str, Callable[[Table], str]] = {"table": Table.as_text, "csv": Table.as_csv, "json": Table.as_json}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Exit status: 0 done, 1 not done (or faults found), 2 wrong call; why is said on standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except LandscapeError as error:
        sys.stderr.write(f"{error}\n")
        return 2 if isinstance(error, QueryError) else 1
    except BrokenPipeError:  # the reader of our output has seen enough, as in `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _query(options: argparse.Namespace) -> int:
    sparql = _text(options.file)
    with _reading(options) as store:
        answer = store.query(sparql)
    if isinstance(answer, Table):
        sys.stdout.write(_WRITE_TABLE[options.format](answer))
    else:
        sys.stdout.write(answer if isinstance(answer, str) else f"{'yes' if answer else 'no'}\n")
    return 0


def _ask(options: argparse.Namespace) -> int:
    values = dict(_pair(value) for value in options.values)
    with _reading(options) as store:
        sys.stdout.write(_WRITE_TABLE[options.format](ask(store, options.question, **values)))
    return 0


def _questions(_: argparse.Namespace) -> int:
    for question in QUESTIONS.values():
        sys.stdout.write(f"{question.name}\n    {question.text}\n")
        for parameter in question.parameters:
            example = f" (example: {parameter.default})" if parameter.default else ""
            sys.stdout.write(f"    {parameter.name}={parameter.kind}: {parameter.comment}{example}\n")
    return 0


def _export(options: argparse.Namespace) -> int:
    with _reading(options) as store:
        text = FORMATS[options.format](store)
    if options.output:
        options.output.write_bytes(text)
    else:
        sys.stdout.buffer.write(text)
        sys.stdout.flush()
    return 0


def _report(options: argparse.Namespace) -> int:
    with _reading(options) as store:
        if options.entity:
            text = entity_report(store, options.entity)
        else:
            question, *values = options.question
            text = question_report(store, question, **dict(map(_pair, values)))
    options.output.write_bytes(text.encode())
    return 0


def _resolve(options: argparse.Namespace) -> int:
    with _reading(options) as store:
        found = look(store)
    rows = [("merged" if one.automatic else "asked", one.one, one.other, one.chance, "; ".join(one.reasons)) for one in found]
    sys.stdout.write(_WRITE_TABLE[options.format](from_rows(("what", "one", "other", "chance", "why"), rows)))
    return 0


def _import(options: argparse.Namespace) -> int:
    with open_store(options.store) as store:
        new = import_dump(store, options.file)
        sys.stdout.write(f"{new} new articles; {refresh(store)} facts looked at\n")
    return 0


def _check(options: argparse.Namespace) -> int:
    with _reading(options) as store:
        faults = check(store)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{len(faults)} faults\n" if faults else "the store is valid\n")
    return 1 if faults else 0


def _facts(options: argparse.Namespace) -> int:
    with _writing(options) as store:
        sys.stdout.write(f"{recompute(store)} facts\n")
    return 0


def _remove(options: argparse.Namespace) -> int:
    with _writing(options) as store:
        if not store.remove(options.article):
            raise StoreError(f"there is no article {options.article!r} in the store; `python -m graph ask articles` lists them")
        sys.stdout.write(f"removed; {refresh(store)} facts looked at\n")
    return 0


def _serve(options: argparse.Namespace) -> int:
    token = os.environ.get(options.token_env, "") if options.token_env else None
    if token == "":
        raise QueryError(f"the variable {options.token_env} holds no token; set it, or leave out --token-env to answer queries only")
    with open_store(options.store) as store:
        sys.stderr.write(f"http://{HOSTS[0]}:{options.port}/ asks {options.store}; the endpoint is /sparql{'' if token else ', for queries only'}\n")
        uvicorn.run(application(store, token=token, seconds=options.seconds), host=HOSTS[0], port=options.port, log_level="warning")
    return 0


def _text(file: str) -> str:
    """The query in a file, or on standard input for "-"."""
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file} cannot be read: {error}; give a file with a SPARQL query, or - for standard input") from error


def _pair(value: str) -> tuple[str, str]:
    name, equals, text = value.partition("=")
    if not equals:
        raise QueryError(f"{value!r} gives no parameter; write NAME=VALUE, as in company='Mistral AI'")
    return name, text


def _is_url(location: str) -> bool:
    return location.startswith(("http://", "https://"))


def _reading(options: argparse.Namespace) -> Store:
    """The store for reading: a folder even while another process writes it."""
    return open_store(options.store, read_only=not _is_url(options.store))


def _writing(options: argparse.Namespace) -> Store:
    """The store for writing, which must be there."""
    if not _is_url(options.store) and not Path(options.store).exists():
        raise StoreError(f"there is no store at {options.store}; make one with `python -m ingest SOURCE --store {options.store}`")
    return open_store(options.store)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m graph", description="Ask, export, check and serve the landscape.")
    store = os.environ.get("LANDSCAPE_STORE", "./landscape.db")
    parser.add_argument(
        "--store", default=store, metavar="DIR|URL", help="a folder or a SPARQL 1.1 server (default: LANDSCAPE_STORE, else ./landscape.db)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(command=run)
        return added

    query = command("query", _query, "Run a SPARQL query.")
    query.add_argument("file", metavar="FILE.rq|-")
    asked = command("ask", _ask, "Ask a named question.")
    asked.add_argument("question", metavar="QUESTION")
    asked.add_argument("values", nargs="*", metavar="NAME=VALUE")
    for shown in (query, asked):
        shown.add_argument("--format", choices=_WRITE_TABLE, default="table")
    command("questions", _questions, "List the named questions.")
    export = command("export", _export, "Write the store in another format.")
    export.add_argument("--format", choices=FORMATS, required=True)
    export.add_argument("--output", type=Path, metavar="FILE", help="instead of standard output")
    command("import", _import, "Read a dump that export wrote as nq, trig or jsonld.").add_argument("file", type=Path, metavar="FILE")
    report = command("report", _report, "Write an entity, or the answer to a question, with its evidence as one HTML file.")
    about = report.add_mutually_exclusive_group(required=True)
    about.add_argument("--entity", metavar="NAME")
    about.add_argument("--question", nargs="+", metavar=("QUESTION", "NAME=VALUE"))
    report.add_argument("--output", type=Path, required=True, metavar="FILE")
    resolving = command("resolve", _resolve, "List names that may be one entity, with reasons; `judge same` and `judge different` decide.")
    resolving.add_argument("--format", choices=_WRITE_TABLE, default="table")
    command("check", _check, "Hold the store against the shapes of a valid graph.")
    command("facts", _facts, "Compute the facts anew from all claims.")
    command("remove", _remove, "Take out an article with all that was read in it.").add_argument(
        "article", metavar="ARTICLE", help="id, external id or URL"
    )
    judging = command("judge", lambda options: run_judge(options, _writing), "Keep what you decide about a claim or about two entities.")
    listing = command("judgements", lambda options: run_judgements(options, _reading), "Write what people decided, one line each.")
    add_options(judging, listing)
    serve = command("serve", _serve, "Serve a SPARQL endpoint with a query page on this machine.")
    serve.add_argument("--port", type=int, default=7878)
    serve.add_argument("--token-env", metavar="NAME", help="allow updates with the token in this variable")
    serve.add_argument("--seconds", type=float, default=30, help="the longest that a query may take (default: 30)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
