"""How well names are found, exact in extent and type, on files of words and tags."""

from pathlib import Path
from typing import cast

from spacy.language import Language

from bench.columns import name_spans, read_columns, word_doc
from ingest.name_head import NameHead, spans_of
from ingest.pairs import NAME_TYPES
from ingest.schemes import SCHEMES


def scheme_of(kinds: set[str]) -> str:
    """The scheme whose types a file uses, the smallest one that has them all.

    >>> scheme_of({"PER", "LOC"})
    'uner'
    """
    fitting = [name for name, types in SCHEMES.items() if kinds <= set(types)]
    if not fitting:
        raise ValueError(f"the types {sorted(kinds)} are those of no scheme; use those of one of {dict(SCHEMES)}")
    return min(fitting, key=lambda name: len(SCHEMES[name]))


def names_f1(path: Path, nlp: Language) -> tuple[str, dict[str, float]]:
    """The scheme of a file, and micro precision, recall and F1 of its names."""
    sentences = read_columns(path)
    gold = [set(name_spans(tags)) for _, tags in sentences]
    scheme = scheme_of({kind for spans in gold for _, _, kind in spans})
    types = NAME_TYPES if scheme == "landscape" else SCHEMES[scheme]
    head = cast(NameHead, nlp.get_pipe("landscape_name_head"))
    right = found = 0
    for (words, _), spans in zip(sentences, gold, strict=True):
        doc = word_doc(nlp.vocab, words)
        doc._.hints = [""] * len(doc)
        doc = nlp.get_pipe("landscape_encoder")(doc)
        predicted = set(spans_of(head.logits(doc, scheme).argmax(1).tolist(), types))
        right += len(predicted & spans)
        found += len(predicted)
    total = sum(map(len, gold))
    precision, recall = right / max(found, 1), right / max(total, 1)
    return scheme, {"precision": precision, "recall": recall, "f1": 2 * right / max(found + total, 1), "gold": total}
