"""How a finding is stated: asserted, planned, hedged, negated or ended, from the ontology's cue words in what governs it; and whose voice says it.

The scope of a cue follows the chunks around the trigger, in the manner of NegEx's windows (Chapman et al. 2001, https://doi.org/10.1006/jbin.2001.1029)
but closed by clause boundaries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from ingest.findings import Finding
from ingest.rules.chunks import Chunk
from ingest.rules.descriptions import Sentence
from ingest.rules.relations import with_status
from ontology import STATUSES

_GAP = 3  # words that may stand between the words of one cue: "is reportedly in advanced talks"
_SUBORDINATES = frozenset({"that", "whether", "if", "as"})
_LASTING = frozenset(
    {
        "worksFor",
        "customerOf",
        "partnersWith",
        "usesCloud",
        "usesChip",
        "investedIn",
        "competesWith",
        "subsidiaryOf",
        "basedIn",
        "listedOn",
        "buildsOn",
        "distributedThrough",
    }
)
_SAYS = frozenset({"say", "claim", "argue", "believe", "estimate", "write", "report", "note", "insist", "warn", "predict", "reckon", "tell"})


@dataclass(frozen=True, slots=True)
class _Cue:
    words: tuple[str, ...]
    noun: bool
    status: str
    precedence: int


_CUES = sorted(
    (
        _Cue(tuple(text.split()), noun, status.name, status.precedence)
        for status in STATUSES.values()
        for noun, texts in ((False, status.cues), (True, status.noun_cues))
        for text in texts
    ),
    key=lambda cue: (-len(cue.words), cue.precedence, cue.words),
)
_DEFAULT = max(STATUSES.values(), key=lambda status: status.precedence).name


@Language.component("landscape_status", requires=["doc._.findings", "doc._.chunks"], assigns=["doc._.findings"])
def status(doc: Doc) -> Doc:
    """Gives every finding its status and voice."""
    sentences = {doc[chunks[0].start].sent.start: Sentence(doc, chunks) for chunks in doc._.chunks if chunks}
    doc._.findings = tuple(_judged(finding, sentences[finding.sentence.start]) for finding in doc._.findings)
    return doc


def _judged(finding: Finding, sentence: Sentence) -> Finding:
    scope = sorted(set(_scope(finding, sentence)), key=lambda token: token.i)
    found = cued(scope)
    if found == _DEFAULT and _past_copula(finding, sentence):
        found = "ended"
    return with_status(finding, found, _voice(finding, sentence))


def cued(scope: Sequence[Token]) -> str:
    """The status that the cues among these words give; longer cues first, and no word serves two cues."""
    free = list(scope)
    words = {word for token in free for word in (token.lemma_, token.lower_)}
    best: _Cue | None = None
    for cue in _CUES:
        if words.issuperset(cue.words) and (used := _matched(cue, free)) is not None:
            free = [token for token in free if token not in used]
            if best is None or cue.precedence < best.precedence:
                best = cue
    return best.status if best else _DEFAULT


def _matched(cue: _Cue, tokens: Sequence[Token]) -> list[Token] | None:
    for start, token in enumerate(tokens):
        if not _says(token, cue, 0):
            continue
        used, i = [token], start
        for number in range(1, len(cue.words)):
            i = next((j for j in range(i + 1, min(i + 2 + _GAP, len(tokens))) if _says(tokens[j], cue, number)), -1)
            if i < 0:
                break
            used.append(tokens[i])
        if i >= 0:
            return used
    return None


def _says(token: Token, cue: _Cue, number: int) -> bool:
    word = cue.words[number]
    if word not in {token.lemma_, token.lower_}:
        return False
    if cue.noun and number == len(cue.words) - 1:
        return token.tag_ == "NOUN"
    return token.tag_ != "NOUN" or len(cue.words) > 1


# ---------------------------------------------------------------- scope


def _scope(finding: Finding, sentence: Sentence) -> Iterator[Token]:
    doc, trigger = finding.trigger.doc, finding.trigger
    position = sentence.at.get(trigger.i)
    if position is None:
        return
    chunk = sentence.chunks[position]
    inside = all(chunk.start <= end.start and end.end <= chunk.end for end in (finding.subject, finding.object))
    if chunk.kind != "VP" and inside:
        yield from _within(finding, chunk, doc)
        return
    yield from doc[chunk.start : chunk.end]
    if position and sentence.chunks[position - 1].kind == "ADV":
        yield from doc[sentence.chunks[position - 1].start : chunk.start]
    if chunk.kind == "VP" or not _is_apposition(sentence, position):
        yield from _leftwards(sentence, position)
    yield from _rightwards(finding, sentence, position)


def _within(finding: Finding, chunk: Chunk, doc: Doc) -> Iterator[Token]:
    """Inside one noun phrase: the words from its beginning to its last name."""
    yield from doc[chunk.start : max(finding.subject.end, finding.object.end)]


def _is_apposition(sentence: Sentence, position: int) -> bool:
    before = sentence.previous(position)
    return before is not None and sentence.chunks[before].kind == "COMMA"


def _leftwards(sentence: Sentence, position: int) -> Iterator[Token]:
    """The words that govern a chunk from the left: auxiliaries, the verbs it hangs on, the subject's modifiers, opening adverbs."""
    doc, chunks = sentence.doc, sentence.chunks
    bare = _is_bare(chunks[position])
    i = position - 1
    while i >= 0:
        chunk = chunks[i]
        if chunk.kind == "COMMA":
            opening = sentence.opening(i)
            if opening is not None:
                i = opening
                continue
            if bare or chunks[position].ing:
                i -= 1
                bare = False
                continue
            yield from _opening_adverbial(sentence, i)
            return
        if (
            chunk.kind == "REL"
            or (chunk.kind == "SCONJ" and doc[chunk.start].lower_ not in _SUBORDINATES)
            or (chunk.kind == "OTHER" and doc[chunk.start].text == ":")
        ):
            return
        if chunk.kind == "CONJ" and not bare and not _joins_names(sentence, i):
            return
        if chunk.kind != "ASIDE":
            yield from (token for token in doc[chunk.start : chunk.end] if not token.ent_type_)
        i -= 1


