"""Parts of speech from word lists and neighbours: what the rules need until a trained tagger takes this component's place.

The tags are Universal POS tags (https://universaldependencies.org/u/pos/); relative pronouns get tag_ "REL" and possessive ones "POSS".
"""

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

from ingest.phrases import VERB_HEADS
from ingest.words import WORDS, verb_lemma

_VERBS = WORDS["VERB"] | VERB_HEADS
_OPENS_OBJECT = frozenset({"DET", "PROPN", "SYM", "NUM", "PRON", "POSS"})
_CLASSES = ("POSS", "DET", "REL", "AUX", "PRON", "CCONJ", "ADP", "SCONJ", "ADV", "ADJ")
_NOUNS_IN_LY = frozenset({"family", "supply", "ally", "monopoly", "assembly", "reply", "anomaly", "duopoly"})
_CONTENT_WORDS = frozenset(
    {
        "true",
        "false",
        "clear",
        "likely",
        "possible",
        "certain",
        "unlikely",
        "report",
        "claim",
        "rumour",
        "rumor",
        "news",
        "idea",
        "suggestion",
        "speculation",
        "fact",
        "sign",
        "allegation",
        "condition",
        "belief",
        "hint",
        "word",
    }
)


@Language.component("landscape_tags", requires=["token.lemma", "doc.ents"], assigns=["token.pos", "token.tag"])
def tags(doc: Doc) -> Doc:
    """Sets `pos_` and `tag_` of every token, from left to right."""
    dates = {token.i for span in doc.spans["values"] if span.label_ == "DATE" for token in span}
    for token in doc:
        tag = _tag(token) if token.i not in dates else "NUM" if token.text[0].isdigit() else "NOUN"
        token.tag_ = tag
        token.pos_ = {"POSS": "PRON", "REL": "PRON"}.get(tag, tag)
        if tag == "VERB":
            token.lemma_ = "open-source" if token.ent_type_ == "License" else verb_lemma(token.text)
    return doc


def _tag(token: Token) -> str:
    word = token.lower_
    if token.is_space:
        return "SPACE"
    if token.ent_type:
        return "VERB" if _open_sources(token) else "PROPN"
    if token.is_currency:
        return "SYM"
    if word in {"'s", "’s", "'", "’"} and token.i and doc_tag(token, -1) in {"PROPN", "NOUN", "PRON", "X"}:
        return "PART" if not _contracted_is(token) else "AUX"
    if token.is_punct:
        return "PUNCT"
    if word == "to":
        return "PART" if _opens_infinitive(token) else "ADP"
    if token.like_num or word[0].isdigit():
        return "NUM"
    return _closed(token, word) or _open(token, word)


def _open_sources(token: Token) -> bool:
    """Whether the words "open source" are a verb here: "they open source some of their models"."""
    entity = next((entity for entity in token.doc.ents if entity.start <= token.i < entity.end), None)
    if (
        entity is None
        or entity.label_ != "License"
        or not re.fullmatch(r"open[- ]sourc(?:e|es|ed|ing)", entity.text, re.IGNORECASE)
        or entity.end >= len(token.doc)
    ):
        return False
    before = token.doc[entity.start - 1].tag_ if entity.start else ""
    following = token.doc[entity.end]
    return before in {"PRON", "PROPN", "PART", "AUX"} and (
        following.lower_ in WORDS["DET"] | WORDS["POSS"] or following.ent_type_ in {"Model", "Product"}
    )


def _contracted_is(token: Token) -> bool:
    """Whether "'s" stands for "is": after a pronoun ("it's", "he's", "that's", "who's"), not after a name."""
    return doc_tag(token, -1) == "PRON"


def doc_tag(token: Token, offset: int) -> str:
    """The tag already given to the token `offset` places away; "" at the ends of the document."""
    i = token.i + offset
    return token.doc[i].tag_ if 0 <= i < len(token.doc) else ""


def _left(token: Token) -> str:
    """The tag of the last word before this one that is no adverb and no quotation mark."""
    i = token.i - 1
    while i >= 0 and (token.doc[i].tag_ == "ADV" or token.doc[i].is_quote):
        i -= 1
    return token.doc[i].tag_ if i >= 0 and token.doc[i].sent == token.sent else ""


def _next(token: Token) -> Token | None:
    i = token.i + 1
    while i < len(token.doc) and (token.doc[i].lower_ in WORDS["ADV"] or token.doc[i].is_quote):
        i += 1
    return token.doc[i] if i < len(token.doc) else None


def _opens_infinitive(token: Token) -> bool:
    following = _next(token)
    while following is not None and following.lower_.endswith("ly"):
        following = _next(following)
    if following is None or following.ent_type:
        return False
    return following.lower_ in {"be", "have", "do"} or (following.lemma_ in _VERBS and following.lower_ == following.lemma_ and following.is_lower)


