"""Add an article: paste, upload, or give its address; then what was found in it."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from app_components.marks import pieces
from app_components.passage import passage
from app_pages import reading as readers
from app_pages.library import library, plain, reading
from app_pages.note import note
from graph.article import Article
from graph.errors import LandscapeError, SourceError
from graph.wording import count
from ontology import RELATIONS

KINDS = ["txt", "md", "html", "htm", "jsonl"]
SHOWN = 5  # articles shown with their text after a file of many
NOTHING = "Nothing found: no sentence states a relation of the ontology between two names. The article is kept; it counts among those read."
WAYS = ("Paste", "Upload", "Address")


def run(read: Callable[[], Sequence[Article | SourceError]]) -> None:
    """Reads, stores and remembers what came of it, with progress; errors are told with their cure."""
    st.session_state.pop("added", None)
    with st.status("Reading …", expanded=False) as status:
        try:
            articles = read()
            bar = st.progress(0.0)
            added = readers.add(articles, lambda number, title: bar.progress(number / len(articles), text=plain(title)[:80]))
        except LandscapeError as error:
            status.update(label="Nothing was added", state="error")
            st.session_state["failure"] = str(error)
            return
        status.update(label=f"Read {count(len(added.articles), 'article')}", state="complete")
    st.session_state["added"] = added


def paste() -> None:
    """A form for a pasted text."""
    with st.form("paste", border=False):
        text = st.text_area("Text of the article", height=220, placeholder="Paste the words here. They stay on this machine.")
        with st.container(horizontal=True):
            title = st.text_input("Title (optional)", width=420)
            published = st.date_input("Published (optional)", value=None, width=180)
            url = st.text_input("Address (optional)", width=320, placeholder="https://")
        if st.form_submit_button("Read it", type="primary", icon=":material/auto_stories:"):
            run(lambda: [readers.pasted(text, title, published, url)])


def upload() -> None:
    """A form for files."""
    with st.form("upload", border=False):
        files = st.file_uploader("Text, Markdown, HTML, or articles as JSON lines", type=KINDS, accept_multiple_files=True, max_upload_size=10)
        if st.form_submit_button("Read them", type="primary", icon=":material/auto_stories:"):
            if files:
                run(lambda: [item for file in files for item in readers.uploaded(file.name, file.getvalue())])
            else:
                st.session_state["failure"] = "No file was chosen. Choose one or more, then press the button."


def address() -> None:
    """A form for a page of the web."""
    with st.form("address", border=False):
        url = st.text_input("Address of an article or feed", placeholder="https://")
        note("The page is fetched by this machine, once; only its text, title and date are kept.")
        if st.form_submit_button("Fetch and read it", type="primary", icon=":material/auto_stories:"):
            run(lambda: readers.fetched(url.strip()))


def outcome(added: readers.Reading) -> None:
    """What was found."""
    for failure in added.failures:
        st.error(plain(failure), icon=":material/error:")
    held = library()
    found = [(article, reading(article.id, held.version)[1]) for article in added.articles]
    total = sum(len(claims) for _, claims in found)
    known = len(added.articles) - added.new
    again = f"; {count(known, 'article')} had been read before, nothing changed there" if known else ""
    if found and total:
        st.success(f"Found {count(total, 'claim')} in {count(len(found), 'article')}{again}.", icon=":material/check_circle:")
    elif found:
        st.warning(NOTHING, icon=":material/search_off:")
    for article, _ in found[:SHOWN]:
        one(article.id)
    if len(found) > SHOWN:
        note(f"{SHOWN} of {count(len(found), 'article')} shown; the others stand on the Evidence page.")


def one(article_id: str) -> None:
    """An article with its claims marked, and as a table."""
    held = library()
    article, claims = reading(article_id, held.version)
    with st.container(border=True):
        st.markdown(f"#### {plain(article.title or article.external_id)}", anchors=False)
        left, right = st.columns([1.25, 1], gap="medium")
        with left:
            passage(pieces(article.text, claims), key=f"added-{article.id}")
        with right:
            rows = [(claim.subject, RELATIONS[claim.relation].label, claim.object, claim.status, round(100 * claim.confidence)) for claim in claims]
            frame = pd.DataFrame(rows, columns=["Subject", "Relation", "Object", "Status", "Confidence"])
            percent = st.column_config.NumberColumn(format="%d%%", width="small")
            if claims:
                st.dataframe(frame, hide_index=True, column_config={"Confidence": percent}, alt="The claims found in the article")
            st.page_link("evidence.py", label="Open in Evidence", icon=":material/article:", query_params={"article": article.id})


st.title("Add an article", anchor=False)
way = st.segmented_control("From", WAYS, default=WAYS[0], key="way", bind="query-params", required=True, label_visibility="collapsed")
{"Paste": paste, "Upload": upload, "Address": address}[way or WAYS[0]]()
if failure := st.session_state.pop("failure", ""):
    st.error(plain(failure), icon=":material/error:")
if "added" in st.session_state:
    outcome(st.session_state["added"])
