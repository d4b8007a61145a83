"""Words that stand for a name: "the company", "the Paris-based startup", "it", "they". Each becomes a span with the name's type and slug.

The rule is centering in its simplest form (Grosz, Joshi and Weinstein 1995, https://aclanthology.org/J95-2003/): what the last clause or sentence was about, its subject,
is what a pronoun means. A trained coreference component takes this one's place.
"""

from collections import Counter
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.chunks import Chunk
from ontology import KNOWN, TYPES, is_a, top_type

_DESCRIPTORS = {word: entity_type.name for entity_type in TYPES.values() for word in entity_type.descriptors}
_PRONOUNS = {"it": "Organization", "its": "Organization", "itself": "Organization", "they": "Organization", "their": "Organization", "them": "Organization"}
_PERSONAL = {"he": "Person", "she": "Person", "his": "Person", "him": "Person"}
_DEFINITE = frozenset({"the", "this", "that"})
_COUNTRY = {slug: individual.country for slug, individual in KNOWN.items() if individual.country}
_TOPICS = frozenset({"Organization", "NAME"})

Doc.set_extension("headline", default="", force=True)


@Language.component("landscape_mentions", requires=["doc._.chunks", "doc.ents"], assigns=["doc.spans", "doc._.chunks"])
def mentions(doc: Doc) -> Doc:
    """Fills `doc.spans["anaphors"]`, and the `mentions` (names and anaphors) of every noun phrase in `doc._.chunks`."""
    reader = _Reader(doc)
    for chunks in doc._.chunks:
        reader.read(chunks)
    doc.spans["anaphors"] = reader.anaphors
    return doc


