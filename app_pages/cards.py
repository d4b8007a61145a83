"""Facts and their evidence as they are shown beside a picture and on the pages."""

from textwrap import shorten

import streamlit as st

from app_components.marks import quoted
from app_components.passage import passage
from app_pages.legend import NBSP, sign
from app_pages.library import Library, evidence_of, plain, reading
from app_pages.note import note
from app_pages.review import verdict_badge
from graph.drawing import mark
from graph.entity import Entity
from graph.evidence import Evidence
from graph.fact import Fact
from graph.wording import count, money, percent, sentence
from ontology import RELATIONS, STATUSES, TYPES

COLOURS = {"asserted": "green", "planned": "blue", "hedged": "violet", "ended": "gray", "negated": "red"}
AT_ODDS = {
    "status": "whether it is so",
    "amount": "the amount",
    "date": "the date",
    "licence": "the licence",
    "acquirer": "the buyer",
    "investors": "the investors",
}
"""On what the sides of each kind of conflict differ."""
FEW = 3  # sentences shown at once; more behind a button
TITLE = 40  # characters of an article's title that fit on a line of the narrowest panel


def open_fact(fact: str = "") -> None:
    """Opens a fact beside the picture, or closes it; the URL keeps which."""
    if fact:
        st.query_params["fact"] = fact
    elif "fact" in st.query_params:
        del st.query_params["fact"]


def words(fact: Fact) -> str:
    """The fact as a sentence in Markdown, its ends in bold."""
    return f"**{plain(fact.subject.name)}** {RELATIONS[fact.relation].label} **{plain(fact.object_text)}**{_amount(fact)}"


def _amount(fact: Fact) -> str:
    return f" · {plain(money(fact.amount, fact.currency))}" if fact.object and fact.amount else ""


def badges(fact: Fact, held: Library) -> str:
    """How a fact is stated, how far it is believed, by how many sources, and whether claims about it exclude each other, in Markdown."""
    figures = [f":gray-badge[{words}]" for words in (f"belief {percent(fact.belief)}", count(fact.sources, "source"))]
    conflict = [":orange-badge[⚠ conflict]"] if fact.id in held.conflicts else []
    return " ".join([f":{COLOURS[fact.status]}-badge[{fact.status}]", *figures, *conflict])


def span(fact: Fact) -> str:
    """When articles said so, and since and until when it holds."""
    said = f"said {fact.first_seen}" if fact.first_seen == fact.last_seen else f"said {fact.first_seen} to {fact.last_seen}"
    since = [f"since {fact.valid_from}"] if fact.valid_from and fact.valid_from != fact.first_seen else []
    parts = [said if fact.first_seen else "undated", *since, *([f"until {fact.valid_to}"] if fact.valid_to else [])]
    return " · ".join(parts)


def moment(fact: Fact) -> str:
    """The date that matters most: until when it held, since when it holds, or when it was last said.

    What is planned or doubtful holds since no day.
    """
    if fact.valid_to:
        return f"until {fact.valid_to}"
    if fact.holds and fact.valid_from:
        return f"since {fact.valid_from}"
    return f"said {fact.last_seen}" if fact.last_seen else "undated"


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
    """What claims about a fact cannot all be so: each side with how many sentences say it, and the way to the facts that stand against this one."""
    for conflict in held.conflicts.get(fact.id, []):
        sides = " against ".join(f"**{plain(side.value)}** ({count(len(side.claim_ids), 'sentence')})" for side in conflict.sides)
        st.markdown(f":orange[⚠ Claims differ on {AT_ODDS[conflict.kind]}:] {sides}")
        for other in held.by_id(conflict.facts):
            if other.id != fact.id:
                fact_link(other, held)


def fact_link(fact: Fact, held: Library) -> None:
    """The way to a fact in the landscape."""
    asked = {"find": held.labels[fact.subject.id], "fact": fact.id}
    st.page_link("landscape.py", label=plain(sentence(fact)), icon=":material/compare_arrows:", query_params=asked)


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
        said = [plain(row.publisher), row.published or "undated", *([claim.status] if claim.status != "asserted" else [])]
        given = [f"date given {claim.date}"] if claim.date else []
        voice = [f"said by {plain(claim.attributed_to)}"] if claim.attributed_to else []
        figures = [*given, f"confidence {percent(claim.confidence)}", plain(held.goes_back(row))]
        note(" · ".join(part for part in (*said, *voice, *figures) if part))
        if verdict := verdict_badge(claim.id, held):
            st.markdown(verdict)
        title = shorten(row.title or row.external_id, TITLE, placeholder=" …")
        st.page_link("evidence.py", label=plain(title), icon=":material/article:", query_params={"article": row.id, "claim": claim.id})


def entity_head(entity: Entity) -> None:
    """Name and type of an entity."""
    st.markdown(f"### {plain(entity.name)}", anchors=False)
    st.markdown(badge_of(entity))


def profile_link(held: Library, slug: str, label: str) -> None:
    """The way to an entity's page."""
    st.page_link("entity.py", label=label, icon=":material/business:", query_params={"entity": held.labels[slug]})


def line(fact: Fact, held: Library, *, beside: str = "", told: bool = True) -> str:
    """A fact on one line of Markdown, with its doubt, its sources and its date.

    Beside the head of an entity its name is not said again; with a heading that has `told` the relation, only the other end is named.
    """
    doubt = "" if fact.status == "asserted" else f" :{COLOURS[fact.status]}-badge[{fact.status}]"
    conflict = " :orange-badge[⚠ conflict]" if fact.id in held.conflicts else ""
    tail = f"{count(fact.sources, 'source')} · {moment(fact)}".replace(" ", NBSP).replace("-", "\u2011")  # breaks at no space or hyphen of a date
    return f"{_named(fact, beside, told)}{doubt}{conflict} :small[:gray[{tail}]]"


def _named(fact: Fact, beside: str, told: bool) -> str:
    if beside not in (fact.subject.id, fact.object.id if fact.object else ""):
        return words(fact)
    ours = fact.subject.id == beside
    other = f"**{plain(fact.object_text if ours else fact.subject.name)}**"
    label = RELATIONS[fact.relation].label
    return (other if told else f"… {label} {other}" if ours else f"{other} {label} …") + _amount(fact)


def fact_row(fact: Fact, held: Library, *, key: str, beside: str = "", told: bool = True) -> None:
    """A fact as one line that opens to its sentences, which are read only then."""
    box = st.expander(line(fact, held, beside=beside, told=told), key=f"{key}-{fact.id}", on_change="rerun")
    if box.open:
        with box:
            st.markdown(f"{badges(fact, held)} :small[:gray[{span(fact)}]]")
            disputes(fact, held)
            sentences(fact, held, key=key)
