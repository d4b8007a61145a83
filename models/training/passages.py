"""Our own passages as examples, with their names swapped for others where asked, so that the network learns the words around names."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from ingest.hints import Hints
from ingest.pairs import DETAILS, NAME_TYPES, Mention
from models.training.corpora import NLP
from models.training.examples import Example, Pair
from ontology import KNOWN, RELATIONS, is_a, top_type

Record = dict[str, Any]
_SWAPPED = frozenset({"Organization", "Person", "Model", "Product", "Chip"})
_WORDS = (
    "ka lo ven tri mar so ne qua zel or bi sta fen lu dra mo ti ri vo hex al cor pa ny xi sol gra ber nex om ta ul vi wen yo zar ec in ax lum ter"
)
_SYLLABLES = _WORDS.split()


def known_matcher() -> Callable[[Doc], list[str]]:
    """A function that gives each token of a document the hint that it has at run time."""
    matcher = Hints(NLP)

    def hints(doc: Doc) -> list[str]:
        found: list[str] = matcher(doc)._.hints
        return found

    return hints


_KEPT = frozenset({"listedOn", "regulatedBy"})  # what is an exchange or a regulator shows in its name


def _is_public(slug: str) -> bool:
    return any(is_a(KNOWN[slug].type, kind) for kind in ("Regulator", "Government", "Exchange"))


_PUBLIC = frozenset(label for individual in KNOWN.values() if _is_public(individual.slug) for label in individual.labels)


def name_pool(records: Sequence[Record]) -> Mapping[str, list[str]]:
    """Names to swap in, by type: those of the ontology and those of the given passages."""
    pool: dict[str, set[str]] = defaultdict(set)
    for individual in KNOWN.values():
        if not _is_public(individual.slug):
            pool[top_type(individual.type)].update(individual.labels[:1])
    for record in records:
        kept = {fact["o"] for fact in record["facts"] if fact["r"] in _KEPT} | _PUBLIC
        for entity in record["entities"]:
            if entity["name"] not in kept:
                pool[entity["type"]].add(entity["name"])
    return {kind: sorted(names) for kind, names in pool.items() if kind in _SWAPPED}


def invented(kind: str, rng: random.Random) -> str:
    """A name that nobody has: syllables, as its type writes them."""
    word = "".join(rng.choices(_SYLLABLES, k=rng.choice((2, 2, 3))))
    word = rng.choice((word.title(), word.title(), word, word.upper()[:4], word.title() + rng.choice(("AI", "Labs", "X"))))
    if kind == "Organization":
        return word + rng.choice(("", "", "", " AI", " Labs", " Capital", " Ventures", " Systems", ".ai", " Technologies", " Cloud", " Group"))
    if kind == "Person":
        return f"{word.title()} {''.join(rng.choices(_SYLLABLES, k=2)).title()}"
    if kind == "Model":
        return word + rng.choice((" 2", "-7B", " 3.1", "-1", " 70B", " Large", "-v2", "", ""))
    return word + rng.choice(("", "", " Studio", " 2", " X1", " Cloud", "-300", " One"))


def swapped(record: Record, pool: Mapping[str, Sequence[str]], rng: random.Random, *, share: float) -> Record:
    """The passage with about `share` of its names replaced; short forms become short forms of the new name."""
    kept = {fact["o"] for fact in record["facts"] if fact["r"] in _KEPT} | _PUBLIC
    new: dict[str, str] = {}
    for entity in record["entities"]:
        kind, name = entity["type"], entity["name"]
        if kind in _SWAPPED and name not in new and name not in kept:
            keep = rng.random() >= share
            new[name] = name if keep else invented(kind, rng) if rng.random() < 0.4 or not pool.get(kind) else rng.choice(pool[kind])
    if len(set(new.values())) < len(new):
        return record
    pieces, at = [], 0
    text, length = record["text"], 0
    spans = []
    for entity in record["entities"]:
        kind, name = entity["type"], entity["name"]
        if entity["start"] < at or new.get(name, name) == name:
            continue
        fresh = new[name]
        if entity["text"] != name:
            fresh = fresh.split()[-1 if kind == "Person" else 0]
        pieces += [text[at : entity["start"]], fresh]
        length += entity["start"] - at
        spans.append((entity["start"], entity["end"], length, length + len(fresh)))
        length += len(fresh)
        at = entity["end"]
    pieces.append(text[at:])

    def place(offset: int, *, is_end: bool) -> int:
        shift = 0
        for start, end, new_start, new_end in spans:
            if offset >= end:
                shift = new_end - end
            elif offset > start or (offset == start and not is_end):
                return new_end if is_end else new_start
        return offset + shift

    fresh_text = "".join(pieces)

    def moved_row(row: Record) -> Record:
        return {**row, "start": place(row["start"], is_end=False), "end": place(row["end"], is_end=True)}

    return {
        **record,
        "text": fresh_text,
        "entities": [{**moved_row(row), "name": new.get(row["name"], row["name"])} for row in record["entities"]],
        "mentions": [{**moved_row(row), "names": [new.get(name, name) for name in row["names"]]} for row in record["mentions"]],
        "facts": [{**moved_row(row), "s": new.get(row["s"], row["s"]), "o": new.get(row["o"], row["o"])} for row in record["facts"]],
    }


_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]?\s+|\n+")


def cropped(record: Record, rng: random.Random) -> Record:
    """One or two sentences of the passage with what is annotated in them, often nothing: whole passages nearly all state something, which a single
    sentence of an article need not. A stand-in goes where no name that it stands for is left, a fact where its words are not all there."""
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(record["text"])), len(record["text"])]
    first = rng.randrange(len(ends) - 1)
    start, end = ends[first], ends[min(first + rng.choice((1, 1, 2)), len(ends) - 1)]

    def inside(rows: Sequence[Record]) -> list[Record]:
        return [{**row, "start": row["start"] - start, "end": row["end"] - start} for row in rows if start <= row["start"] and row["end"] <= end]

    entities = inside(record["entities"])
    named = {row["name"] for row in entities}
    mentions = [{**row, "names": names} for row in inside(record["mentions"]) if (names := [name for name in row["names"] if name in named])]
    facts = [row for row in inside(record["facts"]) if {row["s"], row["o"]} <= named]
    return {**record, "text": record["text"][start:end], "entities": entities, "mentions": mentions, "facts": facts}


def example(record: Record, hints: Callable[[Doc], list[str]], *, hint_share: float = 1.0, rng: random.Random | None = None) -> Example:
    """A passage as the network reads it. Names and mentions take the tokens they touch."""
    doc = NLP.make_doc(record["text"])
    known = hints(doc)
    if rng is not None and rng.random() >= hint_share:
        known = [""] * len(doc)
    spans: list[Mention] = []
    clusters: dict[str, list[int]] = defaultdict(list)
    types: dict[str, str] = {}
    names = []
    end_of_last = 0
    for row in record["entities"]:
        start, end = _tokens(doc, row)
        if start < end_of_last:
            continue
        end_of_last = end
        if row["type"] in NAME_TYPES:
            names.append((start, end, row["type"]))
        clusters[row["name"]].append(len(spans))
        types[row["name"]] = row["type"]
        spans.append(Mention(start, end, row["type"]))
    antecedents: dict[int, set[int]] = {}
    descriptions: list[tuple[int, int]] = []
    for row in record["mentions"]:
        start, end = _tokens(doc, row)
        index = len(spans)
        spans.append(Mention(start, end, types.get(row["names"][0], "Organization"), anaphor=True))
        antecedents[index] = {i for name in row["names"] for i in clusters[name] if not spans[i].anaphor}
        for name in row["names"]:
            clusters[name].append(index)
        if end - start > 1 and (not descriptions or start >= descriptions[-1][1]):
            descriptions.append((start, end))
    found = Example(doc, known, "landscape", names, descriptions, "landscape", spans, antecedents)
    for fact in record["facts"]:
        _add(found, fact, clusters)
    return found


def _tokens(doc: Doc, row: Record) -> tuple[int, int]:
    span = doc.char_span(row["start"], row["end"], alignment_mode="expand")
    return (span.start, span.end) if span is not None else (0, 0)


def _add(found: Example, fact: Record, clusters: Mapping[str, list[int]]) -> None:
    """One pair of spans inside the evidence states the fact; all other pairs of the same two are left open."""
    first, last = _tokens(found.doc, fact)
    inside = []
    ends = [(i, j) for i in clusters[fact["s"]] for j in clusters[fact["o"]] if i != j]
    if RELATIONS[fact["r"]].symmetric:
        ends += [(j, i) for i, j in ends]
    for i, j in ends:
        found.pairs.setdefault((i, j), Pair()).open.add(fact["r"])
        if all(first <= found.spans[k].start and found.spans[k].end <= last for k in (i, j)):
            inside.append((i, j))
    if RELATIONS[fact["r"]].symmetric:
        found.bags += [
            (fact["r"], [pair for pair in inside if (pair[0] < pair[1]) is way], fact["status"])
            for way in (True, False)
            if any((p[0] < p[1]) is way for p in inside)
        ]
    elif inside:
        found.bags.append((fact["r"], inside, fact["status"]))
    for detail in DETAILS:
        if value := fact.get(detail):
            holders = {i if detail in {"amount", "role"} else j for i, j in inside}
            values = [
                k
                for k, span in enumerate(found.spans)
                if not span.anaphor and " ".join(found.doc[span.start : span.end].text.split()).lower() in value.lower()
            ]
            values = [
                k
                for k in values
                if span_type(found, k)
                in {"amount": {"Money"}, "valuation": {"Money"}, "round": {"Round"}, "date": {"Date"}, "role": {"Role"}}[detail]
            ]
            if holders and values:
                for i in holders:
                    for k in values:
                        found.pairs.setdefault((i, k), Pair()).open.add(detail)
                found.bags.append((detail, [(i, k) for i in holders for k in values if i != k], ""))


def span_type(found: Example, index: int) -> str:
    """The type of a span."""
    return found.spans[index].type


def read(path: Path) -> Iterator[Record]:
    """The records of a file of passages."""
    yield from map(json.loads, path.read_text(encoding="utf8").splitlines())
