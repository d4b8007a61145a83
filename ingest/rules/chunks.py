"""Base chunks of a sentence, in the manner of CoNLL-2000 (https://aclanthology.org/W00-0726/): noun phrases, verb groups and what joins them.

A parser's noun chunks and heads would take this file's place; the rules of the relation finder ask only for what a `Chunk` offers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

_IN_NOUN_PHRASE = frozenset({"DET", "POSS", "ADJ", "NUM", "NOUN", "PROPN", "SYM", "X"})
_IN_VERB_GROUP = frozenset({"AUX", "VERB"})
_DASHES = frozenset({"—", "–", "--", "-"})
_BE = frozenset({"be", "become", "remain", "stay", "get"})

Doc.set_extension("chunks", default=(), force=True)


@dataclass(slots=True)
class Chunk:
    """One chunk; `start` and `end` count the document's tokens.

    `kind` is NP, VP, ADP, CONJ, COMMA, REL, SCONJ, DATE, ADV, ASIDE (in brackets) or OTHER.
    """

    kind: str
    start: int
    end: int
    mentions: list[Span] = field(default_factory=list)
    verb: Token | None = None
    passive: bool = False
    infinitive: bool = False

    @property
    def ing(self) -> bool:
        """Whether the group is a bare participle in -ing."""
        return self.verb is not None and self.verb.lower_.endswith("ing") and self.verb.i == self.start

    @property
    def participle(self) -> bool:
        """Whether the group is a bare past participle or past tense (which of them, what follows tells)."""
        if self.verb is None or self.verb.tag_ != "VERB" or any(token.tag_ != "ADV" for token in self.verb.doc[self.start : self.verb.i]):
            return False
        return self.verb.lower_ != self.verb.lemma_ and not self.verb.lower_.endswith(("ing", "s"))


@Language.component("landscape_chunks", requires=["token.pos", "token.tag", "doc.ents", "doc.spans"], assigns=["doc._.chunks"])
def chunks(doc: Doc) -> Doc:
    """Fills `doc._.chunks` with one list of chunks per sentence."""
    doc._.chunks = tuple(list(_chunks(sentence)) for sentence in doc.sents)
    return doc


def _chunks(sentence: Span) -> Iterator[Chunk]:
    dates = {span.start: span.end for span in sentence.doc.spans["values"] if span.label_ == "DATE"}
    i = sentence.start
    while i < sentence.end:
        chunk = _chunk_at(sentence, i, dates)
        if chunk is not None:
            yield chunk
        i = chunk.end if chunk is not None else i + 1


def _chunk_at(sentence: Span, i: int, dates: dict[int, int]) -> Chunk | None:
    doc, token = sentence.doc, sentence.doc[i]
    if token.is_space or token.is_quote or token.text in {"*", "•", "#", "_"}:
        return None
    if i in dates:
        return Chunk("DATE", i, min(dates[i], sentence.end))
    if token.text in {"(", "["}:
        return Chunk("ASIDE", i, _closing(sentence, i))
    if token.lower_ == "and" and i and token.nbor(-1).lower_ == "more" and i + 1 < sentence.end and token.nbor().lower_ == "more":
        return Chunk("ADV", i, i + 1)
    if token.text in {",", ";"} or token.text in _DASHES:
        return Chunk("COMMA", i, i + 1)
    if token.tag_ in _IN_VERB_GROUP or (token.tag_ == "PART" and token.lower_ == "to"):
        return _verb_group(doc, i, sentence.end)
    if token.tag_ == "ADV":
        return _verb_group(doc, i, sentence.end) if _leads_to_verb(doc, i, sentence.end) else Chunk("ADV", i, i + 1)
    if token.tag_ in _IN_NOUN_PHRASE:
        return Chunk("NP", i, _noun_phrase_end(sentence, i, dates))
    if token.tag_ == "PRON":
        return Chunk("NP", i, i + 1)
    kind = {"ADP": "ADP", "CCONJ": "CONJ", "REL": "REL", "SCONJ": "SCONJ"}.get(token.tag_, "OTHER")
    return Chunk(kind, i, i + 1)


def _closing(sentence: Span, i: int) -> int:
    return next((j + 1 for j in range(i, sentence.end) if sentence.doc[j].text in {")", "]"}), i + 1)


def _leads_to_verb(doc: Doc, i: int, end: int) -> bool:
    while i < end and doc[i].tag_ == "ADV":
        i += 1
    return i < end and doc[i].tag_ in _IN_VERB_GROUP


def _verb_group(doc: Doc, i: int, end: int) -> Chunk:
    start, verbs = i, []
    while i < end and (
        doc[i].tag_ in _IN_VERB_GROUP or (doc[i].tag_ == "PART" and doc[i].lower_ == "to") or (doc[i].tag_ == "ADV" and _leads_to_verb(doc, i, end))
    ):
        if doc[i].tag_ in _IN_VERB_GROUP:
            verbs.append(doc[i])
        i += 1
    while i < end and doc[i].lower_ in {"not", "n't", "never", "also"}:  # "is not", whose verb is "is"
        i += 1
    if not verbs:
        return Chunk("ADP", start, i)
    main = verbs[-1]
    past = main.lower_ != main.lemma_ and not main.lower_.endswith(("ing", "s"))
    passive = main.tag_ == "VERB" and past and len(verbs) > 1 and verbs[-2].lemma_ in _BE
    return Chunk("VP", start, i, verb=main, passive=passive, infinitive=doc[start].lower_ == "to")


def _noun_phrase_end(sentence: Span, i: int, dates: dict[int, int]) -> int:
    doc, start = sentence.doc, i
    while i < sentence.end and i not in dates:
        token = doc[i]
        if i > start and doc[i - 1].ent_type_ and any(span.start == i and span.label_ == "MONEY" for span in doc.spans["values"]):
            break  # "fined OpenAI 15 million euros": two objects
        if token.ent_iob_ == "B" and doc[i - 1].tag_ == "NOUN" and doc[i - 1].lower_ in {"users", "customers", "clients", "developers", "readers"}:
            break  # "offers its users Claude": two objects
        if token.ent_type_ == "License" and token.ent_iob_ == "B" and i > start and doc[i - 1].ent_type_:
            break  # "calls Llama open source": an object and what it is called
        possessive = token.tag_ == "PART" and token.lower_ != "to"
        hyphen = token.text in {"-", "/", "–"} and start < i < sentence.end - 1 and not doc[i - 1].whitespace_
        adverb = token.tag_ in {"ADV", "VERB"} and i + 1 < sentence.end and doc[i - 1].text == "-"
        opens = token.tag_ in {"DET", "POSS"} and i > start and doc[i - 1].tag_ not in {"DET", "PART"}
        modifies = token.tag_ == "ADV" and start < i < sentence.end - 1 and doc[i + 1].tag_ in {"ADJ", "NUM"} and doc[i - 1].tag_ in {"DET", "POSS"}
        if opens or not (
            token.tag_ in _IN_NOUN_PHRASE
            or possessive
            or hyphen
            or adverb
            or modifies
            or (token.is_quote and i + 1 < sentence.end and i > start and doc[i + 1].tag_ in _IN_NOUN_PHRASE)
        ):
            break
        i += 1
    return max(i, start + 1)
