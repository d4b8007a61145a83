"""Who does what in a sentence, told from its chunks: the subject of a verb group, what a relative clause goes back to."""

from abc import ABC, abstractmethod

from spacy.tokens import Span

from ingest.rules.noun_phrases import INTRODUCES_LIST, NOBODY, Arguments, NounPhrases
from ingest.rules.words import WORDS


class Clauses(NounPhrases, ABC):
    """The questions about clauses that the relation rules ask of one sentence."""

    @abstractmethod
    def described(self, position: int) -> tuple[Span, ...]:
        """Whom a noun phrase without a name of its own describes."""

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
            governor = self.verb_before(i)
            verb = self.chunks[governor].verb if governor is not None else None
            if verb is not None and verb.lemma_ in WORDS["OBJECT_CONTROL"] and self.heads(i):
                return Arguments(self.group(i, leftwards=True), 0.9)
            return self._governing(i, depth)
        if chunk.ing and (self.verb_before(i) is not None or i > 0):
            return Arguments(self.group(i, leftwards=True) or self.described(i), 0.85)  # "with Accel and DST Global participating"
        if not self.heads(i) and chunk.participle:  # "Quill, the contract assistant made by Tessera AI"
            return Arguments(self.described(i), 0.9)
        if not self.heads(i) and (owner := self._round_owner(i)):
            return Arguments(owner, 0.9)
        outer = self._outer(i)
        if outer != i:
            return Arguments(self.heads(outer), 0.9) if self.chunks[outer].kind == "NP" else NOBODY
        return Arguments(self.group(i, leftwards=True))

    def _round_owner(self, i: int) -> tuple[Span, ...]:
        """ "Mistral's Series C brings in", "its shares are listed": the round and the shares stand for whose they are."""
        chunk = self.chunks[i]
        owners = [
            mention
            for mention in chunk.mentions
            if (mention.end < chunk.end and "PART" in self.doc[mention.end].tag_) or self.doc[mention.start].tag_ == "POSS"
        ]
        tail = {token.lemma_ for token in self.doc[owners[-1].end : chunk.end]} if owners else set()
        return (owners[-1],) if tail & {"round", "series", "financing", "fundraising", "share", "stock"} else ()

    def _outer(self, i: int) -> int:
        """The noun phrase that a chain of "of", "in", "at" phrases before the verb hangs on; the phrase itself where there is none."""
        first, before = i, self.previous(i)
        while (
            before is not None
            and self.chunks[before].kind == "ADP"
            and before > 0
            and self.doc[self.chunks[before].start].lower_ not in INTRODUCES_LIST
        ):
            head = self.previous(before)
            if head is None or self.chunks[head].kind != "NP":
                return first
            i = head
            before = self.previous(i)
        # "After a year of hearings Halden failed": the chain itself hangs on an opening preposition, so the name ends it only by chance.
        return first if before is not None and self.chunks[before].kind in {"ADP", "SCONJ"} and self.heads(first) else i

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
        opening = self.opening(i)
        if opening is not None:
            return Arguments(self.group(opening, leftwards=True), 0.95)
        if chunk.participle and self.chunks[before].kind == "NP" and self.verb_before(i) is None:
            return Arguments(self.group(before, leftwards=True), 0.9)
        return self._governing(i, depth)

    def opening(self, comma: int) -> int | None:
        """The noun phrase before the insertion that this comma closes: "Mistral, a Paris-based startup, raised".

        Of several commas the first one opens it, so that a list inside does not ("Zhipu, backed by Alibaba, Tencent and Ant, has raised").
        """
        for i in range(1, comma):
            host = i - 1 if self.chunks[i - 1].kind == "NP" else i - 2
            if self.chunks[i].kind != "COMMA" or self.chunks[i - 1].kind not in {"NP", "ASIDE"} or host < 0:
                continue
            if not self.heads(host):
                named = i + 2 == comma and self.chunks[i + 1].kind == "NP" and len(self.heads(i + 1)) == 1
                if named and self.doc[self.chunks[host].start].tag_ in {"DET", "POSS"}:
                    return i + 1  # "The new model, Mistral Large, was"
                continue
            before = self.previous(host)
            if before is not None and self.chunks[before].kind == "ADP":
                continue
            if not self._holds_clause(i, comma) and not self._is_list(i, comma):
                return host
        return None

    def _is_list(self, start: int, end: int) -> bool:
        """Whether nothing but names stands between two commas: "Accel, Nvidia and GV, ..."."""
        inside = [i for i in range(start, end) if self.chunks[i].kind not in {"COMMA", "CONJ"}]
        return all(self.chunks[i].kind == "NP" and self.heads(i) for i in inside)

    def _holds_clause(self, start: int, end: int) -> bool:
        """Whether chunks hold a finite verb that no relative pronoun among them governs."""
        chunks = self.chunks[start:end]
        relative = any(chunk.kind in {"REL", "SCONJ"} or self.doc[chunk.start].lower_ in {"whose", "as"} for chunk in chunks[:4])
        return not relative and any(chunk.kind == "VP" and not chunk.ing and not chunk.participle for chunk in chunks)

    def _relative(self, position: int) -> bool:
        """Whether a verb group belongs to a relative clause."""
        before = self.previous(position)
        return before is not None and self.chunks[before].kind == "REL"

    def _governing(self, i: int, depth: int) -> Arguments:
        """The subject of the verb group before: of the first conjunct, or of the verb on which an infinitive hangs."""
        governor = self.verb_before(i) if self.chunks[i].kind != "VP" else i
        while (
            governor is not None and self._relative(governor) and self.verb_before(governor) is not None and self.chunks[i].kind in {"COMMA", "CONJ"}
        ):
            governor = self.verb_before(governor)
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

    def verb_before(self, i: int) -> int | None:
        return next((j for j in range(i - 1, -1, -1) if self.chunks[j].kind == "VP"), None)

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
        """What a relative clause goes back to, and the preposition before its pronoun: "OpenAI, with which Mistral competes"."""
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
