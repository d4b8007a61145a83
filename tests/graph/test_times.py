"""The landscape of a day: what held then, and what had been said by then."""

import pytest

from graph.evidence import Evidence
from graph.facts import compute, known_by
from graph.times import earliest, may_be_one
from tests.graph.test_conflicts import said

MARCH = said("2024-03-10")
DATED = said("2024-03-10", date="2024-02")
ENDED = said("2024-06", status="ended", date="2024-05-15")

# name: (what is said, a day, whether the fact held on it)
HELD: dict[str, tuple[list[Evidence], str, bool]] = {
    "before anybody said so": ([MARCH], "2024-03-09", False),
    "on the day of the first article": ([MARCH], "2024-03-10", True),
    "later": ([MARCH], "2025", True),
    "in the month of the first article, as far as it is known": ([MARCH], "2024-03", True),
    "from the date that is given, though nobody had said so yet": ([DATED], "2024-02-20", True),
    "before the date that is given": ([DATED], "2024-01-31", False),
    "before it ended": ([MARCH, ENDED], "2024-05-14", True),
    "on the day it ended": ([MARCH, ENDED], "2024-05-15", True),
    "after it ended": ([MARCH, ENDED], "2024-05-16", False),
    "the year is all that is known": ([said("2024-03-10", date="2023")], "2023-06-01", True),
    "what is only planned holds on no day": ([said("2024-03-10", status="planned")], "2025", False),
    "what is denied neither": ([said("2024-03-10", status="negated")], "2025", False),
    "what nobody dates is held by no day": ([said("")], "2025", False),
    "ended, and nobody says since when": ([ENDED], "2024-05-01", False),
}

# name: (what is said, a day, the statuses of what was known then)
KNOWN_THEN: dict[str, tuple[list[Evidence], str, list[str]]] = {
    "nothing yet": ([MARCH], "2024-03-01", []),
    "a plan, before it was done": ([said("2024-01", status="planned"), said("2024-03")], "2024-02", ["planned"]),
    "done": ([said("2024-01", status="planned"), said("2024-03")], "2024-03", ["asserted"]),
    "not yet ended": ([MARCH, ENDED], "2024-04", ["asserted"]),
    "an article without a date is known on no day": ([said("")], "2030", []),
}


@pytest.mark.parametrize(("evidence", "day", "held"), HELD.values(), ids=HELD.keys())
def test_what_held_on_a_day(evidence: list[Evidence], day: str, held: bool) -> None:  # a table
    (fact,) = compute(evidence)
    assert fact.held_on(day) is held


@pytest.mark.parametrize(("evidence", "day", "statuses"), KNOWN_THEN.values(), ids=KNOWN_THEN.keys())
def test_what_was_known_on_a_day(evidence: list[Evidence], day: str, statuses: list[str]) -> None:
    assert [fact.status for fact in compute(known_by(evidence, day))] == statuses


def test_dates_are_compared_as_far_as_both_go() -> None:
    assert may_be_one("2024-05", "2024-05-01")
    assert not may_be_one("2024-05-02", "2024-05-01")
    assert earliest(["", "2024-05", "2023"]) == "2023"
    assert earliest([]) == ""