def _is_bare(chunk: Chunk) -> bool:
    """Whether a verb stands without auxiliary in its base form, so that it shares that of the verb before "and"."""
    return chunk.verb is not None and chunk.verb.i == chunk.start and chunk.verb.lower_ == chunk.verb.lemma_


def _joins_names(sentence: Sentence, position: int) -> bool:
    before, after = sentence.previous(position), sentence.next(position)
    if before is None or after is None or sentence.chunks[before].kind != "NP" or sentence.chunks[after].kind != "NP":
        return False
    return sentence.verb_before(before) is None or bool(sentence.heads(before) and sentence.heads(after))


def _opening_adverbial(sentence: Sentence, comma: int) -> Iterator[Token]:
    """ "Reportedly, ...", "According to rumours, ...": what stands before the first comma, if it has no verb of its own."""
    opening = sentence.chunks[:comma]
    if not any(chunk.kind in {"VP", "COMMA"} for chunk in opening) and len(opening) < 5:
        yield from (token for chunk in opening for token in sentence.doc[chunk.start : chunk.end] if not token.ent_type_)


def _rightwards(finding: Finding, sentence: Sentence, position: int) -> Iterator[Token]:
    """The words between trigger and object, an adverb or "until" after it, and the verb of which a happening is the subject."""
    doc, chunks = sentence.doc, sentence.chunks
    last = max(finding.subject.end, finding.object.end, finding.trigger.i + 1)
    yield from (
        token for token in doc[finding.trigger.i : max(finding.object.end, finding.trigger.i + 1)] if not token.ent_type_ and token.tag_ != "VERB"
    )
    start = sentence.at.get(last - 1, position)
    for i in range(start + 1, len(chunks)):
        chunk = chunks[i]
        word = doc[chunk.start].lower_
        if word == "until" or chunk.kind == "ADV" or doc[chunk.start].lower_ == "any":
            yield from doc[chunk.start : chunk.end]
        elif (
            chunk.kind == "VP" and chunks[position].kind == "NP" and not chunk.ing and not chunk.infinitive and sentence.verb_before(position) is None
        ):
            yield from doc[chunk.start : chunk.end]
            return
        elif chunk.kind in {"COMMA", "CONJ", "REL", "SCONJ", "VP", "OTHER"}:
            return


def _past_copula(finding: Finding, sentence: Sentence) -> bool:
    """ "was a customer of": what a name was, it is no more."""
    position = sentence.at.get(finding.trigger.i)
    if position is None or finding.relation not in _LASTING:
        return False
    chunk = sentence.chunks[position]
    before = sentence.previous(position) if chunk.kind == "NP" else None
    if before is None or sentence.chunks[before].kind != "VP":
        return False
    verb = sentence.chunks[before].verb
    return verb is not None and verb.lower_ in {"was", "were"} and finding.trigger.tag_ == "NOUN"


def _voice(finding: Finding, sentence: Sentence) -> str:
    """Who says it, where the sentence attributes it to somebody named: "Mistral argues that ...", "..., according to Reuters"."""
    doc, chunks = sentence.doc, sentence.chunks
    ends = {finding.subject.id_, finding.object.id_}
    for i, chunk in enumerate(chunks):
        if chunk.kind == "VP" and chunk.verb is not None and chunk.verb.lemma_ in _SAYS and not chunk.passive:
            speaker = next((name for name in sentence.subject(i).mentions), None)
        elif doc[chunk.start].lower_ == "according" and i + 2 < len(chunks) and sentence.heads(i + 2):
            speaker = sentence.heads(i + 2)[0]
        else:
            continue
        if speaker is not None and speaker.id_ not in ends:
            return _name(speaker)
    return ""


def _name(speaker: Span) -> str:
    """The speaker's name: of a pronoun or a description that of whom it stands for, as it is first written."""
    names = speaker.doc.ents
    if speaker in names:
        return str(speaker.text)
    return str(next((name for name in names if name.id_ == speaker.id_), speaker).text)
