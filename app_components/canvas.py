"""The canvas that draws a network. It speaks only through its selection: an entity, a fact, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from graph.drawing import VIS_NETWORK, Drawing

HERE = Path(__file__).parent
HTML = """
<div class="frame">
  <div class="canvas" role="img"></div>
  <div class="tools">
    <button class="further" type="button" aria-label="Zoom out" title="Zoom out">−</button>
    <button class="closer" type="button" aria-label="Zoom in" title="Zoom in">+</button>
    <button class="whole" type="button" aria-label="Show all" title="Show all">⤢</button>
  </div>
</div>
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """What was clicked: `kind` is "entity" (with its slug), "fact" (with its id) or "nothing"."""

    kind: str
    id: str


@cache
def _script() -> str:
    library = VIS_NETWORK.read_text("utf-8").replace("//# sourceMappingURL=", "// map: ")  # the map is not shipped, and browsers would ask for it
    return f"{library}\n{(HERE / 'canvas.js').read_text('utf-8')}"


def _component() -> ComponentRenderer:
    """Registered anew on each run: the registry belongs to Streamlit's runtime, which tests start many times in one process."""
    return st.components.v2.component("landscape_canvas", html=HTML, css=(HERE / "canvas.css").read_text("utf-8"), js=_script())


def canvas(
    drawing: Drawing,
    *,
    key: str,
    label: str,
    entity: str = "",
    fact: str = "",
    tallest: int = 860,
    shortest: int = 420,
    on_selection: Callable[[], None] = lambda: None,
) -> None:
    """Draws a network; `label` says in words what it shows, `entity` and `fact` are selected, heights are in pixels.

    `selection(key)` reads the last click, also inside `on_selection`.
    """
    data = {**drawing.as_dict(), "key": key, "label": label, "selected": {"entity": entity, "fact": fact}, "tallest": tallest, "shortest": shortest}
    _component()(key=key, data=data, on_selection_change=on_selection)


def selection(key: str) -> Selection:
    """The last click on the canvas of this key."""
    chosen = st.session_state.get(key, {}).get("selection") or {}
    return Selection(str(chosen.get("kind", "nothing")), str(chosen.get("id", "")))
