"""Brings what is computed up to date with the articles: all of it, or only what changed since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from graph.change import Change
from graph.computed import pending, rewrite_computed
from graph.conflicts import conflicts
from graph.evidence import ArticleRow, Evidence
from graph.fact import Fact
from graph.facts import compute, entities_of, fact_id, grouped
from graph.judgements.identity import identity
from graph.judgements.judging import judgements
from graph.judgements.review import learnt, named_entities, review
from graph.origins import origins
from graph.rdf.conflicts import conflict_statements
from graph.rdf.entities import entity_statements
from graph.rdf.facts import fact_statements, plain_statements
from graph.rdf.origins import Origins, origin_statements, reports
from graph.rdf.pending import split
from graph.rdf.settings import identity_statements, resolved_statements, weights_statements
from graph.rdf.terms import Statement
from graph.resolve import automatic, candidates, suggestions
from graph.store import Store

MANY = 2000  # changed statements from which reading everything anew is quicker than looking each of them up


def recompute(store: Store) -> int:
    """Computes everything anew from all claims in the store, weights and merges too; the number of facts."""
    with store.writing:
        marks, decided = pending(store), judgements(store)
        found = origins(reports(store))
        read = _placed(store.evidence(), found)
        merged = automatic(suggestions(candidates(read, entities_of(read))))
        who, using = identity(decided, merged), learnt(decided)
        evidence = review(read, decided, who).evidence
        facts = compute(evidence, using, named_entities(read, evidence, who))
        behind = {fact_id(key): group for key, group in grouped(evidence).items()}
        settings = (*resolved_statements(merged), *identity_statements(who), *weights_statements(using))
        rewrite_computed(store, chain(settings, _statements(facts, behind, found)), done=marks)
    return len(facts)


def _placed(evidence: Iterable[Evidence], found: Origins) -> list[Evidence]:
    """The claims in articles with these origins, all claims of an article in one."""
    rows: dict[str, ArticleRow] = {}
    placed = []
    for item in evidence:
        article = item.article
        if (row := rows.get(article.id)) is None:
            row = rows[article.id] = replace(article, origin=found.get(article.id, ("", ""))[0])
        placed.append(item if row == article else replace(item, article=row))
    return placed


def refresh(store: Store) -> int:
    """Computes anew what changed since it was last done; the number of facts that were looked at.

    It leaves the same as `recompute`, but for what depends on everything: the weights of statuses and voices, which judgements move, and the merges
    of the resolver, which may see a new name's namesake only there.
    """
    with store.writing:
        marks = pending(store)
        if not marks:
            return 0
        articles, statements = split(marks)
        if not store.version() or len(statements) > MANY:
            return recompute(store)
        return Change(store, articles, statements).write(marks)


def _statements(facts: Sequence[Fact], behind: Mapping[str, Sequence[Evidence]], found: Origins) -> Iterator[Statement]:
    """All that is computed: origins, the entities that facts name, facts, conflicts."""
    yield from origin_statements(found)
    entities = {entity.id: entity for fact in facts for entity in (fact.subject, fact.object) if entity}
    for slug in sorted(entities):
        yield from entity_statements(entities[slug])
    for fact in facts:
        yield from fact_statements(fact, behind[fact.id])
        yield from plain_statements(fact)
    for conflict in conflicts(facts, behind):
        yield from conflict_statements(conflict)
