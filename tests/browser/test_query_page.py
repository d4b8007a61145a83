"""The endpoint's query page in Chromium: it completes, asks, tells faults at their place, and shares, with no other site's help."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.endpoint import application
from graph.sparql.engine import Embedded
from graph.store import Store
from tests.graph.conftest import fill, serving


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of an endpoint over the small landscape."""
    with Store(Embedded(), "memory") as store, serving(application(fill(store))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, endpoint: str) -> Iterator[Page]:
    """The page, opened; afterwards nothing may have left this machine, and nothing may have gone wrong but what the test provoked."""
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    faults: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((endpoint, "blob:", "data:")) else faults.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" and "400" not in message.text else None)
    page.goto(endpoint)
    page.locator(".cm-content").wait_for()
    yield page
    context.close()
    assert faults == []


def write(page: Page, text: str) -> None:
    """Types a query in the place of the one that is there; the editor closes brackets by itself."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type(text, delay=20)


def take(page: Page, offer: str) -> None:
    """Takes the first offer of the editor, which must be this one."""
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_contain_text(offer)
    page.wait_for_timeout(300)  # the editor takes no key for an answer that comes before a person could have read the offer
    page.keyboard.press("Enter")


def test_names_and_relations_are_completed_and_their_prefixes_declared(page: Page) -> None:
    write(page, "SELECT * WHERE { alp")
    take(page, "ent:alpha")
    page.keyboard.type(" comp", delay=20)
    take(page, "land:competesWith")
    page.keyboard.type(" ?whom ", delay=20)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("row")
    expect(page.get_by_role("link", name="ent:beta")).to_be_visible()
    text = page.locator(".cm-content").inner_text()
    assert "PREFIX land: <https://w3id.org/landscape/ontology#>" in text
    assert "PREFIX ent: <https://w3id.org/landscape/entity/>" in text


def test_a_link_shows_what_is_said_of_a_thing_and_back_leads_back(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="land:competesWith").click()
    expect(page.locator(".cm-content")).to_contain_text("What is said of land:competesWith")
    expect(page.get_by_role("link", name="rdfs:label")).to_be_visible()
    page.go_back()
    expect(page.locator(".cm-content")).to_contain_text("How many facts")


def test_a_fault_is_told_at_its_place(page: Page) -> None:
    write(page, "SELECT * WHERE { land:Company a ?b ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Line 1, column 18: the prefix land: is not declared")
    expect(page.locator(".cm-lintRange-error")).to_have_text("land:Company")


def test_a_question_is_asked_with_a_name(page: Page) -> None:
    page.get_by_label("Question", exact=True).select_option(label="Competitors")
    page.get_by_label("Company").fill("Alpha")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("Who competes with Alpha?")).to_be_visible()
    expect(page.get_by_role("cell", name="Beta", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert Path(download.value.path()).read_text().startswith("competitor,status,belief")
    page.get_by_label("Company").fill("Alphx")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("did you mean Alpha")).to_be_visible()


def test_an_address_holds_a_query(page: Page, endpoint: str) -> None:
    page.goto("about:blank")
    page.goto(f"{endpoint}/#query=ASK%20%7B%7D")
    expect(page.locator(".truth")).to_have_text("Yes")
