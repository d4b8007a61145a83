"""Belief, computed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.belief import WEIGHT, belief
from ontology import STATUSES

CASES = {
    "one plain statement: 0.8 x 0.95": ([("a", "asserted", 0.8)], 0.76),
    "two publishers: 1 - 0.24 x 0.43": ([("a", "asserted", 0.8), ("b", "asserted", 0.6)], 0.8968),
    "one publisher twice counts once, at its best": ([("a", "asserted", 0.8), ("a", "asserted", 0.6)], 0.76),
    "a plan: 0.8 x 0.5": ([("a", "planned", 0.8)], 0.4),
    "a rumour: 0.5 x 0.4": ([("a", "hedged", 0.5)], 0.2),
    "a statement and a rumour elsewhere: 1 - 0.24 x 0.8": ([("a", "asserted", 0.8), ("b", "hedged", 0.5)], 0.808),
    "a denial supports nothing": ([("a", "negated", 1.0)], 0.0),
    "nor does it take away": ([("a", "asserted", 0.8), ("b", "negated", 1.0)], 0.76),
    "nothing": ([], 0.0),
}


@pytest.mark.parametrize(("claims", "expected"), CASES.values(), ids=CASES.keys())
def test_belief(claims: list[tuple[str, str, float]], expected: float) -> None:
    assert belief(claims) == pytest.approx(expected, abs=1e-4)


def test_every_status_has_a_weight() -> None:
    assert WEIGHT.keys() == STATUSES.keys()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(sorted(WEIGHT)), st.floats(0, 1)), max_size=6), st.randoms())
def test_belief_lies_between_0_and_1_in_any_order(claims: list[tuple[str, str, float]], random: object) -> None:
    shuffled = claims.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert belief(shuffled) == belief(claims)
    assert 0 <= belief(claims) <= 1
    assert belief([*claims, ("d", "asserted", 0.5)]) >= belief(claims)
