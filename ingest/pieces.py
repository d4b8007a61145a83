"""The word pieces of a document, in windows that the encoder can read, each piece with its shape and what the ontology knows of its word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token
from tokenizers import Tokenizer

Ints = NDArray[np.int64]

WINDOW = 256  # pieces that one pass of the encoder reads, the two special ones among them: about the longest passages that it was trained on
OVERLAP = 48  # pieces that two neighbouring windows share, so that no word is read without the words around it

# The encoder is blind to case, so a word's shape comes beside its pieces, in the place of BERT's token types.
SHAPES = ("other", "lower", "title", "first", "upper", "mixed", "digits", "coded")
HINTS = ("", "Organization", "Person", "Model", "Product", "Chip", "Dataset", "License", "Regulation", "Place")


@dataclass(frozen=True, slots=True)
class Window:
    """What one pass of the encoder reads. `tokens[k]` is the document's token that piece `k` belongs to, -1 for the special ones.

    Of the tokens, those from `first` to before `last` take their vectors from this window.
    """

    pieces: Ints
    kinds: Ints
    tokens: Ints
    first: int
    last: int


def shape(token: Token) -> str:
    """The shape of a word: `first` is a capital where every sentence has one.

    >>> from spacy.lang.en import English
    >>> [shape(token) for token in English()("Meta says OpenAI has 8x7B and GPT")]
    ['first', 'lower', 'mixed', 'lower', 'coded', 'lower', 'upper']
    """
    text = token.text
    if any(character.isdigit() for character in text):
        return "coded" if any(character.isalpha() for character in text) else "digits"
    if text.islower():
        return "lower"
    if text.isupper():
        return "upper" if len(text) > 1 else _title(token)
    if text.istitle():
        return _title(token)
    return "mixed" if text[:1].isalpha() else "other"


def _title(token: Token) -> str:
    before = token.nbor(-1) if token.i else None
    return "first" if before is None or before.is_space or before.text in {".", "!", "?", ":", '"', "“", "•", "-", "*"} else "title"


def kind(shape_name: str, hint: str) -> int:
    """The number of a shape together with a hint, as the encoder's token types count them."""
    return SHAPES.index(shape_name) * len(HINTS) + HINTS.index(hint)


def windows(doc: Doc, hints: Sequence[str], tokenizer: Tokenizer) -> Iterator[Window]:
    """The windows of a document; every token that has pieces takes its vector from exactly one of them."""
    encoding = tokenizer.encode(doc.text, add_special_tokens=False)
    pieces = np.asarray(encoding.ids, dtype=np.int64)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    starts = np.asarray([token.idx for token in doc], dtype=np.int64)
    tokens = np.searchsorted(starts, offsets[:, 0], side="right") - 1
    token_kinds = np.asarray([kind(shape(token), hint) for token, hint in zip(doc, hints, strict=True)], dtype=np.int64)
    special = [np.asarray([tokenizer.token_to_id(piece)], dtype=np.int64) for piece in ("[CLS]", "[SEP]")]
    room = WINDOW - len(special)
    begin, first = 0, 0
    while begin < len(pieces):
        end = min(begin + room, len(pieces))
        last = len(doc) if end == len(pieces) else int(tokens[end - OVERLAP // 2])
        inside = tokens[begin:end]
        yield Window(
            pieces=np.concatenate((special[0], pieces[begin:end], special[1])),
            kinds=np.concatenate(([0], token_kinds[inside], [0])),
            tokens=np.concatenate(([-1], inside, [-1])),
            first=first,
            last=last,
        )
        if end == len(pieces):
            return
        begin, first = end - OVERLAP, last
