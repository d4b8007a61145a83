"""The profile of an entity: what is known of it, in both directions, with the sentences behind each fact."""

from collections import defaultdict

import streamlit as st

from app_components.canvas import canvas, selection
from app_pages import cards, tables
from app_pages.legend import legend
from app_pages.library import Library, library, plain
from app_pages.note import note
from app_pages.timeline import timeline
from graph.drawing import draw
from graph.fact import Fact
from graph.selection import best_supported
from graph.views import EVERYTHING
from graph.wording import count
from ontology import RELATIONS, TYPES

NEIGHBOURS = 24
CANVAS = "neighbourhood"
PICTURES, RELATION = 19, 0.6  # lines of the list that the picture and the timeline without its rows are high; one row of the timeline


def follow_click() -> None:
    """A click on a neighbour leads to its profile; one on a line opens the fact below the picture, one beside both closes it."""
    clicked = selection(CANVAS)
    if clicked.kind == "entity":
        st.session_state["entity"] = clicked.id
    cards.open_fact(clicked.id if clicked.kind == "fact" else "")


def head(held: Library, slug: str, facts: list[Fact]) -> None:
    """Name, type, roles, and figures."""
    entity = held.entities[slug]
    roles = f" · also {', '.join(TYPES[role].label for role in entity.roles)}" if entity.roles else ""
    st.title(plain(entity.name), anchor=False)
    st.markdown(f"{cards.badge_of(entity)}{roles}")
    dates = [seen for fact in facts for seen in (fact.first_seen, fact.last_seen) if seen]
    articles = len({evidence for fact in facts for evidence in fact.claim_ids})
    figures = [count(len(facts), "fact"), count(articles, "sentence"), *([f"seen {min(dates)} to {max(dates)}"] if dates else [])]
    note(" · ".join(figures))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link("landscape.py", label="Show in the landscape", icon=":material/hub:", query_params={"find": held.labels[slug]})
        tables.csv_button(tables.FACT_COLUMNS, tables.fact_rows(facts, held), f"{slug}.csv")


def grouped(slug: str, facts: list[Fact]) -> dict[str, list[Fact]]:
    """The facts under readable headings: "Mistral AI develops …", "… invested in Mistral AI"."""
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        relation = RELATIONS[fact.relation]
        outgoing = fact.subject.id == slug or relation.symmetric
        name = plain(fact.subject.name if fact.subject.id == slug or not fact.object else fact.object.name)
        groups[f"{name} **{relation.label}** …" if outgoing else f"… **{relation.label}** {name}"].append(fact)
    for group in groups.values():
        group.sort(key=lambda fact: "" if fact.object else fact.valid_from or fact.first_seen, reverse=True)  # money from the latest back
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def shared_out(groups: dict[str, list[Fact]], ahead: float) -> tuple[list[str], list[str]]:
    """The headings for the left and the right column, so that both end at about one height; the right one begins `ahead` lines lower."""
    heights = [0.0, ahead]
    columns: tuple[list[str], list[str]] = ([], [])
    for heading, group in groups.items():
        lower = heights.index(min(heights))
        columns[lower].append(heading)
        heights[lower] += len(group) + 1
    return columns


def fact_list(groups: dict[str, list[Fact]], headings: list[str], held: Library, slug: str) -> None:
    """Facts under their headings, each opening to its sentences."""
    for heading in headings:
        st.markdown(f"{heading} :gray[{len(groups[heading])}]")
        with st.container(gap="xxsmall"):
            for fact in groups[heading]:
                cards.fact_row(fact, held, key="profile", beside=slug)


def neighbourhood(held: Library, slug: str, facts: list[Fact]) -> None:
    """The entity among its best supported neighbours."""
    near = best_supported(facts, NEIGHBOURS, [slug])
    if len(near) < 2:
        return
    drawing = draw(facts, EVERYTHING, near, disputed=held.conflicts)
    others = len({end.id for fact in facts for end in (fact.subject, fact.object) if end}) - 1
    st.markdown("#### Neighbours", anchors=False)
    label = f"{held.entities[slug].name} and {count(len(drawing.nodes) - 1, 'neighbour')}; the list beside the picture says the same."
    opened = held.by_id([st.query_params.get("fact", "")])
    chosen = opened[0].id if opened else ""
    canvas(drawing, key=CANVAS, label=label, entity=slug, fact=chosen, shortest=300, tallest=560, on_selection=follow_click)
    for fact in opened:
        with st.container(border=True):
            st.button("Close", key="close", type="tertiary", icon=":material/close:", on_click=cards.open_fact)
            cards.fact_card(fact, held, key="neighbourhood")
    legend(drawing, [fact for fact in facts if {fact.subject.id, fact.object.id if fact.object else ""} <= near])
    note(f"{len(drawing.nodes) - 1} of {count(others, 'neighbour')}. Choose one to see its profile, or a line to read its sentences.")


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
    on_change=cards.open_fact,
    bind="query-params",
    label_visibility="collapsed",
    width=420,
)
if not slug:
    st.info("Choose an entity to see all that the articles say of it.", icon=":material/search:")
    st.stop()
facts = held.facts_of(slug)
groups = grouped(slug, facts)
at_left, at_right = shared_out(groups, PICTURES + RELATION * len(groups))
grid = st.grid(5, min_column_width=190, gap=("small", "large"))
left, right = grid.cell(column_span=2), grid.cell(column_span=3)
with left:
    head(held, slug, facts)
    fact_list(groups, at_left, held, slug)
with right:
    neighbourhood(held, slug, facts)
    timeline(facts)
    fact_list(groups, at_right, held, slug)
