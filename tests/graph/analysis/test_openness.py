"""Open and closing makers; and in whose country dependencies sit."""

import pytest

from graph.analysis.openness import drift, license_class, openness
from graph.analysis.sovereignty import blocs_of, seats
from graph.entity import Entity
from tests.graph.facts import entity, fact

APACHE, RESEARCH = Entity("apache-license-2-0", "Apache License 2.0", "License"), Entity("mistral-research-license", "MRL", "License")
OPEN, CLOSED = Entity("open-source", "open source", "License"), Entity("closed", "closed-source", "License")


def test_the_class_of_a_licence() -> None:
    assert license_class("apache-license-2-0", "Apache 2.0") == "open source"
    assert license_class("x", "open-weight") == "open weights"
    assert license_class("x", "Proprietary licence") == "proprietary"
    assert license_class("x", "Frobnicate licence") == ""


def test_a_maker_that_closes() -> None:
    lab = entity("Lab")
    old, new, api, hidden = (entity(name, "Model") for name in ("M1", "M2", "M3", "M4"))
    facts = [fact(lab, "develops", model, valid_from="2025") for model in (old, new, api, hidden)] + [
        fact(old, "licensedUnder", APACHE, valid_from="2023-05"),
        fact(old, "licensedUnder", RESEARCH, valid_from="2023-06"),  # the more open of two in a year counts
        fact(new, "licensedUnder", RESEARCH, valid_from="2025-01"),
        fact(api, "licensedUnder", CLOSED, valid_from="2025-02"),
        fact(hidden, "licensedUnder", OPEN, "negated", valid_from="2025"),
    ]
    first, last = openness(facts)
    assert (first.year, first.classes, first.unstated, first.index) == ("2023", {"open source": 1}, 0, 1.0)
    assert (last.year, last.classes, last.unstated) == ("2025", {"non-commercial": 1, "proprietary": 1}, 1)
    assert last.index == pytest.approx(1 / 6)
    assert drift([first, last]) == {"lab": ("2023", "2025", pytest.approx(-5 / 6))}
    assert drift([first]) == {}


def test_what_is_said_of_all_models_of_a_maker_counts_for_it() -> None:
    (year,) = openness([fact(entity("Lab", "ResearchLab"), "licensedUnder", OPEN, valid_from="2024")])
    assert (year.maker, year.index) == ("lab", 1.0)


def test_seats_of_dependencies() -> None:
    lab, cloud, chip = entity("Lab", country="FR"), entity("Cloud", country="US"), entity("C1", "Chip")
    maker, foundry, unknown = entity("Maker", country="US"), entity("Foundry", country="TW"), entity("Shop")
    facts = [
        fact(lab, "usesCloud", cloud),
        fact(lab, "customerOf", unknown),
        fact(cloud, "usesChip", chip),
        fact(maker, "develops", chip),
        fact(maker, "customerOf", foundry),
        fact(lab, "customerOf", foundry, "hedged"),
    ]
    entities = {one.id: one for one in (lab, cloud, chip, maker, foundry, unknown)}
    assert [(seat.country, seat.direct, seat.all) for seat in seats(facts, entities, "lab")] == [
        ("US", ("cloud",), ("cloud", "maker")),
        ("", ("shop",), ("shop",)),
        ("TW", (), ("foundry",)),
    ]
    assert blocs_of("FR") == ["European Union", "G7"]
    assert blocs_of("") == []
