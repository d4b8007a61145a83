"""What is read by default is right as often as the floors ask; only `--lower-floors` lowers them."""

import json
from pathlib import Path

import pytest

from bench import quick
from bench.extraction import FLOORS, floors_broken, lowered
from ingest.reader import Reader


def test_a_small_part_of_the_test_passages_holds_the_floors() -> None:
    found = quick.figures(Reader())
    assert found["quick facts"]["precision"] > 0
    assert floors_broken(found) == []


def test_every_quick_figure_has_its_floor() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf8"))
    assert {"precision", "recall", "status"} <= floors["quick facts"].keys()
    assert floors["quick probes"].keys() == {"invented"}


def test_what_is_below_its_floor_or_above_its_ceiling_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "floors.json"
    file.write_text('{"a": {"precision": 0.8}, "probes": {"invented": 0.05}}', encoding="utf8")
    monkeypatch.setattr("bench.extraction.FLOORS", file)
    good = {"a": {"precision": 0.8, "recall": 0.1}, "probes": {"invented": 0.05, "probes": 330.0}}
    assert floors_broken(good) == []
    bad = {"a": {"precision": 0.79}, "probes": {"invented": 0.06}}
    assert floors_broken(bad) == ["a: precision 0.790 is below its floor 0.8", "probes: invented 0.060 is above its ceiling 0.05"]
    lowered(bad)
    assert json.loads(file.read_text(encoding="utf8")) == {"a": {"precision": 0.78}, "probes": {"invented": 0.07}}
    assert floors_broken(bad) == []
