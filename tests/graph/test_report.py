"""Reports on the small landscape of conftest.py: what they show, what they never do, and that a browser can make sense of them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.article import Article
from graph.claim import Claim
from graph.errors import QueryError, StoreError
from graph.judgements.judging import judge
from graph.judgements.review import about
from graph.questions import QUESTIONS
from graph.refresh import refresh
from graph.report import page as report
from graph.report.page import AT_ONCE, entity_report, link, pieces, question_report
from graph.store import Store, open_store
from tests.graph.conftest import ARTICLES, article_and_claims

CSS = Path(report.__file__).with_name("report.css").read_text(encoding="utf8")
VOID = {"meta", "link", "br", "img", "hr", "input"}
EVIL = '<script>alert("x")</script>'


class Page(HTMLParser):
    """A page taken apart: `tags` in order with their attributes and the text inside them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(html)
        self.close()
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs}, [])
        self.tags.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, _, words in self._open:
            words.append(data)

    def texts(self, tag: str, kind: str = "") -> list[str]:
        """The text of each element of this tag (and class), its white space made plain."""
        found = (words for name, attributes, words in self.tags if name == tag and kind in ("", *attributes.get("class", "").split()))
        return [" ".join("".join(words).split()) for words in found]

    def values(self, attribute: str, tag: str = "") -> list[str]:
        """The values of an attribute, of all elements or of those of a tag."""
        return [attributes[attribute] for name, attributes, _ in self.tags if attribute in attributes and tag in ("", name)]

    @property
    def figures(self) -> dict[str, str]:
        """The figures at the head."""
        return dict(pair for pair in zip(self.texts("dt"), self.texts("dd"), strict=True) if pair[0][0].isupper())


@cache
def alpha(store: Store) -> str:
    return entity_report(store, "Alpha")


@pytest.fixture
def own(filled: Path, folder: Path) -> Iterator[Store]:
    """A small landscape of the test's own."""
    copytree(filled, folder)
    with open_store(folder) as store:
        yield store


def hostile(store: Store, **fields: str) -> None:
    """Adds an article whose every word tries to be markup."""
    text = f"Alpha {EVIL} pays Evil & Sons </blockquote>."
    made = {"title": f"Big {EVIL}", "publisher": "<img src=x onerror=alert(1)>", "url": "javascript:alert(1)", "published": "2024-05-01", **fields}
    article = Article(text=text, external_id="hostile", **made)
    _, (claim, *_) = article_and_claims(0)
    speaker = {"attributed_to": "<b>Somebody</b>", "round": "<i>Series A</i>", "role": '"><svg onload=alert(1)>'}
    ends = {"object": "Evil & Sons", "object_mention": "Evil & Sons", "object_id": "evil", "object_type": "Company"}
    subject = {"subject": "Alpha", "subject_mention": "Alpha", "subject_id": "alpha", "subject_type": "ResearchLab"}
    told = {"article": article.id, "quote": text, "start": 0, "end": len(text), "relation": "customerOf", **speaker, **ends, **subject}
    store.put(article, [replace(claim, **told)])  # type: ignore[arg-type]
    refresh(store)


# ---- an entity


def test_the_head_says_who_it_is_and_how_much_is_known(landscape: Store) -> None:
    page = Page(alpha(landscape))
    assert page.texts("h1") == ["Alpha"]
    assert "Research lab" in page.texts("p")
    facts = [fact for fact in landscape.facts() if "alpha" in (fact.subject.id, fact.object.id if fact.object else "")]
    # Daily, Weekly, the article without a publisher, and Alpha, who is quoted in it
    figures = {"Facts": str(len(facts)), "Articles": "5", "Independent sources": "4", "Conflicts": "1"}
    assert page.figures == {**figures, "First seen": "2023-03-01", "Last seen": "2024-04-01"}


def test_facts_stand_by_relation_in_both_directions(landscape: Store) -> None:
    headings = Page(alpha(landscape)).texts("h3")
    assert headings[:3] == ["Alpha competes with … 2", "… invested in Alpha 2", "Alpha valued at … 2"]
    assert {"Alpha uses chips of … 1", "… customer of Alpha 1", "Alpha raised … 1"} <= set(headings)


