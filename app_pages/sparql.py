"""Questions to the graph: named ones with their parameters, or a query of one's own."""

from collections.abc import Mapping

import streamlit as st

from app_pages.answers import answer
from app_pages.library import Library, library, plain, store
from graph.errors import LandscapeError
from graph.questions import QUESTIONS, Parameter, Question, ask
from graph.questions.ask import filled
from ontology import RELATIONS

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
        return str(st.text_input(label, parameter.default, key=key, bind="query-params", help=parameter.comment, placeholder="any", width=280))
    labels = kinds[parameter.kind]
    values = list(labels)
    first = values.index(parameter.default) if parameter.default in labels else None
    chosen = st.selectbox(
        label,
        values,
        first,
        lambda value: labels.get(value, value),
        key,
        parameter.comment,
        placeholder="any",
        bind="query-params",
        width=280,
    )
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
    answer(lambda: ask(store(), question.name, **values), f"{question.name}.csv", named=True)
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
    answer(lambda: store().query(query, limit=LIMIT), "answer.csv", named=False)


st.title("Ask the graph", anchor=False)
mode = st.segmented_control("Ask by", MODES, default=MODES[0], key="mode", bind="query-params", required=True, label_visibility="collapsed")
if mode == MODES[1]:
    own()
else:
    named(library())
