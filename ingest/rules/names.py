"""Names in a text: the known ones by the ontology's labels, the unknown ones by their capitals and the words in and around them.

Entities carry the top entity type as `label_` ("Organization"; "NAME" where nothing tells the type) and the entity's slug as `id_`.
"""

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from ingest.known_names import NAME_WORDS
from ingest.name_forms import UNTYPED, joined, with_regions, with_slugs
from ingest.rules.words import WORDS, in_dictionary
from ontology import KNOWN, TYPES, Individual, top_type

_VARIANTS = frozenset({"mini", "nano", "pro", "turbo", "preview", "instruct", "large", "small", "medium", "ultra", "max", "flash", "lite", "nemo"})
_TAKES_OF = frozenset(
    {"Bank", "University", "Institute", "Department", "Ministry", "Authority", "Academy", "College", "Bureau", "Office", "Court", "School", "Council"}
)
_VERSION = re.compile(r"v?\d+(?:\.\d+)+[a-z]*|\d+(?:x\d+)?[BbKkMm]|v\d+|\d+x\d+B")
_CAPITALS = frozenset(WORDS["CAPITAL"])
_CONTEXT_LABELS = {slug: (*individual.labels, *individual.context) for slug, individual in KNOWN.items() if individual.ambiguous}
_AMBIGUOUS = frozenset(label.lower() for individual in KNOWN.values() for label in individual.ambiguous)
_DESCRIPTORS = {word: entity_type.name for entity_type in TYPES.values() for word in entity_type.descriptors}
_INDUSTRY = frozenset({"Organization", "Model", "Product", "Chip"})
_THINGS = frozenset({"Model", "Product", "Chip", "Dataset"})
_ENOUGH = 3  # so many other known names show that an article is about this industry
_CASED_TYPES = frozenset({"License"})


@Language.component("landscape_names", requires=["doc.ents", "doc.spans"], assigns=["doc.ents", "token.ent_type", "token.ent_iob", "token.ent_id"])
def names(doc: Doc) -> Doc:
    """Drops known labels that are not meant as names here, lengthens those that are part of a longer name, and adds unknown names."""
    sure = [entity for entity in doc.ents if _is_name(entity)]
    text = doc.text
    kept = [entity for entity in sure if not _is_ambiguous(entity) or _has_context(entity, sure, text)]
    taken = {token.i for span in doc.spans["values"] for token in span}
    known = [_lengthened(entity, {token.i for other in kept if other is not entity for token in other} | taken) for entity in kept]
    occupied = taken | {token.i for entity in known for token in entity}
    sized = [span for span in _sized_models(doc) if not occupied & set(range(span.start, span.end))]
    occupied |= {token.i for span in sized for token in span}
    unknown = [*sized, *(_typed(span) for span in _capitalised(doc, occupied))]
    doc.ents = with_slugs(with_regions(joined(known, unknown)))
    return doc


def _individual(entity: Span) -> Individual:
    return KNOWN[entity.id_]


def _is_name(entity: Span) -> bool:
    """Whether the case fits: licences and openness words stand in any case, names have a capital or are written exactly as the label."""
    individual = _individual(entity)
    if top_type(individual.type) in _CASED_TYPES:
        return True
    if entity.text in (*individual.labels, *individual.ambiguous):
        return True
    return entity.text[0].isupper() or (len(entity) > 1 and any(token.text[0].isupper() for token in entity))


def _is_ambiguous(entity: Span) -> bool:
    return entity.text.lower() in {label.lower() for label in _individual(entity).ambiguous}


def _has_context(entity: Span, sure: Iterable[Span], text: str) -> bool:
    """Whether the article, or a list in which the name stands, shows that an ambiguous name is meant as a name."""
    doc, first = entity.doc, entity[0]
    if (
        first.is_sent_start
        and entity.end < len(doc)
        and ((doc[entity.end].text == "," and first.lower_ in WORDS["ADV"]) or doc[entity.end].lower_ in WORDS["ADP"] | WORDS["DET"] | WORDS["PRON"])
    ):
        return False
    if any(re.search(rf"\b{re.escape(word)}", text) for word in _CONTEXT_LABELS[entity.id_]):
        return True
    if len({other.id_ for other in sure if not _is_ambiguous(other) and other.label_ in _INDUSTRY}) >= _ENOUGH:
        return first.text[0].isupper() or first.text == entity.text
    listed = {doc[i].text for i in (entity.start - 1, entity.end) if 0 <= i < len(doc)} & {"and", "or", ","}
    beside = {entity.start - 2, entity.end + 1}
    return bool(listed) and any(not _is_ambiguous(other) and (other.end - 1 in beside or other.start in beside) for other in sure)