class _Reader:
    """Reads a document from its beginning and remembers what it is about."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.anaphors: list[Span] = []
        self.topic: Span | None = None
        self.person: Span | None = None
        self.recent: list[Span] = []
        self.names = {entity.start: entity for entity in doc.ents}
        frequent = Counter(entity.id_ for entity in doc.ents if entity.label_ == "Organization").most_common(1)
        self.main = next((entity for entity in doc.ents if frequent and entity.id_ == frequent[0][0]), None)

    def read(self, chunks: Sequence[Chunk]) -> None:
        local: Span | None = None
        subject_open = True
        for position, chunk in enumerate(chunks):
            if chunk.kind == "VP" and chunk.verb is not None and not chunk.infinitive:
                subject_open = False
            if chunk.kind not in {"NP", "ASIDE"}:
                continue
            for i in range(chunk.start, chunk.end):
                if i in self.names:
                    name = self.names[i]
                    chunk.mentions.append(name)
                    if name.label_ == "Person":
                        self.person = name
                    elif name.label_ in _TOPICS and name.end <= chunk.end:
                        self.recent.append(name)
                        if local is None and self._heads(name, chunk) and not _after_preposition(chunks, position) and chunk.kind == "NP":
                            local = name
            anaphor = None if self._is_apposition(chunks, position) else self._anaphor(chunk, local, subject_open=subject_open)
            if anaphor is not None:
                self.anaphors.append(anaphor)
                chunk.mentions.append(anaphor)
                chunk.mentions.sort(key=lambda mention: mention.start)
                if local is None and anaphor.label_ in _TOPICS:
                    local = anaphor
        if local is not None:
            self.topic = local

    def _is_apposition(self, chunks: Sequence[Chunk], position: int) -> bool:
        """ "OpenAI, the San Francisco company": the description stands beside its own name."""
        if position < 2 or chunks[position - 1].kind != "COMMA" or self.doc[chunks[position].start].tag_ != "DET":
            return False
        host = chunks[position - 2]
        return host.kind == "NP" and any(mention.end == host.end for mention in host.mentions)

    def _heads(self, name: Span, chunk: Chunk) -> bool:
        """Whether the noun phrase is the name's own, or something of the name's ("Mistral's founders") that keeps it the topic."""
        return name.end >= chunk.end or self.doc[name.end].tag_ in {"PART", "NOUN"}

    def _anaphor(self, chunk: Chunk, local: Span | None, *, subject_open: bool) -> Span | None:
        first = self.doc[chunk.start]
        word = first.lower_
        if word in _PERSONAL and self.person is not None:
            return self._span(chunk.start, chunk.start + 1, self.person)
        if word in _PRONOUNS:
            if word == "it" and _is_expletive(self.doc, chunk.start):
                return None
            antecedent = local or self.topic
            if word in {"it", "them"} and not subject_open and local is not None:  # an object: not the subject of its own verb
                others = [name for name in reversed(self.recent) if name.sent == first.sent and name.id_ != local.id_]
                antecedent = others[0] if others else self.topic if self.topic is not None and self.topic.id_ != local.id_ else local
            return self._span(chunk.start, chunk.start + 1, antecedent or self.main)
        return self._description(chunk, local)

    def _description(self, chunk: Chunk, local: Span | None) -> Span | None:
        """A definite description that ends in a descriptor and holds no other name that could be meant."""
        first, last = self.doc[chunk.start], self.doc[chunk.end - 1]
        if last.tag_ == "PART" and chunk.end - 2 > chunk.start:
            last = self.doc[chunk.end - 2]
        end = next((i + 1 for i in range(chunk.start, chunk.end) if self.doc[i].lemma_ in _DESCRIPTORS and self.doc[i].tag_ == "NOUN" and _ends_description(self.doc, i, chunk)), None)
        if first.lower_ not in _DEFINITE or end is None or self.doc[end - 1].lower_.endswith("s") or chunk.end - chunk.start > 6:
            return None
        kind = _DESCRIPTORS[self.doc[end - 1].lemma_]
        if top_type(kind) != "Organization" or any(name.label_ not in {"Place"} for name in chunk.mentions):
            return None
        countries = {_COUNTRY[name.id_] for name in chunk.mentions if name.id_ in _COUNTRY}
        return self._span(chunk.start, end, self._fitting(kind, local, countries))

    def _fitting(self, kind: str, local: Span | None, countries: set[str]) -> Span | None:
        """The latest organisation that can be called so: "the chipmaker" is known as one, "the French firm" is not known to sit elsewhere."""
        candidates = [self.topic, local, *reversed(self.recent), self.main]
        named = [candidate for candidate in candidates if candidate is not None]
        if countries:
            named = [name for name in named if _COUNTRY.get(name.id_) in countries] or [name for name in named if name.id_ not in _COUNTRY]
        if kind == "Organization" or not named:
            return named[0] if named else None
        fitting = [candidate for candidate in named if candidate.id_ in KNOWN and (is_a(KNOWN[candidate.id_].type, kind) or kind in KNOWN[candidate.id_].roles)]
        return fitting[0] if fitting else None

    def _span(self, start: int, end: int, antecedent: Span | None) -> Span | None:
        return Span(self.doc, start, end, label=antecedent.label_, span_id=antecedent.id_) if antecedent is not None else None


def _ends_description(doc: Doc, i: int, chunk: Chunk) -> bool:
    return i + 1 >= chunk.end or doc[i + 1].tag_ == "PART"


def _after_preposition(chunks: Sequence[Chunk], position: int) -> bool:
    return position > 0 and chunks[position - 1].kind == "ADP"


def _is_expletive(doc: Doc, i: int) -> bool:
    """ "It is clear that", "it remains to be seen": an "it" that means nothing."""
    following = [token.lower_ for token in doc[i + 1 : i + 5]]
    return bool(following) and (
        following[0] in {"remains", "seems", "appears", "takes", "turns"}
        or (following[0] in {"is", "was", "'s", "would", "will"} and bool({"that", "to", "unclear", "clear", "whether", "likely", "not", "hard", "possible", "why", "how"} & set(following[1:4])))
    )
