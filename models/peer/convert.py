"""The texts that the peer learns from, as spaCy's binary files: trees and tags of UD English EWT, names of UNER EWT and of our passages.

Passages carry no trees and tags; spaCy's components pass over what is not annotated.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span
from spacy.training.converters.conllu_to_docs import conllu_to_docs
from spacy.util import filter_spans

from bench.columns import name_spans, read_columns
from bench.names import ENTITY_TYPES
from ingest.language import blank_english

ROOT = Path(__file__).parents[2]
UNER = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}
TOGETHER = 10  # sentences of EWT in a document, so that the parser learns where sentences end
NLP = blank_english()


def trees(corpora: Path, part: str) -> Iterator[Doc]:
    """Sentences of EWT with tags and trees, and the names of UNER on the same sentences; where the two releases split words apart, no names."""
    named = {tuple(words): name_spans(tags) for words, tags in read_columns(corpora / "entities" / f"en_ewt-ud-{part}.iob2")}
    text = (corpora / "syntax" / f"en_ewt-ud-{part}.conllu").read_text(encoding="utf8")
    for doc in conllu_to_docs(text, n_sents=TOGETHER, no_print=True):  # type: ignore[no-untyped-call]
        names, unread = [], []
        for sentence in doc.sents:
            spans = named.get(tuple(token.text for token in sentence))
            if spans is None:
                unread.append(sentence)
            for start, end, kind in spans or ():
                names.append(Span(doc, sentence.start + start, sentence.start + end, label=UNER[kind]))
        doc.set_ents(names, missing=unread)
        yield doc


def passages(path: Path) -> Iterator[Doc]:
    """Our passages with the names of entities; names take the tokens they touch, as in the training of the other pipeline."""
    for row in map(json.loads, path.read_text(encoding="utf8").splitlines()):
        doc = NLP.make_doc(row["text"])
        spans = [
            doc.char_span(one["start"], one["end"], label=one["type"], alignment_mode="expand")
            for one in row["entities"]
            if one["type"] in ENTITY_TYPES
        ]
        doc.ents = filter_spans(span for span in spans if span is not None)
        yield doc


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the train and dev parts; dev chooses the epoch, no test part is read."""
    parser = argparse.ArgumentParser(prog="python -m models.peer.convert", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of third-party corpora")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev"):
        docs = [*trees(options.corpora, part), *passages(ROOT / "corpus" / f"{part}.jsonl")]
        DocBin(docs=docs, store_user_data=False).to_disk(options.output / f"{part}.spacy")
        sys.stdout.write(f"{part}: {len(docs)} documents, {sum(map(len, docs))} words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
