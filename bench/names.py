"""How well names are found, exact in extent and type: on files of words and tags, and on the passages of the corpus."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

from bench.columns import name_spans, read_columns, word_doc
from bench.facts import corpus_rows
from bench.scoring import Score, end_key
from ingest.bio import names_of
from ingest.name_head import NameHead
from ingest.pairs import NAME_TYPES
from ingest.schemes import SCHEMES

ENTITY_TYPES = tuple(kind for kind in NAME_TYPES if kind != "Role")
"""The types of entities; a post is a detail of a fact, so it has a row of its own and is not counted among the names."""
UNER = {"Person": "PER", "Organization": "ORG", "Place": "LOC"}
HEAD = ("| names | gold | found | precision | recall | F1 |", "|---|---|---|---|---|---|")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at its place in a passage."""

    passage: str
    start: int
    end: int
    type: str


def corpus_names(nlp: Language, part: str = "test") -> dict[str, Score]:
    """The names that a pipeline finds in a part of the corpus against those annotated: all, those absent from train, and each type."""
    rows = corpus_rows(part)
    gold = {place: words for row in rows for place, words in _annotated(row)}
    found = {place: words for row in rows for place, words in _read(str(row["id"]), nlp(str(row["text"])))}
    seen = {
        end_key(entity[key]) for row in corpus_rows("train") for entity in cast(list[dict[str, str]], row["entities"]) for key in ("text", "name")
    }
    return name_scores(f"corpus {part}", gold, found, seen)


def name_scores(title: str, gold: Mapping[Name, str], found: Mapping[Name, str], seen: Iterable[str]) -> dict[str, Score]:
    """Scores of names, each with the words at its place, by what they are of.

    A name counts as absent from train where its words, as `end_key` compares them, are no name there: this can be told of what was found, too, so
    that precision has a meaning.
    """
    known = frozenset(seen)

    def score(holds: Callable[[Name, str], bool]) -> Score:
        one, other = ({name for name, words in names.items() if holds(name, words)} for names in (gold, found))
        return Score(len(one & other), len(other), len(one))

    scores = {
        f"names, {title}": score(lambda name, _: name.type in ENTITY_TYPES),
        f"names, {title}, absent from train": score(lambda name, words: name.type in ENTITY_TYPES and end_key(words) not in known),
    }
    by_type = {f"names, {title}: {kind}": score(lambda name, _, kind=kind: name.type == kind) for kind in NAME_TYPES}  # type: ignore[misc]
    return scores | {name: one for name, one in by_type.items() if one.gold or one.found}


def _annotated(row: Mapping[str, Any]) -> Iterable[tuple[Name, str]]:
    for one in row["entities"]:
        if one["type"] in NAME_TYPES:
            yield Name(row["id"], one["start"], one["end"], one["type"]), one["text"]


def _read(passage: str, doc: Doc) -> Iterable[tuple[Name, str]]:
    for span in (*doc.ents, *doc.spans.get("roles", ())):
        yield Name(passage, span.start_char, span.end_char, span.label_), span.text


def figures(score: Score) -> dict[str, float]:
    """Precision, recall and F1 as figures that floors are held against."""
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1, "gold": score.gold}


def row(name: str, score: Score) -> str:
    """A line of a Markdown table."""
    return f"| {name} | {score.gold} | {score.found} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} |"


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
    found = [_tagged(nlp, word_doc(nlp.vocab, words), scheme) for words, _ in sentences]
    right = sum(len(one & other) for one, other in zip(gold, found, strict=True))
    return scheme, figures(Score(right, sum(map(len, found)), sum(map(len, gold))))


def _tagged(nlp: Language, doc: Doc, scheme: str) -> set[tuple[int, int, str]]:
    """The names of a document in a file's own types; a pipeline without our name head reads ours, and those that the scheme has are renamed."""
    if "landscape_name_head" not in nlp.pipe_names:
        kinds = UNER if scheme == "uner" else {kind: kind for kind in SCHEMES[scheme]}
        return {(span.start, span.end, kinds[span.label_]) for span in nlp(doc).ents if span.label_ in kinds}
    types = NAME_TYPES if scheme == "landscape" else SCHEMES[scheme]
    doc._.hints = [""] * len(doc)
    doc = nlp.get_pipe("landscape_encoder")(doc)
    head = cast(NameHead, nlp.get_pipe("landscape_name_head"))
    return set(names_of(head.logits(doc, scheme), types))
