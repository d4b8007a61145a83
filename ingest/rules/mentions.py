"""Words that stand for a name: "the company", "the Paris-based startup", "it", "they". Each becomes a span with the name's type and slug.

The rule is centering in its simplest form (Grosz, Joshi and Weinstein 1995, https://aclanthology.org/J95-2003/):
what the last clause or sentence was about, its subject, is what a pronoun means. A trained coreference component takes this one's place.
"""

from collections import Counter
from collections.abc import Sequence
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from ingest.rules.antecedents import can_be, is_expletive, is_person
from ingest.rules.chunks import Chunk
from ingest.rules.descriptions import Sentence
from ontology import KNOWN, TYPES, is_a, top_type

_DESCRIPTORS = {word: entity_type.name for entity_type in TYPES.values() for word in entity_type.descriptors}
_PRONOUNS = {
    "it": "Organization",
    "its": "Organization",
    "itself": "Organization",
    "they": "Organization",
    "their": "Organization",
    "them": "Organization",
}
_PERSONAL = {"he": "Person", "she": "Person", "his": "Person", "him": "Person"}
_DEFINITE = frozenset({"the", "this", "that"})
_COUNTRY = {slug: individual.country for slug, individual in KNOWN.items() if individual.country}
_TOPICS = frozenset({"Organization", "NAME"})

Doc.set_extension("topics", default=MappingProxyType({}), force=True)


@Language.component("landscape_mentions", requires=["doc._.chunks", "doc.ents"], assigns=["doc.spans", "doc._.chunks"])
def mentions(doc: Doc) -> Doc:
    """Fills `doc.spans["anaphors"]`, and the `mentions` (names and anaphors) of every noun phrase in `doc._.chunks`."""
    reader = _Reader(doc)
    for chunks in doc._.chunks:
        reader.read(chunks)
    doc.spans["anaphors"] = reader.anaphors
    doc._.topics = reader.topics
    return doc


