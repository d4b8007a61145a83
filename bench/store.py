"""How fast the store is at a given size, beside Oxigraph's own bulk load: `python -m bench.store --claims 10000`.

It loads a synthetic landscape (`bench.landscapes`), computes its facts, adds articles, and asks every named question with its example. Each step
runs in a process of its own, so that its memory can be told. Machines are noisy: trust the ratios to Oxigraph's own rate, measured in the same run,
and on a busy machine those of processor time. The goals are for a million claims.
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
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bench.landscapes import Landscape, articles
from graph.questions import QUESTIONS, ask
from graph.rdf.articles import article_quads
from graph.rdf.pending import pending_quads
from graph.rdf.terms import ARTICLE, named
from graph.refresh import recompute, refresh
from graph.sparql.engine import Embedded
from graph.store import Store, open_store

PUT = 1000  # articles put one by one, by whose time the rate is known well enough
ADDED, ASKED = 20, 5  # articles added to the full store; runs of each question
HEAD = ("| step | how much | median s | p95 s | rate or goal | peak MB |", "|---|---|---|---|---|---|")
OXIGRAPH = (
    "import sys, time, resource, pyoxigraph\n"
    "store = pyoxigraph.Store(sys.argv[2]); begun, busy = time.perf_counter(), time.process_time()\n"
    "store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)\n"
    "print(time.perf_counter() - begun, time.process_time() - busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)"
)
_SPAWN = get_context("spawn")  # a fork would begin with the memory of its parent


class Timed(NamedTuple):
    """A step, how much it did, the seconds of each time that it ran, and of the processor."""

    name: str
    amount: int
    seconds: tuple[float, ...]
    busy: float = 0.0


def clocked(source: Iterable[Any], spent: list[float], clock: Callable[[], float] = time.perf_counter) -> Iterator[Any]:
    """The items of a source, whose making is noted down in seconds."""
    begun = clock()
    for item in source:
        spent.append(clock() - begun)
        yield item
        begun = clock()


def p95(seconds: Sequence[float]) -> float:
    """The time that 95 of 100 do not exceed, by nearest rank.

    >>> p95([1, 2, 3, 4, 5]), p95(range(1, 21))
    (5, 19)
    """
    return sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1]


# ---- steps, each in a process of its own


def apart(work: Callable[..., Iterable[Timed]], *arguments: object, seconds: float | None = None) -> Iterator[tuple[Timed, float]]:
    """What `work` yields in a new process, each with that process's peak memory (MB) by then. `TimeoutError` if one takes longer than `seconds`."""
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
        raise TimeoutError(f"{work.__name__} gave no result in {seconds} s")
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
    empty = Store(Embedded(), "memory")
    empty.prepare()
    written = len(known := empty.quads())
    with path.open("w", encoding="utf8") as file:
        file.writelines(f"{quad} .\n" for quad in known)
        for article, found in articles(claims, seed):
            quads = article_quads(article, found)
            quads |= pending_quads(named(ARTICLE + article.id), quads)
            file.writelines(f"{quad} .\n" for quad in quads)
            written += len(quads)
    yield Timed("N-Quads written", written, ())


def put(folder: Path, claims: int, seed: int) -> Iterator[Timed]:
    """Puts the first articles one by one into a new store."""
    with open_store(folder) as store:
        before, made = _size(store), list(islice(articles(claims, seed), PUT))
        begun, idle = time.perf_counter(), time.process_time()
        for article, found in made:
            store.put(article, found)
        seconds, busy = time.perf_counter() - begun, time.process_time() - idle
        yield Timed("`Store.put`, one by one", _size(store) - before, (seconds,), busy)


def load(folder: Path, claims: int, seed: int) -> Iterator[Timed]:
    """Loads all articles into a new store."""
    with open_store(folder) as store:
        before, making, busy = _size(store), list[float](), list[float]()
        begun, idle = time.perf_counter(), time.process_time()
        store.load(clocked(clocked(articles(claims, seed), making), busy, time.process_time))
        seconds, cost = time.perf_counter() - begun - sum(making), time.process_time() - idle - sum(busy)
        yield Timed("`Store.load`", _size(store) - before, (seconds,), cost)


def compute(folder: Path) -> Iterator[Timed]:
    """Computes all facts."""
    with open_store(folder) as store:
        begun, idle = time.perf_counter(), time.process_time()
        facts = recompute(store)
        yield Timed("first `recompute`", facts, (time.perf_counter() - begun,), time.process_time() - idle)


