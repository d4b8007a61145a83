"""Keeping what people decided, and marking what it changes."""

from collections.abc import Iterable
from datetime import UTC, datetime

from pyoxigraph import Quad
from rdflib import RDF

from graph.claim import Claim
from graph.errors import StoreError
from graph.judgements.identity import NOBODY
from graph.judgements.judgement import Judgement, standing
from graph.judgements.review import concerns, corrected, review
from graph.rdf.articles import these
from graph.rdf.judgements import judgement_statements, read_judgement, select_judgements
from graph.rdf.pending import mark, said_by
from graph.rdf.terms import quads
from graph.store import JUDGEMENTS, Store
from ontology import ENTITY


def now() -> str:
    """This instant in UTC, to the microsecond: two judgements in one second keep their order."""
    return datetime.now(UTC).isoformat()


def judgements(store: Store) -> list[Judgement]:
    """All that people decided, the earliest first, what was withdrawn too."""
    return sorted(map(read_judgement, store.rows(select_judgements())), key=lambda one: (one.at, one.id))


def verdicts_in(store: Store) -> dict[str, Judgement]:
    """The standing verdict on each judged claim, by the claim's id."""
    decided = judgements(store)
    articles = sorted({one.article for one in standing(decided) if one.article})
    evidence = store.evidence(these(articles)) if articles else []
    return dict(review(evidence, decided, NOBODY).verdicts)


def judge(store: Store, *decided: Judgement) -> None:
    """Keeps what a person decided, and marks what it changes: facts want refreshing. `StoreError` where it is about nothing in the store."""
    with store.writing:
        store.prepare()
        known = {one.id: one for one in judgements(store)}
        added: set[Quad] = set()
        for one in decided:
            if one.withdraws and one.withdraws not in known:
                raise StoreError(f"there is no judgement {one.withdraws!r} to withdraw; `python -m graph judgements` lists them")
            added |= quads(judgement_statements(one), JUDGEMENTS) | _changed(store, known.get(one.withdraws, one))
            known[one.id] = one
        store.write([], added)


def _changed(store: Store, judgement: Judgement) -> set[Quad]:
    """The marks of what a judgement changes: what the claim says that it is about, as read and as corrected, or all that its entities' claims say."""
    if judgement.article:
        about = [item.claim for item in store.evidence(these([judgement.article])) if concerns(judgement, item.claim)]
        return mark(said_by(form) for claim in about for form in (claim, corrected(claim, judgement, confidence=1.0)))
    return mark(said_by(claim) for claim in _naming(store, [slug for slug in (judgement.subject, judgement.object) if slug]))


def _naming(store: Store, slugs: Iterable[str]) -> list[Claim]:
    conditions = [f"?claim {end.n3()} <{ENTITY[slug]}> ." for slug in slugs for end in (RDF.subject, RDF.object)]
    return [item.claim for item in store.evidence(*conditions)] if conditions else []
