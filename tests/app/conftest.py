"""A store made by hand, and the app run on it without a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.app import sample

ENTRY = Path(__file__).parents[2] / "app_pages" / "navigation.py"

App = Callable[..., AppTest]


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the sample articles; tests read it only."""
    return sample.made(tmp_path_factory.mktemp("sample") / "store")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, sample_store: Path) -> Iterator[App]:
    """Runs a page on a store (the sample's, unless another is given), with query parameters."""

    def run(page: str = "", store: Path = sample_store, **query: str | list[str]) -> AppTest:
        monkeypatch.setenv("LANDSCAPE_STORE", str(store))
        at = AppTest.from_file(str(ENTRY), default_timeout=30)
        for name, value in query.items():
            at.query_params[name] = value
        at.run()
        if page:
            at.switch_page(f"{page}.py")
            for name, value in query.items():
                at.query_params[name] = value
            at.run()
        return at

    yield run
    st.cache_resource.clear()  # lets go of the stores
    st.cache_data.clear()
