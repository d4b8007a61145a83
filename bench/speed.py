"""How fast articles are read, and at what cost: `python -m bench.speed`.

Words are counted at white space. Machines are noisy: the pipelines take turns over the same articles, and medians of the rounds are printed, with the
time of each step. `--peer` adds any other spaCy pipeline on disk, run over the same texts.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import spacy
from spacy.language import Language

from graph.article import Article
from ingest import pipeline
from ingest.extract import ArticleReader, Extractor
from ingest.reader import Reader
from ingest.rules import pipeline as rules
from ingest.scale import extracted
from ingest.sources import read

ARTICLES = Path(__file__).parent.parent / "data" / "articles"
# Each of these runs in a process of its own: seconds to the first result and most memory (MB) then, and when all articles were read.
READER = (
    "from ingest.articles import make_article; from ingest.reader import Reader\n"
    "claims = Reader().claims; first = make_article({text!r}, external_id='cold')\n"
)
PEER = "import spacy; nlp = spacy.load({peer!r}); claims, first = lambda article: nlp(article.text), type('Text', (), {{'text': {text!r}}})\n"
ALONE = (
    "import resource, time; begun = time.perf_counter()\n{load}claims(first)\n"
    "print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)\n"
    "from bench.speed import sample\n"
    "for article in sample(): claims(article)\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)"
)
FIRST = "Mistral AI, the Paris startup, raised $415 million."


class Alone(NamedTuple):
    """Of a pipeline in a process of its own: seconds from its imports to the first result, and megabytes then and in the end."""

    seconds: float
    first: float
    most: float


def alone(load: str, rounds: int) -> Alone:
    """What a pipeline takes that has a process for itself, the medians of so many."""
    code = ALONE.format(load=load)
    ran = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() for _ in range(rounds)]  # noqa: S603
    return Alone(*(median(map(float, column)) for column in zip(*ran, strict=True)))


def sample() -> list[Article]:
    """The sample articles."""
    return [article for article in read(str(ARTICLES)) if isinstance(article, Article)]


def timed(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def steps(nlp: Language, texts: Sequence[str]) -> dict[str, float]:
    """Seconds that each component takes over all texts."""
    docs = [nlp.make_doc(text) for text in texts]
    found = {"tokenizer": timed(lambda: [nlp.make_doc(text) for text in texts])}
    for name, component in nlp.pipeline:
        begun = time.perf_counter()
        docs = [component(doc) for doc in docs]
        found[name] = time.perf_counter() - begun
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints words a second, the time of an article, the cold start, and the memory."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", type=Path, help="a folder with another spaCy pipeline")
    options = parser.parse_args(arguments)
    # First of all: a child counts what its parent held when it was started as its own most memory.
    loads = {"both": READER.format(text=FIRST)} | ({"peer": PEER.format(text=FIRST, peer=str(options.peer.resolve()))} if options.peer else {})
    own = {name: alone(load, options.rounds) for name, load in loads.items()}
    articles = sample()
    words = sum(len(article.text.split()) for article in articles)
    nlp = pipeline.load()
    readers: dict[str, Callable[[], object]] = {
        "both, 1 process": reading(Reader(), articles),
        "trained, 1 process": reading(Extractor(nlp), articles),
        "rules, 1 process": reading(Extractor(rules.load()), articles),
        "both, 2 processes, start included": lambda: list(extracted(articles, jobs=2)),
    }
    if options.peer:
        peer = spacy.load(options.peer)
        readers["peer, 1 process, documents only"] = lambda: [peer(article.text) for article in articles]
    times = {name: [timed(work) for _ in range(options.rounds)] for name, work in readers.items()}
    print_ = sys.stdout.write
    for name, seconds in times.items():
        print_(f"{name:40} {words / median(seconds):8.0f} words/s (median of {len(seconds)})\n")
    longest = min(articles, key=lambda article: abs(len(article.text.split()) - 600))
    extractor = Reader()
    print_(
        f"{'an article of ' + str(len(longest.text.split())) + ' words':40} {median(timed(lambda: extractor.claims(longest)) for _ in range(7)):8.3f} s\n"  # noqa: E501
    )
    for name, spent in steps(nlp, [article.text for article in articles]).items():
        print_(f"  {name:38} {words / spent:8.0f} words/s\n")
    for name, one in own.items():
        print_(f"{name + ', alone: start to the first result':40} {one.seconds:8.2f} s, {one.first:.0f} MB; after all articles {one.most:.0f} MB\n")
    return 0


def reading(extractor: ArticleReader, articles: Sequence[Article]) -> Callable[[], object]:
    """Reading all of these, to be timed."""
    return lambda: [extractor.claims(article) for article in articles]


if __name__ == "__main__":
    sys.exit(main())
