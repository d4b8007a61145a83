"""The questions that SPARQL cannot answer, because they ask for the chain itself."""

from collections.abc import Callable, Mapping, Sequence

from graph.fact import Fact
from graph.network import Hop, chains, dependants, most_depended_upon, shortest_paths
from graph.questions.links import dependence, names
from graph.questions.question import Parameter, Question
from graph.questions.ways import between
from graph.rdf.terms import FACT
from graph.sparql.table import Table, Value, from_rows
from graph.store import Store
from ontology import ENTITY

_COMPANY = Parameter("company", "entity", "The company, model, product or chip that others rest on.", "nvidia")
_SOURCE = Parameter("source", "entity", "Who depends.", "cursor")
_TARGET = Parameter("target", "entity", "Upon whom.", "nvidia")

_FIRST = Parameter("first", "entity", "One of the two.", "mistral-ai")
_SECOND = Parameter("second", "entity", "The other.", "microsoft")


def _dependants(store: Store, company: str) -> Table:
    found = dependants(dependence(store), company)
    called = names(store, {*found, company})
    rows = [(called[slug], _shown(hops, called), len(hops), _iri(ENTITY, slug), _iri(FACT, hops[0].fact)) for slug, hops in found.items()]
    return from_rows(("dependant", "chain", "hops", "entity", "fact"), sorted(rows, key=lambda row: (row[2], row[0])))


def _dependency_chain(store: Store, source: str, target: str) -> Table:
    hops = chains(dependence(store), source, target)
    facts = {fact.id: fact for fact in store.facts([hop.fact for hop in hops])}
    rows = [_hop(number, facts[hop.fact]) for number, hop in enumerate(hops, 1)]
    return from_rows(("hop", "dependant", "relation", "supplier", "status", "belief", "fact"), rows)


def _most_depended_upon(store: Store) -> Table:
    found = most_depended_upon(dependence(store))
    called = names(store, (slug for slug, _, _ in found))
    rows = [(called[slug], direct, reached, _iri(ENTITY, slug)) for slug, direct, reached in found]
    return from_rows(("name", "direct", "direct_and_through_others", "entity"), rows)


def _paths(store: Store, first: str, second: str) -> Table:
    facts = {fact.id: fact for fact in between(store, first, second)}
    rows = [
        (number, step, facts[fact].subject.name, facts[fact].relation, facts[fact].object_text, facts[fact].status, _iri(FACT, fact))
        for number, path in enumerate(shortest_paths(facts.values(), first, second), 1)
        for step, fact in enumerate(path, 1)
    ]
    return from_rows(("path", "step", "subject", "relation", "object", "status", "fact"), rows)


def _shown(hops: Sequence[Hop], called: Mapping[str, str]) -> str:
    return " → ".join(called[slug] for slug in (*(hop.source for hop in hops), hops[-1].target))


def _hop(number: int, fact: Fact) -> tuple[Value, ...]:
    return number, fact.subject.name, fact.relation, fact.object_text, fact.status, fact.belief, _iri(FACT, fact.id)


def _iri(base: str, name: str) -> str:
    return f"{base}{name}"


QUESTIONS: Mapping[str, tuple[Question, Callable[..., Table]]] = {
    question.name: (question, answer)
    for question, answer in (
        (Question("dependants", "Dependants", "Who depends on {company}, directly and through others?", (_COMPANY,)), _dependants),
        (Question("dependency_chain", "Dependency chain", "How does {source} come to depend on {target}?", (_SOURCE, _TARGET)), _dependency_chain),
        (Question("paths", "Paths", "By which facts are {first} and {second} joined?", (_FIRST, _SECOND)), _paths),
        (Question("most_depended_upon", "Most depended upon", "On whom do most others depend?", ()), _most_depended_upon),
    )
}
"""The questions by name, each with what answers it."""
