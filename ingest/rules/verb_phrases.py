"""Relations that a verb states: "Nvidia invested in Mistral", "Mistral, backed by Nvidia", "the lab that Amazon backs"."""

from collections.abc import Iterator

from spacy.tokens import Token

from ingest.findings import Finding
from ingest.rules.chunks import Chunk
from ingest.rules.matching import ROUND_WORDS, Matcher
from ingest.rules.noun_phrases import NOBODY, Arguments
from ingest.rules.phrases import VERBS, Part, Phrase
from ingest.rules.reading import Match

_WITH = Part(words=frozenset({"with", "against", "to", "for"}))


class VerbPhrases(Matcher):
    """Reads the verb groups of a sentence."""

    def _verb(self, phrase: Phrase, position: int, verb: Token) -> Iterator[Finding]:
        chunk = self.sentence.chunks[position]
        passive = chunk.passive or (chunk.participle and self._is_reduced_passive(position))
        if phrase.passive:
            if chunk.passive or (chunk.participle and (not chunk.ing) and self._starts_right_after(phrase, chunk)):
                yield from self._active(phrase, position, verb)
        elif passive:
            yield from self._passive(phrase, position, verb)
        else:
            yield from self._active(phrase, position, verb)

    def _united(self, position: int, chunk: Chunk) -> Iterator[Finding]:
        """ "A and B agreed to merge to form C": a verb before the last of its group that unites its subjects."""
        for token in self.doc[chunk.start : chunk.end]:
            for phrase in VERBS.get(token.lemma_, ()) if token != chunk.verb and token.tag_ == "VERB" else ():
                if phrase.relation.symmetric and not phrase.after:
                    yield from self._pairs(phrase, Match({"S": self.sentence.subject(position)}, {}, chunk.end), token)

    def _is_reduced_passive(self, position: int) -> bool:
        """ "backed by Nvidia", "founded in 2019 by ...": a participle whose agent follows with nothing but a date between."""
        after = self.sentence.chunks[position + 1 : position + 4]
        by = next(
            (
                chunk
                for chunk in after
                if chunk.kind not in {"DATE", "ADV"} and not (chunk.kind == "ADP" and self.doc[chunk.start].lower_ in {"in", "on", "last"})
            ),
            None,
        )
        return by is not None and self.doc[by.start].lower_ == "by"

    def _starts_right_after(self, phrase: Phrase, chunk: Chunk) -> bool:
        return chunk.end < len(self.doc) and bool(phrase.after) and self.doc[chunk.end].lower_ in phrase.after[0].words

    def _active(self, phrase: Phrase, position: int, verb: Token) -> Iterator[Finding]:
        relative = self._relative(phrase, position)
        match = relative or self._match(phrase.after, self.sentence.chunks[position].end, phrase)
        if match is None and phrase.after[:1] and phrase.after[0].slot == "ROUND":
            match = self._round_left_out(phrase, position)
        if match is None or (phrase.relation.symmetric and not phrase.after and self._follows(_WITH, match.end)):
            return
        if phrase.before and phrase.before[0].slot == "ROUND":
            match.names[phrase.subject] = self._round_subject(position)
        elif not phrase.places(phrase.subject):
            match.names[phrase.subject] = self.sentence.subject(position)
        if verb.ent_type_ == "License" and phrase.relation.range == ("License",):  # "open source" as a verb names the licence itself
            match.names["O"] = Arguments(tuple(entity for entity in self.span.ents if entity.start <= verb.i < entity.end))
        if not phrase.places(phrase.other) and phrase.other not in match.names:
            self._take_other(phrase, match)
        yield from self._pairs(phrase, match, verb)

    def _relative(self, phrase: Phrase, position: int) -> Match | None:
        """A verb whose object stands before it: "the lab that Amazon backs", "with which Mistral competes"."""
        words = [part for part in phrase.after if not part.optional]
        if phrase.passive or any(part.slot == phrase.other for part in words):
            return None
        names, preposition = self.sentence.relative_object(position)
        end = self.sentence.chunks[position].end
        if names and len(words) > 1 and preposition in words[-1].words:  # "in which Meta owns a 49% stake"
            matched = self._match(phrase.after[:-1], end, phrase)
            return Match({phrase.other: names, **matched.names}, matched.values, matched.end) if matched else None
        if len(words) > 1 or any(part.slot for part in words):
            return None
        wanted = words[0].words if words else frozenset({""})
        stranded = self.doc[end].lower_ if end < self.span.end and not preposition else preposition
        if not names or (stranded if words else preposition) not in wanted:
            return None
        return Match({phrase.other: names}, {}, end)

    def _passive(self, phrase: Phrase, position: int, verb: Token) -> Iterator[Finding]:
        """ "S was released under O", "O was acquired by S": the direct object of the active phrase is the subject here."""
        direct = phrase.after[0].slot if phrase.after else phrase.other
        end = self.sentence.chunks[position].end
        if direct == "ROUND":
            yield from self._led_round(phrase, position, verb)
            return
        if direct not in {"S", "O"} or (phrase.relation.range == ("Money",) and direct == "O"):
            return
        match = self._match(phrase.after[1:], end, phrase) if phrase.after else Match({}, {}, end)
        if match is None:
            return
        match.names[direct] = self.sentence.subject(position)
        if not phrase.places(phrase.subject) and phrase.subject != direct:
            match.names[phrase.subject] = self._agent(end)
        if direct != phrase.other and not phrase.places(phrase.other):
            self._take_other(phrase, match)
        yield from self._pairs(phrase, match, verb)

    def _led_round(self, phrase: Phrase, position: int, verb: Token) -> Iterator[Finding]:
        """ "a Series B led by Lightspeed": the agents put money into whose round it is."""
        before = self.sentence.previous(position)
        chunk = self.sentence.chunks[before] if before is not None else None
        if chunk is None or self.raiser is None or not (self._is_round(chunk) or verb.lemma_ == "join" or chunk.kind in {"CONJ", "COMMA"}):
            return
        owners = [mention for mention in chunk.mentions if mention.label_ == "Organization"] if self._is_round(chunk) else []
        raiser = owners[0] if owners else self._meant(verb.i, self.raiser)
        ends = {"O": Arguments((raiser,), 0.95), "S": self._agent(self.sentence.chunks[position].end)}
        yield from self._pairs(phrase, Match(ends, {}, chunk.end), verb)

    def _round_left_out(self, phrase: Phrase, position: int) -> Match | None:
        """ "Sequoia led, joined by Coatue", "Nvidia also participated": with no object, the round is the last one raised."""
        end = self.sentence.chunks[position].end
        if self.raiser is None or (
            end < self.span.end and self.doc[end].text not in {",", ".", ";"} and self.doc[end].lower_ not in {"and", "as", "alongside", "in"}
        ):
            return None
        if end < self.span.end and self.doc[end].lower_ == "in" and not phrase.text.startswith(("take", "participate")):
            return None
        return Match({"O": Arguments((self._meant(end - 1, self.raiser),), 0.9)}, {}, end)

    def _round_subject(self, position: int) -> Arguments:
        """ "The round was led by Thrive and included Nvidia", "a Series D that drew Google": whose round it is."""
        chunks = self.sentence.chunks
        before = self.sentence.previous(position)
        if before is not None and chunks[before].kind == "REL":
            before = self.sentence.previous(before)
        if before is not None and chunks[before].kind == "CONJ":
            before = next((i for i in range(before) if chunks[i].kind == "NP"), None)
        if self.raiser is None or before is None or chunks[before].kind != "NP" or not self._is_round(chunks[before]):
            return NOBODY
        return Arguments((self._meant(chunks[before].end - 1, self.raiser),), 0.9)

    def _is_round(self, chunk: Chunk) -> bool:
        return any(
            self.doc[i].lemma_ in ROUND_WORDS | {"valuation", "funding", "investment", "deal"}
            or (i in self.values and self.values[i].label_ == "ROUND")
            for i in range(chunk.start, chunk.end)
        )

    def _agent(self, end: int) -> Arguments:
        """The names after the "by" of a passive, in whose way only adverbs, dates and short phrases stand."""
        for i in range(end, min(end + 8, self.span.end)):
            if self.doc[i].lower_ == "by":
                return self.sentence.names_after(i + 1)
            if self.doc[i].tag_ == "VERB" or self.doc[i].text in {",", ";"}:
                return NOBODY
        return NOBODY