def add(folder: Path, claims: int, seed: int) -> Iterator[Timed]:
    """Puts further articles into the full store, and brings the facts up to date after each."""
    landscape, seconds, busy = Landscape(claims, seed), [], 0.0
    with open_store(folder) as store:
        for number in range(ADDED):
            article, found = landscape.article(claims + number)
            begun, idle = time.perf_counter(), time.process_time()
            store.put(article, found)
            refresh(store)
            seconds.append(time.perf_counter() - begun)
            busy += time.process_time() - idle
    yield Timed("`put` and `refresh` of one article", ADDED, tuple(seconds), busy)


def answer(folder: Path, questions: Sequence[str], limit: float) -> Iterator[Timed]:
    """Asks each question with its examples, a few times or until that has taken `limit` seconds."""
    with open_store(folder, read_only=True) as store:
        for name in questions:
            seconds: list[float] = []
            while len(seconds) < ASKED and sum(seconds) < limit:
                begun = time.perf_counter()
                rows = len(ask(store, name).rows)
                seconds.append(time.perf_counter() - begun)
            yield Timed(f"ask {name}", rows, tuple(seconds))


def _size(store: Store) -> int:
    return int(str(store.rows("SELECT (COUNT(*) AS ?quads) { GRAPH ?g { ?s ?p ?o } }")[0]["quads"]))


# ---- the table


def table(folder: Path, claims: int, seed: int, limit: float, questions: Sequence[str]) -> Iterator[str]:
    """The lines of the table, each as soon as it is measured."""
    yield from HEAD
    quads, full, by_oxigraph = folder / "quads.nq", folder / "full.db", folder / "oxigraph.db"
    ((written, _),) = apart(write_quads, quads, claims, seed)
    ran = subprocess.run([sys.executable, "-c", OXIGRAPH, str(quads), str(by_oxigraph)], capture_output=True, text=True, check=True)  # noqa: S603
    quads.unlink()
    own, busy, memory = map(float, ran.stdout.split())
    rate = written.amount / own
    yield _line(Timed("Oxigraph's own `bulk_load` of N-Quads", written.amount, (own,)), memory, "quads", f"{rate:,.0f} a second")
    loaded = [*apart(put, folder / "put.db", claims, seed), *apart(load, full, claims, seed)]
    for step, peak in loaded:
        each = step.amount / sum(step.seconds)
        shares = f"{each / rate:.2f} of Oxigraph's, {step.amount / step.busy / written.amount * busy:.2f} by processor time"
        yield _line(step, peak, "quads", f"{each:,.0f} a second, {shares}; goal 0.5 for many")
    for step, peak in apart(compute, full):
        yield _line(step, peak, "facts", f"{claims / sum(step.seconds):,.0f} claims a second, {step.busy:,.0f} s of processor time")
    for step, peak in apart(add, full, claims, seed):
        yield _line(step, peak, "articles", f"goal under 1 s; {step.busy / ADDED:.3f} s of processor time each")
    yield from _questions(full, limit, questions)


def _questions(folder: Path, limit: float, questions: Sequence[str]) -> Iterator[str]:
    """A line for each question, and one for all; a question without an answer counts as one that took all its time."""
    left, times = list(questions), []
    while left:
        try:
            for step, peak in apart(answer, folder, tuple(left), limit, seconds=2 * limit):
                times.append(step.seconds)
                yield _line(step, peak, "rows", "goal under 3 s")
                left.pop(0)
        except TimeoutError:
            times.append((2 * limit,))
            yield f"| ask {left.pop(0)} | no answer | over {2 * limit:g} | | goal under 3 s | |"
    if not times:
        return
    typical = sorted(map(median, times))
    yield f"| all questions | longest {max(map(max, times)):.2f} s | {median(typical):.3f} | {p95(typical):.3f} | goal: median under 0.2 s | |"


def _line(step: Timed, peak: float, unit: str, remark: str) -> str:
    last = f"{p95(step.seconds):.3f}" if len(step.seconds) > 1 else ""
    return f"| {step.name} | {step.amount:,} {unit} | {median(step.seconds):.3f} | {last} | {remark} | {peak:,.0f} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.store", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", metavar="DIR", help="the folder for the stores, which are removed at the end (default: the system's)")
    parser.add_argument("--seconds", type=float, default=30, help="how long to go on asking a question (default: 30)")
    parser.add_argument("--questions", nargs="*", choices=[*QUESTIONS], default=[*QUESTIONS], metavar="NAME", help="what to ask (default: all)")
    options = parser.parse_args(arguments)
    sys.stdout.write(f"`python -m bench.store --claims {options.claims} --seed {options.seed}`, Python {platform.python_version()}:\n\n")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for line in table(Path(folder), options.claims, options.seed, options.seconds, options.questions):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
