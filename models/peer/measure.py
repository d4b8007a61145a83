"""The peer and the pipelines in use on the same texts in the same run: `python -m models.peer.measure FOLDER --corpora CORPORA`."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from spacy.language import Language

from bench import facts, names
from bench.speed import ARTICLES, FIRST, READER, Alone, alone, reading, sample, timed
from ingest import pipeline
from ingest.extract import ArticleReader, Extractor
from ingest.reader import Reader
from ingest.rules import pipeline as rules
from models.peer import reader

ROUNDS = 3
PEER = (
    "from pathlib import Path; from ingest.articles import make_article; from ingest.extract import Extractor; from models.peer import reader\n"
    "claims, first = Extractor(reader.load(Path({peer!r}))).claims, make_article({text!r}, external_id='cold')\n"
)


def fact_rows(readers: Mapping[str, ArticleReader]) -> Iterator[str]:
    """Facts on the corpus' test part and the held-out samples, a line for each reader."""
    yield from facts.HEAD
    for name, one in readers.items():
        test = facts.CORPUS / "test.jsonl"
        yield facts.row(facts.measure(f"corpus test, {name}", [test], str(test), one))
        yield facts.row(facts.measure(f"samples heldout, {name}", facts.sample_parts()["samples heldout"], str(ARTICLES), one))


def name_rows(pipelines: Mapping[str, Language], corpora: Path) -> Iterator[str]:
    """Names on the corpus' test part and on UNER's, a line for each pipeline and type; the rules have no types of their own for the latter."""
    yield from names.HEAD
    for name, nlp in pipelines.items():
        yield from (names.row(f"{title}, {name}", score) for title, score in names.corpus_names(nlp).items())
    for name in ("trained", "peer"):
        figures = names.names_f1(corpora / "entities" / "en_ewt-ud-test.iob2", pipelines[name])[1]
        yield f"| UNER EWT test, {name} | {figures['gold']} | | {figures['precision']:.3f} | {figures['recall']:.3f} | {figures['f1']:.3f} |"


def speed_rows(readers: Mapping[str, ArticleReader], own: Mapping[str, Alone]) -> Iterator[str]:
    """Words a second of one process, readers taking turns; and of a process with one reader the start to the first claim and its memory."""
    articles = sample()
    words = sum(len(article.text.split()) for article in articles)
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, one in readers.items():
            times[name].append(timed(reading(one, articles)))
    yield from ("| reader | words/s | start to the first claim, s | memory then, MB | after all articles |", "|---|---|---|---|---|")
    for name, spent in times.items():
        cells = (f"{own[name].seconds:.2f}", f"{own[name].first:.0f}", f"{own[name].most:.0f}") if name in own else ("", "", "")
        yield f"| {name} | {words / median(spent):.0f} | {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints three tables: facts, names, and what reading costs."""
    parser = argparse.ArgumentParser(prog="python -m models.peer.measure", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("folder", type=Path, help="the trained peer")
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of third-party corpora")
    options = parser.parse_args(arguments)
    # First of all: a child counts what its parent held when it was started as its own most memory.
    loads = {"both": READER.format(text=FIRST), "peer": PEER.format(text=FIRST, peer=str(options.folder.resolve()))}
    own = {name: alone(load, ROUNDS) for name, load in loads.items()}
    pipelines = {"trained": pipeline.load(), "rules": rules.load(), "peer": reader.load(options.folder)}
    readers: dict[str, ArticleReader] = {"both": Reader(), **{name: Extractor(nlp) for name, nlp in pipelines.items()}}
    for rows in (fact_rows(readers), name_rows(pipelines, options.corpora), speed_rows(readers, own)):
        sys.stdout.writelines(f"{row}\n" for row in (*rows, ""))
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
