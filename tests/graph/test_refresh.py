"""Computing only what changed leaves the same as computing everything anew."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import computed as writing
from graph.article import Article
from graph.claim import Claim
from graph.computed import pending
from graph.endpoint import application
from graph.refresh import recompute, refresh
from graph.sparql.engine import Embedded, Engine, Remote
from graph.store import FACTS, Store
from ontology import LAND
from tests.graph.conftest import SESAME, article_and_claims, serving

STORY = (
    "It was said in town on Monday that the makers of chips and of models had come to terms about many things, and that more of the same would follow"
)
NAMES = {"alpha": "Alpha", "beta": "Beta", "gamma": "Gamma", "openai": "OpenAI"}
LICENCES = {"apache-license-2-0": "Apache License 2.0", "mistral-research-license": "Mistral Research License"}

Line = tuple[str, str, str, str, float, str]


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """(subject, relation, object, status, amount in millions, date)."""
    subject = draw(st.sampled_from(sorted(NAMES)))
    relation = draw(st.sampled_from(["investedIn", "acquired", "competesWith", "usesCloud", "customerOf", "raised", "licensedUnder"]))
    others = sorted(NAMES.keys() - {subject})
    target = {"raised": "", "licensedUnder": draw(st.sampled_from(sorted(LICENCES)))}.get(relation, draw(st.sampled_from(others)))
    status = draw(st.sampled_from(["asserted", "asserted", "negated", "ended", "hedged"]))
    return subject, relation, target, status, draw(st.sampled_from([1.0, 2.0])), draw(st.sampled_from(["", "2024-01", "2024-02"]))


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, list[Claim]]:
    """An article of a few claims; many tell one story word for word, some name where they have it from."""
    own = draw(st.lists(lines(), min_size=1, max_size=4))
    start = draw(st.sampled_from([STORY, "Quite another story. ", "As reported by Weekly, so it is. "]))
    sentences = [" ".join(map(str, line)) for line in own]
    text = "\n".join([start, *sentences])
    article = Article(
        text=text,
        external_id=draw(st.sampled_from("abcdef")),
        publisher=draw(st.sampled_from(["", "Daily", "Weekly"])),
        published=draw(st.sampled_from(["", "2024-01-05", "2024-03"])),
    )
    return article, [claim(article, line, sentence, draw(st.sampled_from(["", " Inc"]))) for line, sentence in zip(own, sentences, strict=True)]


def claim(article: Article, line: Line, sentence: str, suffix: str) -> Claim:
    subject, relation, target, status, amount, date = line
    is_money, start = relation == "raised", article.text.index(sentence)
    name = f"${amount:g} million" if is_money else LICENCES.get(target) or NAMES[target]
    return Claim(
        article=article.id,
        subject=NAMES[subject] + suffix,
        subject_type="Company",
        subject_id=subject,
        subject_mention=NAMES[subject],
        relation=relation,
        object=name,
        object_type="Money" if is_money else "License" if target in LICENCES else "Company",
        object_id=target,
        object_mention=name,
        status=status,
        quote=sentence,
        start=start,
        end=start + len(sentence),
        confidence=0.8,
        extractor="hand/1",
        date=date,
        amount=amount * 1e6 if relation in ("raised", "investedIn") else None,
        currency="USD" if relation in ("raised", "investedIn") else "",
    )


def computed(store: Store) -> list[str]:
    return sorted(map(str, store.graph(FACTS)))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(articles(), st.booleans()), min_size=1, max_size=7))
def test_refreshing_step_by_step_is_recomputing(steps: Sequence[tuple[tuple[Article, list[Claim]], bool]]) -> None:
    store, whole = Store(Embedded(), "step by step"), Store(Embedded(), "anew")
    recompute(store)
    for (article, claims), remove in steps:
        for each in (store, whole):
            each.put(article, claims)
            if remove:
                first = each.articles()[0]
                each.remove(first.id)
        refresh(store)
        recompute(whole)
        assert computed(store) == computed(whole)
        assert not pending(store)


def test_what_changes_much_is_written_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after any of them, the facts are computed anew as soon as somebody refreshes."""
    whole = Store(Embedded(), "whole")
    for number in (0, 1, 2):
        whole.put(*article_and_claims(number))
    recompute(whole)
    for calls in count(1):
        store = Store(Embedded(), "parts")
        store.put(*article_and_claims(3))
        recompute(store)
        store.remove(article_and_claims(3)[0].id)
        for number in (0, 1, 2):
            store.put(*article_and_claims(number))
        with monkeypatch.context() as patch:
            patch.setattr(writing, "FEW", 5)
            patch.setattr(writing, "MANY", 20)
            left = Dying(store.engine, calls)
            store.engine = left
            with suppress(InterruptedError):
                recompute(store)
        store.engine = left.engine
        assert refresh(store) or left.calls
        assert computed(store) == computed(whole)
        assert not pending(store)
        if left.calls:
            break
    assert calls > 10


class Dying:
    """An engine whose writing process is killed before one of its calls."""

    def __init__(self, engine: Engine, calls: int) -> None:
        self.engine, self.calls = engine, calls

    def __getattr__(self, name: str) -> Any:
        if name in ("write", "load", "update"):
            self.calls -= 1
            if self.calls == 0:
                raise InterruptedError
        return getattr(self.engine, name)


def test_reading_an_article_again_leaves_nothing_to_do() -> None:
    store = Store(Embedded(), "memory")
    store.put(*article_and_claims(0))
    assert refresh(store) == 5
    store.put(*article_and_claims(0))
    assert refresh(store) == 0


def test_a_copy_is_no_second_source() -> None:
    store = Store(Embedded(), "memory")
    article, claims = article_and_claims(2)
    again = Article(text=article.text + "\nRead more of our stories.", external_id="copy", publisher="Other", published="2024-03-01")
    store.put(article, claims)
    recompute(store)
    alone = {fact.id: (fact.belief, fact.sources) for fact in store.facts()}
    store.put(again, [replace(one, article=again.id) for one in claims])
    refresh(store)
    assert {fact.id: (fact.belief, fact.sources) for fact in store.facts()} == alone
    assert {fact.articles for fact in store.facts()} == {2}
    store.remove(article.id)
    refresh(store)
    assert not store.construct(f"GRAPH {LAND.facts.n3()} {{ ?s ?p ?o FILTER (?p = {LAND.copyOf.n3()}) }}", FACTS)


def test_a_server_is_refreshed_like_a_folder() -> None:
    with serving(application(Store(Embedded(), "served"), token=SESAME)) as url:
        served, own = Store(Remote(f"{url}/sparql", SESAME), url), Store(Embedded(), "memory")
        for store in (served, own):
            recompute(store)
            for number in (0, 1, 3):
                store.put(*article_and_claims(number))
                refresh(store)
            store.remove("round")
            refresh(store)
        assert computed(served) == computed(own)
        assert served.version() == own.version()
        served.close()
