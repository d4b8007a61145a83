"""Names are joined as rightly and as often as the floors ask."""

import json

import pytest

from bench import resolution
from bench.extraction import FLOORS, floors_broken


def test_names_are_joined_as_the_floors_ask() -> None:
    found = resolution.figures()
    assert floors_broken(found) == []
    assert found.keys() <= json.loads(FLOORS.read_text(encoding="utf8")).keys()


def test_precision_and_recall_from_a_bound_on() -> None:
    judged = [(0.9, True), (0.6, False), (0.2, True), (0.1, False)]
    assert resolution.joined_from(0.5, judged) == {"precision": 0.5, "recall": 0.5}
    assert resolution.joined_from(0.8, judged) == {"precision": 1.0, "recall": 0.5}
    assert resolution.joined_from(0.95, judged) == {"precision": 0.0, "recall": 0.0}


def test_second_labels_agree() -> None:
    twice, otherwise, kappa = resolution.kappa()
    assert twice > 400
    assert (otherwise, kappa) == (0, pytest.approx(1.0))
