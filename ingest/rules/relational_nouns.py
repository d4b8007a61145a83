"""Relations that a noun states: "an investor in Mistral", "OpenAI's rival Anthropic", "a partnership with Nvidia", "Paris-based"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from ingest.findings import Finding
from ingest.name_forms import UNTYPED
from ingest.rules.chunks import Chunk
from ingest.rules.modifiers import Modifiers
from ingest.rules.noun_phrases import NOBODY, Arguments
from ingest.rules.phrases import COMPOUNDS, EVENTS, NOUNS, VERBS, Part, Phrase
from ingest.rules.reading import Match

_OFFICES = frozenset({"ceo", "executive", "president", "chairman", "chief", "officer"})
_GENITIVE = frozenset({"of", "to", "in", "from", "by", "at", "for"})


class RelationalNouns(Modifiers):
    """Reads the noun phrases of a sentence."""

    def _noun_phrase(self, position: int, chunk: Chunk) -> Iterator[Finding]:
        for i in range(chunk.start, chunk.end):
            token = self.doc[i]
            if token.text == "-" and i + 1 < chunk.end and self.doc[i + 1].lower_ in COMPOUNDS:
                for phrase in COMPOUNDS[self.doc[i + 1].lower_]:
                    yield from self._compound(phrase, position, i)
            if token.ent_type_ or token.tag_ not in {"NOUN", "ADJ"}:
                continue
            for phrase in NOUNS.get(token.lemma_) or NOUNS.get(token.lower_, ()):
                yield from self._noun(phrase, position, token)
            for phrase in EVENTS.get(token.lemma_) or EVENTS.get(token.lower_, ()):
                yield from self._event(phrase, position, token)
        yield from self._possessives(position, chunk)

    def _before(self, phrase: Phrase, chunk: Chunk, token: Token) -> Match | None:
        """Matches the parts before a noun; words must stand right before it, a slot takes the nearest name before."""
        i = token.i
        match = Match({}, {}, token.i + 1)
        for part in reversed(phrase.before):
            if part.words:
                if i > chunk.start and (self.doc[i - 1].lemma_ in part.words or self.doc[i - 1].lower_ in part.words):
                    i -= 1
                elif not part.optional:
                    return None
            else:
                money = [span for span in self.values.values() if span.label_ == "MONEY" and chunk.start <= span.start and span.end <= i]
                if phrase.relation.range == ("Money",) and part.slot == "O":
                    owners = [money[-1]] if money else []
                else:
                    owners = [
                        mention
                        for mention in chunk.mentions
                        if mention.end <= i and mention.label_ != UNTYPED and self._fitting((mention,), part.types or phrase.types(part.slot))
                    ]
                if not owners or any(
                    self.doc[j].tag_ == "PART" and part.slot == "O" and phrase.relation.name in {"basedIn", "licensedUnder"}
                    for j in range(owners[-1].end, i)
                ):
                    return None
                match.names[part.slot] = Arguments((owners[-1],))
                i = owners[-1].start
        return match

    def _noun(self, phrase: Phrase, position: int, token: Token) -> Iterator[Finding]:
        chunk = self.sentence.chunks[position]
        match = self._before(phrase, chunk, token)
        if match is None:
            return
        followed = bool(phrase.after) and self._follows(phrase.after[0], token.i + 1)  # "the R1 model of DeepSeek"
        own = [
            mention
            for mention in self.sentence.heads(position)
            if mention.start > token.i or (followed and mention.label_ in {"Model", "Product", "Chip"})
        ]
        last = position
        if not phrase.places(phrase.other):
            after = self._after_coordinate(position, token.i + 1)
            if phrase.after and (followed or not own) and self._follows(phrase.after[0], after):
                matched = self._match(phrase.after, after, phrase)
                if matched is None:
                    return
                match.names[phrase.other] = matched.names.get(phrase.other) or (
                    self.sentence.names_after(matched.end) if matched.end < self.span.end else NOBODY
                )
                if match.names[phrase.other]:
                    last = self.sentence.at.get(match.names[phrase.other].mentions[-1].start, position)
            elif not phrase.after or phrase.after[0].words & _GENITIVE:
                match.names[phrase.other] = self._owner(chunk, token, phrase.types(phrase.other))
                if (
                    own
                    and not match.names[phrase.other]
                    and token.lemma_ in _OFFICES
                    and (topic := self.doc._.topics.get(self.span.start)) is not None
                ):
                    match.names[phrase.other] = Arguments(
                        (self._meant(token.i, topic),), 0.85
                    )  # "Chief Executive Jensen Huang said": of whom the article speaks
        elif phrase.after and not all(part.optional for part in phrase.after):
            matched = self._match(phrase.after, token.i + 1, phrase)
            if matched is None:
                return
            match.names.update(matched.names)
        if phrase.relation.name == "investedIn" and not match.names.get("O") and self.raiser is not None:
            match.names["O"] = Arguments((self._meant(token.i, self.raiser),), 0.9)  # "Existing investors Accel and GV", after a round
        match.names[phrase.subject] = self._bearers(position, last, token, own)
        if phrase.relation.symmetric and not match.names.get(phrase.other) and self._is_plain_copula(position):
            pair = match.names[phrase.subject]  # "A and B are rivals"
            match.names["S"], match.names["O"] = Arguments(pair.mentions[:1], pair.sure), Arguments(pair.mentions[1:], pair.sure)
        yield from self._pairs(phrase, match, token)

    def _is_plain_copula(self, position: int) -> bool:
        chunk, before = self.sentence.chunks[position], self.sentence.previous(position)
        verb = self.sentence.chunks[before].verb if before is not None and self.sentence.chunks[before].kind == "VP" else None
        return verb is not None and verb.lemma_ in {"be", "become", "remain"} and chunk.end - chunk.start < 3

    def _after_coordinate(self, position: int, i: int) -> int:
        """Where a noun's complement begins: after the second of two nouns that share it ("the founder and chief executive of")."""
        chunks = self.sentence.chunks
        if (
            i == chunks[position].end
            and position + 2 < len(chunks)
            and chunks[position + 1].kind == "CONJ"
            and chunks[position + 2].kind == "NP"
            and not chunks[position + 2].mentions
        ):
            return chunks[position + 2].end
        return i

    def _bearers(self, position: int, last: int, token: Token, own: list[Span]) -> Arguments:
        """Whom the noun describes."""
        if own:
            return Arguments(self.sentence.group(position) if token.lower_ != token.lemma_ or len(own) > 1 else tuple(own))
        anaphors = [
            mention
            for mention in self.sentence.chunks[position].mentions
            if mention.start <= token.i < mention.end and not self.doc[mention.start].ent_type_
        ]
        if anaphors:  # "the Paris lab"
            return Arguments(tuple(anaphors), 0.9)
        if listed := self.sentence.listed_after(last):
            return Arguments(listed, 0.95)
        after = self.sentence.next(last)
        if after is not None and self.sentence.chunks[after].kind == "VP":
            verb = self.sentence.chunks[after].verb
            if verb is not None and verb.lemma_ in {"include", "be"} and (verb.lemma_ == "include" or position == 0):
                named = self.sentence.names_after(self.sentence.chunks[after].end)
                if named:
                    return named
        return Arguments(self.sentence.described(position), 0.95)

    def _event(self, phrase: Phrase, position: int, token: Token) -> Iterator[Finding]:
        chunk = self.sentence.chunks[position]
        match = self._before(phrase, chunk, token)
        if match is None:
            return
        if phrase.after:
            matched = self._match(phrase.after, token.i + 1, phrase)
            if matched is None or (not self._follows(phrase.after[0], token.i + 1)):
                return
            matched.names |= match.names
            match = matched
        elif self._follows(Part(words=frozenset({"with", "between", "of", "in", "from"})), token.i + 1):
            return
        if not phrase.places("O") and not match.names.get("O"):
            if phrase.after:
                self._take_other(phrase, match)
            elif phrase.relation.symmetric:
                pair = self._doers(position, chunk, token, phrase, alone=True)
                match.names["S"], match.names["O"] = Arguments(pair.mentions[:1], pair.sure), Arguments(pair.mentions[1:], pair.sure)
        if not match.names.get("O") and phrase.places("S"):
            if phrase.restriction("S"):
                match.names["O"] = self._doers(position, chunk, token, phrase)  # "a licensing deal with OpenAI": whose content it is
            elif self.raiser is not None:
                match.names["O"] = Arguments((self._meant(token.i, self.raiser),), 0.9)  # "with participation from Nvidia": in the round just named
        if not match.names.get("S"):
            match.names["S"] = self._doers(position, chunk, token, phrase)
        yield from self._pairs(phrase, match, token)

    def _doers(self, position: int, chunk: Chunk, token: Token, phrase: Phrase, *, alone: bool = False) -> Arguments:
        """Whose happening it is: its possessor, the agent after "by" or "from", or the subject of the verb that governs it."""
        owner = self._owner(chunk, token, phrase.types("S"))
        if (
            owner
            and not alone
            and (
                self.doc[owner.mentions[0].start].tag_ == "POSS"
                or (owner.mentions[0].end < len(self.doc) and self.doc[owner.mentions[0].end].tag_ == "PART")
            )
        ):
            return owner
        for i in range(token.i + 1, min(token.i + 14, self.span.end)):
            if self.doc[i].lower_ in {"by", "from"} and (named := self.sentence.names_after(i + 1) if i + 1 < self.span.end else NOBODY):
                return named
            if self.doc[i].tag_ == "VERB" or self.doc[i].text in {",", ";"}:
                break
        before = self.sentence.previous(position)
        if (
            before is not None
            and self.sentence.chunks[before].kind == "ADP"
            and before > 0
            and self.doc[self.sentence.chunks[before].start].lower_
            in {"into", "in", "of", "on", "to", "at", "about", "out", "off", "down", "up", "away"}
        ):
            before = self.sentence.previous(before)
            if (
                before is not None
                and self.sentence.chunks[before].kind == "NP"
                and self.doc[self.sentence.chunks[before].end - 1].lemma_ in {"talk", "negotiation", "discussion"}
            ):
                before = self.sentence.previous(before)
                if before is not None and self.sentence.chunks[before].kind == "ADP":
                    before = self.sentence.previous(before)
        if before is not None and self.sentence.chunks[before].kind == "VP" and not self.sentence.chunks[before].passive:
            verb = self.sentence.chunks[before].verb
            if (
                phrase.relation.range == ("Money",)
                and verb is not None
                and any(
                    part.slot == "ROUND"
                    for other in VERBS.get(verb.lemma_, ())
                    for part in other.after
                    if other.relation.name != phrase.relation.name
                )
            ):
                return NOBODY  # who leads or joins a round is not who raises it
            found = self.sentence.subject(before)
            return Arguments(found.mentions, found.sure * 0.95)
        governor = self.sentence.governor(position)
        if governor is not None and not self.sentence.chunks[governor].passive and phrase.relation.range in {("Money",), ("Place",)}:
            found = self.sentence.subject(governor)
            return Arguments(found.mentions, found.sure * 0.9)
        return NOBODY
