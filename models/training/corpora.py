"""Converters of the third-party corpora (`CORPORA.md` names their sources and licences) to examples."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc

from bench.columns import Tagged, name_spans, read_columns, word_doc
from bench.knowledgenet import mentions, read_passages
from ingest.language import blank_english
from ingest.pairs import Mention
from ingest.schemes import KNOWLEDGENET
from models.training.examples import Example, Pair

Tagger = Callable[[Sequence[Doc]], list[list[tuple[int, int, str]]]]
NLP = blank_english()
LONGEST = 300  # tokens of an example
_OBJECTS = {"CEO": "Person", "FOUNDED_BY": "Person", "HEADQUARTERS": "Place", "SUBSIDIARY_OF": "Organization"}
FILES = {
    "uner": ("en_ewt-ud-train.iob2", "en_ewt-ud-dev.iob2"),
    "wikigold": ("wikigold.conll.txt",),
    "wnut": ("wnut17train.conll", "emerging.dev.conll"),
    "crossner": ("crossner_ai-train.txt", "crossner_ai-dev.txt"),
}


def names(folder: Path) -> dict[str, list[Tagged]]:
    """The training and development parts of the corpora of names, by scheme: nothing here is chosen by the latter."""
    return {scheme: [sentence for file in files for sentence in read_columns(folder / file)] for scheme, files in FILES.items()}


def named(sentences: Sequence[Tagged], scheme: str, *, together: int = 1) -> Iterator[Example]:
    """Sentences as examples; `together` joins so many neighbours, so that the network also reads names in context."""
    for i in range(0, len(sentences), together):
        words = [word for sentence, _ in sentences[i : i + together] for word in sentence][:LONGEST]
        tags = [tag for _, sentence in sentences[i : i + together] for tag in sentence][:LONGEST]
        yield Example(word_doc(NLP.vocab, words), [""] * len(words), scheme, name_spans(tags))


def core(path: Path, labels: Sequence[str]) -> Iterator[Example]:
    """CORE: two companies in a passage and the one relation between them; the pair's order gives the direction."""
    for row in json.loads(path.read_text(encoding="utf8")):
        ends = [Mention(row[f"e{k}_start"], row[f"e{k}_end"] + 1, "Organization") for k in (1, 2)]
        if row["invert_relation"]:
            ends.reverse()
        doc = word_doc(NLP.vocab, row["context"])
        yield Example(doc, [""] * len(doc), task="core", spans=ends, label=labels.index(row["relation"]))


def knowledgenet(path: Path, folds: set[int], tag: Tagger) -> Iterator[Example]:
    """KnowledgeNet's passages; the mentions of its pairs are its own, the names that `tag` finds, and pronouns."""
    passages = read_passages(path, folds)
    docs = [NLP.make_doc(passage.text) for passage in passages]
    for doc, found, passage in zip(docs, tag(docs), passages, strict=True):
        spans = {(one.start, one.end): one for one in mentions(doc, found)}
        stated: dict[tuple[tuple[int, int], tuple[int, int]], set[str]] = {}
        for label, *sides in sorted(passage.facts):
            ends = []
            for (first, last), kind in zip(sides, ("Organization", _OBJECTS[label]), strict=True):
                span = doc.char_span(first, last, alignment_mode="expand")
                key = (span.start, span.end)
                spans = {place: one for place, one in spans.items() if place == key or place[1] <= key[0] or key[1] <= place[0]}
                spans.setdefault(key, Mention(*key, kind))
                ends.append(key)
            stated.setdefault((ends[0], ends[1]), set()).add(label)
        order = sorted(spans)
        index = {place: i for i, place in enumerate(order)}
        hidden = set(KNOWLEDGENET) - passage.properties
        pairs = {(i, j): Pair(open=set(hidden)) for i in range(len(order)) for j in range(len(order)) if i != j}
        pairs |= {(index[one], index[other]): Pair(what, hidden - what) for (one, other), what in stated.items() if one in index and other in index}
        yield Example(doc, [""] * len(doc), task="knowledgenet", spans=[spans[place] for place in order], pairs=pairs)
