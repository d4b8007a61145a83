"""What a reader does, in Chromium: find, click, read the sentence, add, ask, download."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

ARTICLE = "Halden Systems competes with Mistral AI. In May, Anthropic raised $2 billion. Google invested in Anthropic."


def competitor_edge(visit: Visit) -> str:
    """The id of the edge between Mistral AI and OpenAI."""
    visit.page.wait_for_function("() => globalThis.landscape?.canvas")
    words = "['competes', 'Mistral AI', 'OpenAI']"
    return str(visit.page.evaluate(f"() => landscape.canvas.edges.get().find(edge => {words}.every(word => edge.title.includes(word))).id"))


def test_from_the_picture_to_the_sentence_in_its_article(visit: Visit) -> None:
    page = visit.open()
    visit.click_on("mistral-ai")
    expect(page.get_by_role("heading", name="Mistral AI")).to_be_visible()
    expect(page.get_by_role("combobox", name="Find")).to_have_value("Mistral AI")
    expect(page).to_have_url(re.compile(re.escape("find=Mistral+AI")))

    visit.click_on(competitor_edge(visit))
    expect(page.get_by_role("heading", name="competes with")).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape("fact=")))
    visit.settled()
    assert page.locator("mark").first.is_visible()
    quote = "".join(page.locator(".passage").first.locator("mark").all_text_contents())

    page.locator("[data-testid=stPageLink] a[href*=evidence]").first.click()
    visit.settled()
    expect(page).to_have_url(re.compile(re.escape("claim=")))
    chosen = page.locator("mark.chosen")
    expect(chosen.first).to_be_visible()
    visit.eventually(lambda: "".join(chosen.all_text_contents()) == quote)  # Streamlit keeps the last page's elements until the new ones are there


def test_the_search_box_does_what_a_click_does(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("combobox", name="Find").fill("Mistral AI")
    page.get_by_role("option", name="Mistral AI", exact=True).click()
    expect(page.get_by_role("heading", name="Mistral AI")).to_be_visible()
    faded = page.evaluate("() => landscape.canvas.nodes.get().filter(node => node.faded).length")
    assert faded > 0


def test_a_choice_keeps_the_positions_and_the_zoom(visit: Visit) -> None:
    page = visit.open()
    page.wait_for_function("() => globalThis.landscape?.canvas")
    state = "() => [landscape.canvas.network.getScale(), landscape.canvas.network.getPositions()]"
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(500)
    scale, places = page.evaluate(state)
    visit.click_on("openai")
    expect(page.get_by_role("heading", name="OpenAI")).to_be_visible()
    scale_after, places_after = page.evaluate(state)
    assert scale_after == scale
    assert places.items() <= places_after.items()


def test_a_link_opens_what_it_names(visit: Visit) -> None:
    page = visit.open("/?view=Money&find=Mistral+AI&reach=Transitive&doubt=hedged&doubt=planned&doubt=ended&doubt=negated")
    expect(page.get_by_role("heading", name="Mistral AI")).to_be_visible()
    page.wait_for_function("() => globalThis.landscape?.canvas.edges.get().some(edge => edge.dashes)")
    expect(page.get_by_role("radio", name="Money")).to_be_checked()
    expect(page.get_by_role("radio", name="Transitive")).to_be_checked()


def test_the_canvas_says_what_it_shows(visit: Visit) -> None:
    page = visit.open()
    expect(page.get_by_role("img", name=re.compile("entities"))).to_be_visible()
    for name in ("Zoom in", "Zoom out", "Show all"):
        expect(page.get_by_role("button", name=name)).to_be_visible()


def test_the_table_is_handed_out_as_csv(visit: Visit, tmp_path: Path) -> None:
    page = visit.open()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    download.value.save_as(tmp_path / "facts.csv")
    lines = (tmp_path / "facts.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("Subject,Relation,Object")
    assert len(lines) > 20


def test_a_pasted_article_is_read_and_its_facts_seen(visit: Visit) -> None:
    page = visit.open("/add")
    page.get_by_role("textbox", name="Text of the article").fill(ARTICLE)
    page.get_by_role("textbox", name="Title (optional)").fill("A letter of ours")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text(re.compile(r"Found \d+ claims in 1 article"))).to_be_visible(timeout=120_000)
    expect(page.locator("mark").filter(has_text="competes with Mistral AI")).to_be_visible()

    page.get_by_role("link", name="Entity").click()
    page.get_by_role("combobox").first.fill("Halden")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", name="Halden Systems")).to_be_visible()


def test_text_that_states_nothing_is_told_plainly(visit: Visit) -> None:
    page = visit.open("/add")
    page.get_by_role("textbox", name="Text of the article").fill("It rained all day, and nobody went out.")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("Nothing found")).to_be_visible(timeout=120_000)


def test_an_empty_text_is_an_error_with_its_cure(visit: Visit) -> None:
    page = visit.open("/add")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("no text in it")).to_be_visible(timeout=60_000)


def test_an_address_that_is_none_is_refused(visit: Visit) -> None:
    page = visit.open("/add?way=Address")
    page.get_by_role("textbox", name="Address of an article or feed").fill("file:///etc/passwd")
    page.get_by_role("button", name="Fetch and read it").click()
    expect(page.get_by_text("no address of the web")).to_be_visible()


def test_a_question_is_asked_and_its_answer_handed_out(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("/sparql")
    expect(page.get_by_role("heading", name="Who competes with Mistral AI?")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    download.value.save_as(tmp_path / "answer.csv")
    assert "OpenAI" in (tmp_path / "answer.csv").read_text("utf-8")


def test_a_query_of_ones_own_runs_and_a_malformed_one_is_explained(visit: Visit) -> None:
    page = visit.open("/sparql?mode=Own+query")
    editor = page.get_by_role("textbox", name="Query")
    editor.fill("SELECT ?s WHERE { ?s ?p ?o } LIMIT 3")
    editor.press("Control+Enter")
    expect(page.get_by_text("3 rows")).to_be_visible()
    editor.fill("SELECT ?s WHERE {")
    editor.press("Control+Enter")
    expect(page.get_by_role("alert")).to_be_visible()


def test_a_row_of_an_answer_opens_to_its_words(visit: Visit) -> None:
    page = visit.open("/sparql")
    box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 15, box["y"] + 52)  # the check box of the first row
    expect(page.get_by_role("heading", name=re.compile("Mistral AI competes with"))).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()


def test_a_line_of_a_profile_opens_below_the_picture_and_stays_in_the_url(visit: Visit) -> None:
    page = visit.open("/entity?entity=Mistral+AI")
    page.wait_for_function("() => globalThis.landscape?.neighbourhood")
    words = "['competes', 'Mistral AI', 'OpenAI']"
    edge = page.evaluate(f"() => landscape.neighbourhood.edges.get().find(edge => {words}.every(word => edge.title.includes(word))).id")
    visit.click_on(edge, "neighbourhood")
    expect(page).to_have_url(re.compile(re.escape("fact=")))
    expect(page.get_by_role("heading", name="competes with")).to_be_visible()
    page.goto(page.url)
    expect(page.get_by_role("heading", name="competes with")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page).not_to_have_url(re.compile(re.escape("fact=")))


def test_marks_are_reached_and_chosen_by_the_keyboard(visit: Visit) -> None:
    page = visit.open("/evidence?article=what-the-labs-owe-to-each-other")
    mark = page.locator("mark").nth(1)
    mark.focus()
    mark.press("Space")
    expect(page.locator("mark.chosen").first).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape("claim=")))


def test_a_verdict_is_kept_told_and_taken_back(visit: Visit) -> None:
    page = visit.open("/evidence?article=what-the-labs-owe-to-each-other")
    page.locator("mark").first.click()
    page.get_by_role("button", name="Review").click()
    popover = page.get_by_role("textbox", name="Why (optional)")
    popover.fill("as the bank said")
    popover.press("Tab")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Accepted. The facts were counted anew.")).to_be_visible()
    expect(page.get_by_text("as the bank said")).to_be_visible()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Taken back. The facts were counted anew.")).to_be_visible()
    expect(page.get_by_role("button", name="Review")).to_be_visible()


def test_on_a_narrow_screen_labels_stay_legible_and_the_entity_found_in_sight(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open("/?find=Mistral+AI")
    page.wait_for_function("() => globalThis.landscape?.canvas")
    assert page.evaluate("() => landscape.canvas.network.getScale()") >= 0.55
    spot = page.evaluate("() => landscape.canvas.pixels('mistral-ai')")
    assert 0 < spot["x"] < 390
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


hostile = pytest.mark.skipif("LANDSCAPE_BROWSER_STORE" in os.environ, reason="only the hand-made store holds hostile names")


@hostile
@pytest.mark.parametrize("path", ["/?find=Mistral+AI", "/entity?entity=Mistral+AI", "/evidence", "/sparql"])
def test_markup_in_articles_is_shown_as_text(visit: Visit, path: str) -> None:
    page = visit.open(path)
    expect(page.get_by_text("<script>").first).to_be_attached()
    page.wait_for_timeout(500)
    assert page.title() != "owned"
    assert page.locator("img[src=x]").count() == 0


@hostile
def test_hovering_over_hostile_names_runs_nothing(visit: Visit) -> None:
    page = visit.open("/?find=Mistral+AI")
    page.wait_for_function("() => globalThis.landscape?.canvas")
    evil = page.evaluate("() => landscape.canvas.nodes.get().find(node => node.label.startsWith('Evil')).id")
    spot = page.evaluate("([id]) => landscape.canvas.pixels(id)", [evil])
    page.mouse.move(spot["x"], spot["y"])
    expect(page.locator(".vis-tooltip")).to_contain_text("<script>")
    assert page.title() != "owned"


@pytest.mark.parametrize("path", ["/", "/entity?entity=OpenAI", "/evidence", "/add", "/sparql"])
def test_every_page_opens_in_the_dark_too(visit: Visit, path: str) -> None:
    visit.page.emulate_media(color_scheme="dark")
    page = visit.open(path)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    assert page.evaluate("() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor") == "rgb(18, 22, 28)"


def test_the_answers_forbid_other_origins(visit: Visit) -> None:
    answer = visit.page.goto(visit.address)
    headers = answer.headers if answer else {}
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
