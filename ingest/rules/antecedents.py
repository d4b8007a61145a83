"""Which names a description or a pronoun may stand for."""

from spacy.tokens import Doc, Span

from ingest.name_forms import UNTYPED
from ontology import KNOWN, TYPES, is_a


def can_be(noun: str, name: Span) -> bool:
    """Whether a name can be called by a noun: funds and authorities only by their own nouns, makers of chips no "lab" and no "startup"."""
    if is_person(name) or not name.id_:
        return False
    if name.id_ not in KNOWN:
        return True
    kind = KNOWN[name.id_].type
    if any(is_a(kind, special) for special in ("Investor", "Regulator", "Government", "Exchange")):
        return noun in TYPES[kind].descriptors
    return not (
        noun in {"startup", "start-up", "lab", "unicorn", "newcomer"}
        and kind in {"ChipMaker", "Foundry", "CloudProvider"}
        and KNOWN[name.id_].roles != ()
    )


def is_person(name: Span) -> bool:
    """A person, or an unknown name of two or three plain words, which most often is one."""
    if name.label_ == UNTYPED:
        return 1 < len(name) < 4 and all(token.is_alpha and token.is_title for token in name)
    return name.label_ == "Person"


def is_expletive(doc: Doc, i: int) -> bool:
    """ "It is clear that", "it remains to be seen": an "it" that means nothing."""
    following = [token.lower_ for token in doc[i + 1 : i + 5]]
    return bool(following) and (
        following[0] in {"remains", "seems", "appears", "takes", "turns"}
        or (
            following[0] in {"is", "was", "'s", "would", "will"}
            and bool({"that", "to", "unclear", "clear", "whether", "likely", "not", "hard", "possible", "why", "how"} & set(following[1:4]))
        )
    )
