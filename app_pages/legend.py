"""The signs of a picture in words: shapes and colours of entities, colours of lines, dashes of doubts."""

from collections.abc import Sequence

import streamlit as st

from app_pages.note import note
from graph.drawing import CONFLICT, ELSE, MARKS, OTHER, STROKES, Drawing, stroke
from graph.fact import Fact
from ontology import LANES, STATUSES

NBSP = "\u00a0"  # keeps a sign with its words
DASHES = {"planned": "╌ ╌", "hedged": "┄┄", "ended": "─ · ─", "negated": "·  ·"}


def sign(symbol: str, colour: str) -> str:
    """A coloured character in Markdown; a white one stays in the colour of text."""
    return symbol if colour == OTHER.colour else f':color[{symbol}]{{foreground="{colour}"}}'


def legend(drawing: Drawing, shown: Sequence[Fact]) -> None:
    """The signs that the picture of these facts holds."""
    colours = {str(node["color"]) for node in drawing.nodes}
    looks = [(look, LANES[lane].label) for lane, look in MARKS.items()] + [(OTHER, "Others")]
    nodes = [f"{sign(look.symbol, look.colour)} {label}" for look, label in looks if look.colour in colours]
    families = {stroke(fact.relation) for fact in shown}
    lines = [f"{sign('━━', family.colour)} {family.label}" for family in (*STROKES, ELSE) if family in families]
    doubts = [f"{DASHES[name]} {name}" for name in reversed(list(STATUSES)) if name in DASHES and name in {fact.status for fact in shown}]
    conflicts = [f":orange[{CONFLICT}] claims differ"] if any(edge["label"] for edge in drawing.edges) else []
    st.markdown("&emsp;".join(words.replace(" ", NBSP) for words in (*nodes, *lines, *doubts, *conflicts)))
    note("The larger an entity, the more supports it; the thicker a line, the more it is believed.")