def test_a_line_says_status_belief_sources_dates_and_amount(landscape: Store) -> None:
    lines = Page(alpha(landscape)).texts("summary")
    assert "Beta ≠ conflict ● asserted belief 90% 3 sources since 2024-02" in [re.sub(r"belief \d+%", "belief 90%", line) for line in lines]
    assert "Chipper ● asserted belief 76% 1 source since 2024-01-15 USD 100 million" in lines
    assert "Bank seed ● asserted belief 76% 1 source since 2023-03-01 USD 10 million" in lines
    assert "Gamma ? hedged belief 32% 1 source said 2024-03-01" in lines
    assert "Gamma ▷ planned belief 40% 1 source said 2024-04-01" in lines
    assert "Nimbus ■ ended belief 94% 2 sources since 2023-03-01, until 2023-12" in Page(entity_report(landscape, "Beta")).texts("summary")


def test_money_stands_from_the_latest_back(landscape: Store) -> None:
    lines = Page(alpha(landscape)).texts("span", "name")
    assert lines.index("$2 billion") < lines.index("$1 billion")


def test_each_fact_opens_to_its_exact_words(landscape: Store) -> None:
    page = Page(alpha(landscape))
    quotes, captions = page.texts("blockquote"), page.texts("figcaption")
    said = {line[0] for *_, lines in ARTICLES for line in lines if "Alpha" in (line[1], line[3])}
    assert said == set(quotes)
    assert "The denial · 2024-04-01 × negated · said by Alpha · confidence 80%" in captions
    assert "The round · Daily · 2024-01-15 ● asserted · confidence 80% · amount: $100 million" in captions


def test_names_are_marked_in_the_quote(landscape: Store) -> None:
    assert "<mark>Gamma</mark> may rival <mark>Alpha</mark>." in alpha(landscape)


def test_conflicts_stand_side_by_side(landscape: Store) -> None:
    html = alpha(landscape)
    sides = Page(html).texts("div", "side")
    assert "≠ status Alpha competes with Beta" in Page(html).texts("h3")
    assert [side.split()[1] for side in sides] == ["asserted", "negated"]
    assert "Beta takes on Alpha." in sides[0]
    assert "Alpha competes with Beta." in sides[0]
    assert "Alpha says that it does not compete with Beta." in sides[1]


def test_all_articles_are_listed_the_latest_first(landscape: Store) -> None:
    page = Page(alpha(landscape))
    assert page.texts("th")[4:] == ["The denial", "The rivals", "The clouds", "The round", "The seed"]


def test_slug_name_and_alias_give_the_same_report_byte_for_byte(landscape: Store) -> None:
    assert alpha(landscape) == entity_report(landscape, "ALPHA") == entity_report(landscape, "alpha")
    assert entity_report(landscape, "Mistral") == entity_report(landscape, "mistral-ai")
    assert landscape.version() in alpha(landscape)


def test_of_whom_nothing_is_said_it_says_so(landscape: Store) -> None:
    page = Page(entity_report(landscape, "Mistral AI"))
    assert "No article in the store says anything of Mistral AI yet." in page.texts("p")
    assert page.figures["Facts"] == "0"
    assert any("also written Mistral" in text for text in page.texts("p"))


def test_who_is_unknown_is_an_error(landscape: Store) -> None:
    with pytest.raises(QueryError, match="did you mean Alpha"):
        entity_report(landscape, "Alhpa")


def test_without_computed_facts_there_is_no_report(folder: Path) -> None:
    with open_store(folder) as store, pytest.raises(StoreError, match="run `python -m graph facts`"):
        entity_report(store, "Mistral AI")


def test_a_long_list_is_folded(own: Store) -> None:
    article, (claim, *_) = article_and_claims(0)
    names = [f"Rival {number}" for number in range(AT_ONCE + 10)]
    text = " ".join(f"Alpha rivals {name}." for name in names)
    article = replace(article, text=text, external_id="many")
    claims = []
    for name in names:
        start = text.index(f"Alpha rivals {name}.")
        end = {"object": name, "object_id": name.lower().replace(" ", "-"), "object_mention": name, "object_type": "ResearchLab"}
        place = {"article": article.id, "start": start, "end": start + len(name) + 14, "quote": f"Alpha rivals {name}."}
        told = {**end, **place, "subject": "Alpha", "subject_id": "alpha", "subject_mention": "Alpha", "relation": "competesWith"}
        claims.append(replace(claim, **told, amount=None))  # type: ignore[arg-type]
    own.put(article, claims)
    refresh(own)
    page = Page(entity_report(own, "Alpha"))
    assert "12 more" in page.texts("summary")
    assert len([name for name in page.texts("span", "name") if name.startswith("Rival")]) == len(names)


