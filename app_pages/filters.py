"""What of the landscape is looked at. Every choice stands in the page's URL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from graph.fact import Fact
from graph.selection import FIRST_LOOK, Filter
from graph.views import VALUE_CHAIN, VIEWS, View
from ontology import RELATIONS, STATUSES, TYPES

DOUBTS = tuple(name for name in reversed(list(STATUSES)) if name != "asserted")
SPAN = "seen_at_all"  # where the session keeps the whole span of time, to which clearing the filters returns
MOST = 300  # entities: beyond it a picture is texture, and the table serves better


@dataclass(frozen=True, slots=True)
class Look:
    """A view of the landscape, what it admits, at most how many entities it draws, and the filters that are set, in words."""

    view: View
    filter: Filter
    limit: int
    narrowed: tuple[str, ...] = ()


def view_choice() -> View:
    """The chosen view."""
    chosen = st.segmented_control("View", list(VIEWS), default=VALUE_CHAIN.label, key="view", bind="query-params", required=True)
    return VIEWS[chosen or VALUE_CHAIN.label]


def relation_choice(view: View) -> frozenset[str]:
    """The chosen relations of a view."""
    by_label = {RELATIONS[name].label: name for name in view.relations}
    first = [RELATIONS[name].label for name in view.shown_first]
    key = f"{view.label.split()[0].lower()}_relations"
    chosen = st.pills("Relations", list(by_label), selection_mode="multi", default=first, key=key, bind="query-params", label_visibility="collapsed")
    return frozenset(by_label[label] for label in chosen)


def doubt_choice() -> frozenset[str]:
    """The chosen statuses: what is stated as so, and the doubts to include."""
    chosen = st.pills("Include what is", DOUBTS, selection_mode="multi", key="doubt", bind="query-params", help=_help())
    return frozenset(("asserted", *chosen))


def _help() -> str:
    return "  \n".join(f"**{name}**: {STATUSES[name].comment}" for name in DOUBTS)


def reach_choice(*, disabled: bool) -> bool:
    """Whether what is lit around an entity goes beyond its neighbours."""
    ways = ["Direct", "Transitive"]
    tip = "Direct: the neighbours of the entity found. Transitive: all upstream and downstream of it."
    return ways[1] == st.segmented_control(
        "Reach", ways, default=ways[0], key="reach", bind="query-params", required=True, disabled=disabled, help=tip
    )


def more_choices(view: View, relations: frozenset[str], facts: Sequence[Fact]) -> Look:
    """The rarer choices, in a popover: doubt, types, time, belief, and how many entities to draw."""
    with st.popover("Filters", icon=":material/tune:"):
        statuses = doubt_choice()
        labels = {TYPES[kind].label: kind for kind in sorted({end.type for fact in facts for end in (fact.subject, fact.object) if end})}
        kinds = st.multiselect("Only types", list(labels), key="types", bind="query-params", placeholder="All types")
        since, until = _time_choice(facts)
        as_of = st.date_input(
            "As it stood on", None, key="on", format="YYYY-MM-DD", bind="query-params", help="Only what held on that day, for all that is known."
        )
        tip = "How far the sources support a fact."
        belief = st.slider("Belief at least", 0, 95, 0, 5, key="belief", format="%d%%", bind="query-params", help=tip)
        limit = st.slider("Entities at most", 10, MOST, FIRST_LOOK, 10, key="most", bind="query-params", help="The best supported come first.")
    types = frozenset(labels[kind] for kind in kinds)
    narrowed = (
        *([f"as it stood on {_iso(as_of)}"] if as_of else []),
        *([f"seen {since or '…'} to {until or '…'}"] if since or until else []),
        *([f"only {', '.join(kinds)}"] if kinds else []),
        *([f"belief at least {belief}%"] if belief else []),
        *([f"with what is {', '.join(sorted(statuses - {'asserted'}))}"] if len(statuses) > 1 else []),
    )
    return Look(view, Filter(relations, statuses | _ended(as_of), types, since, until, belief / 100, _iso(as_of)), limit, narrowed)


def clear() -> None:
    """Sets all that the popover holds back to where it begins; the URL follows."""
    st.session_state.update({"doubt": [], "types": [], "on": None, "belief": 0, "most": FIRST_LOOK})
    if SPAN in st.session_state:
        st.session_state["seen"] = st.session_state[SPAN]


def narrowed(look: Look) -> None:
    """Says which filters are set, as a picture of a day or of one kind is easily taken for the whole, and lets go of them."""
    if look.narrowed:
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(" ".join(f":blue-badge[{words}]" for words in look.narrowed), width="content")
            st.button("Clear filters", key="clear", type="tertiary", icon=":material/filter_alt_off:", on_click=clear)


def _time_choice(facts: Sequence[Fact]) -> tuple[str, str]:
    """The chosen span of time as ISO dates, or empty strings where it holds all there is."""
    days = sorted(_day(seen) for fact in facts for seen in (fact.first_seen, fact.last_seen) if seen)
    if not days or days[0] == days[-1]:
        return "", ""
    st.session_state[SPAN] = (days[0], days[-1])
    since, until = st.slider("Seen between", days[0], days[-1], (days[0], days[-1]), key="seen", format="D MMM YYYY", bind="query-params")
    return (since.isoformat() if since > days[0] else "", until.isoformat() if until < days[-1] else "")


def _ended(as_of: object) -> frozenset[str]:
    """What has ended since held on an earlier day."""
    return frozenset({"ended"} if as_of else ())


def _iso(day: object) -> str:
    return day.isoformat() if isinstance(day, date) else ""


def _day(seen: str) -> date:
    """The first day of a date that may be known to the year or month only."""
    return date.fromisoformat(f"{seen}-01-01"[:10] if len(seen) < 10 else seen)
