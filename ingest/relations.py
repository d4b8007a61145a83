"""Finds relations: the ontology's phrases (`ingest.phrases`) over the chunks of each sentence (`ingest.clauses`).

Two names that only stand together make nothing: every finding has a word of the ontology as its trigger, and both ends are that word's own arguments.
A trained relation head takes this component's place and fills `doc._.findings` alike.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from ingest.chunks import Chunk
from ingest.clauses import NOBODY, Arguments, Sentence
from ingest.findings import Finding
from ingest.names import name_type
from ingest.phrases import COMPOUNDS, EVENTS, NOUNS, POSSESSIVES, VERBS, Part, Phrase
from ingest.words import WORDS
from ontology import KNOWN, is_a

# Measured on the development part of the sample articles (`make bench`): how often a finding of this kind of phrase is right.
CONFIDENCE = {"verb": 0.9, "inverseVerb": 0.9, "noun": 0.88, "inverseNoun": 0.85, "event": 0.8, "compound": 0.95, "possessive": 0.9}
ANAPHOR = 0.85  # of the findings through "it" or "the company", relative to those through names
UNKNOWN = 0.9  # of the findings with a name that only its capitals tell

_FILL = frozenset({"DET", "ADJ", "NUM", "ADV", "POSS", "NOUN", "SYM", "PROPN", "X"})
_BEFORE_MONEY = frozenset({"up", "to", "more", "than", "over", "about", "around", "nearly", "almost", "at", "least", "another", "a", "an", "additional", "roughly", "some", "of", "total", "in", "as", "much", "further", "close", "the"})
_ROUND_WORDS = frozenset({"round", "financing", "fundraising", "fundraise"})
_WINDOW = 6
_OFFICES = frozenset({"ceo", "executive", "president", "chairman", "chief", "officer"})
_REMEMBERED = 4  # sentences for which "the round" goes on meaning the last one raised
_MEANS = frozenset({"money", "fund", "capital", "cash", "sum", "amount", "billion", "million", "share", "euro", "dollar", "head", "way", "data", "model", "year"})
_WITH = Part(words=frozenset({"with", "against", "to", "for"}))
_GENITIVE = frozenset({"of", "to", "in", "from", "by", "at", "for"})


@dataclass(slots=True)
class Match:
    """What a phrase's parts were found to be: names by slot, values by slot, and the token after the last part."""

    names: dict[str, Arguments]
    values: dict[str, Span]
    end: int


@Language.component("landscape_relations", requires=["doc._.chunks", "doc.spans", "doc.ents"], assigns=["doc._.findings"])
def relations(doc: Doc) -> Doc:
    """Fills `doc._.findings`; of several readings of the same words for the same names, the most demanding phrase's stays."""
    found: list[Finding] = []
    raiser: Span | None = None
    since = 0
    for chunks in doc._.chunks:
        if not chunks:
            continue
        reader = _Reader(doc, chunks, raiser)
        found += _most_precise(reader.findings())
        since = 0 if reader.raiser is not raiser else since + 1
        raiser = reader.raiser if since < _REMEMBERED else None
    doc._.findings = tuple(found)
    return doc


def _most_precise(findings: Iterable[Finding]) -> list[Finding]:
    best: dict[tuple[int, frozenset[str]], Finding] = {}
    for finding in findings:
        ends = frozenset({finding.subject.id_, finding.object.id_ or finding.object.text})
        key = (finding.trigger.i, ends)
        if key not in best or (finding.precision, finding.confidence) > (best[key].precision, best[key].confidence):
            best[key] = finding
    once: dict[tuple[str, str, str], Finding] = {}
    for finding in best.values():
        fact = (finding.relation, finding.subject.id_, finding.object.id_ or finding.object.text)
        if fact not in once or finding.confidence > once[fact].confidence:
            once[fact] = finding
    return sorted(once.values(), key=lambda finding: (finding.trigger.i, finding.relation, finding.subject.start, finding.object.start))


