"""A timeline of facts: when articles first said what, a point for each."""

from collections.abc import Sequence
from typing import NamedTuple

import altair as alt
import pandas as pd
import streamlit as st

from graph.fact import Fact
from graph.wording import sentence
from ontology import RELATIONS, STATUSES


class Point(NamedTuple):
    """How a fact of a status looks: its colour on a light page, on a dark one, and its shape, so that no status is told by colour alone."""

    on_light: str
    on_dark: str
    shape: str


POINTS = {
    "asserted": Point("#1a7f4b", "#4cc38a", "circle"),
    "planned": Point("#0b5cab", "#7dbbff", "triangle-up"),
    "hedged": Point("#7b3fb5", "#c79bf2", "diamond"),
    "ended": Point("#566170", "#a9b4c2", "square"),
    "negated": Point("#b42318", "#ff8f85", "cross"),
}


def timeline(facts: Sequence[Fact]) -> None:
    """When articles first said what, a point for each fact."""
    dated = [fact for fact in facts if len(fact.first_seen) >= 7]
    if len({fact.first_seen for fact in dated}) < 3:
        return
    frame = pd.DataFrame(
        {
            "First said": pd.to_datetime([fact.first_seen for fact in dated], format="mixed"),
            "Relation": [RELATIONS[fact.relation].label for fact in dated],
            "Fact": [sentence(fact) for fact in dated],
            "Status": [fact.status for fact in dated],
        }
    )
    present = [name for name in reversed(list(STATUSES)) if name in set(frame["Status"])]
    dark = st.context.theme.type == "dark"
    colours = alt.Scale(domain=present, range=[POINTS[name].on_dark if dark else POINTS[name].on_light for name in present])
    shapes = alt.Scale(domain=present, range=[POINTS[name].shape for name in present])
    legend = alt.Legend(title=None, orient="top", symbolSize=90) if len(present) > 1 else None  # shape and colour in one legend
    chart = (
        alt.Chart(frame)
        .mark_point(size=90, filled=True, opacity=0.8)
        .encode(
            x=alt.X("First said:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=6, labelOverlap=True)),
            y=alt.Y("Relation:N", title=None, axis=alt.Axis(labelLimit=140)),
            color=alt.Color("Status:N", scale=colours, legend=legend),
            shape=alt.Shape("Status:N", scale=shapes, legend=legend),
            tooltip=["Fact", "Status", alt.Tooltip("First said:T", format="%d %b %Y")],
        )
    )
    st.markdown("#### When it was first said", anchors=False)
    st.altair_chart(chart, height=90 + 24 * frame["Relation"].nunique(), alt="When each fact was first said, by relation")
