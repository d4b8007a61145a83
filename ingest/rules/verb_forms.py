"""Whether a form that may be a verb is one here, told from the words beside it."""

from spacy.tokens import Token

from ingest.rules.phrases import VERBS as PHRASES_BY_VERB
from ingest.rules.words import VERBS, WORDS, verb_lemma

_PREPOSITIONS = {
    head: frozenset(word for phrase in phrases if phrase.after for word in phrase.after[0].words & WORDS["ADP"])
    for head, phrases in PHRASES_BY_VERB.items()
}


def doc_tag(token: Token, offset: int) -> str:
    """The tag already given to the token `offset` places away; "" at the ends of the document."""
    i = token.i + offset
    return token.doc[i].tag_ if 0 <= i < len(token.doc) else ""


def left_tag(token: Token) -> str:
    """The tag of the last word before this one that is no adverb and no quotation mark."""
    i = token.i - 1
    while i >= 0 and (token.doc[i].tag_ == "ADV" or token.doc[i].is_quote):
        i -= 1
    return token.doc[i].tag_ if i >= 0 and token.doc[i].sent == token.sent else ""


def next_word(token: Token) -> Token | None:
    i = token.i + 1
    while i < len(token.doc) and (token.doc[i].lower_ in WORDS["ADV"] or token.doc[i].is_quote):
        i += 1
    return token.doc[i] if i < len(token.doc) else None


def opens_infinitive(token: Token) -> bool:
    following = next_word(token)
    while following is not None and following.lower_.endswith("ly") and following.lower_ not in VERBS:
        following = next_word(following)
    if following is None or following.ent_type:
        return False
    return following.lower_ in {"be", "have", "do"} or (following.lemma_ in VERBS and following.lower_ == following.lemma_ and following.is_lower)


def looks_finite(token: Token) -> bool:
    return token.lower_ in WORDS["AUX"] | WORDS["IRREGULAR"] or token.lower_.endswith("ed") or verb_lemma(token.text) in VERBS - WORDS["NOUN_OR_VERB"]


def verb_or_noun(token: Token, word: str) -> str:
    left = left_tag(token)
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
    following = next_word(token)
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
        following = next_word(token)
        if following is not None and following.lower_ == "to" and opens_infinitive(following):
            return "VERB"
        if doc_tag(token, -1) == "ADV" or (left == "PROPN" and following is not None and _is_plural_before_preposition(following)):
            return "VERB"  # "no longer uses chips", "Mistral uses chips from"
        if following is not None and following.lower_ in _PREPOSITIONS.get(verb_lemma(token.text), ()) and not token.nbor(-1).lower_.endswith("s"):
            return "VERB"  # "whose stock trades on": a preposition with which the ontology uses the verb
        return "VERB" if not both or _object_follows(token, strict=left in {"PUNCT", "CCONJ"}) else "NOUN"
    return "NOUN" if both else "VERB"


def _is_plural_before_preposition(token: Token) -> bool:
    return token.is_lower and token.lower_.endswith("s") and token.i + 1 < len(token.doc) and token.nbor().lower_ in WORDS["ADP"]


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
    following = next_word(token)
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
