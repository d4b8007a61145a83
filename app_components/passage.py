"""Text with marked passages: the words as data, set as text and never as markup."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from app_components.marks import Piece

HERE = Path(__file__).parent
HTML = '<div class="passage"></div>\n<!-- filled as text -->'


def passage(pieces: Sequence[Piece], *, key: str, size: str = "quote", scroll_to: str = "", on_claim: Callable[[], None] | None = None) -> None:
    """Shows the pieces in the size of a "quote" or an "article"; `scroll_to` names the claim to bring into sight.

    With `on_claim` the marks can be chosen; `chosen_claims(key)` reads which.
    """
    component = st.components.v2.component(
        "landscape_passage", html=HTML, css=(HERE / "passage.css").read_text("utf-8"), js=(HERE / "passage.js").read_text("utf-8")
    )
    data = {"pieces": [asdict(piece) for piece in pieces], "size": size, "scroll": scroll_to, "clickable": on_claim is not None}
    component(key=key, data=data, on_claim_change=on_claim or (lambda: None))


def chosen_claims(key: str) -> tuple[str, ...]:
    """The claims behind the mark that was last chosen in the passage of this key."""
    chosen = st.session_state.get(key, {}).get("claim") or {}
    return tuple(map(str, chosen.get("among", ())))
