"""Synthetic landscapes are whole, alike in every run, and of the shape that they promise."""

from collections import Counter
from itertools import islice

import pytest

from bench.landscapes import Landscape, articles, claims_noted
from graph.article import Article
from graph.check import check
from graph.claim import Claim, check_quotes
from graph.origins import COPY, fingerprint, named_origin, similarity
from graph.questions import QUESTIONS, ask
from graph.refresh import recompute
from graph.sparql.engine import Embedded
from graph.store import Store
from ontology import KNOWN, RELATIONS, STATUSES, is_a

SIZE = 6000


@pytest.fixture(scope="module")
def made() -> list[tuple[Article, list[Claim]]]:
    """A landscape large enough to count in."""
    return list(articles(SIZE, 1))


@pytest.fixture(scope="module")
def claims(made: list[tuple[Article, list[Claim]]]) -> list[Claim]:
    """All of its claims."""
    return [claim for _, found in made for claim in found]


@pytest.mark.parametrize("size", [1, 19, 60, 1000])
def test_there_are_as_many_claims_as_asked_for(size: int) -> None:
    assert sum(len(found) for _, found in articles(size, 7)) == size


def test_the_same_size_and_seed_give_the_same(made: list[tuple[Article, list[Claim]]]) -> None:
    assert list(islice(articles(SIZE, 1), 30)) == made[:30]
    assert {article.id for article, _ in articles(300, 2)}.isdisjoint(article.id for article, _ in articles(300, 3))


def test_any_article_is_made_without_those_before_it(made: list[tuple[Article, list[Claim]]]) -> None:
    assert Landscape(SIZE, 1).article(120) == made[120]


def test_each_quote_stands_in_its_article(made: list[tuple[Article, list[Claim]]]) -> None:
    for article, found in made:
        check_quotes(article, found)
        assert claims_noted(article.text) == len(found) == len({claim.id for claim in found})
        assert all(name in claim.quote for claim in found for name in (claim.subject_mention, claim.object_mention))
    assert len({article.id for article, _ in made}) == len(made)


def test_a_text_of_somebody_else_is_told_apart() -> None:
    with pytest.raises(ValueError, match="no first line"):
        claims_noted("Alpha bought Beta.")


def test_every_relation_is_stated_between_types_that_it_joins(claims: list[Claim]) -> None:
    assert {claim.relation for claim in claims} == RELATIONS.keys()
    for claim in claims:
        relation = RELATIONS[claim.relation]
        assert any(is_a(claim.subject_type, kind) for kind in relation.domain)
        assert claim.object_type in relation.range or any(is_a(claim.object_type, kind) for kind in relation.range)
        assert claim.subject_id != claim.object_id
        assert bool(claim.object_id) != (claim.object_type == "Money")
        assert (claim.amount is None) == (claim.currency == "") == (claim.amount_text == "")


def test_shares_are_those_of_articles(claims: list[Claim]) -> None:
    statuses = Counter(claim.status for claim in claims)
    assert statuses.keys() == STATUSES.keys()
    assert 0.8 < statuses["asserted"] / SIZE < 0.92
    stated = {field: sum(bool(getattr(claim, field)) for claim in claims) / SIZE for field in ("date", "amount", "round", "role", "attributed_to")}
    assert all(share > 0.02 for share in stated.values())
    assert 0.4 < stated["date"] < 0.5


def test_a_few_entities_are_everywhere_and_most_hardly_anywhere(claims: list[Claim]) -> None:
    named = Counter(slug for claim in claims for slug in (claim.subject_id, claim.object_id) if slug)
    often = [count for _, count in named.most_common(20)]
    assert sum(often) > SIZE / 4
    assert sum(count <= 3 for count in named.values()) > len(named) / 2
    assert len(named.keys() & KNOWN.keys()) > 500
    assert len(named.keys() - KNOWN.keys()) > 200
    assert named["nvidia"] >= often[-1]


def test_dates_span_six_years(made: list[tuple[Article, list[Claim]]]) -> None:
    years = Counter(article.published[:4] for article, _ in made)
    assert years.keys() >= {"2020", "2021", "2022", "2023", "2024", "2025"}
    assert {len(article.published) for article, _ in made} == {0, 7, 10}


def test_some_articles_copy_others_and_only_those_are_alike(made: list[tuple[Article, list[Claim]]]) -> None:
    prints = [fingerprint(article.text) for article, _ in made]
    bodies = [article.text.partition("\n1: ")[2].partition("\n5: ")[0] for article, _ in made]
    for later in range(len(made)):
        for earlier in range(max(later - 20, 0), later):
            assert (similarity(prints[later], prints[earlier]) >= COPY) == (bodies[later] == bodies[earlier])
    assert 0.03 < 1 - len(set(bodies)) / len(made) < 0.15
    assert 0.03 < sum(named_origin(article.text).startswith("Synthetic Wire-") for article, _ in made) / len(made) < 0.15


def test_a_store_of_them_is_valid(made: list[tuple[Article, list[Claim]]]) -> None:
    assert check(filled(made[:2])) == []


def test_the_examples_of_the_questions_have_answers(made: list[tuple[Article, list[Claim]]]) -> None:
    store = filled(made[:60])
    asked = ("investors", "suppliers", "dependants", "dependency_chain", "shared_investors", "licence_history", "regulators", "models_of", "copies")
    assert [name for name in asked if name in QUESTIONS and not ask(store, name).rows] == []


def filled(made: list[tuple[Article, list[Claim]]]) -> Store:
    store = Store(Embedded(), "memory")
    for article, found in made:
        store.put(article, found)
    recompute(store)
    return store