class _Reader:
    """Reads a document from its beginning and remembers what it is about."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.anaphors: list[Span] = []
        self.topic: Span | None = None
        self.topics: dict[int, Span] = {}
        self.person: Span | None = None
        self.recent: list[Span] = []
        self.group: tuple[Span, ...] = ()
        self.names = {entity.start: entity for entity in doc.ents}
        for chunks in doc._.chunks:
            for chunk in chunks:
                chunk.mentions.extend(self.names[i] for i in range(chunk.start, chunk.end) if i in self.names)
        frequent = Counter(entity.id_ for entity in doc.ents if entity.label_ == "Organization").most_common(1)
        self.main = next((entity for entity in doc.ents if frequent and entity.id_ == frequent[0][0]), None)

    def read(self, chunks: Sequence[Chunk]) -> None:
        """Reads one sentence: its names first become what it is about, then its pronouns and descriptions find their names."""
        local: Span | None = None
        for position, chunk in enumerate(chunks):
            if chunk.kind in {"NP", "ASIDE"}:
                local = self._note_names(chunks, position, local)
                local = self._resolve(chunks, position, local)
        about = local or self.topic or self.main
        if about is not None and chunks:
            self.topics[self.doc[chunks[0].start].sent.start] = about
        if local is not None:
            self.topic = local

    def _note_names(self, chunks: Sequence[Chunk], position: int, local: Span | None) -> Span | None:
        """Remembers the names of a noun phrase; the first one that heads its phrase is what the sentence is about."""
        chunk = chunks[position]
        for name in list(chunk.mentions):
            if is_person(name):
                self.person = name
            elif name.label_ in _TOPICS:
                self.recent.append(name)
                if local is None and self._heads(name, chunk) and not _after_preposition(chunks, position) and chunk.kind == "NP":
                    local = name
                    self.group = self._list(chunks, position) or (name,)
        return local

    def _list(self, chunks: Sequence[Chunk], position: int) -> tuple[Span, ...]:
        """The list that a noun phrase begins; two names before a verb ("A and B merged") are one too."""
        sentence = Sentence(self.doc, chunks)
        second = position + 2
        if second < len(chunks) and chunks[position + 1].kind == "CONJ" and len(sentence.group(position)) == 1:
            return sentence.group(second, leftwards=True)[::-1]
        return sentence.group(position)

    def _resolve(self, chunks: Sequence[Chunk], position: int, local: Span | None) -> Span | None:
        """Adds the name that a pronoun or description stands for; a plural one stands for every member of the list it goes back to."""
        chunk = chunks[position]
        if self._is_apposition(chunks, position) or self._is_defined(chunks, position):
            return local
        is_object = position > 0 and chunks[position - 1].kind in {"VP", "ADP"}
        doer = self._doer(chunks, position) if is_object else None
        anaphor = self._anaphor(chunk, local, doer if doer is not None else local, is_object=is_object)
        if anaphor is None:
            return local
        plural = self.doc[chunk.start].lower_ in {"they", "their", "them", "both"}
        for antecedent in self.group if plural and self.group and anaphor.id_ == self.group[0].id_ else (anaphor,):
            stand_in = Span(self.doc, anaphor.start, anaphor.end, label=antecedent.label_, span_id=antecedent.id_)
            self.anaphors.append(stand_in)
            chunk.mentions.append(stand_in)
        chunk.mentions.sort(key=lambda mention: mention.start)
        return anaphor if local is None and anaphor.label_ in _TOPICS else local

    def _is_apposition(self, chunks: Sequence[Chunk], position: int) -> bool:
        """ "OpenAI, the San Francisco company": the description stands beside its own name."""
        if position < 2 or chunks[position - 1].kind != "COMMA" or self.doc[chunks[position].start].tag_ != "DET":
            return False
        verb = chunks[position + 1].verb if position + 1 < len(chunks) else None
        if verb is not None and verb.lemma_ in {"say", "tell", "add", "report", "announce"}:
            return False  # "..., the Hangzhou-based group said"
        if any(self.doc[i].tag_ == "PART" for i in range(chunks[position].start, chunks[position].end)):
            return False  # "Elon Musk, the automaker's chief executive": the automaker is somebody else
        host = chunks[position - 2]
        return host.kind == "NP" and any(mention.end == host.end for mention in host.mentions)

    def _is_defined(self, chunks: Sequence[Chunk], position: int) -> bool:
        """ "The maker of ChatGPT": the phrase says itself whom it means."""
        before = chunks[position - 1] if position else None
        if (
            before is not None
            and before.kind == "VP"
            and before.verb is not None
            and before.verb.lemma_ in {"be", "become", "remain"}
            and chunks[position].mentions == []
        ):
            return True  # what a name "is" stands for nothing else
        following = position + 3 if position + 2 < len(chunks) and chunks[position + 1].kind == "CONJ" else position + 1
        return following < len(chunks) and chunks[following].kind == "ADP" and self.doc[chunks[following].start].lower_ in {"of", "behind"}

    def _heads(self, name: Span, chunk: Chunk) -> bool:
        """Whether the noun phrase is the name's own, or something of the name's ("Mistral's founders") that keeps it the topic."""
        return name.end >= chunk.end or self.doc[name.end].tag_ in {"PART", "NOUN"}

    def _anaphor(self, chunk: Chunk, local: Span | None, doer: Span | None, *, is_object: bool) -> Span | None:
        first = self.doc[chunk.start]
        word = first.lower_
        if word == "whose":
            return self._span(chunk.start, chunk.start + 1, self._antecedent(chunk.start))
        if word in _PERSONAL and self.person is not None:
            return self._span(chunk.start, chunk.start + 1, self.person)
        if word in _PRONOUNS:
            if first.tag_ == "POSS" and (owner := self._coordinated(chunk)) is not None:
                return self._span(chunk.start, chunk.start + 1, owner)
            if word == "it" and is_expletive(self.doc, chunk.start):
                return None
            antecedent = local or self.topic
            if word in {"it", "them"} and is_object:
                antecedent = self._object(first, local, doer)
            return self._span(chunk.start, chunk.start + 1, antecedent or self.main)
        return self._description(chunk, local)

    def _doer(self, chunks: Sequence[Chunk], position: int) -> Span | None:
        """The name before the nearest verb: whose object is not it itself."""
        verb = next((i for i in range(position - 1, 0, -1) if chunks[i].kind == "VP"), 0)
        names = [name for name in chunks[verb - 1].mentions if chunks[verb - 1].kind == "NP"] if verb else []
        return names[-1] if names else None

    def _object(self, first: Token, local: Span | None, doer: Span | None) -> Span | None:
        """Whom an object pronoun means: what the sentence is about, unless that is the doer; then another name of the sentence, or the topic."""
        doers = {doer.id_ if doer is not None else "", *(member.id_ for member in self.group if doer is not None and doer.id_ == self.group[0].id_)}
        others = [name for name in reversed(self.recent) if name.sent == first.sent and name.label_ == "Organization"]
        candidates = [local, *others, self.topic, self.main]
        return next((name for name in candidates if name is not None and name.id_ not in doers), None)

    def _antecedent(self, start: int) -> Span | None:
        """The name before "whose"."""
        i = start - 1 - (start > 1 and self.doc[start - 1].text == ",")
        return next((name for name in reversed(self.recent) if name.end == i + 1), None)

    def _coordinated(self, chunk: Chunk) -> Span | None:
        """ "OpenAI and its rivals": the name right before the "and"."""
        before = self.doc[chunk.start - 1] if chunk.start > 1 else None
        if before is None or before.lower_ not in {"and", "or"}:
            return None
        return next((name for name in reversed(self.recent) if name.end == before.i), None)

    def _description(self, chunk: Chunk, local: Span | None) -> Span | None:
        """A definite description that ends in a descriptor and holds no other name that could be meant."""
        first, last = self.doc[chunk.start], self.doc[chunk.end - 1]
        if last.tag_ == "PART" and chunk.end - 2 > chunk.start:
            last = self.doc[chunk.end - 2]
        end = next(
            (
                i + 1
                for i in range(chunk.start, chunk.end)
                if self.doc[i].lemma_ in _DESCRIPTORS and self.doc[i].tag_ == "NOUN" and _ends_description(self.doc, i, chunk)
            ),
            None,
        )
        if first.lower_ not in _DEFINITE or end is None or self.doc[end - 1].lower_.endswith("s") or end - chunk.start > 6:
            return None
        noun = self.doc[end - 1].lemma_
        kind = _DESCRIPTORS.get(f"{self.doc[end - 2].lower_} {noun}") or _DESCRIPTORS[noun]
        made = noun in {"maker", "developer", "owner", "creator"}  # "the ChatGPT maker"
        allowed = {"Place", "Model", "Product", "Chip"} if made else {"Place"}
        if top_type(kind) != "Organization" or any(name.label_ not in allowed for name in chunk.mentions if name.start < end):
            return None
        countries = {_COUNTRY[name.id_] for name in chunk.mentions if name.id_ in _COUNTRY}
        return self._span(chunk.start, end, self._fitting(kind, noun, local, countries))

    def _fitting(self, kind: str, noun: str, local: Span | None, countries: set[str]) -> Span | None:
        """The latest organisation that can be called so: "the chipmaker" is known as one, "the French firm" is not known to sit elsewhere."""
        candidates = [self.topic, local, *reversed(self.recent), self.main]
        named = [candidate for candidate in candidates if candidate is not None]
        if countries:
            named = [name for name in named if _COUNTRY.get(name.id_) in countries] or [name for name in named if name.id_ not in _COUNTRY]
        named = [name for name in named if can_be(noun, name)]
        if kind == "Organization" or not named:
            return named[0] if named else None
        fitting = [
            candidate
            for candidate in named
            if candidate.id_ in KNOWN and (is_a(KNOWN[candidate.id_].type, kind) or kind in KNOWN[candidate.id_].roles)
        ]
        return fitting[0] if fitting else None

    def _span(self, start: int, end: int, antecedent: Span | None) -> Span | None:
        return Span(self.doc, start, end, label=antecedent.label_, span_id=antecedent.id_) if antecedent is not None else None


def _ends_description(doc: Doc, i: int, chunk: Chunk) -> bool:
    return i + 1 >= chunk.end or doc[i + 1].tag_ == "PART"


def _after_preposition(chunks: Sequence[Chunk], position: int) -> bool:
    return position > 0 and chunks[position - 1].kind == "ADP"
