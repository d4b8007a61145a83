"""Claims and articles survive being written in RDF and read back, whatever they hold."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.article import Article
from graph.claim import Claim
from graph.sparql.engine import Embedded
from graph.store import Store
from ontology import RELATIONS, STATUSES, TYPES

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)  # surrogates are no text
SLUG = st.from_regex(r"[a-z0-9]+([.-][a-z0-9]+)*", fullmatch=True)
DATE = st.dates().map(str).flatmap(lambda date: st.sampled_from(["", date[:4], date[:7], date]))
AMOUNT = st.none() | st.floats(min_value=0, allow_nan=False, allow_infinity=False)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    fields = {name: draw(TEXT) for name in ("title", "url", "publisher", "author", "language")}
    return Article(
        text=draw(TEXT), external_id=draw(TEXT), published=draw(DATE), retrieved=draw(st.sampled_from(["", "2024-01-02T03:04:05Z"])), **fields
    )


@st.composite
def claims(draw: st.DrawFn, article: Article) -> Claim:
    start, end = sorted((draw(st.integers(0, len(article.text))), draw(st.integers(0, len(article.text)))))
    words = (
        "subject",
        "subject_mention",
        "object",
        "object_mention",
        "extractor",
        "currency",
        "amount_text",
        "round",
        "valuation",
        "role",
        "attributed_to",
    )
    return Claim(
        article=article.id,
        subject_id=draw(SLUG),
        subject_type=draw(st.sampled_from(sorted(TYPES))),
        relation=draw(st.sampled_from(sorted(RELATIONS))),
        object_id=draw(st.just("") | SLUG),
        object_type=draw(st.sampled_from([*sorted(TYPES), "Money"])),
        status=draw(st.sampled_from(sorted(STATUSES))),
        quote=article.text[start:end],
        start=start,
        end=end,
        confidence=draw(st.floats(0, 1)),
        date=draw(DATE),
        amount=draw(AMOUNT),
        **{name: draw(TEXT) for name in words},
    )


@given(st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_rdf_gives_back_what_it_was_given(data: st.DataObject) -> None:
    article = data.draw(articles())
    given_claims = {claim.id: claim for claim in data.draw(st.lists(claims(article), max_size=3))}.values()
    store = Store(Embedded(), "memory")
    store._prepared = True  # the vocabulary and the known entities play no part here
    store.put(article, list(given_claims))
    assert store.article(article.id) == article
    assert store.claims(article.id) == sorted(given_claims, key=lambda claim: (claim.article, claim.start, claim.end, claim.id))
    assert not store.put(article, list(given_claims))


@given(st.data())
def test_a_line_gives_back_what_it_was_given(data: st.DataObject) -> None:
    claim = data.draw(claims(data.draw(articles())))
    assert Claim.from_dict(claim.as_dict()) == claim
    assert claim.as_dict("external")["article"] == "external"


@given(st.data(), SLUG, SLUG)
def test_the_id_hashes_the_words_and_not_the_entities(data: st.DataObject, subject: str, target: str) -> None:
    claim = data.draw(claims(data.draw(articles())))
    row = claim.as_dict()
    assert Claim.from_dict({**row, "subject_id": subject, "object_id": target}).id == claim.id
    assert Claim.from_dict({**row, "subject_mention": claim.subject_mention + "x"}).id != claim.id
