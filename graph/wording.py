"""Facts and claims in words."""

from graph.claim import Claim
from graph.fact import Fact
from ontology import RELATIONS

_MAGNITUDES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def sentence(fact: Fact) -> str:
    """A fact in words: "Mistral AI competes with OpenAI"."""
    return f"{fact.subject.name} {RELATIONS[fact.relation].label} {fact.object_text}"


def claim_sentence(claim: Claim) -> str:
    """A claim in words, with the names that its article uses."""
    return f"{claim.subject} {RELATIONS[claim.relation].label} {claim.object}"


def money(amount: float, currency: str) -> str:
    """An amount for the eye.

    >>> money(385e6, "EUR"), money(1.5e9, "USD"), money(12_500, "")
    ('EUR 385 million', 'USD 1.5 billion', '12,500')
    """
    for size, word in _MAGNITUDES:
        if amount >= size:
            return f"{currency} {amount / size:,.4g} {word}".strip()
    return f"{currency} {amount:,.0f}".strip()


def percent(chance: float) -> str:
    """A chance for the eye; what was read is never quite sure.

    >>> percent(0.884), percent(0.998)
    ('88%', '99%')
    """
    return f"{min(chance, 0.99):.0%}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "source"), count(2, "source"), count(3, "entity", "entities")
    ('1 source', '2 sources', '3 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
