"""What the computed questions read of facts: the plain triples, and more only of those that matter.

A fact's id follows from what it says, so a plain triple leads to its fact without a look at its node. At a million claims that is the difference
between one second and a minute.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

import networkx as nx
from rdflib import RDF

from graph.entity import Entity
from graph.fact import Fact
from graph.facts import fact_id
from graph.network import DEPENDENCE
from graph.questions.kept import kept
from graph.rdf.articles import STATUS_OF
from graph.rdf.terms import FACT, local
from graph.sparql.table import Value
from graph.store import Store
from ontology import ENTITY, LAND, RELATIONS

Link = tuple[str, str, str]
"""Subject, relation and object of a fact between two entities."""

_PARENTS = frozenset(relation.parent for relation in RELATIONS.values() if relation.parent)
_TRIPLES = "SELECT ?s ?p ?o {{ VALUES ?p {{ {properties} }} GRAPH {facts} {{ ?s ?p ?o }} FILTER (isIRI(?o)) }}"
_ENDED = "SELECT ?s ?p ?o {{ GRAPH {facts} {{ ?fact {status} {ended} ; {predicate} ?p ; {subject} ?s ; {object} ?o }} FILTER (isIRI(?o)) }}"
_STATED = (
    "SELECT ?s ?p ?o {{ VALUES ?p {{ {properties} }} "
    "GRAPH {facts} {{ ?fact {predicate} ?p ; {status} {asserted} ; {subject} ?s ; {object} ?o }} FILTER (isIRI(?o)) }}"
)
_PLANNED = _STATED.replace("{asserted}", "{planned}")
_STATUSES = (("ended", "Ended"), ("asserted", "Asserted"), ("planned", "Planned"))
_TERMS = {"subject": RDF.subject, "predicate": RDF.predicate, "object": RDF.object} | {
    name: LAND[term] for name, term in (("facts", "facts"), ("status", "status"), *_STATUSES)
}


def links(store: Store, relations: Collection[str]) -> Sequence[Link]:
    """The asserted facts of these relations, in order."""
    return _asserted(store, frozenset(relations))


@kept
def _asserted(store: Store, relations: frozenset[str]) -> Sequence[Link]:
    """The triple of a parent may come from its kinds: its own facts are read from their nodes."""
    plain, own = sorted(set(relations) - _PARENTS), sorted(set(relations) & _PARENTS)
    found = _read(store, _TRIPLES, plain) - _read(store, _ENDED, plain)
    return tuple(sorted(found | _read(store, _STATED, own)))


def plans(store: Store, relations: Collection[str]) -> Sequence[Link]:
    """The planned facts of these relations, in order."""
    return _planned(store, frozenset(relations))


@kept
def _planned(store: Store, relations: frozenset[str]) -> Sequence[Link]:
    return tuple(sorted(_read(store, _PLANNED, relations)))


def nodes(store: Store, relation: str, *, subjects: Collection[str] | None = None, objects: Collection[str] | None = None) -> list[tuple[Link, str]]:
    """The facts of a relation between two entities whatever their status, each with it, in order; or those with one of these ends."""
    given = {"s": subjects, "o": objects}
    narrowed = " ".join(f"VALUES ?{end} {{ {' '.join(f'<{ENTITY}{slug}>' for slug in slugs)} }}" for end, slugs in given.items() if slugs is not None)
    rows = store.rows(
        f"SELECT ?s ?o ?status {{ {narrowed} GRAPH {LAND.facts.n3()} {{ ?fact {RDF.predicate.n3()} {LAND[relation].n3()} ; "
        f"{RDF.subject.n3()} ?s ; {RDF.object.n3()} ?o ; {LAND.status.n3()} ?status }} FILTER (isIRI(?o)) }}"
    )
    return sorted(((local(row["s"]), relation, local(row["o"])), STATUS_OF[local(row["status"])]) for row in rows)


def _read(store: Store, query: str, relations: Collection[str]) -> set[Link]:
    if not relations:
        return set()
    terms = {name: term.n3() for name, term in _TERMS.items()}
    rows = store.rows(query.format(properties=" ".join(LAND[name].n3() for name in relations), **terms))
    return {(local(row["s"]), local(row["p"]), local(row["o"])) for row in rows}


def id_of(link: Link) -> str:
    """The id of the fact."""
    subject, relation, target = link
    return fact_id((target, relation, subject) if RELATIONS[relation].symmetric and target < subject else link)


def support(store: Store, facts: Iterable[str]) -> dict[str, tuple[int, float]]:
    """The sources and the belief of the facts of these ids."""
    listed = " ".join(f"<{FACT}{fact}>" for fact in facts)
    rows = store.rows(
        f"SELECT ?fact ?sources ?belief {{ VALUES ?fact {{ {listed} }} "
        f"GRAPH {LAND.facts.n3()} {{ ?fact {LAND.sources.n3()} ?sources ; {LAND.belief.n3()} ?belief }} }}"
    )
    return {local(row["fact"]): (int(str(row["sources"])), float(str(row["belief"]))) for row in rows}


@kept
def dependence(store: Store) -> "nx.MultiDiGraph[str]":
    """Who depends on whom, keyed by the fact's id. Only where several facts join the same two do they carry their belief, to tell the surest."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for link in links(store, DEPENDENCE):
        pairs[link[0], link[2]].append((id_of(link), link[1]))
    graph.add_nodes_from(sorted({end for pair in pairs for end in pair}))
    beliefs = support(store, [fact for several in pairs.values() if len(several) > 1 for fact, _ in several])
    for fact, source, target, relation in sorted((fact, *pair, relation) for pair, several in pairs.items() for fact, relation in several):
        graph.add_edge(source, target, key=fact, relation=relation, belief=beliefs.get(fact, (1, 1.0))[1])
    return graph