def test_a_rejected_claim_is_gone_and_a_corrected_one_says_so(own: Store) -> None:
    rumour, plan = (next(item for item in own.evidence() if item.claim.quote.startswith(words)) for words in ("Gamma may", "Gamma plans"))
    judge(own, about(rumour, "reject", by="reader", at="2024-06-01T00:00:00+00:00"))
    judge(own, about(plan, "correct", by="reader", at="2024-06-01T00:00:01+00:00", correction={"status": "asserted"}))
    refresh(own)
    html = entity_report(own, "Alpha")
    assert rumour.claim.quote not in Page(html).texts("blockquote")
    assert "The denial · 2024-04-01 ● asserted · corrected by a reviewer" in Page(html).texts("figcaption")


# ---- an answer


def test_a_question_is_told_in_words_with_its_answer_and_evidence(landscape: Store) -> None:
    page = Page(question_report(landscape, "investors", company="Alpha"))
    assert page.texts("p", "asked") == ["Who invested in Alpha, how much and in which round?"]
    assert page.figures["Rows"] == "2"
    assert page.texts("thead")[0] == "Investor Amount Round Date Status Quote Published"
    assert page.texts("tr")[1].startswith("Bank USD 10 million seed ● asserted Bank put $10 million into Alpha in its seed round.")
    assert page.texts("tr")[2].startswith("1 quote Bank invested in Alpha. Stated as so. Said 2023-03-01, in 1 article by 1 independent source.")
    assert "VALUES ?company { <https://w3id.org/landscape/entity/alpha> }" in page.texts("code")[0]


def test_an_example_and_an_open_parameter_are_told_as_such(landscape: Store) -> None:
    assert "(the question's example, as none was given)" in Page(question_report(landscape, "investors")).texts("dd")[0]
    page = Page(question_report(landscape, "valuations"))
    assert page.texts("p", "asked") == ["What was … said to be worth, over time? By the 500 valuations that most tell."]
    assert any(text.startswith("any ") for text in page.texts("dd"))


def test_a_row_of_several_facts_opens_to_each(landscape: Store) -> None:
    page = Page(question_report(landscape, "shared_investors", first="Alpha", second="Beta"))
    assert [text.split(".")[0] for text in page.texts("p", "stated")] == ["Bank invested in Alpha", "Bank invested in Beta"]
    assert page.texts("thead")[0] == "Investor Belief"


def test_a_row_of_an_article_opens_to_all_its_words(landscape: Store) -> None:
    page = Page(question_report(landscape, "articles"))
    assert sorted(page.texts("blockquote")) == sorted(line[0] for *_, lines in ARTICLES for line in lines)
    assert "Gamma customer of Alpha" in page.texts("p", "stated")


def test_a_computed_answer_has_no_sparql(landscape: Store) -> None:
    html = question_report(landscape, "dependants", company="Chipper")
    assert "no one SPARQL query gives it" in html
    assert "App → A1 → Nimbus → Chipper" in Page(html).texts("td")
    assert Page(html).texts("code") == [landscape.version()]


def test_an_empty_answer_says_so(landscape: Store) -> None:
    assert "Nothing in the store fits" in question_report(landscape, "investors", company="Mistral AI")


