"""The profile of an entity: what is known of it, in both directions, with the sentences behind each fact."""

from collections import defaultdict

import altair as alt
import pandas as pd
import streamlit as st

from app_components.canvas import canvas, selection
from app_pages import cards, tables
from app_pages.legend import legend
from app_pages.library import Library, library, plain
from graph.drawing import draw
from graph.fact import Fact
from graph.selection import best_supported
from graph.views import EVERYTHING
from graph.wording import count, sentence
from ontology import RELATIONS, TYPES

NEIGHBOURS = 24
CANVAS = "neighbourhood"


def follow_click() -> None:
    """A click on a neighbour leads to its profile; one on a line opens the fact below."""
    clicked = selection(CANVAS)
    if clicked.kind == "entity":
        st.session_state["entity"] = clicked.id
    elif clicked.kind == "fact":
        st.session_state[f"profile-{clicked.id}"] = True


def head(held: Library, slug: str, facts: list[Fact]) -> None:
    """Name, type, roles, and figures."""
    entity = held.entities[slug]
    roles = f" · also {', '.join(TYPES[role].label for role in entity.roles)}" if entity.roles else ""
    st.title(plain(entity.name), anchor=False)
    st.markdown(f"{cards.badge_of(entity)}{roles}")
    dates = [seen for fact in facts for seen in (fact.first_seen, fact.last_seen) if seen]
    articles = len({evidence for fact in facts for evidence in fact.claim_ids})
    figures = [count(len(facts), "fact"), count(articles, "sentence"), *([f"seen {min(dates)} to {max(dates)}"] if dates else [])]
    st.caption(" · ".join(figures))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link("landscape.py", label="Show in the landscape", icon=":material/hub:", query_params={"find": held.labels[slug]})
        tables.csv_button(tables.FACT_COLUMNS, tables.fact_rows(facts), f"{slug}.csv")


def grouped(slug: str, facts: list[Fact]) -> dict[str, list[Fact]]:
    """The facts under readable headings: "Mistral AI develops …", "… invested in Mistral AI"."""
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        relation = RELATIONS[fact.relation]
        outgoing = fact.subject.id == slug or relation.symmetric
        name = plain(fact.subject.name if fact.subject.id == slug or not fact.object else fact.object.name)
        groups[f"{name} **{relation.label}** …" if outgoing else f"… **{relation.label}** {name}"].append(fact)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def timeline(facts: list[Fact]) -> None:
    """When articles first said what, a point for each fact."""
    dated = [fact for fact in facts if len(fact.first_seen) >= 7]
    if len({fact.first_seen for fact in dated}) < 3:
        return
    frame = pd.DataFrame(
        {
            "First seen": pd.to_datetime([fact.first_seen for fact in dated]),
            "Relation": [RELATIONS[fact.relation].label for fact in dated],
            "Fact": [sentence(fact) for fact in dated],
            "Status": [fact.status for fact in dated],
        }
    )
    points = alt.Chart(frame).mark_point(size=90, filled=True, opacity=0.75)
    y = alt.Y("Relation:N", title=None, axis=alt.Axis(labelLimit=140))
    tips = ["Fact", "Status", alt.Tooltip("First seen:T", format="%d %b %Y")]
    chart = points.encode(x=alt.X("First seen:T", title=None), y=y, shape=alt.Shape("Status:N", legend=None), tooltip=tips)
    st.markdown("#### When it was first said", anchors=False)
    st.altair_chart(chart, height=70 + 24 * frame["Relation"].nunique(), alt="When each fact was first said, by relation")


def neighbourhood(held: Library, slug: str, facts: list[Fact]) -> None:
    """The entity among its best supported neighbours."""
    near = best_supported(facts, NEIGHBOURS, [slug])
    if len(near) < 2:
        return
    drawing = draw(facts, EVERYTHING, near)
    others = len({end.id for fact in facts for end in (fact.subject, fact.object) if end}) - 1
    st.markdown("#### Neighbours", anchors=False)
    label = f"{held.entities[slug].name} and {count(len(drawing.nodes) - 1, 'neighbour')}; the list beside the picture says the same."
    canvas(drawing, key=CANVAS, label=label, entity=slug, shortest=300, tallest=560, on_selection=follow_click)
    legend(drawing, [fact for fact in facts if {fact.subject.id, fact.object.id if fact.object else ""} <= near])
    st.caption(f"{len(drawing.nodes) - 1} of {count(others, 'neighbour')}. Choose one to see its profile, or a line to open its sentences.")


held = library()
if (asked := st.query_params.get("slug", "")) in held.labels:  # answers of queries name entities by slug
    st.session_state["entity"] = asked
    del st.query_params["slug"]
slug = st.selectbox(
    "Entity",
    list(held.labels),
    index=None,
    format_func=lambda one: held.labels.get(one, one),
    placeholder="A company, model, chip, licence, person …",
    key="entity",
    bind="query-params",
    label_visibility="collapsed",
    width=420,
)
if not slug:
    st.info("Choose an entity to see all that the articles say of it.", icon=":material/search:")
    st.stop()
facts = held.facts_of(slug)
grid = st.grid(5, min_column_width=190, gap=("small", "large"))
left, right = grid.cell(column_span=2), grid.cell(column_span=3)
with left:
    head(held, slug, facts)
    for heading, group in grouped(slug, facts).items():
        st.markdown(f"{heading} :gray[{len(group)}]")
        with st.container(gap="xsmall"):
            for fact in group:
                cards.fact_row(fact, held, key="profile")
with right:
    neighbourhood(held, slug, facts)
    timeline(facts)
