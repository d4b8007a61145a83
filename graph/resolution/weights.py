"""The table of weights, words and bounds by which names are compared (`weights.toml`)."""

import tomllib
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("weights.toml")
TABLE: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf8"))
ORDINARY: frozenset[str] = frozenset(Path(__file__).with_name("ordinary.txt").read_text(encoding="utf8").split())
"""Words and given names that several unrelated firms and products bear as their name."""
