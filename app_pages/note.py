"""Small print: figures, dates and hints beside what they belong to."""

from typing import Literal

import streamlit as st


def note(*lines: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Lines of Markdown, small and grey. Streamlit's own caption is paler than a reader with weak eyes can make out (contrast 4.2 to 1 of 4.5)."""
    st.markdown("  \n".join(f":small[:gray[{line}]]" for line in lines), width=width)
