"""Facts and their evidence as they are shown beside a picture and on the pages."""

from textwrap import shorten

import streamlit as st

from app_components.marks import quoted
from app_components.passage import passage
from app_pages.legend import sign
from app_pages.library import Library, evidence_of, plain, reading
from app_pages.review import verdict_badge
from graph.drawing import mark
from graph.entity import Entity
from graph.evidence import Evidence
from graph.fact import Fact
from graph.wording import count, money
from ontology import RELATIONS, STATUSES, TYPES

COLOURS = {"asserted": "green", "planned": "blue", "hedged": "violet", "ended": "gray", "negated": "red"}
KINDS = {
    "status": "what is so",
    "amount": "amounts",
    "date": "dates",
    "licence": "licences",
    "acquirer": "buyers",
    "investors": "investors",
}
"""What the sides of each kind of conflict are at odds about."""
FEW = 3  # sentences shown at once; more behind a button


def words(fact: Fact) -> str:
    """The fact as a sentence in Markdown, its ends in bold."""
    amount = f" · {plain(money(fact.amount, fact.currency))}" if fact.object and fact.amount else ""
    return f"**{plain(fact.subject.name)}** {RELATIONS[fact.relation].label} **{plain(fact.object_text)}**{amount}"


def badges(fact: Fact, held: Library) -> str:
    """How a fact is stated, how far it is believed, by how many sources, and whether claims about it exclude each other, in Markdown."""
    figures = [f":gray-badge[{words}]" for words in (f"belief {fact.belief:.0%}", count(fact.sources, "source"))]
    conflict = [":orange-badge[⚠ conflict]"] if fact.id in held.conflicts else []
    return " ".join([f":{COLOURS[fact.status]}-badge[{fact.status}]", *figures, *conflict])


def span(fact: Fact) -> str:
    """When articles said so."""
    seen = f"seen {fact.first_seen}" if fact.first_seen == fact.last_seen else f"seen {fact.first_seen} to {fact.last_seen}"
    since = [f"since {fact.valid_from}"] if fact.valid_from and fact.valid_from != fact.first_seen else []
    parts = [seen if fact.first_seen else "undated", *since, *([f"until {fact.valid_to}"] if fact.valid_to else [])]
    return " · ".join(parts)


def badge_of(entity: Entity) -> str:
    """The type of an entity with the sign and colour that it has in pictures, in Markdown."""
    look = mark(entity)
    place = f" · {entity.country}" if entity.country else ""
    return f"{sign(look.symbol, look.colour)} {TYPES[entity.type].label}{place}"


def fact_card(fact: Fact, held: Library, *, key: str) -> None:
    """A fact with its sentences."""
    st.markdown(f"#### {words(fact)}", anchors=False)
    st.markdown(f"{badges(fact, held)}  \n:small[:gray[{STATUSES[fact.status].comment} {span(fact).capitalize()}.]]")
    disputes(fact, held)
    sentences(fact, held, key=key)


def disputes(fact: Fact, held: Library) -> None:
    """What claims about a fact cannot all be so: each side in words, with how many sentences say so."""
    for conflict in held.conflicts.get(fact.id, []):
        sides = " — ".join(f"**{plain(side.value)}** ({count(len(side.claim_ids), 'sentence')})" for side in conflict.sides)
        st.markdown(f":orange[⚠ Conflict of {KINDS[conflict.kind]}:] {sides}")


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
        voice = [f"attributed to {plain(claim.attributed_to)}"] if claim.attributed_to else []
        copied = [f"news from {plain(row.origin)}"] if row.origin else []
        st.caption(" · ".join(part for part in (*said, *voice, *copied) if part) + verdict_badge(claim.id, held))
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
            st.markdown(f"{badges(fact, held)} :small[:gray[{span(fact)}]]")
            disputes(fact, held)
            sentences(fact, held, key=key)
