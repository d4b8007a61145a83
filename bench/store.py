"""How fast the store is at a given size, beside Oxigraph's own bulk load: `python -m bench.store --claims 10000`.

It loads a synthetic landscape (`bench.landscapes`), computes its facts, adds articles, and asks every named question with its example. Each step runs
in a process of its own, so that its memory can be told. Machines are noisy: trust the ratios to Oxigraph's own rate, measured in the same run. The goals
are for a million claims.
"""

import argparse
import math
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any, Protocol, TypeVar, runtime_checkable

from bench.landscapes import Landscape, articles
from graph.article import Article
from graph.claim import Claim
from graph.engine import Embedded
from graph.questions import QUESTIONS, ask
from graph.rdf.articles import article_quads
from graph.rdf.pending import pending_quads
from graph.rdf.terms import ARTICLE, named
from graph.refresh import recompute, refresh
from graph.store import Store, open_store

T = TypeVar("T")

PUT = 1000  # articles put one by one, by whose time the rate is known well enough
ADDED, ASKED = 20, 5  # articles added to the full store; runs of each question
HEAD = ("| step | how much | median s | p95 s | rate or goal | peak MB |", "|---|---|---|---|---|---|")
OXIGRAPH = (
    "import sys, time, resource, pyoxigraph\n"
    "store = pyoxigraph.Store(sys.argv[2]); begun = time.perf_counter()\n"
    "store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)\n"
    "print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)"
)
_SPAWN = get_context("spawn")  # a fork would begin with the memory of its parent


@runtime_checkable
class Bulk(Protocol):
    """A store that takes many articles at once."""

    def load(self, articles: Iterable[tuple[Article, Sequence[Claim]]]) -> int:
        """Stores them, each whole; the number of those that changed anything."""


class Overdue(Exception):  # noqa: N818  # an answer that takes too long is a figure here, not a fault
    """A step gave no result in its time."""


@dataclass(frozen=True, slots=True)
class Timed:
    """What a step did, how often, and the seconds of each time."""

    name: str
    amount: int
    seconds: tuple[float, ...]


def clocked(source: Iterable[T], spent: list[float]) -> Iterator[T]:
    """The items of a source, whose making is noted down in seconds."""
    items, begun = iter(source), time.perf_counter()
    for item in items:
        spent.append(time.perf_counter() - begun)
        yield item
        begun = time.perf_counter()


def p95(seconds: Sequence[float]) -> float:
    """The time that 95 of 100 do not exceed, by nearest rank.

    >>> p95([1, 2, 3, 4, 5]), p95(range(1, 21))
    (5, 19)
    """
    return sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1]


# ---- steps, each in a process of its own


def apart(work: Callable[..., Iterable[Timed]], *arguments: object, seconds: float | None = None) -> Iterator[tuple[Timed, float]]:
    """What `work` yields in a new process, each with the peak memory (MB) of that process by then. `Overdue` if one takes longer than `seconds`."""
    receiving, sending = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_send, args=(sending, work, arguments))
    process.start()
    sending.close()
    try:
        while receiving.poll(seconds):
            result = receiving.recv()
            if result is None:
                return
            yield result
        raise Overdue
    except EOFError as error:
        process.join()
        raise RuntimeError(f"the step {work.__name__} ended with exit status {process.exitcode}; its error stands above") from error
    finally:
        process.kill()
        process.join()
        receiving.close()


def _send(sending: Connection, work: Callable[..., Iterable[Timed]], arguments: Sequence[Any]) -> None:
    for result in work(*arguments):
        sending.send((result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3))
    sending.send(None)


def write_quads(path: Path, claims: int, seed: int) -> Iterator[Timed]:
    """Writes as N-Quads what `put` of all articles leaves in a new store."""
    begun, written, empty = time.perf_counter(), 0, Store(Embedded(), "memory")
    empty.prepare()
    with path.open("w", encoding="utf8") as file:
        for quads in (empty.quads(), *map(_left, articles(claims, seed))):
            file.writelines(f"{quad} .\n" for quad in quads)
            written += len(quads)
    yield Timed("N-Quads written", written, (time.perf_counter() - begun,))


def _left(item: tuple[Article, list[Claim]]) -> set[Any]:
    quads = article_quads(*item)
    return quads | pending_quads(named(ARTICLE + item[0].id), quads)


def put(folder: Path, claims: int, seed: int) -> Iterator[Timed]:
    """Puts the first articles one by one into a new store."""
    with open_store(folder) as store:
        before, seconds = _size(store), 0.0
        for article, found in islice(articles(claims, seed), PUT):
            begun = time.perf_counter()
            store.put(article, found)
            seconds += time.perf_counter() - begun
        yield Timed("`Store.put`, one by one", _size(store) - before, (seconds,))


