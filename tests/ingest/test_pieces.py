"""Windows of word pieces: every token is read exactly once, however long the text, and with the words around it."""

from itertools import pairwise

import numpy as np
import pytest
from spacy.lang.en import English
from spacy.tokens import Doc
from tokenizers import Tokenizer, models, pre_tokenizers

from ingest.pieces import HINTS, OVERLAP, SHAPES, WINDOW, kind, shape, windows

NLP = English()


@pytest.fixture
def tokenizer() -> Tokenizer:
    """One piece a character, so that long texts are cheap."""
    vocabulary = {piece: i for i, piece in enumerate(("[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz"))}
    found = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=1))  # noqa: S106  # a piece, no password
    found.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Split("", "isolated")])
    return found


def doc_of(words: int) -> Doc:
    """A document of so many words of one letter."""
    return Doc(NLP.vocab, words=[chr(97 + i % 26) for i in range(words)])


@pytest.mark.parametrize("words", [1, WINDOW - 2, WINDOW - 1, 1000, 3001])
def test_every_token_takes_its_vector_from_one_window(words: int, tokenizer: Tokenizer) -> None:
    doc = doc_of(words)
    taken: list[int] = []
    for window in windows(doc, [""] * words, tokenizer):
        assert len(window.pieces) == len(window.kinds) == len(window.tokens) <= WINDOW
        inside = (window.tokens >= window.first) & (window.tokens < window.last)
        taken += np.unique(window.tokens[inside]).tolist()
    assert taken == list(range(words))


def test_a_token_is_read_with_half_the_overlap_around_it(tokenizer: Tokenizer) -> None:
    found = list(windows(doc_of(2000), [""] * 2000, tokenizer))
    for before, after in pairwise(found):
        assert before.tokens[-2] - before.last >= OVERLAP // 2 - 1
        assert after.first - after.tokens[1] >= OVERLAP // 2 - 1


def test_an_empty_document_has_no_window(tokenizer: Tokenizer) -> None:
    assert list(windows(Doc(NLP.vocab, words=[]), [], tokenizer)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and OpenAI", "mixed"),
        ("and GPT", "upper"),
        ("and Meta", "title"),
        ("Meta", "first"),
        ("end. Meta", "first"),
        ("and 8x7B", "coded"),
        ("and 2025", "digits"),
        ("and xAI", "mixed"),
        ("and so", "lower"),
        ("and ,", "other"),
        ("and A", "title"),
    ],
)
def test_shape_of_the_last_word(text: str, expected: str) -> None:
    assert shape(NLP(text)[-1]) == expected


def test_shapes_and_hints_have_numbers_of_their_own() -> None:
    assert len({kind(name, hint) for name in SHAPES for hint in HINTS}) == len(SHAPES) * len(HINTS)
