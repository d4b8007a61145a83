"""The words that may stand for a name without being a description: pronouns."""

from spacy.tokens import Doc

_WORDS = (
    "it its itself they their theirs them themselves he him his himself she her hers herself we us our ours i me my mine both neither former latter"
)
PRONOUNS = frozenset(_WORDS.split())


def pronouns(doc: Doc) -> list[tuple[int, int]]:
    """The pronouns of a document as (start, end) in tokens."""
    return [(token.i, token.i + 1) for token in doc if token.lower_ in PRONOUNS]
