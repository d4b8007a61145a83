"""What is read for one question is kept for the next until facts are computed anew."""

import pytest

from graph.questions.kept import kept
from graph.refresh import refresh
from graph.sparql.engine import Embedded
from graph.store import Store


@pytest.fixture
def own(landscape: Store) -> Store:
    """The landscape in a store of its own, to be changed."""
    store = Store(Embedded(), "memory")
    store.write((), landscape.quads())
    return store


def test_facts_are_read_once_until_they_change(own: Store) -> None:
    reads: list[str] = []

    @kept
    def stating(store: Store, relation: str) -> set[str]:
        reads.append(relation)
        return {fact.id for fact in store.facts() if fact.relation == relation}

    rivals = stating(own, "competesWith")
    assert rivals
    assert stating(own, "competesWith") is rivals
    assert stating(own, "usesCloud") != rivals
    assert reads == ["competesWith", "usesCloud"]

    told = {item.article.id for item in own.evidence() if item.claim.relation == "competesWith"}
    for article in told:
        own.remove(article)
    assert stating(own, "competesWith") is rivals  # facts are as they were last computed
    refresh(own)
    assert stating(own, "competesWith") == set()


def test_nothing_is_kept_before_facts_were_computed(own: Store) -> None:
    reads: list[str] = []

    @kept
    def asked(store: Store) -> None:
        reads.append(store.location)

    own.version = str  # type: ignore[method-assign]  # "", as while facts are half written
    asked(own)
    asked(own)
    assert len(reads) == 2
