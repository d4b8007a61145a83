"""Facts and their evidence as they are shown beside a picture and on the pages."""

from textwrap import shorten

import streamlit as st

from app_components.marks import quoted
from app_components.passage import passage
from app_pages.legend import sign
from app_pages.library import Library, evidence_of, plain, reading
from graph.drawing import mark
from graph.entity import Entity
from graph.evidence import Evidence
from graph.fact import Fact
from graph.wording import count, money
from ontology import RELATIONS, STATUSES, TYPES

COLOURS = {"asserted": "green", "planned": "blue", "hedged": "violet", "ended": "gray", "negated": "red"}
FEW = 3  # sentences shown at once; more behind a button


def words(fact: Fact) -> str:
    """The fact as a sentence in Markdown, its ends in bold."""
    amount = f" · {plain(money(fact.amount, fact.currency))}" if fact.object and fact.amount else ""
    return f"**{plain(fact.subject.name)}** {RELATIONS[fact.relation].label} **{plain(fact.object_text)}**{amount}"


def badges(fact: Fact) -> str:
    """How a fact is stated, how far it is believed, and by how many sources, in Markdown."""
    figures = [f":gray-badge[{words}]" for words in (f"belief {fact.belief:.0%}", count(fact.sources, "source"))]
    conflict = [":orange-badge[⚠ contradicted]"] if fact.contradicted else []
    return " ".join([f":{COLOURS[fact.status]}-badge[{fact.status}]", *figures, *conflict])


def span(fact: Fact) -> str:
    """When articles said so."""
    seen = f"seen {fact.first_seen}" if fact.first_seen == fact.last_seen else f"seen {fact.first_seen} to {fact.last_seen}"
    parts = [seen if fact.first_seen else "undated", *([f"until {fact.valid_to}"] if fact.valid_to else [])]
    return " · ".join(parts)


def badge_of(entity: Entity) -> str:
    """The type of an entity with the sign and colour that it has in pictures, in Markdown."""
    look = mark(entity)
    place = f" · {entity.country}" if entity.country else ""
    return f"{sign(look.symbol, look.colour)} {TYPES[entity.type].label}{place}"


def fact_card(fact: Fact, held: Library, *, key: str) -> None:
    """A fact with its sentences."""
    st.markdown(f"#### {words(fact)}", anchors=False)
    st.markdown(f"{badges(fact)}  \n:small[:gray[{STATUSES[fact.status].comment} {span(fact).capitalize()}.]]")
    sentences(fact, held, key=key)


def sentences(fact: Fact, held: Library, *, key: str) -> None:
    """The claims behind a fact: each with its words marked in their context, and the way to its article."""
    found = evidence_of(fact, fact.id, held.version)
    every = len(found) > FEW and st.toggle(f"All {len(found)} sentences", key=f"{key}-{fact.id}-all")
    for evidence in found if every else found[:FEW]:
        _sentence(evidence, held, key=f"{key}-{evidence.claim.id}")


def _sentence(evidence: Evidence, held: Library, *, key: str) -> None:
    claim, row = evidence.claim, evidence.article
    article, _ = reading(row.id, held.version)
    with st.container(border=True, gap="xsmall"):
        passage(quoted(article.text, claim), key=f"passage-{key}")
        said = [plain(row.publisher), row.published, *([claim.status] if claim.status != "asserted" else []), f"confidence {claim.confidence:.0%}"]
        st.caption(" · ".join(part for part in said if part) + (f" · attributed to {plain(claim.attributed_to)}" if claim.attributed_to else ""))
        title = shorten(row.title or row.external_id, 70, placeholder=" …")
        st.page_link("evidence.py", label=plain(title), icon=":material/article:", query_params={"article": row.id, "claim": claim.id})


def entity_head(entity: Entity) -> None:
    """Name and type of an entity."""
    st.markdown(f"### {plain(entity.name)}", anchors=False)
    st.markdown(badge_of(entity))


def profile_link(held: Library, slug: str, label: str) -> None:
    """The way to an entity's page."""
    st.page_link("entity.py", label=label, icon=":material/business:", query_params={"entity": held.labels[slug]})


def fact_row(fact: Fact, held: Library, *, key: str) -> None:
    """A fact as one line that opens to its sentences, which are read only then."""
    doubt = "" if fact.status == "asserted" else f" :{COLOURS[fact.status]}-badge[{fact.status}]"
    box = st.expander(f"{words(fact)}{doubt}", key=f"{key}-{fact.id}", on_change="rerun")
    if box.open:
        with box:
            st.markdown(f"{badges(fact)} :small[:gray[{span(fact)}]]")
            sentences(fact, held, key=key)
