"""What each kind of source gives: an article, or a message that names the value, the cause and the cure. The store stays as it was."""

import io
import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.article import Article
from graph.errors import SourceError
from graph.store import open_store
from ingest.__main__ import main
from ingest.sources import read, web
from tests.ingest.conftest import Pages, dump

TEXT = "Nordlys Labs competes with OpenAI."
PARAGRAPHS = "".join(
    f"<p>Paragraph {i}: Nordlys Labs competes with OpenAI in the market for speech models, and has done so for years.</p>" for i in range(6)
)
PAGE = f"""<!doctype html><html lang="en"><head><title>A rival from Oslo</title><meta property="og:title" content="A rival from Oslo">
<meta name="author" content="Ada Lovelace"><meta property="article:published_time" content="2024-05-02T08:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/subscribe">Subscribe to our newsletter</a></nav>
<article><h1>A rival from Oslo</h1>{PARAGRAPHS}</article>
<footer>All rights reserved by the Cookie Company</footer><script>alert("boo")</script></body></html>"""


def articles(location: object) -> list[Article]:
    """The articles of a location that holds nothing else."""
    found = list(read(str(location)))
    assert [item for item in found if isinstance(item, SourceError)] == []
    return [item for item in found if isinstance(item, Article)]


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize("name", ["one.txt", "one.TXT", "one.md", "one.markdown"])
def test_a_text_file(name: str, tmp_path: Path) -> None:
    (found,) = articles(written(tmp_path, name, TEXT + "\r\n"))
    assert (found.text, found.external_id, found.language) == (TEXT, "one", "en")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert articles(written(tmp_path, "one.txt", b"\xef\xbb\xbf" + TEXT.encode()))[0].text == TEXT


def test_front_matter_says_what_is_known(tmp_path: Path) -> None:
    head = '---\ntitle: "A rival: from Oslo"\ndate: 2024-05-02\npublisher: Daily\nauthor: Ada\nurl: https://example.org/a\nnote: more\n---\n\n'
    (found,) = articles(written(tmp_path, "one.md", head + TEXT))
    assert (found.text, found.title, found.published) == (TEXT, "A rival: from Oslo", "2024-05-02")
    assert (found.publisher, found.author, found.url) == ("Daily", "Ada", "https://example.org/a")


def test_marks_of_markdown_are_no_words(tmp_path: Path) -> None:
    prose = "# Head\n\n**Nordlys** [Labs](https://example.org)\ngrew by `40%`. ![chart](a.png) <b>Bold</b>\n\n"
    markdown = prose + "- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert articles(written(tmp_path, "one.md", markdown))[0].text == "Head\n\nNordlys Labs grew by 40%. Bold\n\none\n\ntwo\n\na\n\nb\n\nc\n\nd"


@pytest.mark.parametrize("name", ["page.html", "page.htm"])
def test_a_page_without_what_stands_around_it(name: str, tmp_path: Path) -> None:
    (found,) = articles(written(tmp_path, name, PAGE))
    assert (found.external_id, found.title, found.author, found.published) == ("page", "A rival from Oslo", "Ada Lovelace", "2024-05-02")
    assert "Paragraph 5: Nordlys Labs competes" in found.text
    assert not [word for word in ("newsletter", "Cookie", "boo", "<p>") if word in found.text]


