"""Whether the store stands long use and sudden death: `python -m bench.endurance --claims 100000 --seconds 600`, or with `--kills 50`.

In use, one process owns a full store's folder, serves its endpoint, and keeps replacing, removing and storing synthetic articles; one reader asks the
endpoint, another opens the folder; both look at all articles again and again. With `--kills` a process that stores is killed (SIGKILL) at random
moments: whatever it had reported must be there, whole, and what is computed in the end must be as without any death. An article is whole when it has
as many claims as its text says, all of one reading. Exit status: 0 all was whole, 1 not.
"""

import argparse
import hashlib
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from threading import Thread
from typing import cast

import uvicorn

from bench.landscapes import Landscape, articles, claims_noted
from graph.computed import pending
from graph.endpoint import application
from graph.errors import LandscapeError
from graph.questions import ask
from graph.rdf.terms import ARTICLE, local, named
from graph.refresh import recompute, refresh
from graph.store import FACTS, Store, open_store

LOOK = """PREFIX land: <https://w3id.org/landscape/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?article (MAX(?start) AS ?head) (SUM(?one) AS ?claims) (COUNT(DISTINCT ?reading) AS ?readings) {
  GRAPH ?article {
    { ?article land:text ?text BIND (SUBSTR(?text, 1, 120) AS ?start) BIND (0 AS ?one) BIND ("" AS ?reading) }
    UNION { ?claim a land:Claim ; land:extractor ?reading ; oa:hasTarget ?words . ?words oa:exact ?quote BIND ("" AS ?start) BIND (1 AS ?one) }
  }
} GROUP BY ?article"""
"""One query, so one state of the store: for each article the start of its text, its claims, and their extractors with "" for the text."""
PATIENCE, FRESH = 120, 20  # seconds without a word from a process, after which something is wrong; articles from one refreshing of facts to the next
ASKED = ("competitors", "investors", "news")
_SPAWN = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Done:
    """What a process did, and what it found wrong."""

    name: str
    did: str
    faults: tuple[str, ...] = ()


def look(store: Store) -> tuple[set[str], list[str]]:
    """The ids of all articles, and what is wrong with those that are not whole."""
    found, faults = set(), []
    for row in store.rows(LOOK):
        found.add(local(row["article"]))
        head = str(row["head"] or "")
        noted = claims_noted(head) if head else "no"
        if (row["claims"], row["readings"]) != (noted, 2):
            faults.append(f"{row['article']} has {row['claims']} claims of {row['readings']} readings, its text says {noted}: {head!r}")
    return found, faults


def contents(store: Store) -> str:
    """A hash of all that is computed, of what is still to be, and of all articles."""
    digest = hashlib.sha256()
    graphs = [store.graph(FACTS), pending(store)]
    for quads in (*graphs, *(store.graph(named(ARTICLE + row.id)) for row in store.articles())):
        digest.update("\n".join(sorted(map(str, quads))).encode())
    return digest.hexdigest()


# ---- in use


