"""Matches a phrase of the ontology, part by part, against the words of a sentence."""

from collections.abc import Sequence

from spacy.tokens import Span

from ingest.name_forms import UNTYPED
from ingest.rules.noun_phrases import NOBODY, Arguments
from ingest.rules.phrases import Part, Phrase
from ingest.rules.reading import Match, Reading
from ingest.rules.words import WORDS

ROUND_WORDS = frozenset({"round", "financing", "fundraising", "fundraise"})
_DEAL = frozenset({"deal", "raise", "transaction"})
_FILL = frozenset({"DET", "ADJ", "NUM", "ADV", "POSS", "NOUN", "SYM", "PROPN", "X"})
_WINDOW = 6  # words among which the next word of a phrase may stand: "invested, it said, another $4 billion in"


class Matcher(Reading):
    """A sentence against which phrases are matched. Positions in it count the document's tokens."""

    def _match(self, parts: Sequence[Part], i: int, phrase: Phrase) -> Match | None:
        match = Match({}, {}, i)
        for number, part in enumerate(parts):
            direct = number == 0 and phrase.kind.lower().endswith("verb") and bool(part.words) and part.words <= WORDS["ADP"] | {"to"}
            if direct:
                matched = self._match_word(part, match, direct=True)
            else:
                matched = self._match_part(part, parts[number + 1] if number + 1 < len(parts) else None, match, phrase)
            if not matched and not part.optional:
                return None
        return match

    def _match_part(self, part: Part, following: Part | None, match: Match, phrase: Phrase) -> bool:
        if part.words:
            return self._match_word(part, match)
        if part.slot in {"MONEY", "PERCENT"}:
            value = self._value(part.slot, match.end)
            if value is not None:
                match.values[part.slot], match.end = value, value.end
            return value is not None
        if part.slot == "O" and phrase.relation.range == ("Money",):
            money = self._value("MONEY", match.end)
            if money is not None:
                match.names["O"], match.end = Arguments((money,)), money.end
            return money is not None
        if part.slot == "ROUND":
            return self._match_round(match, phrase)
        return self._match_name(part, following, match, phrase)

    def _match_word(self, part: Part, match: Match, *, direct: bool = False) -> bool:
        """Finds the next word of a phrase; `direct` is whether an object of the verb's own between them would change the meaning."""
        for i in range(match.end, min(match.end + _WINDOW, self.span.end)):
            token = self.doc[i]
            if token.lemma_ in part.words or token.lower_ in part.words:
                match.end = i + 1
                return True
            if token.text == "," and i + 1 < self.span.end and self._follows(part, i + 1):
                continue
            if token.tag_ == "ADP" and i + 1 in self.values and self.values[i + 1].label_ == "DATE":
                continue
            if i == match.end and token.text == "," and (closing := self._closing_comma(i)) is not None:
                beyond = Match(match.names, match.values, closing + 1)
                found = self._match_word(part, beyond)
                match.end = beyond.end if found else match.end
                return found
            if token.lower_ == "part" and self.doc[i - 1].lower_ == "in":
                continue
            if direct and token.tag_ in {"NOUN", "PROPN"} and token.lemma_ not in WORDS["MEANS"] and not self._inside_value(i):
                return False
            if token.lower_ == "in" and self._opens_means(i + 1):
                continue  # "raised $13 billion in Series F funding at", "trained in part on"
            if token.lower_ == "of" and any(j in self.values for j in range(i + 1, i + 4)):
                continue  # "a stake of about 7% in"
            if token.lower_ in {"of", "worth"} and self._inside_value(i - 1):
                continue
            if not (
                token.tag_ in _FILL
                or i in self.values
                or token.text in {"-", "%"}
                or token.is_quote
                or self._inside_value(i)
                or token.lower_ in {"up", "than", "'s", "’s"}
            ):
                return False
        return False

    def _opens_means(self, i: int) -> bool:
        words = {token.lower_ for token in self.doc[i : min(i + 4, self.span.end)]}
        rounds = any(j in self.values and self.values[j].label_ == "ROUND" for j in range(i, i + 3))
        return rounds or bool(words & {"funding", "capital", "cash", "equity", "debt", "financing"}) or "part" in words

    def _closing_comma(self, opening: int) -> int | None:
        """The comma that closes an insertion of at most ten words: "released Fjord 2, its next model, under ..."."""
        return next((i for i in range(opening + 2, min(opening + 12, self.span.end)) if self.doc[i].text == ","), None)

    def _value(self, label: str, i: int) -> Span | None:
        """The value of a kind that begins at a token or after words that may stand before it."""
        for j in range(i, min(i + _WINDOW, self.span.end)):
            if j in self.values and self.values[j].label_ == label:
                return self.values[j]
            token = self.doc[j]
            if not (
                token.lower_ in WORDS["BEFORE_MONEY"]
                or token.tag_ in {"DET", "ADJ", "ADV", "NUM", "POSS"}
                or token.tag_ == "NOUN"
                or (token.ent_type_ == "" and self._inside_value(j))
            ):
                return None
        return None

    def _match_round(self, match: Match, phrase: Phrase) -> bool:
        """A round of financing; its raiser is named by "in", "for" or a possessive, else it is the last one who raised."""
        for i in range(match.end, min(match.end + 8, self.span.end)):
            token = self.doc[i]
            if (
                token.lemma_ in ROUND_WORDS
                or (token.lemma_ in _DEAL and self.doc[i - 1].lower_ in {"the", "this", "that"})
                or (i in self.values and self.values[i].label_ == "ROUND")
            ):
                end = self.values[i].end if i in self.values else i + 1
                while end < self.span.end and self.doc[end].tag_ in {"NOUN", "ADJ"}:
                    end += 1
                self._bind_round(match, phrase, i, end)
                return True
            if (
                token.tag_ not in _FILL
                and token.tag_ != "PART"
                and i not in self.values
                and not self._inside_value(i)
                and token.text not in {"-", "'s", "’s"}
            ):
                return False
        return False

    def _bind_round(self, match: Match, phrase: Phrase, i: int, end: int) -> None:
        if i in self.values:
            match.values["ROUND"] = self.values[i]
        else:
            round_before = next(
                (self.values[j] for j in range(i - 1, match.end - 1, -1) if j in self.values and self.values[j].label_ == "ROUND"), None
            )
            if round_before is not None:
                match.values["ROUND"] = round_before
        position = self.sentence.at.get(i)
        owners = [mention for mention in self.sentence.chunks[position].mentions if mention.end <= i] if position is not None else []
        match.end = end
        if phrase.relation.range == ("Money",) or phrase.places("O"):
            return
        named = self.sentence.names_after(end + 1) if end < self.span.end and self.doc[end].lower_ in {"in", "for", "of"} else NOBODY
        if named and named.mentions[0].label_ in {"Organization", UNTYPED}:
            match.names["O"] = named
        elif owners:
            match.names["O"] = Arguments((owners[-1],), 0.95)
        elif self.raiser is not None:
            match.names["O"] = Arguments((self._meant(i, self.raiser),), 0.9)

    def _match_name(self, part: Part, following: Part | None, match: Match, phrase: Phrase) -> bool:
        if following is not None and following.words and not following.words & {"and"} and self._owner_of(part, following, match):
            return True
        if match.end >= self.span.end:
            return False
        found = self.sentence.names_after(match.end)
        if not found:
            return False
        if following is not None and following.words == {"and"}:  # "between S and O"
            if len(found.mentions) < 2:
                return False
            match.names["S"], match.names["O"] = Arguments(found.mentions[:1], found.sure), Arguments(found.mentions[1:], found.sure)
            match.end = found.mentions[-1].start  # where the "and" before the last name still lies ahead
            match.end = next((i for i in range(found.mentions[-1].start, found.mentions[0].end - 1, -1) if self.doc[i].lower_ == "and"), match.end)
            return True
        match.names[part.slot] = Arguments(self._fitting(found.mentions, part.types or phrase.types(part.slot)), found.sure)
        last = max(found.mentions, key=lambda mention: mention.end)
        match.end = self.sentence.chunks[self.sentence.at[last.start]].end  # past the words for its kind: "makes its Ernie models open source"
        return bool(match.names[part.slot])

    def _owner_of(self, part: Part, noun: Part, match: Match) -> bool:
        """A name that stands before a noun in one noun phrase: "Nvidia's chips", "OpenAI board"."""
        position = self.sentence.at.get(match.end)
        chunk = self.sentence.chunks[position] if position is not None else None
        while chunk is not None and chunk.kind in {"ADV", "DATE"} and position is not None and position + 1 < len(self.sentence.chunks):
            position += 1
            chunk = self.sentence.chunks[position]
        while chunk is not None and position is not None and self.sentence.counts(position):
            position += 2
            chunk = self.sentence.chunks[position] if position < len(self.sentence.chunks) else None
        if chunk is None or chunk.kind != "NP" or position is None:
            return False
        word = next(
            (i for i in range(max(match.end, chunk.start), chunk.end) if self.doc[i].lemma_ in noun.words or self.doc[i].lower_ in noun.words), None
        )
        if word is None:
            return False
        owners = [mention for mention in chunk.mentions if match.end <= mention.start and mention.end <= word]
        if not owners:
            return False
        compared = self.sentence.listed_after(position) if word + 1 < len(self.doc) and self.doc[word + 1].lower_ == "like" else ()
        # "their models like Meta or Yi": firms are no examples of models, so they are compared with the owner.
        match.names[part.slot] = Arguments((owners[-1], *(name for name in compared if name.label_ in {"Organization", UNTYPED})))
        match.end = max(owners[-1].end, word)
        return True

    def _take_other(self, phrase: Phrase, match: Match) -> None:
        """The names after a phrase, for the end that the phrase leaves open."""
        if phrase.relation.range == ("Money",) and phrase.other == "O":
            money = self._value("MONEY", match.end)
            if money is not None:
                match.names["O"] = Arguments((money,))
            return
        if match.end < self.span.end:
            found = self._repeated(self.sentence.names_after(match.end), match.end)
            if not phrase.after and self._has_complement(found):
                return
            match.names[phrase.other] = found

    def _has_complement(self, found: Arguments) -> bool:
        """ "make Azure the only cloud": the noun phrase after the object says what the object becomes, and the verb means something else."""
        position = self.sentence.at.get(found.mentions[-1].end) if found else None
        if position is None or found.mentions[-1].end in self.values:
            return False
        if self.doc[found.mentions[-1].end].lower_ == "into":  # "build the chip into their systems"
            return True
        return self.sentence.chunks[position].kind == "NP" and self.sentence.chunks[position].start == found.mentions[-1].end

    def _repeated(self, found: Arguments, i: int) -> Arguments:
        """Adds the names that a repeated preposition brings: "in OpenAI but also in Perplexity", "with Google and with Meta"."""
        preposition = self.doc[i - 1].lower_ if self.doc[i - 1].tag_ == "ADP" else ""
        if not found or not preposition:
            return found
        last = self.sentence.at[found.mentions[-1].start]
        words = self.doc[self.sentence.chunks[last].end : self.span.end]
        for word in words[:5]:
            if word.lower_ == preposition:
                more = self.sentence.names_after(word.i + 1) if word.i + 1 < self.span.end else NOBODY
                return Arguments((*found.mentions, *more.mentions), found.sure)
            if word.lower_ not in {"and", "but", "also", "or", ",", "then", "later"}:
                break
        return found
