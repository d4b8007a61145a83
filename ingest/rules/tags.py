"""Parts of speech from word lists and neighbours: what the rules need until a trained tagger takes this component's place.

The tags are Universal POS tags (https://universaldependencies.org/u/pos/); relative pronouns get tag_ "REL" and possessive ones "POSS".
"""

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

from ingest.rules.verb_forms import doc_tag, left_tag, looks_finite, next_word, opens_infinitive, verb_or_noun
from ingest.rules.words import VERBS, WORDS, verb_lemma

_CLASSES = ("POSS", "DET", "REL", "AUX", "PRON", "CCONJ", "ADP", "SCONJ", "ADV", "ADJ")
_NOUNS_IN_LY = frozenset({"family", "supply", "ally", "monopoly", "assembly", "reply", "anomaly", "duopoly"})


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
        return "PART" if opens_infinitive(token) else "ADP"
    if token.like_num or word[0].isdigit():
        return "NUM"
    return _closed(token, word) or _open(token, word)


def _open_sources(token: Token) -> bool:
    """Whether the words "open source" are a verb here: "they open source some of their models"."""
    if token.ent_type_ != "License":
        return False
    entity = next((entity for entity in token.doc.ents if entity.start <= token.i < entity.end), None)
    if entity is None or not re.fullmatch(r"open[- ]sourc(?:e|es|ed|ing)", entity.text, re.IGNORECASE) or entity.end >= len(token.doc):
        return False
    before = token.doc[entity.start - 1].tag_ if entity.start else ""
    following = token.doc[entity.end]
    return before in {"PRON", "PROPN", "PART", "AUX"} and (
        following.lower_ in WORDS["DET"] | WORDS["POSS"] or following.ent_type_ in {"Model", "Product"}
    )


def _contracted_is(token: Token) -> bool:
    """Whether "'s" stands for "is": after a pronoun ("it's", "he's", "that's", "who's"), not after a name."""
    return doc_tag(token, -1) == "PRON"


def _closed(token: Token, word: str) -> str:
    if word == "that" and doc_tag(token, -1) in {"NOUN", "PROPN"}:
        return "SCONJ" if token.doc[token.i - 1].lemma_ in WORDS["CONTENT"] else "REL"
    if (
        word in {"last", "first", "next"}
        and (following := next_word(token)) is not None
        and looks_finite(following)
        and doc_tag(token, -1) in {"PROPN", "NOUN", "PRON"}
    ):
        return "ADV"
    if word == "more" and "more and more" in token.doc[max(token.i - 2, 0) : token.i + 3].text.lower():
        return "ADV"
    if word == "no" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "longer":
        return "ADV"
    if word in {"both", "each", "all"} and (following := next_word(token)) is not None and looks_finite(following):
        return "ADV"
    if word == "own":
        return "ADJ" if left_tag(token) in {"POSS", "PART"} and token.nbor(-1).lower_ != "to" else "VERB"
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


def _open(token: Token, word: str) -> str:
    if word.endswith("ly") and len(word) > 4 and word not in VERBS and word not in _NOUNS_IN_LY:
        return "ADV"
    base = verb_lemma(word)
    if not token.is_lower and not token.is_sent_start and base not in VERBS:
        return "NOUN"
    if word.endswith(("al", "ive", "ous", "ful", "able", "ible", "ish", "ier", "iest")) and base not in VERBS:
        return "ADJ"
    if base in VERBS or (word.endswith(("ed", "ing")) and len(word) > 4 and base != word):
        return verb_or_noun(token, word)
    return "ADJ" if word.endswith("ed") and len(word) > 4 else "NOUN"
