"""Names taken apart, so that two of them can be compared: what they are called, which version, and which words only dress them."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from anyascii import anyascii

_WORDS = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf8"))
LEGAL, NEUTRAL, PARTS, DRESS = (frozenset(_WORDS[kind].split()) for kind in ("legal", "neutral", "parts", "dress"))


@dataclass(frozen=True, slots=True)
class Form:
    """A name's words in ASCII and lower case, in order, without legal forms; `versions` are those with digits, `core` the rest but for dress."""

    words: tuple[str, ...]
    versions: frozenset[str]
    core: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The words without spaces: "hugging face" and "HuggingFace" are one."""
        return "".join(self.words)

    @property
    def initials(self) -> str:
        """The first letters of the words but for the small ones."""
        return "".join(word[0] for word in self.words if word not in {"of", "the", "for", "and", "de", "la"})


def form(name: str) -> Form:
    """The form of a name.

    >>> form("Mistral AI SAS").words, form("LLaMA-3.1-70B").versions == frozenset({"3.1", "70b"}), form("Яндекс").words
    (('mistral', 'ai'), True, ('yandeks',))
    """
    plain = anyascii(name).casefold().replace("&", " and ").replace("+", " plus ")
    plain = re.sub(r"(?<=[a-z])'s\b|(?<=\d),(?=\d{3})|(?<=\b[a-z])\.(?=[a-z]\b)|(?<=\b[a-z])\.(?=\s|$)", "", plain)
    plain = re.sub(r"(?<=[a-z])(?=\d)(?<!\bv)(?<!\b[a-z])", " ", plain)  # "llama3" is llama 3, "h100" and "v3" are one word
    words = re.findall(r"\d+(?:\.\d+)*[a-z]*|[a-z]+[\da-z]*", plain)
    kept = [word for word in words if word not in LEGAL] or words
    kept = kept[1:] if kept[:1] == ["the"] and len(kept) > 1 else kept
    versions = frozenset(word.removeprefix("v") if re.fullmatch(r"v\d[\d.]*", word) else word for word in kept if re.search(r"\d", word))
    core = tuple(word for word in kept if not re.search(r"\d", word) and word not in DRESS)
    return Form(tuple(kept), versions, core)
