"""The notation in which passages are annotated by hand (README.md beside this file), read into records with character offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

TYPES = {
    "ORG": "Organization",
    "PER": "Person",
    "MOD": "Model",
    "PRD": "Product",
    "CHP": "Chip",
    "DAT": "Dataset",
    "LIC": "License",
    "REG": "Regulation",
    "PLC": "Place",
    "MNY": "Money",
    "PCT": "Percent",
    "DTE": "Date",
    "RND": "Round",
    "ROL": "Role",
}
VOICES = frozenset({"digest", "wire", "blog", "release", "filing", "newsletter", "interview", "webpage"})
KINDS = frozenset({"plain", "hard"})
STATUSES = frozenset({"asserted", "planned", "hedged", "negated", "ended"})
DETAILS = frozenset({"amount", "round", "valuation", "date", "role", "by"})
_NAME_END = re.compile(r"\|([A-Z]{3})(?:=([^\]\[{}|]+))?\]")
_MENTION_END = re.compile(r"\|([^\]\[{}|]+)\}")


class NotationError(ValueError):
    """A passage that is not written in the notation; the message names it, what is wrong, and the remedy."""


@dataclass(slots=True)
class Marked:
    """A text without its marks; `entities` and `mentions` are rows with `start` and `end` in it."""

    text: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)


def unmarked(marked: str) -> Marked:
    """Takes the marks out of a text and keeps where they stood; `NotationError` where they do not close."""
    result, opened, i = Marked(), list[tuple[str, int]](), 0
    while i < len(marked):
        end = _NAME_END.match(marked, i) if opened and opened[-1][0] == "[" else _MENTION_END.match(marked, i) if opened else None
        if marked[i] in "[{":
            opened.append((marked[i], len(result.text)))
        elif end is not None:
            bracket, start = opened.pop()
            span = {"start": start, "end": len(result.text), "text": result.text[start:]}
            if bracket == "[":
                if end[1] not in TYPES:
                    raise NotationError(f"{end[1]!r} is no type of {span['text']!r}: take one of {', '.join(TYPES)}")
                result.entities.append({**span, "type": TYPES[end[1]], "name": str(end[2] or span["text"]).strip()})
            else:
                result.mentions.append({**span, "names": [name.strip() for name in end[1].split(";")]})
            i = end.end()
            continue
        elif marked[i] in "]}":
            raise NotationError(f"a bracket closes where none is open or without its type or name: ...{marked[max(i - 40, 0) : i + 10]!r}")
        else:
            result.text += marked[i]
        i += 1
    if opened:
        raise NotationError(f"a {opened[-1][0]!r} does not close: {result.text[opened[-1][1] : opened[-1][1] + 40]!r}")
    result.entities.sort(key=lambda row: (row["start"], -row["end"]))
    result.mentions.sort(key=lambda row: (row["start"], -row["end"]))
    return result


def passages(source: str, relations: frozenset[str]) -> Iterator[dict[str, Any] | NotationError]:
    """The passages of a file in the notation, and in the place of each bad one its errors."""
    for block in re.split(r"^## +(?=id:)", source, flags=re.MULTILINE)[1:]:
        try:
            yield _passage(block, relations)
        except NotationError as error:
            yield NotationError(f"{block.split('|')[0].removeprefix('id:').strip()}: {error}")


def _passage(block: str, relations: frozenset[str]) -> dict[str, Any]:
    head, _, body = block.partition("\n")
    row: dict[str, Any] = {**dict(_pair(part, ":") for part in head.split("|"))}
    if missing := {"id", "voice", "kind", "published"} - set(row):
        raise NotationError(f"the head lacks {', '.join(sorted(missing))}")
    if row["voice"] not in VOICES or row["kind"] not in KINDS:
        raise NotationError(f"voice {row['voice']!r} / kind {row['kind']!r}: take one of {', '.join(sorted(VOICES))} / {', '.join(sorted(KINDS))}")
    marked_text, line, fact_lines = (
        re.split(r"^(---)\s*$", body + "\n", maxsplit=1, flags=re.MULTILINE) if re.search(r"^---\s*$", body, re.M) else (body, "", "")
    )
    if not line:
        raise NotationError("no line --- between text and facts")
    marked = unmarked(marked_text.strip())
    problems = []
    names = {entity["name"] for entity in marked.entities}
    surfaces = {entity["text"] for entity in marked.entities}
    problems += [f"{name!r} (of a short form) is marked nowhere in the passage" for name in sorted(names - surfaces)]
    problems += [
        f"mention {m['text']!r} stands for {name!r}, which is no marked name" for m in marked.mentions for name in m["names"] if name not in names
    ]
    facts = []
    for fact_line in filter(None, map(str.strip, fact_lines.splitlines())):
        try:
            facts.append(_fact(fact_line, marked, names, relations))
        except NotationError as error:
            problems.append(f"{error} in {fact_line!r}")
    if problems:
        raise NotationError("; ".join(problems))
    return {**row, "text": marked.text, "entities": marked.entities, "mentions": marked.mentions, "facts": facts}


def _fact(line: str, marked: Marked, names: set[str], relations: frozenset[str]) -> dict[str, Any]:
    fields = [
        field.strip()
        for field in re.split(r"\s*\|\s*", re.sub(r"\|[A-Z]{3}(?:=[^\]\[{}|]+)?\]", "]", re.sub(r"\|[^\]\[{}|]+\}", "}", line)), maxsplit=5)
    ]
    if len(fields) != 6:
        raise NotationError(f"{len(fields)} fields instead of 6")
    subject, relation, other, status, details, evidence = fields
    if relation not in relations:
        raise NotationError(f"{relation!r} is no relation")
    if status not in STATUSES:
        raise NotationError(f"{status!r} is no status")
    for end in (subject, other):
        if end not in names:
            raise NotationError(f"{end!r} is no marked name (fullest form)")
    extra = dict(_pair(part, "=") for part in details.split(";") if part.strip())
    if unknown := set(extra) - DETAILS:
        raise NotationError(f"no such detail: {', '.join(unknown)}")
    words = re.sub(r"[\[\]{}]", "", evidence).strip().strip('"')
    found = re.search(r"\s+".join(map(re.escape, words.split())), marked.text) if words else None
    if found is None:
        raise NotationError(f"the evidence {words!r} does not stand in the text")
    for end in (subject, other):
        inside = [m for m in marked.entities if m["name"] == end] + [m for m in marked.mentions if end in m["names"]]
        if not any(found.start() <= m["start"] and m["end"] <= found.end() for m in inside):
            raise NotationError(f"the evidence holds neither {end!r} nor a mention of it")
    return {"s": subject, "r": relation, "o": other, "status": status, **extra, "start": found.start(), "end": found.end()}


def _pair(part: str, sign: str) -> tuple[str, str]:
    key, found, value = part.partition(sign)
    if not found:
        raise NotationError(f"{part.strip()!r} is no key{sign}value")
    return key.strip(), value.strip()
