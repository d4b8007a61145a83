"""Circular deals, case by case."""

import pytest

from graph.analysis.circular import circles, payments
from graph.fact import Fact
from tests.graph.facts import entity, fact

CHIPPER, LAB, CLOUD, FUND, APP = (entity(name) for name in ("Chipper", "Lab", "Cloud", "Fund", "App"))
GPU, MODEL = entity("GPU", "Chip"), entity("M1", "Model")

# name: (facts, the circles as (giver, kind) of each step)
CASES: dict[str, tuple[list[Fact], list[list[tuple[str, str]]]]] = {
    "who invests is bought from": (
        [fact(CHIPPER, "investedIn", LAB), fact(LAB, "customerOf", CHIPPER)],
        [[("chipper", "investment"), ("lab", "purchase")]],
    ),
    "through an intermediary": (
        [fact(CHIPPER, "investedIn", LAB), fact(LAB, "usesCloud", CLOUD), fact(CLOUD, "usesChip", CHIPPER)],
        [[("chipper", "investment"), ("lab", "purchase"), ("cloud", "purchase")]],
    ),
    "directly and through an intermediary": (
        [fact(CHIPPER, "investedIn", LAB), fact(LAB, "usesChip", CHIPPER), fact(LAB, "usesCloud", CLOUD), fact(CLOUD, "usesChip", CHIPPER)],
        [[("chipper", "investment"), ("lab", "purchase")], [("chipper", "investment"), ("lab", "purchase"), ("cloud", "purchase")]],
    ),
    "a chip is bought of its maker": (
        [fact(CHIPPER, "investedIn", LAB), fact(LAB, "usesChip", GPU), fact(CHIPPER, "develops", GPU)],
        [[("chipper", "investment"), ("lab", "purchase")]],
    ),
    "a model's maker pays for its cloud": (
        [fact(CLOUD, "investedIn", LAB), fact(MODEL, "usesCloud", CLOUD), fact(LAB, "develops", MODEL)],
        [[("cloud", "investment"), ("lab", "purchase")]],
    ),
    "an investment on the way, told once": (
        [fact(FUND, "investedIn", LAB), fact(LAB, "customerOf", CLOUD), fact(CLOUD, "investedIn", FUND)],
        [[("cloud", "investment"), ("fund", "investment"), ("lab", "purchase")]],
    ),
    "a plan is told as one": (
        [fact(CHIPPER, "investedIn", LAB, "planned"), fact(LAB, "customerOf", CHIPPER)],
        [[("chipper", "investment"), ("lab", "purchase")]],
    ),
    "nobody buys: two that invest in each other are no circle": ([fact(FUND, "investedIn", LAB), fact(LAB, "investedIn", FUND)], []),
    "nobody invests: two customers of each other are none": ([fact(LAB, "customerOf", CLOUD), fact(CLOUD, "customerOf", LAB)], []),
    "the investor is a customer himself: the money does not come back": ([fact(CHIPPER, "investedIn", LAB), fact(CHIPPER, "customerOf", LAB)], []),
    "a deal that ended, was denied or is rumoured closes none": (
        [fact(CHIPPER, "investedIn", LAB)]
        + [fact(LAB, relation, CHIPPER, status) for relation, status in (("customerOf", "ended"), ("usesChip", "negated"), ("usesCloud", "hedged"))],
        [],
    ),
    "too far around": (
        [fact(CHIPPER, "investedIn", LAB), fact(LAB, "customerOf", APP), fact(APP, "customerOf", FUND), fact(FUND, "customerOf", CLOUD),
         fact(CLOUD, "customerOf", CHIPPER)],
        [],
    ),
}  # fmt: skip  # a table


@pytest.mark.parametrize(("facts", "expected"), CASES.values(), ids=CASES.keys())
def test_circles(facts: list[Fact], expected: list[list[tuple[str, str]]]) -> None:
    found, more = circles(facts)
    assert [[(payment.giver, payment.kind) for payment in circle.payments] for circle in found] == expected
    assert more == 0
    for circle in found:
        takers = [payment.taker for payment in circle.payments]
        assert takers == [*circle.members[1:], circle.members[0]]
        assert all(payment.facts for payment in circle.payments)


def test_a_payment_knows_whether_it_is_only_planned() -> None:
    (paid,) = payments([fact(LAB, "usesCloud", CLOUD, "planned")])
    assert paid.planned
    (paid,) = payments([fact(LAB, "usesCloud", CLOUD, "planned"), fact(LAB, "customerOf", CLOUD)])
    assert not paid.planned
    assert [one.status for one in paid.facts] == ["asserted", "planned"]


def test_what_is_left_out_is_counted() -> None:
    between = [entity(f"Middle{k}") for k in range(40)]
    ways = [one for middle in between for one in (fact(LAB, "customerOf", middle), fact(middle, "customerOf", CHIPPER))]
    found, more = circles([fact(CHIPPER, "investedIn", LAB), *ways])
    assert (len(found), more) == (25, 1)
