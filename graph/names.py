"""Names taken apart, so that two of them can be compared: what they are called, which version, and which words only dress them."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, islice, product
from pathlib import Path

from anyascii import anyascii

_WORDS = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf8"))
LEGAL, NEUTRAL, PARTS, DRESS, TRADES, SEATS, SMALL, VARIANTS, TUNED, LINES, LINEAGES, TITLES, COMMON = (
    frozenset(_WORDS[kind].split())
    for kind in (
        *("legal", "neutral", "parts", "dress", "trades", "seats", "small"),  # of organisations
        *("variants", "tuned", "lines", "lineages", "titles", "common"),  # of models, people and sentences
    )
)
_FOREIGN = re.compile("|".join(sorted(map(re.escape, _WORDS["foreign"]), key=len, reverse=True)), re.IGNORECASE)
_TRANSLATED: Mapping[str, str] = {foreign: word for word, group in _WORDS["translated"].items() for foreign in group.split()}
_SPOKEN_TO = {"chat": "instruct"}  # the variant of a model that follows instructions
_DATE = re.compile(r"20\d{6}|2[2-9](?:0[1-9]|1[0-2])")
_ROMAN = {numeral: str(number) for number, numeral in enumerate(["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii"], 2)}
_ACTIVE = re.compile(r"a\d+(?:\.\d+)?b")  # "A22B": how much of a mixture of experts is at work, beside its size


@dataclass(frozen=True, slots=True)
class Form:
    """A name's words in ASCII and lower case, in order, without legal forms; `versions` are those with digits, `core` the rest but for dress."""

    words: tuple[str, ...]
    versions: frozenset[str]
    core: tuple[str, ...]
    dates: frozenset[str] = frozenset()
    variants: frozenset[str] = frozenset()

    @property
    def joined(self) -> str:
        """The words without spaces: "hugging face" and "HuggingFace" are one."""
        return "".join(self.words)


@cache
def ascii_words(name: str) -> Sequence[str]:
    """All words of a name in ASCII and lower case; what other scripts write as part of a word, such as "group" and "bank", is a word of its own.

    >>> ascii_words("Claude-3-5-Sonnet"), ascii_words("ソフトバンクグループ")
    (['claude', '3.5', 'sonnet'], ['sofutobanku', 'group'])
    """
    if not name.isascii():
        name = _FOREIGN.sub(lambda found: f" {_WORDS['foreign'][found[0].casefold()]} ", name)
        name = re.sub(r"\S*[^\x00-\u024f]\S*", lambda found: re.sub(r"['`-]", "", anyascii(found[0].replace("・", " ").replace("·", " "))), name)
    plain = anyascii(name).casefold().replace("&", " and ").replace("+", " plus ")
    plain = re.sub(r"(?<=[a-z])'s\b|(?<=\d),(?=\d{3})|(?<=\b[a-z])\.(?=[a-z]\b)|(?<=\b[a-z])\.(?=\s|$)|(?<=\b[a-z])/(?=[a-z]\b)", "", plain)
    plain = re.sub(r"(?<![\d.])(\d)-(\d)(?![\d.b])", r"\1.\2", plain)  # hubs write 3.5 as 3-5
    plain = re.sub(r"(?<=[a-z])(?=\d)(?<!\bv)(?<!\b[a-z])", " ", plain)  # "llama3" is llama 3, "h100" and "v3" are one word
    found = re.findall(r"\d+(?:\.\d+)*[a-z]*|v\d+(?:\.\d+)+|[a-z]+[\da-z]*", plain)
    return [_TRANSLATED.get(word, word) for word in found]


@cache
def form(name: str) -> Form:
    """The form of a name.

    >>> form("Mistral AI SAS").words, form("LLaMA-3.1-70B").versions == frozenset({"3.1", "70b"}), form("Яндекс").words
    (('mistral', 'ai'), True, ('yandeks',))
    """
    words = list(ascii_words(name))
    kept = [word for word in words if word not in LEGAL] or words
    is_dressed = kept[0] == "the" or (kept[0] in SEATS and words[-1] in LEGAL) if kept else False  # "Hangzhou Unitree Technology Co., Ltd."
    kept = kept[1:] if is_dressed and len(kept) > 1 else kept
    if len(kept) > 2 and kept[-1] in _ROMAN:
        kept[-1] = _ROMAN[kept[-1]]
    numbers = [word for word in kept if re.search(r"\d", word)]
    dates = frozenset(word for word in numbers if len(numbers) + len(kept) > 2 and _DATE.fullmatch(word))
    versions = frozenset(_version(word) for word in numbers if word not in dates and not _ACTIVE.fullmatch(word))
    core = tuple(word for word in kept if not re.search(r"\d", word) and word not in DRESS and word not in VARIANTS)
    return Form(tuple(kept), versions, core, dates, frozenset(_SPOKEN_TO.get(word, word) for word in kept) & VARIANTS)


def _version(word: str) -> str:
    """A version without its "v" and its last zero: "v2.0" is 2."""
    return re.sub(r"(?<=\d)\.0$", "", word.removeprefix("v") if re.fullmatch(r"v\d[\d.]*", word) else word)


@cache
def whole(name: str) -> str:
    """A name with its legal form, as one word: "OpenAI, Inc." and "OpenAI" may be two."""
    return "".join(ascii_words(name))


_SOUNDS = str.maketrans("bpvfdtgkcqszjlrmn", "ppppttkkkksssrrmn", "aeiouhwy")


@cache
def sounds(name: str) -> set[str]:
    """How a name sounds, roughly enough to be heard through another script: its consonants by where they are spoken, doubled ones once."""
    plain = "".join(word for word in form(name).words if word not in LEGAL).replace("x", "ks").replace("ph", "f")
    plain = re.sub("(?:t?sch|tch|ch|sh|zh|ts)", "s", plain) if not name.isascii() else re.sub("(?:tch|sh|ts)", "s", plain)
    return {re.sub(r"(.)\1+", r"\1", one.translate(_SOUNDS)) for one in (plain, plain.replace("th", "s"), plain.replace("ch", "s"))}


_MOST_INITIALS = 64  # of the ways to shorten a name: a title of many small words has thousands


@cache
def all_initials(name: str) -> frozenset[str]:
    """The first letters of a name's words, with small words or without, with the legal form or without; numbers and capitals stay whole or do not.

    >>> sorted(all_initials("United Bank of Africa Corporation"))
    ['uba', 'ubac', 'uboa', 'uboac']
    >>> "fair" in all_initials("Facebook AI Research"), "g42" in all_initials("Group 42 Holding Ltd")
    (True, True)
    """
    whole_name = list(ascii_words(name))
    without_legal = [*reversed([*dropwhile(LEGAL.__contains__, reversed(whole_name))])]
    capitals = {word.lower() for word in re.findall(r"\b[A-Z]{2,3}\b", name)} if len(without_legal) > 2 else set()

    def letters(word: str) -> tuple[str, ...]:
        return (word[0], "") if word in SMALL else (word[0], word) if word in capitals or word[0].isdigit() else (word[0],)

    ways = (product(*map(letters, words)) for words in (form(name).words, whole_name, without_legal))
    return frozenset("".join(parts) for way in ways for parts in islice(way, _MOST_INITIALS))


def foreign(name: str) -> bool:
    """Whether a name stands in another script than the Latin one."""
    return bool(re.search(r"[^\x00-\u024f\u1e00-\u20ff]", name))