def write(sending: Connection, stop: Event, folder: Path, claims: int, seed: int) -> None:
    """Owns the folder and serves it; sends the address, and, once told to stop, what it did."""
    landscape, random, counts = Landscape(claims, seed), Random(seed), dict.fromkeys(("stored", "replaced", "removed"), 0)  # noqa: S311
    with open_store(folder) as store, socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(application(store, seconds=PATIENCE), log_level="critical"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        sending.send(f"http://127.0.0.1:{listener.getsockname()[1]}/sparql")
        for number in takewhile(lambda _: not stop.is_set(), count()):
            article, found = landscape.article(number % _total(claims))
            if number >= _total(claims) and random.random() < 0.3:
                counts["removed"] += store.remove(article.id)
            else:  # each round reads all anew, with a reader of another version
                reading = f"synthetic/{number // _total(claims) + 1}"
                counts["replaced" if store.find(article.id) else "stored"] += 1
                store.put(article, [replace(claim, extractor=reading) for claim in found])
            if number % FRESH == 0:
                refresh(store)
        server.should_exit = True
        thread.join(PATIENCE)
    sending.send(Done("writer", ", ".join(f"{name} {times}" for name, times in counts.items())))


def _total(claims: int) -> int:
    return max(claims // 30, 1)


def read(sending: Connection, stop: Event, name: str, location: str | Path) -> None:
    """Looks at all articles of a folder (opened anew each time) or an endpoint, and asks a question, until told to stop or something is wrong."""
    looks, most, faults = 0, 0, list[str]()
    while not (stop.is_set() or faults):
        try:
            with open_store(location, read_only=isinstance(location, Path)) as store:
                found, faults = look(store)
                ask(store, ASKED[looks % len(ASKED)])
        except LandscapeError as error:
            faults = [f"{type(error).__name__}: {error}"]
        looks, most = looks + 1, max(most, len(found))
    sending.send(Done(name, f"{looks} looks at up to {most} articles", tuple(faults[:5])))


def use(folder: Path, claims: int, seconds: float, seed: int) -> Iterator[Done]:
    """Runs a writer and two readers of a full store for so long, and yields what each did."""
    with open_store(folder) as store:
        store.load(articles(claims, seed))
        recompute(store)
    stops = {name: _SPAWN.Event() for name in ("reader over HTTP", "reader of the folder", "writer")}
    writer = _begun(write, stops["writer"], folder, claims, seed)
    processes = {"writer": writer}
    try:
        if not writer[1].poll(PATIENCE):
            yield Done("writer", "nothing", (f"it gave no address in {PATIENCE} s",))
            return
        address = writer[1].recv()
        readers = {"reader over HTTP": address, "reader of the folder": folder}
        processes |= {name: _begun(read, stops[name], name, where) for name, where in readers.items()}
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and all(process.is_alive() for process, _ in processes.values()):
            time.sleep(0.5)
        for name, stop in stops.items():  # the writer last, as it serves a reader
            stop.set()
            yield _last_word(name, *processes[name])
    finally:
        for process, _ in processes.values():
            process.kill()
            process.join()


def _begun(work: Callable[..., None], *arguments: object) -> tuple[SpawnProcess, Connection]:
    receiving, sending = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=work, args=(sending, *arguments), daemon=True)
    process.start()
    sending.close()
    return process, receiving


def _last_word(name: str, process: SpawnProcess, receiving: Connection) -> Done:
    try:
        if receiving.poll(PATIENCE):
            return cast(Done, receiving.recv())
    except EOFError:
        process.join(PATIENCE)
        return Done(name, "it broke off", (f"exit status {process.exitcode}; its error stands above",))
    return Done(name, "no answer", (f"it did not stop in {PATIENCE} s",))


# ---- sudden death


def ingest(sending: Connection, folder: Path, claims: int, seed: int, first: int, bulk: bool) -> None:
    """Stores the articles from a number on, one by one or some at a time, and sends each one's id once it is stored."""
    with open_store(folder) as store:
        landscape = Landscape(claims, seed)
        for start in range(first, _total(claims), FRESH):
            made = [landscape.article(number) for number in range(start, min(start + FRESH, _total(claims)))]
            if bulk:
                store.load(made)
            for article, found in made:
                store.put(article, found)
                sending.send(article.id)
            refresh(store)


def die(folder: Path, claims: int, kills: int, seed: int) -> Iterator[Done]:
    """Kills a storing process so often, at seeded moments, and looks at what it left; then lets one end, and compares with an undisturbed run."""
    random, landscape, deaths = Random(seed), Landscape(claims, seed), 0  # noqa: S311
    reported, faults = list[str](), list[str]()
    for turn, moment in enumerate([*sorted(random.sample(range(_total(claims)), kills)), _total(claims)]):
        process, receiving = _begun(ingest, folder, claims, seed, len(reported), turn % 2 == 1)
        faults += _until(moment, random.random() / 3, process, receiving, reported)
        deaths += process.exitcode == -signal.SIGKILL
        with open_store(folder) as store:
            found, torn = look(store)
        faults += torn + [f"{article} was reported and is not there" for article in reported if article not in found]
    with open_store(folder) as store, open_store(folder.with_name("undisturbed.db")) as other:
        for number in range(_total(claims)):
            other.put(*landscape.article(number))
        recompute(store)  # both from all anew, as only then names of one entity are found
        recompute(other)
        faults += [] if contents(store) == contents(other) else ["what is stored and computed in the end differs from an undisturbed run"]
    yield Done("writer", f"{deaths} deaths, {len(reported)} articles reported", tuple(faults[:20]))


def _until(moment: int, delay: float, process: SpawnProcess, receiving: Connection, reported: list[str]) -> list[str]:
    """Collects reports until so many articles are stored, one at least, and kills a little later; or until the process has nothing left to do."""
    try:
        wanted = max(moment, len(reported)) + 1
        while len(reported) < wanted:
            if not receiving.poll(PATIENCE):
                return [f"no report in {PATIENCE} s after {len(reported)} articles"]
            reported.append(receiving.recv())
        time.sleep(delay)
        process.kill()
        while True:
            reported.append(receiving.recv())
    except EOFError:  # all that it sent is read
        process.join(PATIENCE)
        return [] if process.exitcode in (0, -signal.SIGKILL) else [f"it ended with exit status {process.exitcode}; its error stands above"]
    finally:
        process.kill()
        process.join()


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what each process did and what was wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.endurance", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=600, help="how long to be in use (default: 600)")
    parser.add_argument("--kills", type=int, metavar="N", help="instead of that: kill a writer so often")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", metavar="DIR", help="the folder for the stores, which are removed at the end (default: the system's)")
    options = parser.parse_args(arguments)
    if options.kills and options.kills > _total(options.claims):
        parser.error(f"{options.kills} kills want at least {options.kills * 30} claims; give them with --claims")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        store = Path(folder) / "store.db"
        run = die(store, options.claims, options.kills, options.seed) if options.kills else use(store, options.claims, options.seconds, options.seed)
        done = list(run)
    for one in done:
        sys.stdout.write("\n    ".join((f"{one.name}: {one.did}; {len(one.faults) or 'no'} faults", *one.faults)) + "\n")
    return 1 if any(one.faults for one in done) else 0


if __name__ == "__main__":
    sys.exit(main())
