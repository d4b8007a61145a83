"""Relations that stand between two names without a word of their own: "Paris-based Mistral", "Anthropic's Claude", "Claude 2 from Anthropic"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from ingest.findings import Finding
from ingest.name_forms import UNTYPED
from ingest.rules.chunks import Chunk
from ingest.rules.matching import Matcher
from ingest.rules.noun_phrases import NOBODY, Arguments
from ingest.rules.phrases import NOUNS, POSSESSIVES, Phrase
from ingest.rules.reading import Match, fits


class Modifiers(Matcher):
    """Reads compounds, possessives and origins in the noun phrases of a sentence."""

    def _compound(self, phrase: Phrase, position: int, hyphen: int) -> Iterator[Finding]:
        chunk = self.sentence.chunks[position]
        modifiers = [mention for mention in chunk.mentions if mention.end == hyphen and mention.label_ != ""]
        described = tuple(mention for mention in self.sentence.heads(position) if mention.end > hyphen) or self.sentence.described(position)
        match = Match({phrase.other: Arguments(tuple(modifiers)), phrase.subject: Arguments(described)}, {}, hyphen + 2)
        yield from self._pairs(phrase, match, self.doc[hyphen + 1])

    def _possessives(self, position: int, chunk: Chunk) -> Iterator[Finding]:
        if chunk.kind == "ASIDE":
            yield from self._bracketed(position, chunk)
            return
        heads = self.sentence.heads(position)
        yield from self._origins(chunk, heads)
        for head in heads:
            for owner in chunk.mentions:
                mark = self.doc[owner.end] if owner.end < head.start else None
                possessive = self.doc[owner.start].tag_ == "POSS" or (mark is not None and mark.tag_ == "PART")
                start = owner.end + (mark is not None and mark.tag_ == "PART")
                between = [self.doc[i] for i in range(start, head.start)] if owner.end <= head.start else []
                if (
                    owner.end <= head.start
                    and possessive
                    and all(token.tag_ in {"ADJ", "NUM", "NOUN"} or "-" in {token.text, token.nbor(-1).text} for token in between)
                ):
                    if any(token.lemma_ in NOUNS for token in between) and head.label_ in {"Organization", UNTYPED}:
                        continue
                    for phrase in (phrase for phrase in POSSESSIVES if "'s " in phrase.text):
                        match = Match({phrase.other: Arguments((owner,)), phrase.subject: Arguments(self._owned(position))}, {}, chunk.end)
                        yield from self._pairs(phrase, match, self.doc[head.start - 1])

            for owner in chunk.mentions:
                if owner.end == head.start:  # "NVIDIA GB300"
                    for phrase in (phrase for phrase in POSSESSIVES if not any(link in phrase.text for link in ("'s ", " from ", " ("))):
                        yield from self._pairs(
                            phrase,
                            Match({phrase.other: Arguments((owner,)), phrase.subject: Arguments((head,))}, {}, chunk.end),
                            self.doc[head.start],
                        )

    def _owned(self, position: int) -> tuple[Span, ...]:
        """The names of a list that one owner has: not those that have an owner of their own ("OpenAI's GPT-4 and Google's Gemini")."""
        first = {mention.start for mention in self.sentence.heads(position)}
        chunks = self.sentence.chunks
        return tuple(name for name in self.sentence.group(position) if name.start in first or len(chunks[self.sentence.at[name.start]].mentions) == 1)

    def _bracketed(self, position: int, chunk: Chunk) -> Iterator[Finding]:
        """ "CoreWeave (Nasdaq: CRWV)"."""
        if position and chunk.mentions and chunk.mentions[0].end < chunk.end and self.doc[chunk.mentions[0].end].text == ":":
            for phrase in (phrase for phrase in POSSESSIVES if " (" in phrase.text):
                ends = {phrase.other: Arguments((chunk.mentions[0],)), phrase.subject: Arguments(self.sentence.heads(position - 1))}
                yield from self._pairs(phrase, Match(ends, {}, chunk.end), self.doc[chunk.start])

    def _origins(self, chunk: Chunk, heads: tuple[Span, ...]) -> Iterator[Finding]:
        """ "Claude 2 from Anthropic", "DeepSeek, from Hangzhou"."""
        i = chunk.end + (chunk.end < self.span.end and self.doc[chunk.end].text == ",")
        if heads and i + 1 < self.span.end and self.doc[i].lower_ == "from":
            for phrase in POSSESSIVES:
                if " from " in phrase.text:
                    origin = self.sentence.names_after(i + 1)
                    yield from self._pairs(phrase, Match({phrase.other: origin, phrase.subject: Arguments(heads)}, {}, i), self.doc[i])

    def _owner(self, chunk: Chunk, token: Token, types: Sequence[str]) -> Arguments:
        """The name before a noun in its phrase: "OpenAI's rival", "ChatGPT maker", "its backer"."""
        owners = [mention for mention in chunk.mentions if mention.end <= token.i and any(fits(mention, kind) for kind in types)]
        position = self.sentence.at[chunk.start]
        if (
            not owners
            and position > 1
            and self.sentence.chunks[position - 1].kind == "CONJ"
            and not any(mention.end <= token.i for mention in chunk.mentions)
        ):
            shared = self.sentence.chunks[position - 2]  # "Cloudflare's co-founder and chief executive"
            possessors = [mention for mention in shared.mentions if any(fits(mention, kind) for kind in types)]
            return Arguments((possessors[0],), 0.95) if possessors and not self.sentence.heads(position - 2) and shared.kind == "NP" else NOBODY
        if not owners:
            return NOBODY
        between = [self.doc[i] for i in range(owners[-1].end, token.i)]
        plain = all(word.tag_ in {"PART", "ADJ", "NUM", "NOUN", "ADV", "PROPN"} or word.text == "-" for word in between)
        return Arguments((owners[-1],)) if plain and (len(between) < 5) else NOBODY
