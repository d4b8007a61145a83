"""Belief, computed by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.belief import PRIOR, Support, belief, weights
from ontology import STATUSES

A, B = ("a", "asserted", "article", 0.8), ("b", "asserted", "article", 0.6)
CASES = {
    "one plain statement: 0.8 x 0.95": ([A], 0.76),
    "two sources: 1 - 0.24 x 0.43": ([A, B], 0.8968),
    "one source twice counts once, at its best": ([A, ("a", "asserted", "article", 0.6)], 0.76),
    "a plan: 0.8 x 0.5": ([("a", "planned", "article", 0.8)], 0.4),
    "a rumour: 0.5 x 0.4": ([("a", "hedged", "article", 0.5)], 0.2),
    "a statement and a rumour elsewhere: 1 - 0.24 x 0.8": ([A, ("b", "hedged", "article", 0.5)], 0.808),
    "a denial supports nothing": ([("a", "negated", "article", 1.0)], 0.0),
    "nor does it take away": ([A, ("b", "negated", "article", 1.0)], 0.76),
    "nothing": ([], 0.0),
    "somebody is quoted: 0.8 x 0.95 x 0.9": ([("a", "asserted", "other", 0.8)], 0.684),
    "a party speaks of itself: 0.8 x 0.95 x 0.8": ([("a", "asserted", "party", 0.8)], 0.608),
    "the paper, and the party that it quotes: 1 - 0.24 x 0.392": ([A, ("alpha", "asserted", "party", 0.8)], 0.9059),
    "ten times one source, against two that agree: 0.95 x 0.9": ([("a", "asserted", "article", 0.9)] * 10, 0.855),
    "two that agree: 1 - 0.145 x 0.145": ([(source, "asserted", "article", 0.9) for source in "ab"], 0.979),
}


def supports(rows: list[tuple[str, str, str, float]]) -> list[Support]:
    return [Support(*row) for row in rows]


@pytest.mark.parametrize(("claims", "expected"), CASES.values(), ids=CASES.keys())
def test_belief(claims: list[tuple[str, str, str, float]], expected: float) -> None:
    assert belief(supports(claims)) == pytest.approx(expected, abs=1e-4)


def test_every_status_has_a_weight() -> None:
    assert PRIOR.status.keys() == STATUSES.keys()


def test_judgements_move_the_weights() -> None:
    judged = weights([("asserted", "article", True)] * 8 + [("asserted", "article", False)] * 12)
    assert judged.status["asserted"] == pytest.approx((0.95 * 20 + 8) / 40)  # 0.675
    assert judged.voice["article"] == pytest.approx((1.0 * 20 + 8) / 40)  # 0.7
    assert judged.status["planned"] == PRIOR.status["planned"]
    assert belief(supports([A]), judged) == pytest.approx(0.8 * 0.675 * 0.7, abs=1e-4)


def test_no_judgement_makes_a_denial_support_anything() -> None:
    assert weights([("negated", "other", True)] * 50).status["negated"] == 0.0


ROWS = st.tuples(st.sampled_from("abc"), st.sampled_from(sorted(PRIOR.status)), st.sampled_from(sorted(PRIOR.voice)), st.floats(0, 1))


@given(st.lists(ROWS, max_size=6), st.randoms())
def test_belief_lies_between_0_and_1_in_any_order(claims: list[tuple[str, str, str, float]], random: object) -> None:
    shuffled = claims.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert belief(supports(shuffled)) == belief(supports(claims))
    assert 0 <= belief(supports(claims)) <= 1
    assert belief(supports([*claims, ("d", "asserted", "article", 0.5)])) >= belief(supports(claims))
