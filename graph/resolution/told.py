"""What is told of two entities beside their names: those whom facts join to them, and the sentences in which they stand."""

import re

from graph.names import COMMON, ascii_words
from graph.resolution.candidate import Candidate

_CALLED = (
    r"[,(\s]*(?:\(|(?:which (?:was|is) )?(?:formerly|previously|then|now|once|also|better)(?: known as| called)?|(?:has )?(?:re)?named itself|"
    r"(?:which )?(?:until|till)[\w\s]{1,30}(?:called|named|known as)|(?:was )?(?:renamed|rebranded)(?: itself)?(?: as)?|short for|alias|aka)\s*"
)
_NAME = r"[^\W\d_a-z][\w.&-]*(?: [^\W\d_a-z][\w.&-]*){0,4}"  # words that begin with a capital
_WORDS, _IS_CALLED, _CALLS = re.compile(_CALLED), re.compile(rf"{_CALLED}({_NAME})"), re.compile(rf"({_NAME}){_CALLED}$")


def called(one: Candidate) -> set[str]:
    """By which other names its sentences call it."""
    found = set()
    for sentence in one.contexts:
        for at in re.finditer(re.escape(one.name), sentence):
            behind, before = _IS_CALLED.match(sentence, at.end()), _CALLS.search(sentence[: at.start()])
            found |= {name[1] for name in (behind, before) if name}
    return found


def stated(one: Candidate, other: Candidate) -> bool:
    """Whether a sentence calls one by the name of the other: "X, formerly Y", "X (Y)", "renamed Y"."""
    sentences = [sentence for sentence in (*one.contexts, *other.contexts) if one.name in sentence and other.name in sentence]
    return any(_calls(sentence, first.name, second.name) for sentence in sentences for first, second in ((one, other), (other, one)))


def _calls(sentence: str, first: str, second: str) -> bool:
    between = (_WORDS.match(sentence, at.end()) for at in re.finditer(re.escape(first), sentence))
    return any(words and re.match(rf"{re.escape(second)}\b", sentence[words.end() :]) for words in between)


def shared_neighbours(one: Candidate, other: Candidate) -> float:
    """How many neighbours the two share, two or more being all."""
    return min(len(one.nodes & other.nodes), 2) / 2


def names_neighbour(one: Candidate, other: Candidate) -> bool:
    """Whether a sentence about one names a neighbour of the other, without being joined to it there."""
    apart = ((one, other), (other, one))
    return any(
        len(name) > 3 and name in sentence
        for about, of in apart
        for sentence in set(about.contexts) - set(of.contexts)
        for name in of.neighbours - about.neighbours - {about.name}
    )


def shared_words(one: Candidate, other: Candidate) -> float:
    """How many telling words the sentences share, beside the names; two or more being all."""
    named = (one.name, other.name, *one.neighbours, *other.neighbours)
    names = {word[:_STEM] for name in named for word in ascii_words(name)}
    common = set(one.contexts) & set(other.contexts)  # a sentence that names both says nothing of their being one
    first, second = (
        {word[:_STEM] for sentence in set(candidate.contexts) - common for word in ascii_words(sentence) if len(word) >= _STEM}
        for candidate in (one, other)
    )
    return min(len((first & second) - names - COMMON), 2) / 2


_STEM = 5  # letters that words of one stem begin with


def shared(one: Candidate, other: Candidate) -> bool:
    """Whether anything is told of both."""
    return bool(one.nodes & other.nodes) or names_neighbour(one, other) or shared_words(one, other) > 0


def neighbours_of_each_other(one: Candidate, other: Candidate) -> bool:
    """Whether a fact joins the one to the other."""
    return bool(one.own_nodes & other.nodes or other.own_nodes & one.nodes)
