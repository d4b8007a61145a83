"""The landscape as a picture: search, view, filters, the canvas with its panel, and the same facts as a table."""

from collections.abc import Callable

import streamlit as st

from app_components.canvas import canvas, selection
from app_pages import cards, filters, tables
from app_pages.legend import legend
from app_pages.library import Library, library, plain
from app_pages.note import note
from graph.drawing import Drawing, draw
from graph.fact import Fact
from graph.selection import Reach, best_supported, reach, support
from graph.views import View
from graph.wording import count, sentence

CANVAS = "canvas"
BRIEF = 5  # facts offered to begin with, under each heading
PANEL = 12  # facts of an entity shown beside the picture; all of them stand on its page


def follow_click() -> None:
    """A click on a node is a choice in the search box; one on a line opens the fact; one beside both lets go."""
    clicked = selection(CANVAS)
    if clicked.kind == "entity":
        st.session_state["find"] = clicked.id
    elif clicked.kind == "nothing":
        st.session_state["find"] = None
    cards.open_fact(clicked.id if clicked.kind == "fact" else "")


def open_row(shown: list[Fact]) -> None:
    """A chosen row of the table opens its fact."""
    rows = st.session_state["rows"].selection.rows
    cards.open_fact(shown[rows[0]].id if rows else "")


def find(entity: str) -> None:
    """Chooses an entity, as the search box does."""
    st.session_state["find"] = entity
    cards.open_fact()


