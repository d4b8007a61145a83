"""Whom a noun phrase without a name of its own describes: in apposition to a name, or as what a name "is"."""

from spacy.tokens import Span

from ingest.rules.clauses import Clauses


class Sentence(Clauses):
    """All that the relation rules ask of one sentence."""

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
        return (
            following is not None
            and self.chunks[following].kind == "CONJ"
            and following + 1 < len(self.chunks)
            and self.chunks[following + 1].kind == "NP"
            and bool(self.heads(following + 1))
        )

    def _as_what(self, position: int) -> tuple[Span, ...]:
        """ "serves as", "act as": the subject; "described Mistral as": the object."""
        before = self.previous(position)
        if before is None:
            return ()
        if self.chunks[before].kind == "NP":
            return self.heads(before)
        return (
            self.subject(before).mentions
            if self.chunks[before].kind == "VP" and not self.chunks[before].passive
            else self.subject(before).mentions
            if self.chunks[before].kind == "VP"
            else ()
        )

    def _apposition_after(self, position: int) -> tuple[Span, ...]:
        """ "The French startup's rival, Anthropic, ...": a name between commas right after the description."""
        i = position + 1
        if i + 1 < len(self.chunks) and self.chunks[i].kind == "CONJ" and self.chunks[i + 1].kind == "NP" and not self.chunks[i + 1].mentions:
            i += 2  # "Its founder and chief executive, Joel Hellermark,"
        while i + 1 < len(self.chunks) and self.chunks[i].kind == "ADP" and self.chunks[i + 1].kind == "NP":
            i += 2
        plural = self.doc[self.chunks[position].end - 1].lower_.endswith("s")
        if (
            i + 1 < len(self.chunks)
            and self.chunks[i].kind == "COMMA"
            and self.chunks[i + 1].kind == "NP"
            and (plural or len(self.group(i + 1)) == 1)
        ):
            after = self.next(i + 1)
            if plural and len(self.group(i + 1)) > 1:
                return self.group(i + 1)
            if position == 0 or self.chunks[position - 1].kind in {"COMMA", "ADP", "CONJ", "SCONJ"}:
                return self.heads(i + 1) if after is None or self.chunks[after].kind in {"COMMA", "OTHER", "VP"} else ()
        return ()