def _closed(token: Token, word: str) -> str:
    if word == "that" and doc_tag(token, -1) in {"NOUN", "PROPN"}:
        return "SCONJ" if token.doc[token.i - 1].lemma_ in _CONTENT_WORDS else "REL"
    if (
        word in {"last", "first", "next"}
        and (following := _next(token)) is not None
        and _looks_finite(following)
        and doc_tag(token, -1) in {"PROPN", "NOUN", "PRON"}
    ):
        return "ADV"
    if word == "more" and "more and more" in token.doc[max(token.i - 2, 0) : token.i + 3].text.lower():
        return "ADV"
    if word == "no" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "longer":
        return "ADV"
    if word in {"both", "each", "all"} and (following := _next(token)) is not None and _looks_finite(following):
        return "ADV"
    if word == "own":
        return "ADJ" if _left(token) in {"POSS", "PART"} and token.nbor(-1).lower_ != "to" else "VERB"
    if word == "her" or word == "his":
        return "POSS"
    if word in {"which", "who", "whom"}:
        return "REL"
    if word == "that" and doc_tag(token, -1) == "VERB":
        return "SCONJ"
    if word == "like" and doc_tag(token, -1) in {"AUX", "PRON", "PART"}:
        return "VERB"
    if word == "open" and doc_tag(token, -1) in {"AUX", "PART"}:
        return "ADJ"
    return next((name for name in _CLASSES if word in WORDS[name]), "")


def _looks_finite(token: Token) -> bool:
    return (
        token.lower_ in WORDS["AUX"] | WORDS["IRREGULAR"] or token.lower_.endswith("ed") or verb_lemma(token.text) in _VERBS - WORDS["NOUN_OR_VERB"]
    )


def _open(token: Token, word: str) -> str:
    if word.endswith("ly") and len(word) > 4 and word not in _VERBS and word not in _NOUNS_IN_LY:
        return "ADV"
    base = verb_lemma(word)
    if not token.is_lower and not token.is_sent_start and base not in _VERBS:
        return "NOUN"
    if word.endswith(("al", "ive", "ous", "ful", "able", "ible", "ish", "ier", "iest")) and base not in _VERBS:
        return "ADJ"
    if base in _VERBS or (word.endswith(("ed", "ing")) and len(word) > 4 and base != word):
        return _verb_or_noun(token, word)
    return "NOUN"


def _verb_or_noun(token: Token, word: str) -> str:
    left = _left(token)
    if word.endswith("ing") and word != verb_lemma(word):
        return _ing(token, word, left)
    if word.endswith("ed") or word in WORDS["IRREGULAR"]:
        return _past(token, left)
    if word.endswith("s") and word != token.lemma_:
        return _third_person(token, left)
    return _base(token, left)


def _ing(token: Token, word: str, left: str) -> str:
    if left in {"DET", "ADJ", "POSS", "NUM", "SYM"} or (doc_tag(token, -1) == "PART" and token.doc[token.i - 1].lower_ != "to"):
        return "NOUN"
    if word in WORDS["NOUN_ING"] and left not in {"AUX"} and not _object_follows(token):
        return "NOUN"
    return "VERB"


def _past(token: Token, left: str) -> str:
    following = _next(token)
    by = following is not None and following.lower_ in {"by", "in", "on", "from", "with", "at", "to", "under", "as", "through", "into"}
    if left in {"DET", "POSS", "ADJ", "NUM"} or (doc_tag(token, -1) == "PART" and token.doc[token.i - 1].lower_ != "to"):
        return "ADJ" if not by else "VERB"
    if left == "ADP" and not by:
        return "ADJ"
    return "VERB"


def _third_person(token: Token, left: str) -> str:
    both = token.lemma_ in WORDS["NOUN_OR_VERB"]
    if left in {"REL", "PRON"}:
        return "VERB"
    if left in {"DET", "ADJ", "POSS", "ADP", "NUM", "VERB", "AUX", "SYM", "PART"}:
        return "NOUN"
    if left in {"PROPN", "NOUN", "X", "PUNCT", "CCONJ"}:
        following = _next(token)
        if following is not None and following.lower_ == "to" and _opens_infinitive(following):
            return "VERB"
        return "VERB" if not both or _object_follows(token, strict=left in {"PUNCT", "CCONJ"}) else "NOUN"
    return "NOUN" if both else "VERB"


def _base(token: Token, left: str) -> str:
    if not token.is_lower and not token.is_sent_start:
        return "NOUN"
    before = token.doc[token.i - 1] if token.i else None
    if (
        left in {"AUX", "REL"}
        or (left == "PART" and before is not None and before.lower_ == "to")
        or (before is not None and before.lower_ in {"they", "we", "i", "you"})
    ):
        return "VERB"
    if before is not None and before.lower_ == "to":
        return "VERB"
    if token.lemma_ in WORDS["NOUN_OR_VERB"]:
        plural = before is not None and ((left == "PROPN" and before.ent_type_ != "Place") or before.lower_.endswith("s"))
        return "VERB" if plural and left in {"PROPN", "NOUN"} and _object_follows(token, strict=True) else "NOUN"
    if left in {"DET", "ADJ", "POSS", "NUM", "SYM"}:
        return "NOUN"
    return "VERB"


def _object_follows(token: Token, *, strict: bool = False) -> bool:
    """Whether what comes next can begin an object: a name, a determiner, an amount; unless `strict`, also a preposition that verbs take."""
    following = _next(token)
    if following is None or following.sent != token.sent:
        return False
    if following.ent_type or following.is_currency or following.like_num or following.text[0].isdigit():
        return True
    if following.lower_ in WORDS["DET"] | WORDS["POSS"] | {"it", "them", "him"}:
        return True
    return (
        not strict
        and following.lower_ in {"in", "on", "with", "against", "to", "into", "from", "through", "as", "at"}
        and token.lemma_ not in WORDS["NOUN_OR_VERB"]
    )