def toolbar(held: Library) -> tuple[filters.Look, str, bool]:
    """What is looked at, the entity found, and whether its reach is transitive."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        focus = st.selectbox(
            "Find",
            list(held.labels),
            index=None,
            format_func=lambda slug: held.labels.get(slug, slug),
            placeholder="A company, model, chip, licence, person …",
            key="find",
            bind="query-params",
            on_change=cards.open_fact,
            width=330,
        )
        view = filters.view_choice()
        far = filters.reach_choice(disabled=not focus)
        more = st.container(width="content")
    relations = filters.relation_choice(view)
    with more:
        look = filters.more_choices(view, relations, held.facts)
    return look, focus or "", far


def panel(held: Library, look: filters.Look, focus: str, shown: list[Fact]) -> None:
    """What is chosen, with its evidence."""
    fact = next((fact for fact in held.facts if fact.id == st.query_params.get("fact")), None)
    if fact:
        back = f"Back to {plain(held.labels[focus])}" if focus in held.labels else "Close"
        st.button(back, key="close", type="tertiary", icon=":material/arrow_back:", on_click=cards.open_fact)
        cards.fact_card(fact, held, key="panel")
        if fact not in shown:
            note("The picture does not show it: its relation or status is not among those chosen, or an end of it is no entity of this view.")
    elif focus in held.entities:
        entity_panel(held, look, focus)
    else:
        welcome(held, look.view, shown)


def entity_panel(held: Library, look: filters.Look, focus: str) -> None:
    """The facts of an entity that the picture shows, each opening to its sentences."""
    cards.entity_head(held.entities[focus])
    every = held.facts_of(focus)
    here = [fact for fact in every if look.filter.admits(fact)]
    cards.profile_link(held, focus, f"Profile with all {count(len(every), 'fact')}")
    if not here:
        st.info(f"No fact of it fits this view and its filters; {count(len(every), 'fact')} on its profile.", icon=":material/filter_alt_off:")
    with st.container(gap="xsmall"):
        for fact in here[:PANEL]:
            cards.fact_row(fact, held, key="panel", beside=focus, told=False)
    if len(here) > PANEL:
        note(f"{PANEL} of {count(len(here), 'fact')} in this view; the others stand in the table and on the profile.")


def welcome(held: Library, view: View, shown: list[Fact]) -> None:
    """What the picture shows, and where to begin: who has most facts, what was said last, and what claims differ on."""
    st.markdown(f"#### {view.label}", anchors=False)
    st.markdown(view.comment)
    note("Choose an entity or a line to read the sentences behind it.")
    ranked = support(shown).most_common(8)
    names = {end.id: end.name for fact in shown for end in (fact.subject, fact.object) if end}
    if ranked:
        st.markdown("**Most facts here**")
        with st.container(horizontal=True, gap="xsmall"):
            for slug, _ in ranked:
                st.button(plain(names[slug]), key=f"find-{slug}", on_click=find, args=(slug,))
    latest = sorted((fact for fact in shown if fact.first_seen), key=lambda fact: (fact.first_seen, fact.belief, fact.id), reverse=True)
    offer("Newest facts", latest[:BRIEF], lambda fact: fact.first_seen)
    disputed = [fact for fact in held.facts if fact.id in held.conflicts]
    offer(
        "Where claims differ", disputed[:BRIEF], lambda fact: "on " + ", ".join(sorted({cards.AT_ODDS[one.kind] for one in held.conflicts[fact.id]}))
    )
    if len(disputed) > BRIEF:
        st.page_link("sparql.py", label=f"All {count(len(disputed), 'such fact')}", icon=":material/balance:", query_params={"question": "Conflicts"})


def offer(heading: str, facts: list[Fact], note: Callable[[Fact], str]) -> None:
    """Facts to begin with, each a button that opens it, with a note."""
    if facts:
        st.markdown(f"**{heading}**")
        with st.container(gap=None):
            for fact in facts:
                label = f"{plain(sentence(fact))} :small[:gray[{note(fact)}]]"
                st.button(label, key=f"{heading}-{fact.id}", type="tertiary", on_click=cards.open_fact, args=(fact.id,))


def table(held: Library, shown: list[Fact]) -> None:
    """The facts of the picture as a table; a row opens its fact."""
    with st.container(horizontal=True, vertical_alignment="center"):  # at the left: the table's own tools float over its right corner
        st.markdown("#### The same facts as a table", anchors=False, width="content")
        tables.csv_button(tables.FACT_COLUMNS, tables.fact_rows(shown, held), "landscape.csv")
    st.dataframe(
        tables.fact_frame(shown, held),
        hide_index=True,
        column_config=tables.FACT_CONFIG,
        key="rows",
        on_select=lambda: open_row(shown),
        selection_mode="single-row",
        placeholder="",
        alt="The facts of the picture: subject, relation, object, status, belief, sources and dates",
    )


def chosen_facts(held: Library, look: filters.Look, focus: str, transitive: bool) -> tuple[list[Fact], Drawing, Reach | None]:
    """The facts to draw, their picture, and those of them that the entity found reaches: it comes below the first look, and nothing moves."""
    admitted = [fact for fact in held.facts if look.filter.admits(fact)]
    lit = reach(admitted, look.view, focus, transitive=transitive) if focus else None
    lit = lit if lit and lit.facts else None
    first = best_supported(admitted, look.limit)
    score = support(admitted)
    added = sorted(lit.entities - first, key=lambda slug: (-score[slug], slug))[: filters.MOST] if lit else []
    shown = [fact for fact in admitted if {fact.subject.id, fact.object.id if fact.object else ""} <= first.union(added)]
    return (
        sorted(shown, key=lambda fact: (-fact.belief, fact.subject.name, fact.relation)),
        draw(shown, look.view, first.union(added), lit, added=added, disputed=held.conflicts),
        lit,
    )


def summary(held: Library, look: filters.Look, drawing: Drawing, shown: list[Fact]) -> str:
    """How much of the landscape is shown, and how much is left out for doubt."""
    doubtful = sum(fact.relation in look.filter.relations and fact.status not in look.filter.statuses for fact in held.facts)
    left = f" {count(doubtful, 'doubtful or ended one')} left out (see Filters)." if doubtful else ""
    entities = f"{len(drawing.nodes):,} of {count(len(held.entities), 'entity', 'entities')}"
    return f"{entities}, {len(shown):,} of {count(len(held.facts), 'fact')} shown.{left}"


def lit_count(drawing: Drawing, lit: Reach) -> str:
    """How many entities are lit beside the one found, and how many of them the picture has room for."""
    drawn = sum(not node["faded"] for node in drawing.nodes) - 1
    every = len(lit.entities) - 1
    return f"Lit: {count(every, 'entity', 'entities')}" if drawn == every else f"Lit: {drawn:,} of {count(every, 'entity', 'entities')}"


held = library()
look, focus, transitive = toolbar(held)
shown, drawing, lit = chosen_facts(held, look, focus, transitive)
counts = summary(held, look, drawing, shown)
grid = st.grid(7, min_column_width=150, gap=("small", "medium"))  # on a narrow screen the panel goes below the picture
picture, side = grid.cell(column_span=5), grid.cell(column_span=2)
with picture:
    filters.narrowed(look)
    if shown:
        label = f"{look.view.label} as a network. {counts} The same facts stand in the table below."
        canvas(drawing, key=CANVAS, label=label, entity=focus, fact=st.query_params.get("fact", ""), on_selection=follow_click)
    else:
        st.info("No fact fits these filters. Choose more relations, or lower what is asked for under Filters.", icon=":material/filter_alt_off:")
    around = f" {lit_count(drawing, lit)} around {plain(held.labels[focus])}." if lit else ""
    note(counts + around)
    if shown:
        legend(drawing, shown)
with side:
    panel(held, look, focus, shown)
table(held, shown)
