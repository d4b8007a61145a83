"""Where sentences begin."""

import re

from spacy.language import Language
from spacy.tokens import Doc

_ENDS_SENTENCE = frozenset({".", "!", "?", "…", "...", "........"})
_BULLETS = frozenset("-*•–·")


@Language.component("landscape_sentences", assigns=["token.is_sent_start", "doc.sents"])
def sentences(doc: Doc) -> Doc:
    """Sentences end at full stops, and at line ends where a new paragraph, heading or bullet begins."""
    for token in doc[1:]:
        before = doc[token.i - 1]
        token.is_sent_start = _starts(doc, token.i) if not token.is_space else "\n" in token.text and not before.is_space and "\n\n" in token.text
    return doc


def _starts(doc: Doc, i: int) -> bool:
    token, before = doc[i], doc[i - 1]
    if before.is_space and "\n" in before.text:
        last = doc[i - 2].text if i > 1 else "."
        return "\n\n" in before.text or last in _ENDS_SENTENCE or token.text in _BULLETS or token.text == "#" or last == ":"
    if token.is_punct and token.text not in _BULLETS and not token.is_left_punct and token.text not in {'"', "“", "'", "‘", "["}:
        return False
    closing = before
    while closing.text in {'"', "”", "’", ")", "]", "'"} and closing.i > 0 and not closing.is_sent_start:
        closing = doc[closing.i - 1]
    if not (before.whitespace_ or before.is_space):
        return False  # "Character.AI"
    if re.fullmatch(r"[A-K]\.", before.text) and before.i > 0 and before.nbor(-1).lower_ == "series":
        return not token.text[0].islower()  # "led that Series E. The company"
    return (closing.text in _ENDS_SENTENCE or bool(re.fullmatch(r"\.{2,}|[!?.]{2,}", closing.text))) and not token.text[0].islower()
