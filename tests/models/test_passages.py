"""Passages as they are learnt from: cut down to sentences with what is annotated in them."""

import random

import pytest

from corpus.notation import passages as read
from models.training.passages import cropped
from ontology import RELATIONS

SOURCE = """## id: p1 | voice: wire | kind: plain | published: 2025-01-01
[Kelvora|ORG] is based in [Lyon|PLC]. Nobody knows why. {It|Kelvora} bought [Ondine|ORG], {its|Kelvora} rival.
---
Kelvora | basedIn | Lyon | asserted | | Kelvora is based in Lyon
Kelvora | acquired | Ondine | asserted | | It bought Ondine
Kelvora | competesWith | Ondine | asserted | | Ondine, its rival
"""


@pytest.mark.parametrize("seed", range(30))
def test_a_crop_keeps_what_is_all_in_it(seed: int) -> None:
    (passage,) = read(SOURCE, frozenset(RELATIONS))
    assert isinstance(passage, dict)
    crop = cropped(passage, random.Random(seed))  # noqa: S311  # to be repeated, not to be secret
    assert crop["text"]
    assert crop["text"] in passage["text"]
    for row in (*crop["entities"], *crop["mentions"]):
        assert crop["text"][row["start"] : row["end"]] == row["text"]
    named = {row["name"] for row in crop["entities"]}
    assert all(set(row["names"]) <= named for row in crop["mentions"])
    assert {fact["r"] for fact in crop["facts"]} == ({"basedIn"} if "Lyon" in crop["text"] else set())


def test_some_crops_state_nothing_and_some_all_that_they_did() -> None:
    (passage,) = read(SOURCE, frozenset(RELATIONS))
    assert isinstance(passage, dict)
    stated = {len(cropped(passage, random.Random(seed))["facts"]) for seed in range(30)}  # noqa: S311
    assert stated == {0, 1}
