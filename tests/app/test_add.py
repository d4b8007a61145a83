"""The Add page, with a reader that finds what the test says."""

from dataclasses import replace

import pytest

from graph.errors import SourceError
from graph.store import open_store
from tests.app.sample import MISTRAL, made, written

TEXT = written("x", MISTRAL[:3], publisher="", published="")[0].text


class Reader:
    """Finds the claims of the sample's first sentences, wherever they stand."""

    def claims(self, article):
        _, claims = written("x", MISTRAL[:3], publisher="", published="")
        return [replace(claim, article=article.id) for claim in claims] if article.text == TEXT else []


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr("app_pages.reading.extractor", Reader)
    return made(tmp_path / "store")


def words(at):
    return "\n".join(element.value for kind in (at.success, at.warning, at.error, at.markdown) for element in kind).replace("\\", "")


def paste(at, text, title=""):
    at.text_area[0].set_value(text)
    at.text_input[0].set_value(title)
    return at.button[0].click().run()


def test_what_was_found_is_shown(app, store):
    at = paste(app("add", store=store), TEXT, "A letter")
    assert not at.exception
    assert "Found 3 claims in 1 article." in words(at)
    assert list(at.dataframe[0].value["Relation"]) == ["competes with", "raised", "invested in"]


def test_the_same_article_twice_changes_nothing(app, store):
    at = app("add", store=store)
    paste(at, TEXT, "A letter")
    paste(at, TEXT, "A letter")
    assert "had been read before" in words(at)


def test_nothing_found_is_said_plainly(app, store):
    assert "Nothing found" in words(paste(app("add", store=store), "It rained all day."))


def test_an_empty_text_is_refused_with_its_cure(app, store):
    at = paste(app("add", store=store), "   ")
    assert not at.exception
    assert "no text in it" in words(at)


def test_uploads_are_read_and_what_cannot_be_is_named(app, store):
    at = app("add", store=store, way="Upload")
    at.file_uploader[0].upload("letter.txt", TEXT.encode())
    at.file_uploader[0].upload("broken.jsonl", b'{"id": "a", "text": \n')
    at.button[0].click().run()
    assert not at.exception
    assert "Found 3 claims in 1 article" in words(at)
    assert at.error


def test_no_file_is_told(app, store):
    at = app("add", store=store, way="Upload")
    at.button[0].click().run()
    assert "No file was chosen" in words(at)


def test_an_address_that_cannot_be_read_leaves_the_store_as_it_was(app, store, monkeypatch):
    def unreachable(_url):
        raise SourceError("https://example.org: no answer. Check the address.")

    monkeypatch.setattr("app_pages.reading.sources.read", unreachable)
    at = app("add", store=store, way="Address")
    at.text_input[0].set_value("https://example.org")
    at.button[0].click().run()
    assert "no answer" in words(at)
    with open_store(store, read_only=True) as held:
        assert len(held.articles()) == 11


def test_only_addresses_of_the_web_are_fetched(app, store):
    at = app("add", store=store, way="Address")
    at.text_input[0].set_value("file:///etc/passwd")
    at.button[0].click().run()
    assert "no address of the web" in words(at)