class _Reader:
    """Reads one sentence; `raiser` is who raised the round that "the round" means."""

    def __init__(self, doc: Doc, chunks: Sequence[Chunk], raiser: Span | None) -> None:
        self.doc = doc
        self.sentence = Sentence(doc, chunks)
        self.span = doc[chunks[0].start].sent
        self.raiser = raiser
        self.values = {span.start: span for span in doc.spans["values"] if self.span.start <= span.start < self.span.end}

    def findings(self) -> Iterator[Finding]:
        for position, chunk in enumerate(self.sentence.chunks):
            if chunk.kind == "VP" and chunk.verb is not None:
                for phrase in VERBS.get(chunk.verb.lemma_, ()):
                    yield from self._verb(phrase, position, chunk.verb)
            elif chunk.kind in {"NP", "ASIDE"}:
                yield from self._noun_phrase(position, chunk)

    # ------------------------------------------------------------ verbs

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

    def _is_reduced_passive(self, position: int) -> bool:
        """ "backed by Nvidia", "founded in 2019 by ...": a participle whose agent follows with nothing but a date between."""
        after = self.sentence.chunks[position + 1 : position + 4]
        by = next((chunk for chunk in after if chunk.kind not in {"DATE", "ADV"} and not (chunk.kind == "ADP" and self.doc[chunk.start].lower_ in {"in", "on", "last"})), None)
        return by is not None and self.doc[by.start].lower_ == "by"

    def _starts_right_after(self, phrase: Phrase, chunk: Chunk) -> bool:
        return chunk.end < len(self.doc) and bool(phrase.after) and self.doc[chunk.end].lower_ in phrase.after[0].words

    def _active(self, phrase: Phrase, position: int, verb: Token) -> Iterator[Finding]:
        relative = self._relative(phrase, position)
        match = relative or self._match(phrase.after, self.sentence.chunks[position].end, phrase)
        if match is None or (phrase.relation.symmetric and not phrase.after and self._follows(_WITH, match.end)):
            return
        if not phrase.places(phrase.subject):
            match.names[phrase.subject] = self.sentence.subject(position)
        if verb.ent_type_ == "License":  # "open source" as a verb names the licence itself
            match.names["O"] = Arguments(tuple(entity for entity in self.span.ents if entity.start <= verb.i < entity.end))
        if not phrase.places(phrase.other) and phrase.other not in match.names:
            self._take_other(phrase, match)
        yield from self._pairs(phrase, match, verb)

    def _relative(self, phrase: Phrase, position: int) -> Match | None:
        """A verb whose object stands before it: "the lab that Amazon backs", "with which Mistral competes"."""
        words = [part for part in phrase.after if not part.optional]
        if phrase.passive or len(words) > 1 or any(part.slot for part in words):
            return None
        names, preposition = self.sentence.relative_object(position)
        wanted = words[0].words if words else frozenset({""})
        end = self.sentence.chunks[position].end
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
        if chunk is None or chunk.kind != "NP" or not self._is_round(chunk) or self.raiser is None:
            return
        owners = [mention for mention in chunk.mentions if mention.label_ == "Organization"]
        match = Match({"O": Arguments((owners[0] if owners else self.raiser,), 0.95), "S": self._agent(self.sentence.chunks[position].end)}, {}, chunk.end)
        yield from self._pairs(phrase, match, verb)

    def _is_round(self, chunk: Chunk) -> bool:
        return any(self.doc[i].lemma_ in _ROUND_WORDS or (i in self.values and self.values[i].label_ == "ROUND") for i in range(chunk.start, chunk.end))

    def _agent(self, end: int) -> Arguments:
        """The names after the "by" of a passive, in whose way only adverbs, dates and short phrases stand."""
        for i in range(end, min(end + 8, self.span.end)):
            if self.doc[i].lower_ == "by":
                return self.sentence.names_after(i + 1)
            if self.doc[i].tag_ == "VERB" or self.doc[i].text in {",", ";"}:
                return NOBODY
        return NOBODY

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

    # ------------------------------------------------------------ matching parts

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
                return closing + 1 < self.span.end and self._match_word(part, Match(match.names, match.values, closing + 1)) and self._skip_to(part, match, closing + 1)
            if direct and token.tag_ in {"NOUN", "PROPN"} and token.lemma_ not in _MEANS and not self._inside_value(i):
                return False
            if token.lower_ in {"of", "worth"} and self._inside_value(i - 1):
                continue
            if not (token.tag_ in _FILL or i in self.values or token.text in {"-", "%"} or token.is_quote or self._inside_value(i) or token.lower_ in {"up", "than", "'s", "’s"}):
                return False
        return False

    def _closing_comma(self, opening: int) -> int | None:
        """The comma that closes an insertion of at most ten words: "released Fjord 2, its next model, under ..."."""
        return next((i for i in range(opening + 2, min(opening + 12, self.span.end)) if self.doc[i].text == ","), None)

    def _skip_to(self, part: Part, match: Match, i: int) -> bool:
        match.end = i
        return self._match_word(part, match)

    def _inside_value(self, i: int) -> bool:
        return any(span.start <= i < span.end for span in self.values.values())

    def _value(self, label: str, i: int) -> Span | None:
        for j in range(i, min(i + _WINDOW, self.span.end)):
            if j in self.values and self.values[j].label_ == label:
                return self.values[j]
            token = self.doc[j]
            if not (token.lower_ in _BEFORE_MONEY or token.tag_ in {"DET", "ADJ", "ADV", "NUM", "POSS"} or token.tag_ == "NOUN" or token.ent_type_ == "" and self._inside_value(j)):
                return None
        return None

    def _match_round(self, match: Match, phrase: Phrase) -> bool:
        """A round of financing; its raiser is named by "in", "for" or a possessive, else it is the last one who raised."""
        for i in range(match.end, min(match.end + 8, self.span.end)):
            token = self.doc[i]
            if token.lemma_ in _ROUND_WORDS or (i in self.values and self.values[i].label_ == "ROUND"):
                end = self.values[i].end if i in self.values else i + 1
                while end < self.span.end and self.doc[end].tag_ in {"NOUN", "ADJ"}:
                    end += 1
                self._bind_round(match, phrase, i, end)
                return True
            if token.tag_ not in _FILL and token.tag_ != "PART" and i not in self.values and not self._inside_value(i) and token.text not in {"-", "'s", "’s"}:
                return False
        return False

    def _bind_round(self, match: Match, phrase: Phrase, i: int, end: int) -> None:
        if i in self.values:
            match.values["ROUND"] = self.values[i]
        else:
            round_before = next((self.values[j] for j in range(i - 1, match.end - 1, -1) if j in self.values and self.values[j].label_ == "ROUND"), None)
            if round_before is not None:
                match.values["ROUND"] = round_before
        position = self.sentence.at.get(i)
        owners = [mention for mention in self.sentence.chunks[position].mentions if mention.end <= i] if position is not None else []
        match.end = end
        if phrase.relation.range == ("Money",) or phrase.places("O"):
            return
        named = self.sentence.names_after(end + 1) if end < self.span.end and self.doc[end].lower_ in {"in", "for", "of"} else NOBODY
        if named and named.mentions[0].label_ in {"Organization", "NAME"}:
            match.names["O"] = named
        elif owners:
            match.names["O"] = Arguments((owners[-1],), 0.95)
        elif self.raiser is not None:
            match.names["O"] = Arguments((self.raiser,), 0.9)

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
        match.end = max(mention.end for mention in found.mentions)
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
        word = next((i for i in range(max(match.end, chunk.start), chunk.end) if self.doc[i].lemma_ in noun.words or self.doc[i].lower_ in noun.words), None)
        if word is None:
            return False
        owners = [mention for mention in chunk.mentions if match.end <= mention.start and mention.end <= word]
        if not owners:
            return False
        compared = self.sentence.listed_after(position) if word + 1 < len(self.doc) and self.doc[word + 1].lower_ == "like" else ()
        # "their models like Meta or Yi": firms are no examples of models, so they are compared with the owner.
        match.names[part.slot] = Arguments((owners[-1], *(name for name in compared if name.label_ in {"Organization", "NAME"})))
        match.end = max(owners[-1].end, word)
        return True

    # ------------------------------------------------------------ nouns

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
                    owners = [mention for mention in chunk.mentions if mention.end <= i and mention.label_ != "NAME" and self._fitting((mention,), part.types or phrase.types(part.slot))]
                if not owners or any(self.doc[j].tag_ == "PART" and part.slot == "O" and phrase.relation.name in {"basedIn", "licensedUnder"} for j in range(owners[-1].end, i)):
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
        own = [mention for mention in self.sentence.heads(position) if mention.start > token.i or (followed and mention.label_ in {"Model", "Product", "Chip"})]
        last = position
        if not phrase.places(phrase.other):
            after = self._after_coordinate(position, token.i + 1)
            if phrase.after and (followed or not own) and self._follows(phrase.after[0], after):
                matched = self._match(phrase.after, after, phrase)
                if matched is None:
                    return
                match.names[phrase.other] = matched.names.get(phrase.other) or (self.sentence.names_after(matched.end) if matched.end < self.span.end else NOBODY)
                if match.names[phrase.other]:
                    last = self.sentence.at.get(match.names[phrase.other].mentions[-1].start, position)
            elif not phrase.after or phrase.after[0].words & _GENITIVE:
                match.names[phrase.other] = self._owner(chunk, token, phrase.types(phrase.other))
                if own and not match.names[phrase.other] and token.lemma_ in _OFFICES and (topic := self.doc._.topics.get(self.span.start)) is not None:
                    match.names[phrase.other] = Arguments((topic,), 0.85)  # "Chief Executive Jensen Huang said": of whom the article speaks
        elif phrase.after and not all(part.optional for part in phrase.after):
            matched = self._match(phrase.after, token.i + 1, phrase)
            if matched is None:
                return
            match.names.update(matched.names)
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
        if i == chunks[position].end and position + 2 < len(chunks) and chunks[position + 1].kind == "CONJ" and chunks[position + 2].kind == "NP" and not chunks[position + 2].mentions:
            return chunks[position + 2].end
        return i

    def _follows(self, part: Part, i: int) -> bool:
        return i < self.span.end and self.doc[i].lower_ in part.words

    def _owner(self, chunk: Chunk, token: Token, types: Sequence[str]) -> Arguments:
        """The name before a noun in its phrase: "OpenAI's rival", "ChatGPT maker", "its backer"."""
        owners = [mention for mention in chunk.mentions if mention.end <= token.i and any(_is(mention, kind) for kind in types)]
        position = self.sentence.at[chunk.start]
        if not owners and position > 1 and self.sentence.chunks[position - 1].kind == "CONJ" and not any(mention.end <= token.i for mention in chunk.mentions):
            shared = self.sentence.chunks[position - 2]  # "Cloudflare's co-founder and chief executive"
            possessors = [mention for mention in shared.mentions if any(_is(mention, kind) for kind in types)]
            return Arguments((possessors[0],), 0.95) if possessors and not self.sentence.heads(position - 2) and shared.kind == "NP" else NOBODY
        if not owners:
            return NOBODY
        between = [self.doc[i] for i in range(owners[-1].end, token.i)]
        plain = all(word.tag_ in {"PART", "ADJ", "NUM", "NOUN", "ADV", "PROPN"} or word.text == "-" for word in between)
        return Arguments((owners[-1],)) if plain and (len(between) < 5) else NOBODY

    def _bearers(self, position: int, last: int, token: Token, own: list[Span]) -> Arguments:
        """Whom the noun describes."""
        if own:
            return Arguments(self.sentence.group(position) if token.lower_ != token.lemma_ or len(own) > 1 else tuple(own))
        anaphors = [mention for mention in self.sentence.chunks[position].mentions if mention.start <= token.i < mention.end and not self.doc[mention.start].ent_type_]
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

    # ------------------------------------------------------------ events

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
        if not phrase.places("O"):
            if phrase.after:
                self._take_other(phrase, match)
            elif phrase.relation.symmetric:
                pair = self._doers(position, chunk, token, phrase, alone=True)
                match.names["S"], match.names["O"] = Arguments(pair.mentions[:1], pair.sure), Arguments(pair.mentions[1:], pair.sure)
        if not match.names.get("S"):
            match.names["S"] = self._doers(position, chunk, token, phrase)
        yield from self._pairs(phrase, match, token)

    def _doers(self, position: int, chunk: Chunk, token: Token, phrase: Phrase, *, alone: bool = False) -> Arguments:
        """Whose happening it is: its possessor, the agent after "by" or "from", or the subject of the verb that governs it."""
        owner = self._owner(chunk, token, phrase.types("S"))
        if owner and not alone and (self.doc[owner.mentions[0].start].tag_ == "POSS" or (owner.mentions[0].end < len(self.doc) and self.doc[owner.mentions[0].end].tag_ == "PART")):
            return owner
        for i in range(token.i + 1, min(token.i + 14, self.span.end)):
            if self.doc[i].lower_ in {"by", "from"} and (named := self.sentence.names_after(i + 1) if i + 1 < self.span.end else NOBODY):
                return named
            if self.doc[i].tag_ == "VERB" or self.doc[i].text in {",", ";"}:
                break
        before = self.sentence.previous(position)
        if before is not None and self.sentence.chunks[before].kind == "ADP" and before > 0 and self.doc[self.sentence.chunks[before].start].lower_ in {"into", "in", "of", "on", "to", "at", "about", "out", "off", "down", "up", "away"}:
            before = self.sentence.previous(before)
            if before is not None and self.sentence.chunks[before].kind == "NP" and self.doc[self.sentence.chunks[before].end - 1].lemma_ in {"talk", "negotiation", "discussion"}:
                before = self.sentence.previous(before)
                if before is not None and self.sentence.chunks[before].kind == "ADP":
                    before = self.sentence.previous(before)
        if before is not None and self.sentence.chunks[before].kind == "VP" and not self.sentence.chunks[before].passive:
            verb = self.sentence.chunks[before].verb
            if phrase.relation.range == ("Money",) and verb is not None and any(part.slot == "ROUND" for other in VERBS.get(verb.lemma_, ()) for part in other.after if other.relation.name != phrase.relation.name):
                return NOBODY  # who leads or joins a round is not who raises it
            found = self.sentence.subject(before)
            return Arguments(found.mentions, found.sure * 0.95)
        governor = self.sentence.governor(position)
        if governor is not None and not self.sentence.chunks[governor].passive and phrase.relation.range in {("Money",), ("Place",)}:
            found = self.sentence.subject(governor)
            return Arguments(found.mentions, found.sure * 0.9)
        return NOBODY

    # ------------------------------------------------------------ compounds and possessives

    def _compound(self, phrase: Phrase, position: int, hyphen: int) -> Iterator[Finding]:
        chunk = self.sentence.chunks[position]
        modifiers = [mention for mention in chunk.mentions if mention.end == hyphen and mention.label_ != ""]
        described = tuple(mention for mention in self.sentence.heads(position) if mention.end > hyphen) or self.sentence.described(position)
        match = Match({phrase.other: Arguments(tuple(modifiers)), phrase.subject: Arguments(described)}, {}, hyphen + 2)
        yield from self._pairs(phrase, match, self.doc[hyphen + 1])

    def _possessives(self, position: int, chunk: Chunk) -> Iterator[Finding]:
        heads = self.sentence.heads(position) if chunk.kind == "NP" else ()
        yield from self._origins(chunk, heads)
        for head in heads:
            for owner in chunk.mentions:
                mark = self.doc[owner.end] if owner.end < head.start else None
                possessive = self.doc[owner.start].tag_ == "POSS" or (mark is not None and mark.tag_ == "PART")
                start = owner.end + (mark is not None and mark.tag_ == "PART")
                between = [self.doc[i] for i in range(start, head.start)] if owner.end <= head.start else []
                if owner.end <= head.start and possessive and all(token.tag_ in {"ADJ", "NUM", "NOUN"} or "-" in {token.text, token.nbor(-1).text} for token in between):
                    if any(token.lemma_ in NOUNS for token in between) and head.label_ in {"Organization", "NAME"}:
                        continue
                    for phrase in (phrase for phrase in POSSESSIVES if "'s " in phrase.text):
                        match = Match({phrase.other: Arguments((owner,)), phrase.subject: Arguments(self.sentence.group(position))}, {}, chunk.end)
                        yield from self._pairs(phrase, match, self.doc[head.start - 1])

            for owner in chunk.mentions:
                if owner.end == head.start:  # "NVIDIA GB300"
                    for phrase in (phrase for phrase in POSSESSIVES if "'s " not in phrase.text and " from " not in phrase.text):
                        yield from self._pairs(phrase, Match({phrase.other: Arguments((owner,)), phrase.subject: Arguments((head,))}, {}, chunk.end), self.doc[head.start])

    def _origins(self, chunk: Chunk, heads: tuple[Span, ...]) -> Iterator[Finding]:
        """ "Claude 2 from Anthropic", "DeepSeek, from Hangzhou"."""
        i = chunk.end + (chunk.end < self.span.end and self.doc[chunk.end].text == ",")
        if heads and i + 1 < self.span.end and self.doc[i].lower_ == "from":
            for phrase in POSSESSIVES:
                if " from " in phrase.text:
                    origin = self.sentence.names_after(i + 1)
                    yield from self._pairs(phrase, Match({phrase.other: origin, phrase.subject: Arguments(heads)}, {}, i), self.doc[i])

    # ------------------------------------------------------------ findings

    def _fitting(self, mentions: Iterable[Span], types: Sequence[str]) -> tuple[Span, ...]:
        return tuple(mention for mention in mentions if mention.label_ == "MONEY" or any(_is(mention, kind) for kind in types))

    def _pairs(self, phrase: Phrase, match: Match, trigger: Token) -> Iterator[Finding]:
        subjects = self._ends(phrase, match, "S")
        objects = self._ends(phrase, match, "O")
        if phrase.relation.symmetric and not objects and len(subjects) > 1 and phrase.kind != "noun":
            ends = list(combinations(subjects, 2))
        else:
            ends = list(product(subjects, objects))
        sure = match.names.get("S", NOBODY).sure * match.names.get("O", NOBODY).sure
        for subject, other in ends:
            if subject.id_ == other.id_ or (subject.start < other.end and other.start < subject.end):
                continue
            if phrase.relation.symmetric and "NAME" not in {subject.label_, other.label_} and subject.label_ != other.label_:
                continue
            if phrase.relation.name == "raised":
                self.raiser = subject
            confidence = CONFIDENCE[phrase.kind] * sure * self._certainty(subject) * self._certainty(other)
            yield Finding(phrase.relation.name, subject, other, trigger, self.span, round(confidence, 3), phrase.precision, **self._details(phrase, match, trigger, other))

    def _ends(self, phrase: Phrase, match: Match, end: str) -> tuple[Span, ...]:
        found = match.names.get(end, NOBODY).mentions
        restriction = phrase.restriction(end)
        if restriction:  # what a phrase demands, an untyped name does not show
            found = tuple(mention for mention in found if mention.label_ != "NAME")
        return self._fitting(self._fitting(found, phrase.types(end)), restriction or phrase.types(end))

    def _certainty(self, mention: Span) -> float:
        if mention.label_ == "NAME":
            return UNKNOWN
        return 1.0 if mention.label_ == "MONEY" or any(mention.start == entity.start for entity in mention.sent.ents) else ANAPHOR

    def _details(self, phrase: Phrase, match: Match, trigger: Token, other: Span) -> dict[str, Span | str | None]:
        """Amount, round and date that go with a finding: those of the phrase itself, else the nearest ones of the sentence."""
        dates = [span for span in self.values.values() if span.label_ == "DATE"]
        date = min(dates, key=lambda span: abs(span.start - trigger.i), default=None)
        details: dict[str, Span | str | None] = {"date": date, "amount": match.values.get("MONEY"), "round": match.values.get("ROUND")}
        if phrase.relation.name == "raised":
            details["round"] = details["round"] or next((span for span in self.values.values() if span.label_ == "ROUND"), None)
            money = [span for span in self.values.values() if span.label_ == "MONEY" and span.start > other.start]
            details["valuation"] = next((span for span in money if any(token.lemma_ in {"valuation", "value"} for token in self.doc[max(span.start - 4, 0) : span.end + 3])), None)
        if phrase.relation.name == "worksFor" and phrase.kind in {"noun"}:
            start = trigger.i - len(phrase.before)
            details["role"] = self.doc[start : trigger.i + 1].text
        return details


def _is(mention: Span, kind: str) -> bool:
    """Whether a name can be of a type: a known one by its types, an unknown one by what its words tell, an untyped one always."""
    if mention.label_ == "NAME":
        return kind not in {"License", "Regulation", "Dataset"}
    if mention.id_ in KNOWN:
        individual = KNOWN[mention.id_]
        return any(is_a(name, kind) for name in (individual.type, *individual.roles))
    return is_a(mention.label_, kind) or any(name_type(token.text) == kind for token in mention)


def with_status(finding: Finding, status: str, attributed_to: str) -> Finding:
    """The finding with its status and voice."""
    return replace(finding, status=status, attributed_to=attributed_to)
