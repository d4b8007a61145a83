"""Whose words a sentence gives, where they are not the article's own."""

from spacy.tokens import Span

_WORDS = (
    "said says told tells claimed claims argued argues believes estimates estimated wrote writes reported reports noted insisted warned predicts "
    "predicted added confirmed"
)
_SAYS = frozenset(_WORDS.split())
_SPEAKS = frozenset({"Organization", "Person"})


def voice(sentence: Span, ends: tuple[str, str]) -> str:
    """The name that the sentence attributes its words to, beside a verb of saying or after "according to"; "" where there is none but the `ends`."""
    doc = sentence.doc
    for name in sentence.ents:
        if name.label_ not in _SPEAKS or name.id_ in ends:
            continue
        before = [token.lower_ for token in doc[max(sentence.start, name.start - 2) : name.start]]
        after = doc[name.end].lower_ if name.end < sentence.end else ""
        if before == ["according", "to"] or (before[-1:] and before[-1] in _SAYS) or after in _SAYS:
            return str(name.text)
    return ""
