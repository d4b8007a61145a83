"""Questions to the graph: named ones with their parameters, or a query of one's own."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from app_pages import tables
from app_pages.library import Library, library, plain, store
from graph.errors import LandscapeError
from graph.questions import QUESTIONS, Parameter, Question, ask
from graph.questions.ask import filled
from graph.rdf.terms import ARTICLE, FACT
from graph.sparql.table import Table
from graph.wording import count
from ontology import ENTITY, RELATIONS

LIMIT = 1000  # rows shown; the CSV has the same ones
EXAMPLE = QUESTIONS["competitors"]
MODES = ("Named questions", "Own query")


def edit(sparql: str) -> None:
    """Takes a query over into the editor."""
    st.session_state["mode"] = MODES[1]
    st.session_state["query"] = sparql


def value_of(parameter: Parameter, held: Library, question: str) -> str:
    """The value chosen for a parameter."""
    key, label = f"{question}_{parameter.name}", parameter.name.replace("_", " ").capitalize()
    kinds = {"entity": held.labels, "relation": {name: relation.label for name, relation in RELATIONS.items()}}
    if parameter.kind not in kinds:
        return str(st.text_input(label, parameter.default, key=key, bind="query-params", help=parameter.comment, width=280))
    labels = kinds[parameter.kind]
    values = list(labels)
    first = values.index(parameter.default) if parameter.default in labels else None
    chosen = st.selectbox(label, values, first, lambda value: labels.get(value, value), key, parameter.comment, bind="query-params", width=280)
    return chosen or parameter.default


def worded(question: Question, values: Mapping[str, str], held: Library) -> str:
    """The question with its values in the place of its parameters."""
    text = plain(question.text)
    for name, value in values.items():
        text = text.replace(f"\\{{{plain(name)}\\}}", f"**{plain(held.labels.get(value, value) or '…')}**")
    return text


def named(held: Library) -> None:
    """A named question, its parameters and its answer."""
    titles = {question.title: question for question in sorted(QUESTIONS.values(), key=lambda question: question.title)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = list(titles).index(EXAMPLE.title)
        title = st.selectbox("Question", list(titles), index=first, key="question", bind="query-params", width=330)
        question = titles[title]
        values = {parameter.name: value_of(parameter, held, question.name) for parameter in question.parameters}
    st.markdown(f"#### {worded(question, values, held)}", anchors=False)
    answer(lambda: ask(store(), question.name, **values), f"{question.name}.csv")
    if question.sparql:
        in_sparql(question, values)


def in_sparql(question: Question, values: Mapping[str, str]) -> None:
    """The query behind the answer, to be taken over into the editor."""
    try:
        sparql = filled(store(), question, values)
    except LandscapeError:
        return  # the answer's place has told why
    with st.expander("The question in SPARQL", icon=":material/code:"):
        st.code(sparql, language="sparql", line_numbers=True)
        st.button("Edit it as your own query", on_click=edit, args=(sparql,), icon=":material/edit:")


def own() -> None:
    """The editor, the query as it is read, and its answer."""
    left, right = st.columns(2, gap="medium")
    with left:
        help_text = "SELECT, ASK, CONSTRUCT or DESCRIBE. Nothing can be written here. Ctrl+Enter runs it."
        query = st.text_area("Query", EXAMPLE.sparql, height=320, key="query", bind="query-params", help=help_text)
        st.button("Run", type="primary", icon=":material/play_arrow:")
    with right:
        st.markdown(":small[:gray[As it is read]]")
        st.code(query, language="sparql", line_numbers=True, height=320)
    answer(lambda: store().query(query, limit=LIMIT), "answer.csv")


def answer(asked: Callable[[], Table | bool | str], file: str) -> None:
    """The answer as a table, a truth value or a graph; or what is wrong with the query."""
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
        rows(found, file)


def rows(found: Table, file: str) -> None:
    """The rows of an answer; what has a page in the app links to it."""
    if not found.rows:
        st.info("No answer: nothing in the store fits.", icon=":material/search_off:")
        return
    columns = [column.replace("_", " ").capitalize() for column in found.columns]
    frame = pd.DataFrame(found.rows, columns=columns).map(opened)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.caption(f"The first {count(len(found.rows), 'row')}; there are more." if found.truncated else count(len(found.rows), "row"))
        tables.csv_button(found.columns, found.rows, file)
    st.dataframe(frame, hide_index=True, column_config=config(frame), alt="The answer to the query")


# What has a page in the app: by the beginning of its IRI, the page's address and the word that leads there.
PAGES = {FACT: ("/?fact=", "open"), ARTICLE: ("/evidence?article=", "read"), str(ENTITY): ("/entity?slug=", "profile")}


def opened(value: object) -> object:
    """The address in the app of what an IRI names; every other value as it is."""
    for base, (page, _) in PAGES.items():
        if isinstance(value, str) and value.startswith(base):
            return page + value.removeprefix(base)
    return value


def config(frame: pd.DataFrame) -> dict[str, tables.Column]:
    """Columns of links as links, beliefs as bars, amounts short."""
    found: dict[str, tables.Column] = {}
    for column in frame.columns:
        values = [value for value in frame[column] if value is not None]
        for page, word in PAGES.values():
            if values and all(isinstance(value, str) and value.startswith(page) for value in values):
                found[column] = st.column_config.LinkColumn(display_text=word, width="small")
        if column == "Belief":
            found[column] = st.column_config.ProgressColumn(min_value=0, max_value=1, format="percent", width="small")
        if column in ("Amount", "Total"):
            found[column] = st.column_config.NumberColumn(format="compact", width="small")
    return found


mode = st.segmented_control("Ask by", MODES, default=MODES[0], key="mode", bind="query-params", required=True, label_visibility="collapsed")
if mode == MODES[1]:
    own()
else:
    named(library())