def _is_capital(token: Token) -> bool:
    return (token.text[0].isupper() or bool(re.match(r"[a-z]{1,2}[A-Z]", token.text))) and not token.is_punct and token.text not in _CAPITALS


def _lengthened(entity: Span, taken: set[int]) -> Span:
    """The longer name that begins with a known one ("Mistral Compute", "Llama 3.3"), else the known one."""
    doc, end, label = entity.doc, entity.end, entity.label_
    demonym = label == "Place" and entity.text.endswith(("ese", "an", "ish", "ch", "i"))
    if label not in {"Organization", "Model", "Product", "Chip", "Place", UNTYPED} or demonym:
        return entity
    if (
        label == "Organization"
        and end + 1 < len(doc)
        and doc[end].text == ","
        and doc[end + 1].text in {"Inc.", "Inc", "Ltd.", "Ltd", "LLC", "Corp."}
    ):
        return Span(doc, entity.start, end + 2, label=label, span_id=entity.id_)  # "CoreWeave, Inc."
    while (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end].whitespace_
        and not doc[end - 1].whitespace_
        and end + 1 not in taken
        and _is_capital(doc[end + 1])
    ):
        end += 2  # "Qwen3-Max"
    while end < len(doc) and end not in taken and doc[end].sent == entity.sent and doc[end - 1].whitespace_ != "" and _continues(doc[end], label):
        end += 1
    if end == entity.end:
        return entity
    longer = Span(doc, entity.start, end, label=label)
    if label == "Place":
        return _typed(Span(doc, entity.start, end, label=UNTYPED))
    return (
        longer
        if label != "Organization"
        else _typed(Span(doc, entity.start, end, label="Model" if _VERSION.fullmatch(doc[end - 1].text) else UNTYPED))
    )


def _continues(token: Token, label: str) -> bool:
    if label == "Model" and token.text in _VARIANTS:
        return True
    if _VERSION.fullmatch(token.text) or (label == "Model" and token.text.isdigit() and len(token.text) < 3):
        return True
    return (
        (_is_capital(token) or token.text in {"AI"})
        and token.text.lower() not in _DESCRIPTORS
        and not _is_title_word(token)
        and token.text not in {"CEO", "CTO", "CFO"}
    )


def _is_title_word(token: Token) -> bool:
    return NAME_WORDS.get(token.text) == "Person" or NAME_WORDS.get(token.lower_) == "Person"