@kept
def supply(store: Store) -> Sequence[Fact]:
    """The asserted facts of who depends on whom and who makes what, with no more than the analyses of supply look at: ends, the lane of suppliers,
    amounts, and where several are said to make a thing how well that is supported."""
    stated = links(store, {*DEPENDENCE, "develops"})
    suppliers = store.entities({target for _, relation, target in stated if relation != "develops"})
    given = amounts(store, DEPENDENCE)
    return tuple(light(link, supported, suppliers, money=given.get(id_of(link), (None, ""))) for link, supported in with_support(store, stated))


def with_support(store: Store, stated: Iterable[Link]) -> list[tuple[Link, tuple[int, float]]]:
    """These links, those that several are said to make a thing with their sources and belief, the others with one and 1."""
    stated, made = list(stated), defaultdict(list)
    for link in stated:
        if link[1] == "develops":
            made[link[2]].append(id_of(link))
    supported = support(store, [fact for several in made.values() if len(several) > 1 for fact in several])
    return [(link, supported.get(id_of(link), (1, 1.0)) if supported and link[1] == "develops" else (1, 1.0)) for link in stated]


def amounts(store: Store, relations: Collection[str]) -> dict[str, tuple[float, str]]:
    """The amount and currency of the facts of these relations that have one."""
    rows = store.rows(
        f"SELECT ?fact ?amount ?currency {{ VALUES ?property {{ {' '.join(LAND[name].n3() for name in sorted(relations))} }} "
        f"GRAPH {LAND.facts.n3()} {{ ?fact {RDF.predicate.n3()} ?property ; {LAND.amount.n3()} ?amount }} "
        f"OPTIONAL {{ GRAPH {LAND.facts.n3()} {{ ?fact {LAND.currency.n3()} ?currency }} }} }}"
    )
    return {local(row["fact"]): (float(str(row["amount"])), str(row["currency"] or "")) for row in rows}


_NOT_READ = {"first_seen": "", "last_seen": "", "valid_from": "", "valid_to": "", "contradicted": False, "claim_ids": ()}


def light(
    link: Link,
    supported: tuple[int, float] = (1, 1.0),
    entities: Mapping[str, Entity] = MappingProxyType({}),
    *,
    money: tuple[float | None, str] = (None, ""),
    status: str = "asserted",
) -> Fact:
    """A fact without its dates and claims, and with no more of its ends than their slugs but where they are among these."""
    subject, target = (entities.get(end) or Entity(end, end, "") for end in (link[0], link[2]))
    (sources, belief), (amount, currency) = supported, money
    return Fact(
        id=id_of(link), subject=subject, relation=link[1], object=target, object_text=target.name, amount=amount, currency=currency,
        status=status, belief=belief, sources=sources, articles=sources, **_NOT_READ,  # type: ignore[arg-type]  # a dict of several types
    )  # fmt: skip


def names(store: Store, slugs: Iterable[str]) -> Mapping[str, str]:
    """The names of these entities."""
    return {slug: entity.name for slug, entity in store.entities(set(slugs)).items()}


def values(store: Store, facts: Iterable[str], fields: Collection[str]) -> dict[str, dict[str, Value]]:
    """What the facts of these ids have of these properties, by id and property. A question for each property: with OPTIONAL beside the VALUES, or
    with the properties as VALUES too, the store took seconds for two thousand facts in the place of tenths."""
    listed = " ".join(f"<{FACT}{fact}>" for fact in facts)
    found: dict[str, dict[str, Value]] = defaultdict(dict)
    for field in fields:
        for row in store.rows(f"SELECT ?fact ?value {{ VALUES ?fact {{ {listed} }} GRAPH {LAND.facts.n3()} {{ ?fact {LAND[field].n3()} ?value }} }}"):
            found[local(row["fact"])][field] = row["value"]
    return found
