"""What a noun phrase means: the name that it ends in, the members of a list, the names that follow a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from ingest.rules.chunks import Chunk
from ontology import TYPES

DESCRIPTORS = {top: {word for entity_type in TYPES.values() for word in entity_type.descriptors if entity_type.name == top} for top in TYPES}
INTRODUCES_LIST = frozenset({"including", "like", "such"})
SKIPPED = frozenset({"ADV", "DATE", "ASIDE"})
_THING_TYPES = ("Model", "Product", "Chip", "Dataset")
_THINGS = set().union(*(DESCRIPTORS[kind] for kind in _THING_TYPES))
_COUNTS = frozenset({"cluster", "number", "fleet", "rack", "range", "pair", "handful", "version", "part", "thousand", "dozen", "variety"})
_LINKS_LIST = frozenset({"and", "or", "&", "nor", "plus"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Names found for one end of a relation, and how sure the way was on which they were found (1 is adjacent and plain)."""

    mentions: tuple[Span, ...]
    sure: float = 1.0

    def __bool__(self) -> bool:
        return bool(self.mentions)


NOBODY = Arguments(())


class NounPhrases:
    """The chunks of one sentence, and what its noun phrases mean. Positions count chunks unless said otherwise."""

    def __init__(self, doc: Doc, chunks: Sequence[Chunk]) -> None:
        self.doc = doc
        self.chunks = chunks
        self.at = {i: position for position, chunk in enumerate(chunks) for i in range(chunk.start, chunk.end)}

    def next(self, position: int) -> int | None:
        """The next chunk that is no adverb, date or bracket."""
        i = position + 1
        while i < len(self.chunks) and self.chunks[i].kind in SKIPPED:
            i += 1
        return i if i < len(self.chunks) else None

    def previous(self, position: int) -> int | None:
        """The last chunk before that is no adverb, date or bracket; a preposition that a date follows goes with it ("in May")."""
        i = position - 1
        while i >= 0 and (
            self.chunks[i].kind in SKIPPED
            or (self.chunks[i].kind == "ADP" and i + 1 < len(self.chunks) and self.chunks[i + 1].kind == "DATE" and i + 1 < position)
        ):
            i -= 1
        return i if i >= 0 else None

    def heads(self, position: int) -> tuple[Span, ...]:
        """The name that a noun phrase means: the one that ends it ("OpenAI's rival Anthropic"), or that a word for its kind follows ("H100 chip")."""
        chunk = self.chunks[position]
        if chunk.kind != "NP" or not chunk.mentions:
            return ()
        last = max(chunk.mentions, key=lambda mention: (mention.end, mention.start))
        end = chunk.end
        if self.doc[end - 1].text == "-":
            end -= 1
        tail = [self.doc[i] for i in range(last.end, end)]
        if any(token.tag_ == "PART" for token in tail) or (tail and tail[0].text == "-"):
            return ()
        if self.doc[last.start].tag_ == "POSS":
            return ()
        kinds = _THINGS if last.label_ in _THING_TYPES else DESCRIPTORS.get(last.label_, set())
        own_kind = not tail or (tail[-1].lemma_ in kinds and all(token.tag_ in {"NOUN", "ADJ", "NUM"} for token in tail))
        if own_kind and (not tail or last.label_ not in {"Organization", "Person"}):
            return tuple(mention for mention in chunk.mentions if mention.start == last.start)
        return ()

    def group(self, position: int, *, leftwards: bool = False) -> tuple[Span, ...]:
        """The names of a list ("A, B and C") that begins (or, leftwards, ends) at a noun phrase; just its own name where there is no list."""
        own = self.heads(position)
        if not own:
            return ()
        step = -1 if leftwards else 1
        members, linked, pending = [own], False, list[tuple[Span, ...]]()
        i = position + step if not leftwards or self._separator(position) == "CONJ" else -1
        while 0 <= i < len(self.chunks):
            chunk = self.chunks[i]
            if chunk.kind == "COMMA" or chunk.kind in SKIPPED:
                i += step
                continue
            if (chunk.kind == "CONJ" and self.doc[chunk.start].lower_ in _LINKS_LIST) or self._as_well_as(i):
                linked = True
                i += step
                continue
            names = self.heads(i) if chunk.kind == "NP" else ()
            if not names and not leftwards and self._is_apposition(i):
                i = next((j for j in range(i, len(self.chunks)) if self.chunks[j].kind == "COMMA"), len(self.chunks))
                continue  # "Rockset, a database company, and Statsig"
            if not names and linked and not leftwards and chunk.kind == "NP" and pending:
                members += pending  # "Microsoft, Nvidia and a group of billionaires including Bill Gates"
                listed = self.listed_after(i) or (self.listed_after(i + 2) if i + 2 < len(self.chunks) else ())
                return tuple(name for found in (*members, listed) for name in found)
            if not names or self._touches(i, step) or not _alike(own[0], names[0]):
                break
            if not leftwards and self._begins_clause(i) and not (linked and pending):
                break
            pending.append(names)
            if linked:
                members, pending = members + pending, []
                if not leftwards and not (i + 1 < len(self.chunks) and self._as_well_as(i + 1)):
                    break
            i += step
        if leftwards and linked:
            members += pending
        return tuple(name for names in members for name in names)

    def _touches(self, position: int, step: int) -> bool:
        """Whether nothing parts a noun phrase from the one before it (or, stepping left, after it)."""
        beside = self.chunks[position - step]
        return beside.kind == "NP" or (beside.kind in SKIPPED and self.chunks[position - 2 * step].kind == "NP")

    def _is_apposition(self, position: int) -> bool:
        """A description between commas, with no verb of its own, after a name of a list."""
        chunk = self.chunks[position]
        closing = next((j for j in range(position, len(self.chunks)) if self.chunks[j].kind == "COMMA"), None)
        opens = chunk.kind == "NP" and self.chunks[position - 1].kind == "COMMA" and self.doc[chunk.start].tag_ == "DET"
        return (
            opens
            and closing is not None
            and closing < position + 6
            and not any(self.chunks[j].kind in {"VP", "REL"} for j in range(position, closing))
        )

    def _separator(self, position: int) -> str:
        """The kind of chunk that stands between a noun phrase and the one before it."""
        before = self.previous(position)
        return self.chunks[before].kind if before is not None and not self._as_well_as(before) else "CONJ" if before is not None else ""

    def _as_well_as(self, position: int) -> bool:
        chunk = self.chunks[position]
        words = [token.lower_ for token in self.doc[chunk.start : chunk.start + 3]]
        return (
            words[:2] == ["along", "with"]
            or words == ["as", "well", "as"]
            or words[:2] == ["together", "with"]
            or (chunk.kind == "ADP" and words[0] in {"alongside"})
        )

    def _begins_clause(self, position: int) -> bool:
        """Whether a finite verb follows the noun phrase, so that it is a subject of its own and no member of the list before it."""
        following = self.next(position)
        return (
            following is not None and self.chunks[following].kind == "VP" and not self.chunks[following].infinitive and not self.chunks[following].ing
        )

    def names_after(self, token: int) -> Arguments:
        """The names of the noun phrase that begins at or after a token, with those of its list; through "such as" and "including" too."""
        position = self.at.get(token)
        while position is None and token < self.chunks[-1].end:
            token += 1
            position = self.at.get(token)
        for _ in range(4):
            if position is None or position >= len(self.chunks):
                return NOBODY
            chunk = self.chunks[position]
            if chunk.kind in SKIPPED or (chunk.kind == "OTHER" and self.doc[chunk.start].text == ":"):
                position += 1
                continue
            if chunk.kind != "NP":
                return NOBODY
            if self.counts(position) or self._is_kind_of_place(position):  # "400,000 of NVIDIA's chips"
                position += 2
                continue
            if self.heads(position):
                return Arguments(self.group(position))
            if self._announces_license(position):  # "a new license: NO COMMERCIAL USE"
                position += 2
                continue
            if listed := self.listed_after(position):
                return Arguments(listed, 0.9)
            return Arguments(self._named_after(position), 0.9)
        return NOBODY

    def _named_after(self, position: int) -> tuple[Span, ...]:
        """The name that follows its own description: "a browser of its own, Comet", "a chatbot called Le Chat"."""
        noun, i = self.doc[self.chunks[position].end - 1].lemma_, position + 1
        if i + 1 < len(self.chunks) and self.doc[self.chunks[i].start].lower_ == "of" and not any(self.heads(i + 1)):
            i += 2
        if i + 1 >= len(self.chunks) or self.chunks[i + 1].kind != "NP":
            return ()
        called = self.doc[self.chunks[i].start : self.chunks[i].end].text.lower() in {"called", "named", "dubbed", "known as"}
        names = self.heads(i + 1) if called or self.chunks[i].kind == "COMMA" else ()
        return tuple(name for name in names if called or noun in DESCRIPTORS.get(name.label_, set()))

    def _announces_license(self, position: int) -> bool:
        last, following = self.doc[self.chunks[position].end - 1], self.chunks[position].end
        return last.lemma_ in DESCRIPTORS["License"] and following < len(self.doc) and self.doc[following].text == ":"

    def counts(self, position: int) -> bool:
        """Whether a noun phrase only says how many of the next one: "400,000 of", "a cluster of"."""
        chunk = self.chunks[position]
        if self.doc[chunk.end - 1].lemma_ in _COUNTS and chunk.end < len(self.doc) and self.doc[chunk.end].lower_ == "of":
            return True
        if self.doc[chunk.end - 1].lower_.endswith(("th", "third", "half", "quarter", "fifth")):
            return False  # "a tenth of": a share, not a count
        numbers = all(
            token.tag_ in {"NUM", "DET", "ADV", "ADJ"} or token.lemma_ in {"hundred", "thousand", "million", "ten", "dozen"}
            for token in self.doc[chunk.start : chunk.end]
        )
        return numbers and position + 1 < len(self.chunks) and self.doc[self.chunks[position + 1].start].lower_ == "of"

    def _is_kind_of_place(self, position: int) -> bool:
        """ "the eastern city of Hangzhou"."""
        chunk = self.chunks[position]
        return (
            self.doc[chunk.end - 1].lemma_ in {"city", "town", "state", "suburb", "capital", "island"}
            and chunk.end < len(self.doc)
            and self.doc[chunk.end].lower_ == "of"
        )

    def listed_after(self, position: int) -> tuple[Span, ...]:
        """The names that "such as", "including", "like", a colon or brackets name as examples of a noun phrase."""
        i = position + 1
        plural = self.doc[self.chunks[position].end - 1].lower_.endswith("s")
        if i < len(self.chunks) and self.chunks[i].kind == "ASIDE" and self.chunks[i].mentions and plural:
            return tuple(self.chunks[i].mentions)
        if i < len(self.chunks) and self.chunks[i].kind == "COMMA":
            i += 1
        if i < len(self.chunks) and self.doc[self.chunks[i].start].lower_ in INTRODUCES_LIST:
            start = self.chunks[i].start + (2 if self.doc[self.chunks[i].start].lower_ == "such" else 1)
            first = self.at.get(start)
            return self.group(first) if first is not None and self.chunks[first].kind == "NP" else ()
        return ()


def _alike(one: Span, other: Span) -> bool:
    """Whether two names can be members of one list: of one type, or of types that lists mix."""
    mixed = {"Organization", "NAME", "Person", "Product", "Model"}
    return (
        one.label_ == other.label_
        or {one.label_, other.label_} <= mixed
        or "NAME" in {one.label_, other.label_}
        or {one.label_, other.label_} <= {"Chip", "Product", "Model", "NAME"}
    )
