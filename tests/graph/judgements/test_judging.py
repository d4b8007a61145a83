"""What people decide: what it changes, that it stays, and how it is taken back."""

import json
from dataclasses import replace

import pytest

from graph.claim import Claim
from graph.computed import pending
from graph.errors import QueryError, StoreError
from graph.evidence import Evidence
from graph.fact import Fact
from graph.judgements.identity import identity
from graph.judgements.judgement import Judgement, standing
from graph.judgements.judging import judge, judgements
from graph.judgements.review import about, concerns, learnt, passages, review, unplaced
from graph.refresh import recompute, refresh
from graph.sparql.engine import Embedded
from graph.store import FACTS, Store
from tests.graph.conftest import ARTICLES, article_and_claims, fill
from tests.graph.test_conflicts import said

WHEN = "2026-01-{:02}T10:00:00+00:00"


@pytest.fixture
def store() -> Store:
    return fill(Store(Embedded(), "memory"))


def evidence_of(store: Store, subject: str, relation: str, target: str) -> Evidence:
    (item,) = [item for item in store.evidence() if (item.claim.subject, item.claim.relation, item.claim.object) == (subject, relation, target)][:1]
    return item


def fact_of(store: Store, subject: str, relation: str, target: str) -> Fact | None:
    found = [fact for fact in store.facts() if (fact.subject.id, fact.relation, fact.object.id if fact.object else "") == (subject, relation, target)]
    return found[0] if found else None


def decide(store: Store, *decided: Judgement) -> None:
    judge(store, *decided)
    refresh(store)
    step_by_step = sorted(map(str, store.graph(FACTS)))
    weights_apart = [line for line in step_by_step if "weights" not in line and "belief" not in line and "digest" not in line]
    recompute(store)
    assert weights_apart == [
        line for line in sorted(map(str, store.graph(FACTS))) if "weights" not in line and "belief" not in line and "digest" not in line
    ]


def test_a_rejected_claim_supports_no_fact_and_stays_where_it_was_read(store: Store) -> None:
    item = evidence_of(store, "Gamma", "competesWith", "Alpha")
    decide(store, about(item, "reject", by="reader", at=WHEN.format(1), comment="may rival whom?"))
    assert fact_of(store, "alpha", "competesWith", "gamma") is None
    assert item.claim in [other.claim for other in store.evidence()]


def test_an_accepted_claim_is_certain(store: Store) -> None:
    item = evidence_of(store, "Bank", "investedIn", "Beta")
    before = fact_of(store, "bank", "investedIn", "beta")
    decide(store, about(item, "accept", by="reader", at=WHEN.format(1)))
    after = fact_of(store, "bank", "investedIn", "beta")
    assert before and after and before.belief < 0.8 < after.belief  # noqa: PT018  # one thought


def test_a_correction_leads_to_another_fact_and_its_withdrawal_leads_back(store: Store) -> None:
    item = evidence_of(store, "App", "buildsOn", "A1")
    correction = about(item, "correct", by="reader", at=WHEN.format(1), correction={"object": "A2", "object_id": "a2", "object_type": "Model"})
    decide(store, correction)
    assert fact_of(store, "app", "buildsOn", "a1") is None
    corrected = fact_of(store, "app", "buildsOn", "a2")
    assert corrected and corrected.claim_ids == (item.claim.id,)  # noqa: PT018  # the words are still there
    decide(store, Judgement(kind="withdraw", by="reader", at=WHEN.format(2), withdraws=correction.id))
    assert fact_of(store, "app", "buildsOn", "a1")
    assert not fact_of(store, "app", "buildsOn", "a2")


def test_the_latest_of_two_judgements_counts(store: Store) -> None:
    item = evidence_of(store, "Alpha", "regulatedBy", "Watchdog")
    decide(store, about(item, "reject", by="one", at=WHEN.format(1)), about(item, "accept", by="other", at=WHEN.format(2)))
    assert fact_of(store, "alpha", "regulatedBy", "watchdog")


def test_judgements_survive_a_newer_reader(store: Store) -> None:
    """A newer model finds the claim again, quotes more of the text, names its ends otherwise: it is the same claim to a person."""
    item = evidence_of(store, "Gamma", "competesWith", "Alpha")
    decide(store, about(item, "reject", by="reader", at=WHEN.format(1)))
    for number in range(len(ARTICLES)):
        article, claims = article_and_claims(number)
        store.put(article, [newer(claim, article.text) for claim in claims])
    refresh(store)
    assert fact_of(store, "alpha", "competesWith", "gamma") is None
    assert item.claim.id not in {other.claim.id for other in store.evidence()}
    assert not unplaced(judgements(store), store.evidence())
    again = [other for other in store.evidence() if other.claim.extractor == "newer/2"]
    assert len(review(again, judgements(store), identity([])).verdicts) == 1


def newer(claim: Claim, text: str) -> Claim:
    end = min(claim.end + 5, len(text))
    return replace(claim, extractor="newer/2", end=end, quote=text[claim.start : end], confidence=0.7)


def test_a_judgement_of_what_nobody_finds_any_more_is_kept_and_named(store: Store) -> None:
    item = evidence_of(store, "Gamma", "competesWith", "Alpha")
    verdict = about(item, "reject", by="reader", at=WHEN.format(1))
    decide(store, verdict)
    article, claims = article_and_claims(3)
    store.put(article, [claim for claim in claims if claim.id != item.claim.id])
    refresh(store)
    assert unplaced(judgements(store), store.evidence()) == [verdict]