def load(folder: Path, claims: int, seed: int) -> Iterator[Timed]:
    """Loads all articles into a new store; nothing where the store has no such way."""
    with open_store(folder) as store:
        if isinstance(store, Bulk):
            before, making = _size(store), list[float]()
            begun = time.perf_counter()
            store.load(clocked(articles(claims, seed), making))
            yield Timed("`Store.load`", _size(store) - before, (time.perf_counter() - begun - sum(making),))


def compute(folder: Path) -> Iterator[Timed]:
    """Computes all facts."""
    with open_store(folder) as store:
        begun = time.perf_counter()
        facts = recompute(store)
        yield Timed("first `recompute`", facts, (time.perf_counter() - begun,))


def add(folder: Path, claims: int, seed: int) -> Iterator[Timed]:
    """Puts further articles into the full store, and brings the facts up to date after each."""
    landscape, seconds = Landscape(claims, seed), []
    with open_store(folder) as store:
        for number in range(ADDED):
            article, found = landscape.article(claims + number)
            begun = time.perf_counter()
            store.put(article, found)
            refresh(store)
            seconds.append(time.perf_counter() - begun)
    yield Timed("`put` and `refresh` of one article", ADDED, tuple(seconds))


def answer(folder: Path, questions: Sequence[str]) -> Iterator[Timed]:
    """Asks each question with its examples."""
    with open_store(folder, read_only=True) as store:
        for name in questions:
            seconds = []
            for _ in range(ASKED):
                begun = time.perf_counter()
                rows = len(ask(store, name).rows)
                seconds.append(time.perf_counter() - begun)
            yield Timed(f"ask {name}", rows, tuple(seconds))


def _size(store: Store) -> int:
    return int(str(store.rows("SELECT (COUNT(*) AS ?quads) { GRAPH ?g { ?s ?p ?o } }")[0]["quads"]))


# ---- the table


def table(folder: Path, claims: int, seed: int, limit: float) -> Iterator[str]:
    """The lines of the table, each as soon as it is measured."""
    yield from HEAD
    quads, full = folder / "quads.nq", folder / "full.db"
    ((written, _),) = apart(write_quads, quads, claims, seed)
    by_oxigraph = folder / "oxigraph.db"
    ran = subprocess.run([sys.executable, "-c", OXIGRAPH, str(quads), str(by_oxigraph)], capture_output=True, text=True, check=True)  # noqa: S603
    quads.unlink()
    own, memory = map(float, ran.stdout.split())
    rate = written.amount / own
    yield _line(Timed("Oxigraph's own `bulk_load` of N-Quads", written.amount, (own,)), memory, "quads", f"{rate:,.0f} a second")
    loaded = [*apart(put, folder / "put.db", claims, seed), *apart(load, full, claims, seed)]
    for step, peak in loaded:
        each = step.amount / sum(step.seconds)
        goal = "; goal 0.5" if "load" in step.name else ""
        yield _line(step, peak, "quads", f"{each:,.0f} a second, {each / rate:.2f} of Oxigraph's{goal}")
    if len(loaded) < 2:  # without a bulk way of the store's own, Oxigraph's leaves the same quads
        full = by_oxigraph
    for step, peak in apart(compute, full):
        yield _line(step, peak, "facts", f"{claims / sum(step.seconds):,.0f} claims a second")
    for step, peak in apart(add, full, claims, seed):
        yield _line(step, peak, "articles", "goal under 1 s")
    yield from _questions(full, limit)


def _questions(folder: Path, limit: float) -> Iterator[str]:
    """A line for each question, and one for all."""
    left, typical, longest, overdue = list(QUESTIONS), [], 0.0, 0
    while left:
        try:
            for step, peak in apart(answer, folder, tuple(left), seconds=limit * ASKED):
                left.pop(0)
                typical.append(median(step.seconds))
                longest = max(longest, *step.seconds)
                yield _line(step, peak, "rows", "goal under 3 s")
        except Overdue:
            yield f"| ask {left.pop(0)} | {ASKED} runs not done in {limit * ASKED:g} s | | | goal under 3 s | |"
            overdue += 1
    shown = f"longest run {longest:.2f} s{f', {overdue} given up' if overdue else ''}"
    yield f"| all questions | {len(QUESTIONS)} questions | {median(typical):.3f} | {p95(typical):.3f} | {shown}; goal: median under 0.2 s | |"


def _line(step: Timed, peak: float, unit: str, remark: str) -> str:
    last = f"{p95(step.seconds):.3f}" if len(step.seconds) > 1 else ""
    return f"| {step.name} | {step.amount:,} {unit} | {median(step.seconds):.3f} | {last} | {remark} | {peak:,.0f} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.store", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", metavar="DIR", help="the folder for the stores, which are removed at the end (default: the system's)")
    parser.add_argument("--seconds", type=float, default=60, help="the longest that a question may take (default: 60)")
    options = parser.parse_args(arguments)
    command = f"python -m bench.store --claims {options.claims} --seed {options.seed}"
    sys.stdout.write(f"`{command}`, Python {platform.python_version()} on {platform.system()}:\n\n")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for line in table(Path(folder), options.claims, options.seed, options.seconds):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
