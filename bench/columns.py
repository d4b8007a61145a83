"""Files of words and tags in columns, as corpora of names have them."""

from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

Tagged = tuple[list[str], list[str]]


def read_columns(path: Path) -> list[Tagged]:
    """The sentences of a file as words and tags: `word tag`, or `number word tag ...` with tabs; lines of a comment are passed over.

    Errors: ValueError with file and line where a line has no tag.
    """
    sentences: list[Tagged] = [([], [])]
    text = path.read_text(encoding="utf8")
    for number, line in enumerate(text.splitlines(), 1):
        columns = line.split("\t") if "\t" in text else line.rsplit(" ", 1)
        if not line.strip():
            sentences.append(([], []))
        elif len(columns) == 1 and line.startswith("#"):
            continue
        elif len(columns) > 2 and columns[0].isdigit():
            _add(sentences[-1], columns[1], columns[2])
        elif len(columns) == 2:
            _add(sentences[-1], *columns)
        else:
            raise ValueError(f"{path}, line {number}: {line!r} has no tag. Write a word and its tag, with a tab or a space between them.")
    return [(words, tags) for words, tags in sentences if words]


def _add(sentence: Tagged, word: str, tag: str) -> None:
    sentence[0].append(word)
    sentence[1].append("O" if tag.strip() == "-" else tag.strip())


def name_spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """The names that IOB, IOB2 or IO tags say.

    >>> name_spans(["B-PER", "I-PER", "O", "I-ORG"])
    [(0, 2, 'PER'), (3, 4, 'ORG')]
    """
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        prefix, _, kind = tag.partition("-")
        if kind and prefix == "I" and spans and spans[-1][1:] == (i, kind):
            spans[-1] = (spans[-1][0], i + 1, kind)
        elif kind:
            spans.append((i, i + 1, kind))
    return spans


def word_doc(vocab: Vocab, words: list[str]) -> Doc:
    """A document of given words, with a space after each."""
    return Doc(vocab, words=[word.replace(" ", "_") or "_" for word in words])