def _capitalised(doc: Doc, occupied: set[int]) -> Iterator[Span]:
    """Runs of capitalised words that belong to no known name and no value."""
    inside = {token.text for token in doc if not token.is_sent_start and token.i not in occupied and _is_capital(token)}
    headings = {sentence.start for sentence in doc.sents if _is_heading(sentence)}
    i = 0
    while i < len(doc):
        token = doc[i]
        if i in occupied or not _is_capital(token) or token.sent.start in headings or not _begins_name(token, inside):
            i += 1
            continue
        end = i + 1
        while end < len(doc) and end not in occupied and doc[end].sent == token.sent and _goes_on(doc, end):
            end += 1
        if end == i + 1 and token.text in NAME_WORDS:
            i = end  # "Data" or "Cloud" alone is the name of nothing
            continue
        while end > i + 1 and (doc[end - 1].text in {"&", "-"} or _is_title_word(doc[end - 1])):
            end -= 1
        yield Span(doc, i, end, label=UNTYPED)
        i = end


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether a token continues the capitalised name before it; "AI" and "Inc." do, though they begin none, and so do version numbers."""
    token = doc[i]
    version = _VERSION.fullmatch(token.text) or (token.text.isdigit() and len(token.text) < 3 and not doc[i - 1].text.isdigit())
    of = token.text in {"of", "for"} and doc[i - 1].text in _TAKES_OF and i + 1 < len(doc) and _is_capital(doc[i + 1])
    return of or _is_capital(token) or bool(version) or _joins(doc, i) or (token.text in NAME_WORDS and not _is_title_word(token))


def _sized_models(doc: Doc) -> Iterator[Span]:
    """Models that an article names by size and purpose only: "22B code generation model"."""
    for token in doc[:-1]:
        if not re.fullmatch(r"\d+(?:\.\d+)?[BM]", token.text):
            continue
        end = next((i for i in range(token.i + 1, min(token.i + 5, len(doc))) if doc[i].lower_ == "model" or not doc[i].is_alpha), None)
        if end is not None and doc[end].lower_ == "model" and end > token.i + 1 and token.i and doc[token.i - 1].lower_ not in {"a", "an"}:
            yield Span(doc, token.i, end + 1, label="Model")


def _joins(doc: Doc, i: int) -> bool:
    """An ampersand or a hyphen between two capitalised words ("Johnson & Johnson", "Rolls-Royce")."""
    return doc[i].text in {"&", "-"} and i + 1 < len(doc) and _is_capital(doc[i + 1]) and doc[i - 1].text[0].isupper()


def _begins_name(token: Token, inside: set[str]) -> bool:
    if _is_title_word(token):
        return False
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    starts = token.is_sent_start or (token.i and token.nbor(-1).text in {'"', "“", "‘", ":", "-", "*", "–", "—", "•"})
    if not starts or token.text in inside or not in_dictionary(token.text):
        return True
    if following is None:
        return False
    if _goes_on(token.doc, following.i) and following.ent_type_ == "":
        return following.text in NAME_WORDS or (token.lower_ not in _DESCRIPTORS and not token.lower_.endswith(("ed", "ing", "ly", "s")))
    after = following.nbor() if following.i + 1 < len(token.doc) else following
    if following.text == "," and after.lower_ in {"the", "a", "an", "which", "whose"}:
        return True  # an apposition or relative clause explains it
    return token.lower_ in _AMBIGUOUS and (
        following.lower_ in WORDS["AUX"] | {"'s", "’s"} or following.lower_.endswith(("ed", "s")) or following.lower_ in WORDS["IRREGULAR"]
    )


def _is_heading(sentence: Span) -> bool:
    """A line in title case: its capitals say nothing."""
    words = [token for token in sentence if token.is_alpha]
    capital = sum(token.text[0].isupper() for token in words)
    return len(words) > 3 and capital > 0.6 * len(words) and sentence.text.rstrip()[-1:] not in ".!?"


def _apposition_type(span: Span) -> str | None:
    """The type that a description after the name tells: "Sana, a Swedish AI company"."""
    doc, end = span.doc, span.end
    if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in {"a", "an", "the"}:
        return None
    for token in doc[end + 2 : end + 9]:
        if (token.is_punct and token.text != "-") or token.lower_ in WORDS["ADP"]:
            return None
        if (
            token.lemma_ in _DESCRIPTORS
            and token.i + 1 < len(doc)
            and (doc[token.i + 1].is_punct or doc[token.i + 1].lower_ in WORDS["ADP"] | WORDS["REL"])
        ):
            return _DESCRIPTORS[token.lemma_]
    return None


def _typed(span: Span) -> Span:
    """The span with the type that its own words, else the word before it, betray."""
    last_word = (
        next((NAME_WORDS[token.text] for token in reversed(list(span)) if NAME_WORDS.get(token.text, "Person") != "Person"), None)
        if len(span) > 1
        else None
    )
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.text == "," and span.start > 1 and span.doc[span.start - 2].lemma_ in _DESCRIPTORS:
        before = span.doc[span.start - 2]  # "its own model, Composer"
    if last_word is None and before is not None and before.sent == span.sent:
        lemma = before.lemma_
        last_word = (
            "Person" if _is_title_word(before) else _DESCRIPTORS.get(lemma) if lemma not in {"family", "system", "group", "flagship"} else None
        )
    if last_word is None and span.end < len(span.doc):  # "the DuckAssist feature", "its Composer model"
        after = span.doc[span.end]
        last_word = _DESCRIPTORS.get(after.lemma_) if after.is_lower and top_type(_DESCRIPTORS.get(after.lemma_, "Place")) in _THINGS else None
    last_word = last_word or _apposition_type(span)
    label = top_type(last_word) if last_word else span.label_
    return Span(span.doc, span.start, span.end, label=label, span_id=span.id_)
