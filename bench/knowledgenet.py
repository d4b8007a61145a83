"""Facts end to end from plain text on KnowledgeNet (Mesquita et al. 2019, https://aclanthology.org/D19-1069/): text F1 of four properties."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from ingest.bio import names_of
from ingest.name_head import NameHead
from ingest.pairs import Mention, candidate_pairs
from ingest.relation_head import RelationHead
from ingest.schemes import KNOWLEDGENET, SCHEMES

TYPES = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}
STAND_INS = {
    **dict.fromkeys(("he", "she", "his", "her", "him", "who"), "Person"),
    **dict.fromkeys(("it", "its", "they", "their", "which", "whose"), "Organization"),
}
Span = tuple[int, int]
Fact = tuple[str, Span, Span]


@dataclass(slots=True)
class Passage:
    """A passage with the properties that were annotated in it, and its facts: property, subject and object in characters."""

    text: str
    properties: set[str] = field(default_factory=set)
    facts: set[Fact] = field(default_factory=set)


def read_passages(path: Path, folds: set[int]) -> list[Passage]:
    """The passages of the given folds in which one of the four properties was annotated."""
    passages: dict[tuple[str, int], Passage] = {}
    for row in map(json.loads, path.read_text(encoding="utf8").splitlines()):
        if row["fold"] in folds and row["property"] in KNOWLEDGENET:
            passage = passages.setdefault((row["documentId"], row["passageStart"]), Passage(row["text"]))
            passage.properties.add(row["property"])
            if row["subject"]:
                passage.facts.add((row["property"], tuple(row["subject"]), tuple(row["object"])))
    return list(passages.values())


def mentions(doc: Doc, names: list[tuple[int, int, str]]) -> list[Mention]:
    """Names (tokens, with the tags of UNER) and pronouns, in the order of the text."""
    found = {(start, end): Mention(start, end, TYPES[kind]) for start, end, kind in names}
    for token in doc:
        if token.lower_ in STAND_INS:
            found.setdefault((token.i, token.i + 1), Mention(token.i, token.i + 1, STAND_INS[token.lower_], anaphor=True))
    return sorted(found.values(), key=lambda one: (one.start, one.end))


def read_facts(text: str, nlp: Language) -> Iterator[Fact]:
    """The facts that the pipeline reads in a passage."""
    names = cast(NameHead, nlp.get_pipe("landscape_name_head"))
    relations = cast(RelationHead, nlp.get_pipe("landscape_relation_head"))
    doc = nlp.make_doc(text)
    doc._.hints = [""] * len(doc)
    doc = nlp.get_pipe("landscape_encoder")(doc)
    found = mentions(doc, names_of(names.logits(doc, "uner"), SCHEMES["uner"]))
    pairs = candidate_pairs(found)
    if not len(pairs):
        return
    scores = relations.scores(doc.tensor, found, pairs)[0]
    for label in KNOWLEDGENET:
        for row in np.flatnonzero(scores[:, relations.labels.index(label)] > 0):
            one, other = (found[k] for k in pairs[row])
            yield label, _characters(doc, one), _characters(doc, other)


def _characters(doc: Doc, mention: Mention) -> Span:
    span = doc[mention.start : mention.end]
    return span.start_char, span.end_char


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def text_f1(path: Path, nlp: Language, folds: set[int]) -> dict[str, float]:
    """Precision, recall and F1; a fact is right where property and, by overlap, both ends agree with a gold one."""
    right = found = recalled = gold = 0
    for passage in read_passages(path, folds):
        facts = {fact for fact in read_facts(passage.text, nlp) if fact[0] in passage.properties}
        same = [
            (mine, theirs)
            for mine in facts
            for theirs in passage.facts
            if mine[0] == theirs[0] and _meet(mine[1], theirs[1]) and _meet(mine[2], theirs[2])
        ]
        right += len({mine for mine, _ in same})
        recalled += len({theirs for _, theirs in same})
        found += len(facts)
        gold += len(passage.facts)
    precision, recall = right / max(found, 1), recalled / max(gold, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9), "gold": gold}
