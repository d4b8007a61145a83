"""Who does what in a sentence, told from its chunks: the subject of a verb group, the name that a noun phrase means, the members of a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from ingest.chunks import Chunk
from ontology import TYPES

_DESCRIPTORS = {top: {word for entity_type in TYPES.values() for word in entity_type.descriptors if entity_type.name == top} for top in TYPES}
_INTRODUCES_LIST = frozenset({"including", "like", "such"})
_OBJECT_CONTROL = frozenset({"allow", "ask", "tell", "force", "order", "require", "help", "enable", "let", "urge", "expect", "want", "push", "commission", "permit", "bar", "forbid", "pay", "see", "get"})
_LINKS_LIST = frozenset({"and", "or", "&", "nor", "plus"})
_SKIPPED = frozenset({"ADV", "DATE", "ASIDE"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Names found for one end of a relation, and how sure the way was on which they were found (1 is adjacent and plain)."""

    mentions: tuple[Span, ...]
    sure: float = 1.0

    def __bool__(self) -> bool:
        return bool(self.mentions)


NOBODY = Arguments(())


class Sentence:
    """The chunks of one sentence and the questions that the relation rules ask of them. Positions count chunks unless said otherwise."""

    def __init__(self, doc: Doc, chunks: Sequence[Chunk]) -> None:
        self.doc = doc
        self.chunks = chunks
        self.at = {i: position for position, chunk in enumerate(chunks) for i in range(chunk.start, chunk.end)}

    # ------------------------------------------------------------ noun phrases

    def heads(self, position: int) -> tuple[Span, ...]:
        """The name that a noun phrase means: the one that ends it ("OpenAI's rival Anthropic"), or that only a word for its own kind follows ("H100 chips")."""
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
        kinds = _DESCRIPTORS.get(last.label_, set())
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
        members, linked, pending = [own], False, []
        i = position + step
        if leftwards and self._separator(position) != "CONJ":
            return own
        while 0 <= i < len(self.chunks):
            chunk = self.chunks[i]
            if chunk.kind == "COMMA" or chunk.kind in _SKIPPED:
                i += step
                continue
            if (chunk.kind == "CONJ" and self.doc[chunk.start].lower_ in _LINKS_LIST) or self._as_well_as(i):
                linked = True
                i += step
                continue
            names = self.heads(i) if chunk.kind == "NP" else ()
            beside = self.chunks[i - step]
            if not names or beside.kind == "NP" or (beside.kind in _SKIPPED and self.chunks[i - 2 * step].kind == "NP") or not _alike(own[0], names[0]):
                break
            if not leftwards and self._begins_clause(i) and not (linked and pending):
                break
            pending.append(names)
            if linked:
                members, pending = members + pending, []
                if not leftwards:
                    break
            i += step
        if leftwards and linked:
            members += pending
        return tuple(name for names in members for name in names)

    def _separator(self, position: int) -> str:
        """The kind of chunk that stands between a noun phrase and the one before it."""
        before = self.previous(position)
        return self.chunks[before].kind if before is not None and not self._as_well_as(before) else "CONJ" if before is not None else ""

    def _as_well_as(self, position: int) -> bool:
        chunk = self.chunks[position]
        words = [token.lower_ for token in self.doc[chunk.start : chunk.start + 3]]
        return words[:2] == ["along", "with"] or words == ["as", "well", "as"] or words[:2] == ["together", "with"] or (chunk.kind == "ADP" and words[0] in {"alongside"})

    def _begins_clause(self, position: int) -> bool:
        """Whether a finite verb follows the noun phrase, so that it is a subject of its own and no member of the list before it."""
        following = self.next(position)
        return following is not None and self.chunks[following].kind == "VP" and not self.chunks[following].infinitive and not self.chunks[following].ing

    def next(self, position: int) -> int | None:
        """The next chunk that is no adverb, date or bracket."""
        i = position + 1
        while i < len(self.chunks) and self.chunks[i].kind in _SKIPPED:
            i += 1
        return i if i < len(self.chunks) else None

    def previous(self, position: int) -> int | None:
        """The last chunk before that is no adverb, date or bracket; a preposition that a date follows goes with it ("in May")."""
        i = position - 1
        while i >= 0 and (self.chunks[i].kind in _SKIPPED or (self.chunks[i].kind == "ADP" and i + 1 < len(self.chunks) and self.chunks[i + 1].kind == "DATE" and i + 1 < position)):
            i -= 1
        return i if i >= 0 else None

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
            if chunk.kind in _SKIPPED or chunk.kind == "OTHER" and self.doc[chunk.start].text == ":":
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
        return tuple(name for name in names if called or noun in _DESCRIPTORS.get(name.label_, set()))

    def _announces_license(self, position: int) -> bool:
        last, following = self.doc[self.chunks[position].end - 1], self.chunks[position].end
        return last.lemma_ in _DESCRIPTORS["License"] and following < len(self.doc) and self.doc[following].text == ":"

    def counts(self, position: int) -> bool:
        chunk = self.chunks[position]
        numbers = all(token.tag_ in {"NUM", "DET", "ADV", "ADJ"} or token.lemma_ in {"hundred", "thousand", "million", "ten", "dozen"} for token in self.doc[chunk.start : chunk.end])
        return numbers and position + 1 < len(self.chunks) and self.doc[self.chunks[position + 1].start].lower_ == "of"

    def _is_kind_of_place(self, position: int) -> bool:
        """ "the eastern city of Hangzhou"."""
        chunk = self.chunks[position]
        return self.doc[chunk.end - 1].lemma_ in {"city", "town", "state", "suburb", "capital", "island"} and chunk.end < len(self.doc) and self.doc[chunk.end].lower_ == "of"

    def listed_after(self, position: int) -> tuple[Span, ...]:
        """The names that "such as", "including", "like", a colon or brackets name as examples of a noun phrase."""
        i = position + 1
        plural = self.doc[self.chunks[position].end - 1].lower_.endswith("s")
        if i < len(self.chunks) and self.chunks[i].kind == "ASIDE" and self.chunks[i].mentions and plural:
            return tuple(self.chunks[i].mentions)
        if i < len(self.chunks) and self.chunks[i].kind == "COMMA":
            i += 1
        if i < len(self.chunks) and self.doc[self.chunks[i].start].lower_ in _INTRODUCES_LIST:
            start = self.chunks[i].start + (2 if self.doc[self.chunks[i].start].lower_ == "such" else 1)
            first = self.at.get(start)
            return self.group(first) if first is not None and self.chunks[first].kind == "NP" else ()
        return ()

    # ------------------------------------------------------------ subjects

    def subject(self, position: int, *, depth: int = 0) -> Arguments:
        """The names that are the grammatical subject of a verb group."""
        chunk = self.chunks[position]
        i = self.previous(position)
        if depth > 4:
            return NOBODY
        if i is None:
            return self._following_subject(position) if chunk.ing or chunk.participle else NOBODY
        before = self.chunks[i]
        if before.kind == "NP":
            return self._nominal(i, position, depth)
        if before.kind == "REL":
            return self._antecedent(i)
        if before.kind == "COMMA":
            return self._after_comma(i, position, depth)
        if before.kind in {"CONJ", "VP"}:
            return self._governing(i, depth)
        if before.kind in {"ADP", "SCONJ"} and (chunk.ing or chunk.infinitive):
            governing = self._governing(i, depth)
            return governing or self._following_subject(position)
        return NOBODY

    def _nominal(self, i: int, position: int, depth: int) -> Arguments:
        """The subject whose noun phrase stands right before the verb, unless that phrase only completes a preposition."""
        chunk = self.chunks[position]
        if chunk.infinitive:
            governor = self._verb_before(i)
            if governor is not None and self.chunks[governor].verb is not None and self.chunks[governor].verb.lemma_ in _OBJECT_CONTROL and self.heads(i):  # type: ignore[union-attr]
                return Arguments(self.group(i, leftwards=True), 0.9)
            return self._governing(i, depth)
        if chunk.ing and self._verb_before(i) is not None:
            return Arguments(self.heads(i), 0.8)
        if not self.heads(i) and chunk.participle:  # "Quill, the contract assistant made by Tessera AI"
            return Arguments(self.described(i), 0.85)
        if not self.heads(i) and (owner := self._round_owner(i)):
            return Arguments(owner, 0.9)
        outer = self._outer(i)
        if outer != i:
            return Arguments(self.heads(outer), 0.9) if self.chunks[outer].kind == "NP" else NOBODY
        return Arguments(self.group(i, leftwards=True))

    def _round_owner(self, i: int) -> tuple[Span, ...]:
        """ "Mistral's Series C brings in", "its shares are listed": the round and the shares stand for whose they are."""
        chunk = self.chunks[i]
        owners = [mention for mention in chunk.mentions if mention.end < chunk.end and "PART" in self.doc[mention.end].tag_ or self.doc[mention.start].tag_ == "POSS"]
        tail = {token.lemma_ for token in self.doc[owners[-1].end : chunk.end]} if owners else set()
        return (owners[-1],) if tail & {"round", "series", "financing", "fundraising", "share", "stock"} else ()

    def _outer(self, i: int) -> int:
        """The noun phrase that a chain of "of", "in", "at" phrases before the verb hangs on; the phrase itself where there is none."""
        first, before = i, self.previous(i)
        while before is not None and self.chunks[before].kind == "ADP" and before > 0 and self.doc[self.chunks[before].start].lower_ not in _INTRODUCES_LIST:
            head = self.previous(before)
            if head is None or self.chunks[head].kind != "NP":
                return first
            i = head
            before = self.previous(i)
        # "After a year of hearings Halden failed": the chain itself hangs on an opening preposition, so the name ends it only by chance.
        return first if before is not None and self.chunks[before].kind in {"ADP", "SCONJ"} and self.heads(first) else i

    def _antecedent(self, i: int) -> Arguments:
        """The name that "which", "that" or "who" goes back to."""
        before = self.previous(i)
        if before is not None and self.chunks[before].kind == "COMMA":
            before = self.previous(before)
        if before is not None and self.chunks[before].kind == "ADP":
            before = self.previous(before)
        if before is None or self.chunks[before].kind != "NP":
            return NOBODY
        if names := self.heads(before):
            return Arguments(names, 0.95)
        return Arguments(self.described(before), 0.85)

    def governor(self, position: int) -> int | None:
        """The verb group on which a noun phrase hangs through prepositions: "raised $5 million at a valuation of"."""
        for i in range(position - 1, -1, -1):
            chunk = self.chunks[i]
            if chunk.kind == "VP":
                return i
            if chunk.kind in {"COMMA", "CONJ", "REL", "SCONJ", "OTHER"}:
                return None
        return None

    def relative_object(self, position: int) -> tuple[Arguments, str]:
        """What a relative clause with a subject of its own goes back to, and the preposition before its pronoun: "OpenAI, with which Mistral competes"."""
        i = self.previous(position)
        while i is not None and i > 0 and self.chunks[i].kind in {"NP", "COMMA", "CONJ"} and self.chunks[i - 1].kind != "REL":
            i -= 1
        if i is None or i == 0 or self.chunks[i].kind != "NP":
            return NOBODY, ""
        if self.chunks[i - 1].kind == "NP" and self.doc[self.chunks[i].start].tag_ == "PRON":  # "the lab he founded"
            return Arguments(self.heads(i - 1) or self.described(i - 1), 0.85), ""
        if self.chunks[i - 1].kind != "REL":
            return NOBODY, ""
        before = self.chunks[i - 2] if i > 1 else None
        return self._antecedent(i - 1), self.doc[before.start].lower_ if before is not None and before.kind == "ADP" else ""

    def _after_comma(self, i: int, position: int, depth: int) -> Arguments:
        """A verb after a comma: the comma closes an insertion, or divides verbs of one subject, or opens a participle."""
        chunk = self.chunks[position]
        before = self.previous(i)
        if before is None:
            return NOBODY
        if chunk.participle and self._by_follows(position):
            return Arguments(self.group(before, leftwards=True), 0.9)
        if chunk.ing:
            return self._governing(i, depth)
        opening = self._opening(i)
        if opening is not None:
            return Arguments(self.group(opening, leftwards=True), 0.95)
        if chunk.participle and self.chunks[before].kind == "NP" and self._verb_before(i) is None:
            return Arguments(self.group(before, leftwards=True), 0.9)
        return self._governing(i, depth)

    def _opening(self, comma: int) -> int | None:
        """The noun phrase before the insertion that this comma closes: "Mistral, a Paris-based startup, raised"."""
        for i in range(comma - 1, 0, -1):
            if self.chunks[i].kind == "COMMA" and self.chunks[i - 1].kind in {"NP", "ASIDE"}:
                host = i - 1 if self.chunks[i - 1].kind == "NP" else i - 2
                if host >= 0 and self.heads(host) and not self._holds_clause(i, comma):
                    return host
                if any(chunk.kind == "CONJ" for chunk in self.chunks[i:comma]):
                    return None
        return None

    def _holds_clause(self, start: int, end: int) -> bool:
        """Whether chunks hold a finite verb that no relative pronoun among them governs."""
        chunks = self.chunks[start:end]
        relative = any(chunk.kind in {"REL", "SCONJ"} or self.doc[chunk.start].lower_ in {"whose", "as"} for chunk in chunks[:4])
        return not relative and any(chunk.kind == "VP" and not chunk.ing and not chunk.participle for chunk in chunks)

    def _relative(self, position: int) -> bool:
        """Whether a verb group belongs to a relative clause."""
        before = self.previous(position)
        return before is not None and self.chunks[before].kind == "REL"

    def _verb_before(self, i: int) -> int | None:
        return next((j for j in range(i - 1, -1, -1) if self.chunks[j].kind == "VP"), None)

    def _governing(self, i: int, depth: int) -> Arguments:
        """The subject of the verb group before: of the first conjunct, or of the verb on which an infinitive hangs."""
        governor = self._verb_before(i) if self.chunks[i].kind != "VP" else i
        while governor is not None and self._relative(governor) and self._verb_before(governor) is not None and self.chunks[i].kind in {"COMMA", "CONJ"}:
            governor = self._verb_before(governor)
        if governor is None:
            return NOBODY
        found = self.subject(governor, depth=depth + 1)
        return Arguments(found.mentions, found.sure * 0.95)

    def _following_subject(self, position: int) -> Arguments:
        """The subject of the main clause after an opening participle: "Backed by Nvidia, Mistral ..."."""
        for i in range(position + 1, len(self.chunks) - 1):
            if self.chunks[i].kind == "COMMA" and self.chunks[i + 1].kind == "NP":
                following = self.next(i + 1)
                if following is not None and self.chunks[following].kind in {"VP", "COMMA", "CONJ"} and self.heads(i + 1):
                    return Arguments(self.group(i + 1), 0.9)
        return NOBODY

    def _by_follows(self, position: int) -> bool:
        end = self.chunks[position].end
        return end < len(self.doc) and self.doc[end].lower_ == "by"

    # ------------------------------------------------------------ descriptions

    def described(self, position: int) -> tuple[Span, ...]:
        """Whom a noun phrase without a name of its own describes: in apposition to a name before or after it, or as what a name "is"."""
        before = self.previous(position)
        if before is not None:
            chunk = self.chunks[before]
            if chunk.kind == "COMMA" and before > 0:
                host = self.previous(before)
                if host is not None and self.heads(host) and not self._listed(position):
                    return self.heads(host)
            if chunk.kind == "CONJ" and before > 0 and self.chunks[before - 1].kind == "NP" and not self.heads(before - 1):
                return self.described(before - 1)  # "the founder and chief executive"
            if chunk.kind == "VP" and chunk.verb is not None and chunk.verb.lemma_ in {"be", "become", "remain", "stay"}:
                return self.subject(before).mentions
            if chunk.kind == "ADP" and before > 1 and self._is_among(before):
                verb = self.previous(before)
                verb = self.previous(verb) if verb is not None and self.chunks[verb].kind == "NP" else verb
                return self.subject(verb).mentions if verb is not None and self.chunks[verb].kind == "VP" else ()
            if chunk.kind in {"ADP", "SCONJ"} and self.doc[chunk.start].lower_ == "as":
                return self._as_what(before)
        return self._apposition_after(position)

    def _is_among(self, position: int) -> bool:
        """ "are among Mistral's customers", "is one of OpenAI's investors"."""
        before = self.previous(position)
        if before is None:
            return False
        word, chunk = self.doc[self.chunks[position].start].lower_, self.chunks[before]
        if word == "among":
            return chunk.kind == "VP" and chunk.verb is not None and chunk.verb.lemma_ in {"be", "count", "rank"}
        return word == "of" and chunk.kind == "NP" and self.doc[chunk.start].lower_ == "one" and chunk.end - chunk.start == 1

    def _listed(self, position: int) -> bool:
        """Whether the noun phrase is followed by "and" and another phrase, so that the comma before it divides a list."""
        following = self.next(position)
        return following is not None and self.chunks[following].kind == "CONJ" and following + 1 < len(self.chunks) and self.chunks[following + 1].kind == "NP" and bool(self.heads(following + 1))

    def _as_what(self, position: int) -> tuple[Span, ...]:
        """ "serves as", "act as": the subject; "described Mistral as": the object."""
        before = self.previous(position)
        if before is None:
            return ()
        if self.chunks[before].kind == "NP":
            return self.heads(before)
        return self.subject(before).mentions if self.chunks[before].kind == "VP" and not self.chunks[before].passive else self.subject(before).mentions if self.chunks[before].kind == "VP" else ()

    def _apposition_after(self, position: int) -> tuple[Span, ...]:
        """ "The French startup's rival, Anthropic, ...": a name between commas right after the description."""
        i = position + 1
        while i + 1 < len(self.chunks) and self.chunks[i].kind == "ADP" and self.chunks[i + 1].kind == "NP":
            i += 2
        plural = self.doc[self.chunks[position].end - 1].lower_.endswith("s")
        if i + 1 < len(self.chunks) and self.chunks[i].kind == "COMMA" and self.chunks[i + 1].kind == "NP" and (plural or len(self.group(i + 1)) == 1):
            after = self.next(i + 1)
            if plural and len(self.group(i + 1)) > 1:
                return self.group(i + 1)
            if position == 0 or self.chunks[position - 1].kind in {"COMMA", "ADP", "CONJ", "SCONJ"}:
                return self.heads(i + 1) if after is None or self.chunks[after].kind in {"COMMA", "OTHER", "VP"} else ()
        return ()


def _alike(one: Span, other: Span) -> bool:
    """Whether two names can be members of one list: of one type, or of types that lists mix."""
    mixed = {"Organization", "NAME", "Person", "Product", "Model"}
    return one.label_ == other.label_ or {one.label_, other.label_} <= mixed or "NAME" in {one.label_, other.label_} or {one.label_, other.label_} <= {"Chip", "Product", "Model", "NAME"}
