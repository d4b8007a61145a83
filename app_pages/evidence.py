"""An article with everything that it claims marked in its words."""

import streamlit as st

from app_components.marks import pieces
from app_components.passage import chosen_claims, passage
from app_pages import cards
from app_pages.library import Library, library, plain, reading, safe_link
from app_pages.note import note
from app_pages.review import review, verdict_badge
from graph.article import Article
from graph.claim import Claim
from graph.evidence import ArticleRow, Evidence
from graph.wording import count, percent
from ontology import RELATIONS, STATUSES

TEXT = "text"


def choose_article() -> None:
    """A chosen article opens, without any claim chosen."""
    st.query_params.from_dict({"article": st.session_state["article_choice"] or ""})


def choose_claim(claim: str) -> None:
    """Marks one claim, or none; the URL keeps which."""
    if claim:
        st.query_params["claim"] = claim
    elif "claim" in st.query_params:
        del st.query_params["claim"]


def open_claim(claim: str) -> None:
    """An opened claim is the chosen one; closing it lets go."""
    choose_claim(claim if st.session_state[f"open-{claim}"] else "")


def follow_mark() -> None:
    """A click on a mark chooses its claim; a further click, the next of those that share the words."""
    among = chosen_claims(TEXT)
    now = st.query_params.get("claim", "")
    if among:
        choose_claim(among[(among.index(now) + 1) % len(among)] if now in among else among[0])


def head(article: Article, claims: list[Claim], row: ArticleRow, held: Library) -> None:
    """Title, source and address, and whose report it is."""
    st.title(plain(article.title or article.external_id), anchor=False)
    published = article.published or "undated"
    parts = [plain(part) for part in (article.publisher, article.author, published, count(len(claims), "claim")) if part]
    if link := safe_link(article.url):
        parts.append(f"[{plain(link.split('/')[2])} ↗]({link})")
    if origin := held.goes_back(row):
        parts.append(f"{plain(origin)}: counts as that source")
    note(" · ".join(parts))


def claim_list(claims: list[Claim], chosen: str, row: ArticleRow, held: Library) -> None:
    """All claims, the chosen one open with its particulars."""
    present = [status for status in reversed(list(STATUSES)) if any(claim.status == status for claim in claims)]
    st.markdown(" ".join(f":{cards.COLOURS[status]}-badge[{sum(claim.status == status for claim in claims)} {status}]" for status in present))
    with st.container(gap="xsmall"):
        for claim in claims:
            st.session_state[f"open-{claim.id}"] = claim.id == chosen
            doubt = f" :{cards.COLOURS[claim.status]}-badge[{claim.status}]" if claim.status != "asserted" else ""
            label = f"**{plain(claim.subject)}** {RELATIONS[claim.relation].label} **{plain(claim.object)}**{doubt}{verdict_badge(claim.id, held)}"
            with st.expander(label, key=f"open-{claim.id}", on_change=lambda claim=claim.id: open_claim(claim)):
                particulars(claim)
                if claim.id == chosen:
                    ends(claim, held)
                    review(Evidence(claim, row), held)


def ends(claim: Claim, held: Library) -> None:
    """The ways to the profiles of those that a claim joins."""
    with st.container(horizontal=True, gap="xsmall"):
        for slug in dict.fromkeys((claim.subject_id, claim.object_id)):
            if slug in held.labels:
                cards.profile_link(held, slug, plain(held.entities[slug].name))


def particulars(claim: Claim) -> None:
    """What a claim holds beside its two ends."""
    fields = {
        "status": claim.status,
        "confidence": percent(claim.confidence),
        "date": claim.date,
        "amount": claim.amount_text,
        "round": claim.round,
        "valuation": claim.valuation,
        "role": claim.role,
        "attributed to": claim.attributed_to,
        "read as": f"{claim.subject_mention} … {claim.object_mention}",
        "extractor": claim.extractor,
    }
    note(*(f"{name}: {plain(value)}" for name, value in fields.items() if value))


def choice(held: Library) -> str:
    """The article that is looked at, by its id; an unknown one in the URL gives the latest."""
    rows = {row.id: row for row in held.articles}
    asked = next((row.id for row in held.articles if st.query_params.get("article") in (row.id, row.external_id)), None)
    if asked:
        st.session_state["article_choice"] = asked
    elif st.session_state.get("article_choice") not in rows:
        st.session_state["article_choice"] = held.articles[0].id
    labels = {row.id: " · ".join(part for part in (row.published, row.title or row.external_id, row.publisher) if part) for row in held.articles}
    chosen = st.selectbox(
        "Article",
        list(rows),
        format_func=lambda one: labels.get(one, one),
        key="article_choice",
        on_change=choose_article,
        label_visibility="collapsed",
        width=640,
    )
    return str(chosen)


held = library()
article, claims = reading(choice(held), held.version)
row = next(row for row in held.articles if row.id == article.id)
chosen = next((claim.id for claim in claims if claim.id == st.query_params.get("claim")), "")
grid = st.grid(3, min_column_width=270, gap=("small", "large"))
left, right = grid.cell(column_span=2), grid.cell()
with left:
    head(article, claims, row, held)
    passage(pieces(article.text, claims, chosen), key=TEXT, size="article", scroll_to=chosen, on_claim=follow_mark)
with right:
    if claims:
        claim_list(claims, chosen, row, held)
    else:
        st.info("Nothing that the ontology knows was found in this article.", icon=":material/search_off:")
