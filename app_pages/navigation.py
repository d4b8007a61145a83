"""The script that Streamlit runs: page settings, navigation, and what to say where the store cannot be opened or is empty."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:  # the script may be run from anywhere
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from app_pages.library import library  # noqa: E402
from graph.errors import LandscapeError  # noqa: E402

ICON = ROOT / "app_pages" / "icon.png"  # a local picture: a named icon would be fetched from fonts.gstatic.com

st.set_page_config(page_title="Landscape", page_icon=str(ICON), layout="wide")
st.logo(str(ICON), size="medium")
page = st.navigation(
    [
        st.Page(
            "landscape.py", title="Landscape", icon=":material/hub:", default=True, help="Who supplies, funds and competes with whom, as a picture."
        ),
        st.Page("entity.py", title="Entity", icon=":material/business:", help="All that is known of one company, model, chip or licence."),
        st.Page("evidence.py", title="Evidence", icon=":material/article:", help="The articles, with everything they claim marked in their words."),
        st.Page("add.py", title="Add", icon=":material/note_add:", help="Read an article of your own: paste, upload, or give its address."),
        st.Page("sparql.py", title="SPARQL", icon=":material/manage_search:", help="Ask the graph: named questions, or a query of your own."),
    ],
    position="top",
)
try:
    held = library()
except LandscapeError as error:
    st.error(str(error), icon=":material/lock:")
    st.button("Try again")
    st.stop()
if not held.articles and page.url_path != "add":
    st.title("Nothing has been read yet")
    st.markdown(
        "Landscape shows who funds, competes with, licenses and depends on whom, and the sentence behind every line. "
        "It needs articles: paste, upload or link one, or read a folder from the command line."
    )
    st.page_link("add.py", label="Add an article", icon=":material/note_add:")
    st.code("python -m ingest data/articles", language="bash")
    st.stop()
page.run()
