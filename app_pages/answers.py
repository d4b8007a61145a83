"""Answers of the graph: a table whose rows open to the words behind them, a truth value, or a graph."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from app_pages import cards, tables
from app_pages.library import library, plain
from app_pages.note import note
from graph.errors import LandscapeError
from graph.rdf.terms import ARTICLE, CONFLICT, FACT
from graph.sparql.table import Table
from graph.wording import count
from ontology import ENTITY, RELATIONS

# What has a page in the app: by the beginning of its IRI, the page's address and the word that leads there.
PAGES = {FACT: ("/?fact=", "open"), ARTICLE: ("/evidence?article=", "read"), str(ENTITY): ("/entity?slug=", "profile")}
SHARES = ["Share", "Share at least", "Its share"]  # columns of named questions that hold parts of one
AT_ONCE = 6  # facts opened below an answer: more are no answer to a glance


def answer(asked: Callable[[], Table | bool | str], file: str, *, named: bool) -> None:
    """The answer as a table, a truth value or a graph; or what is wrong with the query. Of a `named` question the columns are known to us."""
    try:
        found = asked()
    except LandscapeError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if isinstance(found, bool):
        st.success("Yes." if found else "No.")
    elif isinstance(found, str):
        st.code(found, language="turtle", line_numbers=True, height=420)
        st.download_button("Turtle", found, "answer.ttl", "text/turtle", icon=":material/download:", on_click="ignore")
    else:
        rows(found, file, named=named)


def rows(found: Table, file: str, *, named: bool) -> None:
    """The rows of an answer; what has a page in the app links to it, and a chosen row opens to its words."""
    if not found.rows:
        st.info("No answer: nothing in the store fits.", icon=":material/search_off:")
        return
    frame = shown(found, named=named)
    opens = any(facts or articles for facts, articles in map(behind, found.rows))
    hint = " Choose a row to read the words behind it." if opens else ""
    with st.container(horizontal=True, vertical_alignment="center"):  # at the left: the table's own tools float over its right corner
        number = f"The first {count(len(found.rows), 'row')}; there are more." if found.truncated else f"{count(len(found.rows), 'row')}."
        note(number + hint, width="content")
        tables.csv_button(found.columns, found.rows, file)
    key = f"answer-{file}"
    st.dataframe(
        frame,
        hide_index=True,
        column_config=config(frame),
        key=key,
        on_select="rerun" if opens else "ignore",
        selection_mode="single-row",
        placeholder="",
        alt="The answer to the query",
    )
    if opens:
        rows_chosen = st.session_state[key].selection.rows
        evidence([found.rows[row] for row in rows_chosen if row < len(found.rows)])


def evidence(chosen: Sequence[Sequence[object]]) -> None:
    """The facts of the chosen rows with their sentences, or the articles where they name no fact."""
    held = library()
    for row in chosen:
        facts, articles = behind(row)
        for fact in held.by_id(facts[:AT_ONCE]):
            with st.container(border=True):
                cards.fact_card(fact, held, key="answer")
        if len(facts) > AT_ONCE:
            note(f"{AT_ONCE} of {count(len(facts), 'fact')} shown.")
        titles = {one.id: one.title or one.external_id for one in held.articles}
        for article in () if facts else articles:
            st.page_link("evidence.py", label=plain(titles.get(article, article)), icon=":material/article:", query_params={"article": article})


def behind(row: Sequence[object]) -> tuple[list[str], list[str]]:
    """The ids of the facts and of the articles that a row names."""
    words = dict.fromkeys(word for value in row if isinstance(value, str) for word in value.split())
    facts, articles = ([word.removeprefix(base) for word in words if word.startswith(base)] for base in (FACT, ARTICLE))
    return facts, articles


def shown(found: Table, *, named: bool) -> pd.DataFrame:
    """The answer for the eye: links in the place of IRIs; columns of a named question that hold several IRIs a cell are left to the chosen row."""
    frame = pd.DataFrame(found.rows, columns=[column.replace("_", " ").capitalize() for column in found.columns])
    if named:
        frame = frame.drop(columns=[column for column in frame.columns if any(map(_unread, frame[column]))])
        for column in frame.columns.intersection(SHARES):
            frame[column] = tables.percent(frame[column])
    if "Belief" in frame.columns and pd.to_numeric(frame["Belief"], errors="coerce").between(0, 1).all():
        frame["Belief"] = tables.percent(frame["Belief"])
    if named and "Relation" in frame.columns:
        frame["Relation"] = [RELATIONS[name].label if name in RELATIONS else name for name in frame["Relation"]]
    return frame.map(opened)


def _unread(value: object) -> bool:
    return isinstance(value, str) and value.startswith((FACT, ARTICLE, CONFLICT)) and (" " in value or value.startswith(CONFLICT))


def opened(value: object) -> object:
    """The address in the app of what an IRI names; every other value as it is."""
    for base, (page, _) in PAGES.items():
        if isinstance(value, str) and value.startswith(base) and " " not in value:
            return page + value.removeprefix(base)
    return value


def config(frame: pd.DataFrame) -> dict[str, tables.Column]:
    """Columns of links as links, beliefs as bars, shares in percent, amounts short."""
    found: dict[str, tables.Column] = {}
    for column in frame.columns:
        values = [value for value in frame[column] if value is not None]
        for page, word in PAGES.values():
            if values and all(isinstance(value, str) and value.startswith(page) for value in values):
                found[column] = st.column_config.LinkColumn(display_text=word, width="small")
        if column == "Belief":
            found[column] = tables.BAR
        if column in SHARES:
            found[column] = st.column_config.NumberColumn(format="%d%%", width="small")
        if column in ("Amount", "Total"):
            found[column] = st.column_config.NumberColumn(format="compact", width="small")
    return found