def test_lines_of_json(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": TEXT, "title": "T", "published": "2024", "url": None}, {"id": 7, "text": f"Once more: {TEXT}", "more": [1]}]
    found = articles(written(tmp_path, "bulk.jsonl", "\n\n".join(map(json.dumps, rows))))
    assert [(article.external_id, article.title, article.published) for article in found] == [("a", "T", "2024"), ("7", "", "")]


def test_a_folder_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    written(tmp_path, "b.txt", "Second.")
    written(tmp_path, "a.md", "First.")
    written(tmp_path / "deep", "c.txt", "Third.")
    written(tmp_path, "picture.png", b"\x89PNG")
    assert [article.text for article in articles(tmp_path)] == ["First.", "Second.", "Third."]


class Stdin:
    """Standard input that holds these bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "ids"),
    [(TEXT.encode(), ["-"]), (b'{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n', ["a", "b"]), (b'\n {"id": "a", "text": "One."}', ["a"])],
    ids=["the text of one article", "lines of JSON", "lines of JSON after a blank one"],
)
def test_standard_input(data: bytes, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    assert [article.external_id for article in articles("-")] == ids


def test_a_page_on_the_web(server: str, pages: Pages) -> None:
    pages["/a"] = (200, "text/html; charset=utf-8", PAGE.encode())
    (found,) = articles(f"{server}/a")
    assert (found.external_id, found.url, found.title) == (f"{server}/a", f"{server}/a", "A rival from Oslo")


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_and_the_pages_that_it_names(kind: str, server: str, pages: Pages) -> None:
    items = {
        "rss": '<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{}</channel></rss>',
        "atom": '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{}</feed>',
    }
    item = {"rss": "<item><title>x</title><link>{}</link></item>", "atom": '<entry><title>x</title><link href="{}"/></entry>'}[kind]
    pages["/feed"] = (200, "application/xml", items[kind].format("".join(item.format(f"{server}/{name}") for name in ("a", "gone", "b"))).encode())
    pages["/a"] = (200, "text/html", PAGE.encode())
    pages["/b"] = (200, "text/html", PAGE.replace("Paragraph", "Section").encode())
    first, failed, last = read(f"{server}/feed")
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.external_id, last.external_id) == (f"{server}/a", f"{server}/b")
    assert isinstance(failed, SourceError)
    assert "/gone: the server answers 404" in str(failed)


def test_a_feed_is_read_up_to_its_fiftieth_entry(server: str, pages: Pages) -> None:
    entries = "".join(f"<item><link>{server}/{i}</link></item>" for i in range(60))
    pages["/feed"] = (200, "application/xml", f"<rss><channel>{entries}</channel></rss>".encode())
    assert len(list(read(f"{server}/feed"))) == web.MOST_ENTRIES == 50


# ---------------------------------------------------------------- what is not


def closed_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


BAD_FILES: dict[str, tuple[str, bytes, str]] = {
    "an empty file": ("bad.txt", b"", "bad: no text in it. Give an article with words"),
    "a file of blanks": ("bad.md", b" \n\n ", "bad: no text in it. Give an article with words"),
    "a binary file": ("bad.txt", b"\x7fELF\x00\x01\x02", "bad.txt: this is a binary file. Save its text as"),
    "bytes that are not UTF-8": ("bad.txt", b"caf\xe9 opens", "bad.txt: byte 3 is not UTF-8. Save the file in UTF-8"),
    "UTF-16 without an announcement": ("bad.txt", "a\u0100b".encode("utf-16-le"), "bad.txt: this is a binary file"),
    "five megabytes of text": ("bad.txt", b"word " * 1_048_576, "characters are more than one article (1,000,000 at most). Split it"),
    "an unknown ending": ("bad.pdf", b"%PDF-1.7", "bad.pdf: files ending in .pdf cannot be read. Use one of .txt, .md"),
    "no ending": ("bad", b"words", "bad: files ending in nothing cannot be read. Use one of"),
    "front matter that is no YAML": ("bad.md", b"---\ntitle: [a, b\n---\nwords", "bad.md: the front matter is no YAML ("),
    "a date that is none": ("bad.md", b"---\ndate: last May\n---\nwords", "bad: 'last May' is not a date. Write it as 2023"),
    "a page without an article": ("bad.html", b"<html><body></body></html>", "bad: no article found in this page. Copy its text"),
    "an empty page": ("bad.html", b"", "bad: no article found in this page"),
    "a line that is no JSON": (
        "bad.jsonl",
        b'{"id": "a",\n',
        "bad.jsonl, line 1: not JSON (Expecting property name enclosed in double quotes at character 11).",
    ),
    "a line that is no object": ("bad.jsonl", b'["id", "text"]', 'bad.jsonl, line 1: needs the keys "id" and "text"'),
    "a line without a text": ("bad.jsonl", b'{"id": "a"}', 'bad.jsonl, line 1: needs the keys "id" and "text"'),
    "a line whose text is a number": ("bad.jsonl", b'{"id": "a", "text": 5}', 'bad.jsonl, line 1: needs the keys "id" and "text"'),
    "a line whose title is a list": (
        "bad.jsonl",
        b'{"id": "a", "text": "One.", "title": ["x"]}',
        "bad.jsonl, line 1: 'title' is ['x'], and must be text",
    ),
}

Failing = Callable[..., tuple[int, str]]


@pytest.fixture
def failing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Failing:
    """Gives a location to `python -m ingest` on a store with one article: the exit status and what was said. The store must stay as it was."""
    store = tmp_path / "store.db"
    good = written(tmp_path, "good.txt", TEXT)
    assert main([str(good), "--store", str(store)]) == 0

    def run(*locations: object) -> tuple[int, str]:
        with open_store(store, read_only=True) as before:
            version, statements = before.version(), dump(before)
        capsys.readouterr()
        status = main([*map(str, locations), "--store", str(store)])
        with open_store(store, read_only=True) as after:
            assert (after.version(), dump(after)) == (version, statements)
        output, said = capsys.readouterr()
        assert output == ""
        assert "Traceback" not in said
        return status, said

    return run


@pytest.mark.parametrize(("name", "content", "message"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_bad_file_is_named_with_cause_and_cure(name: str, content: bytes, message: str, tmp_path: Path, failing: Failing) -> None:
    status, said = failing(written(tmp_path, name, content))
    assert status == 1
    assert message in said
    assert said.endswith("0 new or changed, 0 unchanged, 0 claims, 1 not read\n")


def test_a_missing_file(tmp_path: Path, failing: Failing) -> None:
    status, said = failing(tmp_path / "nowhere.txt")
    assert status == 1
    assert "nowhere.txt: no such file or folder. Check the name; an address begins with http:// or https://." in said


def test_a_folder_without_articles(tmp_path: Path, failing: Failing) -> None:
    (tmp_path / "empty").mkdir()
    status, said = failing(tmp_path / "empty")
    assert status == 1
    assert "empty: no article in this folder. Put files with one of the endings .txt, .md" in said


def test_an_unreachable_address(failing: Failing) -> None:
    address = f"http://127.0.0.1:{closed_port()}/a"
    status, said = failing(address)
    assert status == 1
    assert f"{address}: cannot be fetched (" in said
    assert "Check the address and the connection, or save the page and give the file." in said


@pytest.mark.parametrize("address", ["http://", "http://[::1", "https://127.0.0.1:99999/", "http://127.0.0.1:port/"])
def test_an_address_that_is_none(address: str, failing: Failing) -> None:
    status, said = failing(address)
    assert status == 1
    assert f"{address}: cannot be fetched (" in said


BAD_PAGES = {
    "a page that is not there": ((404, "text/html", b"gone"), "the server answers 404. Open it in a browser, or save the page"),
    "a server in trouble": ((500, "text/html", b"sorry"), "the server answers 500."),
    "a page larger than ten megabytes": ((200, "text/html", b"<p>words</p>" * 900_000), "larger than 10 MB. Save the article's text to a file"),
    "a page without an article": ((200, "text/html", b"<html></html>"), "no article found in this page"),
    "a feed that names nothing": (
        (200, "application/xml", b"<rss><channel></channel></rss>"),
        "this feed names no pages. Give the address of a page",
    ),
    "an unknown character set": ((200, "text/html; charset=klingon", b"<html></html>"), "bad: "),
    "a picture": ((200, "image/png", b"\x89PNG\r\n\x1a\n\x00\x00"), "no article found in this page"),
}


@pytest.mark.parametrize(("page", "message"), BAD_PAGES.values(), ids=BAD_PAGES.keys())
def test_a_bad_page_is_named_with_cause_and_cure(page: tuple[int, str, bytes], message: str, server: str, pages: Pages, failing: Failing) -> None:
    pages["/bad"] = page
    status, said = failing(f"{server}/bad")
    assert status == 1
    assert f"not read: {server}/bad: " in said
    assert message in said


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"caf\xe9"], ids=["empty", "binary", "not UTF-8"])
def test_bad_standard_input(data: bytes, failing: Failing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    status, said = failing("-")
    assert status == 1
    assert said.startswith("not read: ")


def test_a_bad_line_between_good_ones_costs_only_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.dumps({"id": "a", "text": "One."}), "{broken", json.dumps({"id": "b", "text": "Two."}), json.dumps({"id": "c", "text": " "})]
    status = main([str(written(tmp_path, "bulk.jsonl", "\n".join(lines))), "--store", str(tmp_path / "store.db")])
    said = capsys.readouterr().err
    assert status == 1
    assert "read: a (0 claims)" in said
    assert "read: b (0 claims)" in said
    assert "bulk.jsonl, line 2: not JSON" in said
    assert "not read: c: no text in it" in said
    with open_store(tmp_path / "store.db", read_only=True) as store:
        assert {row.external_id for row in store.articles()} == {"a", "b"}


def test_a_line_of_json_may_hold_a_date_that_is_none(tmp_path: Path) -> None:
    (item,) = read(str(written(tmp_path, "bulk.jsonl", json.dumps({"id": "a", "text": "One.", "published": "soon"}))))
    assert isinstance(item, SourceError)
    assert "'soon' is not a date" in str(item)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(b"---\n- a\n- b\n---\nwords", "list.md", id="front matter that is a list"),
        pytest.param(b"---\njust words\n---\nwords", "words.md", id="front matter that is a sentence"),
        pytest.param(
            b"[" * 100_000,
            "deep.jsonl",
            id="JSON nested beyond any reader",
        ),
        pytest.param(
            b'{"id": "a", "text": "One.", "n": ' + b"9" * 5000 + b"}",
            "long.jsonl",
            id="a number beyond any reader",
        ),
    ],
)
def test_odd_files_end_in_an_article_or_a_message(content: bytes, name: str, tmp_path: Path) -> None:
    location = written(tmp_path, name, content)
    assert [type(item) for item in read(str(location))] in ([Article], [SourceError])


def test_an_id_that_is_null_is_none(tmp_path: Path) -> None:
    (item,) = read(str(written(tmp_path, "bulk.jsonl", '{"id": null, "text": "One."}')))
    assert isinstance(item, SourceError)