def test_entities_are_merged_kept_apart_and_renamed(store: Store) -> None:
    same = Judgement(kind="same", by="reader", at=WHEN.format(1), subject="gamma", object="beta")
    decide(store, same, Judgement(kind="rename", by="reader", at=WHEN.format(2), subject="beta", name="Beta & Gamma"))
    (rivals,) = [fact for fact in store.facts() if fact.relation == "competesWith"]
    assert {rivals.subject.name, rivals.object_text} == {"Alpha", "Beta & Gamma"}
    assert rivals.articles == 3
    decide(store, Judgement(kind="different", by="other", at=WHEN.format(3), subject="gamma", object="beta"))
    assert fact_of(store, "alpha", "competesWith", "gamma")
    assert not pending(store)


def test_later_judgements_win_over_earlier_ones_and_over_the_resolver() -> None:
    def merged(*decided: tuple[str, str, str], automatic: dict[str, str] | None = None) -> dict[str, str]:
        rows = [Judgement(kind=kind, by="x", at=WHEN.format(n), subject=a, object=b) for n, (kind, a, b) in enumerate(decided, 1)]
        return dict(identity(rows, automatic).into)

    assert merged(("same", "b", "a")) == {"b": "a"}
    assert merged(("same", "a", "b"), ("same", "b", "c")) == {"b": "a", "c": "a"}
    assert merged(("same", "a", "b"), ("different", "a", "b")) == {}
    assert merged(("different", "a", "b"), ("same", "a", "b")) == {"b": "a"}
    assert merged(("different", "a", "c"), ("same", "a", "b"), ("same", "b", "c")) == {"b": "a", "c": "a"}
    assert merged(("same", "a", "b"), ("different", "a", "c"), automatic={"c": "b"}) == {"b": "a"}
    assert merged(("same", "aardvark", "openai")) == {"aardvark": "openai"}  # what is known beforehand keeps its slug


def test_a_withdrawal_may_be_withdrawn() -> None:
    first = Judgement(kind="rename", by="x", at=WHEN.format(1), subject="a", name="A")
    second = Judgement(kind="withdraw", by="x", at=WHEN.format(2), withdraws=first.id)
    third = Judgement(kind="withdraw", by="x", at=WHEN.format(3), withdraws=second.id)
    assert standing([first, second]) == []
    assert standing([third, second, first]) == [first]


def test_what_cannot_be_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="there is no judgement 'praise'"):
        Judgement(kind="praise", by="x", at=WHEN.format(1))
    with pytest.raises(QueryError, match="'quote' cannot be corrected"):
        Judgement(kind="correct", by="x", at=WHEN.format(1), correction={"quote": "other words"})
    with pytest.raises(StoreError, match="no judgement 'nothing' to withdraw"):
        judge(store, Judgement(kind="withdraw", by="x", at=WHEN.format(1), withdraws="nothing"))


def test_judgements_go_to_a_line_of_json_and_back(store: Store) -> None:
    item = evidence_of(store, "App", "buildsOn", "A1")
    verdict = about(item, "correct", by="reader", at=WHEN.format(1), comment="ü", correction={"relation": "customerOf"})
    assert Judgement.from_dict(json.loads(json.dumps(verdict.as_dict()))) == verdict
    judge(store, verdict)
    assert judgements(store) == [verdict]


def test_a_judgement_is_about_the_same_words_only() -> None:
    item = said("2024-01")
    verdict = about(item, "accept", by="x", at=WHEN.format(1))
    assert concerns(verdict, item.claim)
    assert not concerns(verdict, replace(item.claim, relation="usesCloud"))
    assert not concerns(verdict, replace(item.claim, start=5, end=9))
    assert not concerns(verdict, replace(item.claim, object="Gamma", object_mention="Gamma"))
    assert concerns(verdict, replace(item.claim, subject="Alpha Inc", subject_mention="alpha"))


def test_weights_are_learnt_from_the_latest_verdict_on_each_claim() -> None:
    item = said("2024-01", status="planned")
    verdicts = [about(item, "accept", by="x", at=WHEN.format(1)), about(item, "reject", by="x", at=WHEN.format(2))]
    assert learnt(verdicts).status["planned"] == pytest.approx(0.5 * 20 / 21)


def test_judged_claims_become_training_lines(store: Store) -> None:
    rivals, fined = evidence_of(store, "Gamma", "competesWith", "Alpha"), evidence_of(store, "Alpha", "regulatedBy", "Watchdog")
    decided = [about(rivals, "reject", by="x", at=WHEN.format(1)), about(fined, "accept", by="x", at=WHEN.format(2))]
    lines = passages(review(store.evidence(), decided, identity([])).verdicts, store.evidence())
    by_text = {line["text"]: line for line in lines}
    assert by_text["Gamma may rival Alpha."]["facts"] == []
    assert by_text["Watchdog fined Alpha."]["facts"] == [
        {"s": "Alpha", "r": "regulatedBy", "o": "Watchdog", "status": "asserted", "start": 0, "end": 21}
    ]
    assert {"start": 0, "end": 8, "text": "Watchdog", "type": "Organization", "name": "Watchdog"} in by_text["Watchdog fined Alpha."]["entities"]  # type: ignore[operator]
