"""From scores of BIO labels to names."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ingest.bio import Logits, labelled, names_of, of_one_type

TYPES = ("Organization", "Product")
OUT, ORG, ORG_ON, PRODUCT, PRODUCT_ON = range(5)


def logits(*rows: dict[int, float]) -> Logits:
    """Scores of five labels for each token; what is not given is -5."""
    return np.asarray([[row.get(label, -5.0) for label in range(5)] for row in rows], dtype=np.float32)


def is_well_formed(labels: list[int]) -> bool:
    return all(label % 2 or not label or last in {label, label - 1} for last, label in zip([OUT, *labels], labels, strict=False))


def test_a_name_of_two_types_is_one_name_of_the_likelier() -> None:
    found = names_of(logits({OUT: 3}, {ORG: 2, PRODUCT: 1.5}, {PRODUCT_ON: 3, ORG_ON: 1}, {OUT: 3}), TYPES)
    assert found == [(1, 3, "Product")]


def test_what_is_continued_without_a_beginning_begins_with_the_token_before_where_that_is_likelier() -> None:
    rows = ({OUT: 1.0, ORG: 0.5}, {ORG_ON: 4.0, ORG: -4.0}, {OUT: 3.0})
    assert names_of(logits(*rows), TYPES) == [(0, 2, "Organization")]


def test_two_names_side_by_side_stay_two() -> None:
    assert names_of(logits({ORG: 3}, {PRODUCT: 3}, {PRODUCT_ON: 3}), TYPES) == [(0, 1, "Organization"), (1, 3, "Product")]


def test_of_nothing_there_are_no_names() -> None:
    assert names_of(np.zeros((0, 5), dtype=np.float32), TYPES) == []


@given(arrays(np.float32, st.tuples(st.integers(1, 12), st.just(5)), elements=st.floats(-9, 9, width=16)))
def test_labels_are_well_formed(scores: Logits) -> None:
    assert is_well_formed(labelled(scores))


@given(arrays(np.float32, st.tuples(st.integers(1, 5), st.just(5)), elements=st.integers(-99, 99).map(float)))
def test_where_all_belongs_to_names_no_other_labels_score_better(scores: Logits) -> None:
    scores[:, OUT] = -100
    best = max(sum(scores[i, label] for i, label in enumerate(path)) for path in product(range(5), repeat=len(scores)) if is_well_formed([*path]))
    assert sum(scores[i, label] for i, label in enumerate(labelled(scores))) == best


def test_the_same_words_are_of_the_type_that_is_likeliest_over_all_places() -> None:
    scores = logits({ORG: 1, PRODUCT: 0.9}, {PRODUCT: 4}, {ORG: 2})
    assert of_one_type(names_of(scores, TYPES), ["Tarn", "Tarn", "Lumen"], scores, TYPES) == [
        (0, 1, "Product"),
        (1, 2, "Product"),
        (2, 3, "Organization"),
    ]