def test_a_long_answer_says_what_it_leaves_out(landscape: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "ROWS", 1)
    html = question_report(landscape, "articles")
    assert "1 row, the first of 5; python -m graph ask articles --format csv writes all." in " ".join(Page(html).texts("p"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_a_sound_report(landscape: Store, name: str) -> None:
    html = question_report(landscape, name)
    assert html == question_report(landscape, name)
    sound(html)


def test_a_wrong_question_or_parameter_is_an_error(landscape: Store) -> None:
    with pytest.raises(QueryError, match="did you mean investors"):
        question_report(landscape, "investor")
    with pytest.raises(QueryError, match="no parameter 'question'"):
        question_report(landscape, "investors", question="Alpha")


# ---- what a page is


def sound(html: str) -> None:
    """One file that a browser reads alone: no script, nothing fetched, headings in order, ids once, inner links that lead somewhere."""
    page = Page(html)
    names = [tag for tag, _, _ in page.tags]
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & set(names)
    assert not [name for _, attributes, _ in page.tags for name in attributes if name == "src" or name.startswith("on")]
    assert not re.search(r"url\(|@import", html)
    assert [names.count(tag) for tag in ("header", "nav", "main", "footer", "h1", "title")] == [1] * 6
    levels = [int(tag[1]) for tag in names if re.fullmatch(r"h\d", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(page.values("id")) == len(set(page.values("id")))
    assert {target[1:] for target in page.values("href") if target.startswith("#")} <= set(page.values("id"))
    assert all(target.startswith(("#", "http://", "https://")) for target in page.values("href"))
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes, _ in page.tags if tag == "th")
    assert set(page.values("aria-labelledby")) <= set(page.values("id"))


def test_the_page_stands_alone(landscape: Store) -> None:
    sound(alpha(landscape))


def test_words_of_articles_are_never_markup(own: Store) -> None:
    hostile(own)
    for html in (entity_report(own, "Alpha"), question_report(own, "news", company="Alpha"), question_report(own, "articles")):
        sound(html)
        assert not re.search(r"<(script|img|svg|i>S|b>S)|javascript:", html)
        assert f"Alpha {EVIL} pays Evil & Sons </blockquote>." in Page(html).texts("blockquote")
    page = Page(entity_report(own, "Alpha"))
    assert f"Big {EVIL}" in page.texts("cite")
    assert any("said by <b>Somebody</b>" in text for text in page.texts("figcaption"))
    assert page.values("href", "a") == [target for target in page.values("href", "a") if target.startswith("#")]


def test_an_address_of_the_web_becomes_a_link(own: Store) -> None:
    hostile(own, url='https://news.example/a?b=1&c=2"')
    assert all(target.startswith("#") for target in Page(entity_report(own, "Alpha")).values("href", "a"))
    hostile(own, url="https://news.example/a?b=1&c=2")
    assert "https://news.example/a?b=1&c=2" in Page(entity_report(own, "Alpha")).values("href", "a")


def test_a_title_that_looks_like_an_iri_of_ours_opens_nothing(own: Store) -> None:
    hostile(own, title="https://w3id.org/landscape/article/a>}#{ https://w3id.org/landscape/fact/00")
    sound(question_report(own, "news", company="Evil & Sons"))


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "data:text/html,x", " https://a.example", "https://a b", 'http://a"b', "https://", "file:///x"]
)
def test_what_is_no_address_of_the_web_is_no_link(url: str) -> None:
    assert link(url) == ""


# ---- names in quotes


def claim(quote: str, subject: str, target: str) -> Claim:
    _, (made, *_) = article_and_claims(0)
    return replace(made, quote=quote, subject_mention=subject, object_mention=target)


MARKED = {
    "both ends": ("Beta takes on Alpha.", "Alpha", "Beta", ["Beta", "Alpha"]),
    "the two nearest to each other": ("OpenAI backs Cursor; OpenAI's own Codex rivals it.", "OpenAI", "Codex", ["OpenAI", "Codex"]),
    "a name inside the other stands elsewhere": ("Mistral Large is by Mistral.", "Mistral", "Mistral Large", ["Mistral Large", "Mistral"]),
    "a name only inside the other": ("Mistral Large is out.", "Mistral", "Mistral Large", ["Mistral Large"]),
    "whole words only": ("Metaverse plans of Meta.", "Meta", "", ["Meta"]),
    "one end unsaid": ("It rivals Alpha.", "Alpha", "Beta", ["Alpha"]),
    "none": ("They merge.", "Alpha", "Beta", []),
    "signs of patterns are signs": ("C++ (beta) uses A.B*", "C++ (beta)", "A.B*", ["C++ (beta)", "A.B*"]),
}


@pytest.mark.parametrize(("quote", "subject", "target", "marked"), MARKED.values(), ids=MARKED.keys())
def test_the_marked_names(quote: str, subject: str, target: str, marked: list[str]) -> None:
    assert [text for text, is_name in pieces(claim(quote, subject, target)) if is_name] == marked


def test_of_a_name_said_twice_the_nearer_is_marked() -> None:
    found = pieces(claim("OpenAI backs Cursor; OpenAI's own Codex rivals it.", "OpenAI", "Codex"))
    assert found[0] == ("OpenAI backs Cursor; ", False)


@given(st.text("ab (", max_size=12), st.text("ab (", max_size=3), st.text("ab (", max_size=3))
def test_pieces_give_the_quote_back(quote: str, subject: str, target: str) -> None:
    found = pieces(claim(quote, subject, target))
    assert "".join(text for text, _ in found) == quote
    assert all(text in (subject, target) for text, is_name in found if is_name)
    assert sum(is_name for _, is_name in found) <= 2


# ---- colours


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("look", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(look: int) -> None:
    """The contrast that WCAG 2.2 asks of text (1.4.3)."""
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", CSS.split(":root {")[look + 1]))
    inks = {name for name in colours if name not in ("page", "panel", "line", "name", "name-line", "bar")}
    assert {"text", "quiet", "link", "asserted", "planned", "hedged", "ended", "negated", "conflict"} == inks
    for behind, ink in [*((behind, ink) for behind in ("page", "panel") for ink in sorted(inks)), ("name", "text")]:
        low, high = sorted((luminance(colours[behind]), luminance(colours[ink])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (behind, ink)
