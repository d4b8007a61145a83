"""What a few changed articles change of what is computed: origins, facts, and conflicts on the same matters."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, SKOS, URIRef

from graph.conflicts import Behind, conflicts, matter_of
from graph.entity import Entity, known_entity
from graph.evidence import Evidence
from graph.fact import Fact
from graph.facts import compute, fact_id, grouped, usual
from graph.origins import Report, bands, origins
from graph.rdf.articles import claim_object, these
from graph.rdf.conflicts import conflict_statements
from graph.rdf.entities import entity_statements
from graph.rdf.facts import fact_object, fact_statements, plain_statements
from graph.rdf.origins import origin_statements, reports
from graph.rdf.pending import Said, key_of, said, stating
from graph.rdf.terms import ARTICLE, FACT, Statement, local, named, quads
from graph.store import FACTS, Store
from ontology import ENTITY, KNOWN, LAND


class Change:
    """The statements to take out and to put in, so that the facts are as if computed anew from all claims."""

    def __init__(self, store: Store, articles: Collection[str], statements: Iterable[Said]) -> None:
        self._store = store
        self._removed: set[Quad] = set()
        self._added: list[Statement] = []
        self._origins(articles)
        moved = self._moved - set(articles)  # the changed articles' own claims are among the statements
        told = [_said(item) for item in store.evidence(these(sorted(moved)))] if moved else []
        self._touched = {fact_id(key_of(statement)): statement for statement in (*statements, *told)}
        evidence = [self._placed(item) for item in store.evidence(*stating(self._touched.values()))]
        self._behind: dict[str, Sequence[Evidence]] = {fact_id(key): group for key, group in grouped(evidence).items()}
        ends = {slug for statement in self._touched.values() for slug in _slugs(statement)}
        entities = self._entities(ends)
        self._facts = compute(evidence, entities=entities)
        self._nodes()
        self._plain()
        self._names(ends, entities)
        self._conflicts()

    def write(self, marks: set[Quad]) -> int:
        """Writes the change and takes out these marks; the number of facts that it touched."""
        self._store.write_computed(self._removed, quads(self._added, FACTS), done=marks)
        return len(self._touched)

    # ---- whose reports the articles are

    def _origins(self, articles: Collection[str]) -> None:
        """Looks anew at the changed articles, at all that are like them, and at all that are like those."""
        seen: dict[str, Report] = {}
        waiting = {*articles, *self._linked(articles)}
        near = set(waiting)
        while waiting:
            fresh = reports(self._store, these(sorted(waiting)))
            seen |= {report.article: report for report in fresh}
            waiting = self._alike(fresh) - seen.keys()
        self._near = near | seen.keys()
        self._found = origins(seen.values())
        listed = f"VALUES ?s {{ {_iris(ARTICLE, self._near)} }} VALUES ?p {{ {LAND.origin.n3()} {LAND.copyOf.n3()} }}"
        stored, wanted = self._computed(listed), quads(origin_statements(self._found), FACTS)
        self._replace(stored, origin_statements(self._found))
        self._moved = {local(str(quad.subject).strip("<>")) for quad in stored ^ wanted}

    def _linked(self, articles: Collection[str]) -> set[str]:
        """The articles that were copies of these, and those of which these were."""
        ways = f"{{ ?s {LAND.copyOf.n3()} ?x }} UNION {{ ?x {LAND.copyOf.n3()} ?s }}"
        return self._locals(f"VALUES ?x {{ {_iris(ARTICLE, articles)} }} {ways}")

    def _alike(self, fresh: Iterable[Report]) -> set[str]:
        keys = sorted({band for report in fresh for band in bands(report.fingerprint)})
        rows = self._store.rows(
            f"SELECT DISTINCT ?s {{ VALUES ?band {{ {' '.join(str(Literal(key)) for key in keys)} }} ?s {LAND.band.n3()} ?band }}"
        )
        return {local(row["s"]) for row in rows}

    def _placed(self, item: Evidence) -> Evidence:
        return item.coming_from(self._found.get(item.article.id, ("", ""))[0]) if item.article.id in self._near else item

    # ---- facts and what hangs on them

    def _nodes(self) -> None:
        stored = self._computed(f"VALUES ?s {{ {_iris(FACT, self._touched)} }}")
        self._replace(stored, (statement for fact in self._facts for statement in fact_statements(fact, self._behind[fact.id])))

    def _plain(self) -> None:
        """The plain triples between the ends, which other facts between the same two may hold up."""
        pairs = {(str(s), str(o)) for s, _, o in self._touched.values()}
        pairs |= {(o, s) for s, o in pairs if o.startswith("<")}
        listed = f"VALUES (?s ?o) {{ {' '.join(f'( {s} {o} )' for s, o in sorted(pairs))} }}"
        rows = self._store.rows(
            f"SELECT ?fact {{ GRAPH {LAND.facts.n3()} {{ {listed} ?fact {RDF.subject.n3()} ?s ; {RDF.object.n3()} ?o ; a {LAND.Fact.n3()} }} }}"
        )
        others = self._store.facts(sorted({local(row["fact"]) for row in rows} - self._touched.keys()))
        self._replace(self._computed(listed), (statement for fact in (*others, *self._facts) for statement in plain_statements(fact)))

    def _names(self, ends: Collection[str], entities: Mapping[str, Entity]) -> None:
        """The names of the ends; an entity that no fact names any more loses its own."""
        named_now = {entity.id for fact in self._facts for entity in (fact.subject, fact.object) if entity}
        listed = _iris(str(ENTITY), sorted(ends))
        others = self._store.rows(
            f"SELECT DISTINCT ?e ?f {{ GRAPH {LAND.facts.n3()} {{ VALUES ?e {{ {_iris(str(ENTITY), sorted(set(ends) - named_now))} }} "
            f"{{ ?f {RDF.subject.n3()} ?e }} UNION {{ ?f {RDF.object.n3()} ?e }} }} }}"
        )
        kept = named_now | {local(row["e"]) for row in others if local(row["f"]) not in self._touched}
        stored = self._computed(f"VALUES ?s {{ {listed} }} VALUES ?p {{ {RDF.type.n3()} {SKOS.prefLabel.n3()} }}")
        self._replace(stored, (statement for slug in sorted(kept) for statement in entity_statements(entities[slug])))

    def _entities(self, slugs: Collection[str]) -> dict[str, Entity]:
        """The entities of these slugs: as known beforehand, else as most claims of the whole store name them."""
        unknown = sorted(set(slugs) - KNOWN.keys())
        counts: dict[str, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
        for side, name, kind in ((RDF.subject, LAND.subjectName, LAND.subjectType), (RDF.object, LAND.objectName, LAND.objectType)):
            for row in self._store.rows(
                f"""SELECT ?e ?name ?type (COUNT(?claim) AS ?n) {{ VALUES ?e {{ {_iris(str(ENTITY), unknown)} }}
                GRAPH ?article {{ ?claim {side.n3()} ?e ; {name.n3()} ?name ; {kind.n3()} ?type }} }} GROUP BY ?e ?name ?type"""
            ):
                counts[local(row["e"])][str(row["name"]), local(row["type"])] += int(str(row["n"]))
        known = {slug: known_entity(KNOWN[slug]) for slug in slugs if slug in KNOWN}
        return known | {slug: usual(slug, counts[slug]) for slug in unknown if counts[slug]}

    def _conflicts(self) -> None:
        """The conflicts of the touched facts, and of all others on the same matters."""
        before = self._store.facts(sorted(self._touched))
        matters = {matter for fact in (*before, *self._facts) if (matter := matter_of(fact))}
        others = [fact for matter in sorted(matters) for fact in self._on(matter) if fact.id not in self._touched]
        told = self._store.evidence(*stating([_stated(fact) for fact in others])) if others else []
        behind: Behind = {**self._behind, **{fact_id(key): group for key, group in grouped(map(self._placed, told)).items()}}
        concerned = _iris(FACT, [*self._touched, *(fact.id for fact in others)])
        nodes = self._locals(f"VALUES ?f {{ {concerned} }} ?s a {LAND.Conflict.n3()} ; {LAND.about.n3()} ?f", whole=True)
        listed = " ".join(f"<{node}>" for node in sorted(nodes))
        self._removed |= self._computed(f"VALUES ?s {{ {listed} }}") | self._computed(f"VALUES ?c {{ {listed} }} ?c {LAND.side.n3()} ?s .")
        self._added += [statement for conflict in conflicts([*others, *self._facts], behind) for statement in conflict_statements(conflict)]

    def _on(self, matter: tuple[str, str, str]) -> list[Fact]:
        """The stored facts on a matter: the relation, which of its ends, and the slug there."""
        relation, end, slug = matter
        pattern = f"?s {RDF[end].n3()} <{ENTITY[slug]}> ; {RDF.predicate.n3()} {LAND[relation].n3()} ; a {LAND.Fact.n3()}"
        return [fact for fact in self._store.facts(sorted(self._locals(pattern))) if matter_of(fact) == matter]

    # ---- reading and noting down

    def _computed(self, pattern: str) -> set[Quad]:
        """The computed statements that a pattern binds to ?s ?p ?o."""
        return self._store.construct(f"GRAPH {LAND.facts.n3()} {{ {pattern} ?s ?p ?o }}", FACTS)

    def _locals(self, pattern: str, *, whole: bool = False) -> set[str]:
        rows = self._store.rows(f"SELECT DISTINCT ?s {{ GRAPH {LAND.facts.n3()} {{ {pattern} }} }}")
        return {str(row["s"]) if whole else local(row["s"]) for row in rows}

    def _replace(self, stored: set[Quad], wanted: Iterable[Statement]) -> None:
        self._removed |= stored
        self._added += wanted


def _iris(base: str, names: Iterable[str]) -> str:
    return " ".join(f"<{base}{name}>" for name in names)


def _land(term: URIRef) -> NamedNode:
    return named(term)


def _slugs(statement: Said) -> Iterator[str]:
    subject, _, target = statement
    yield local(subject.value)
    if isinstance(target, NamedNode):
        yield local(target.value)


def _said(item: Evidence) -> Said:
    claim = item.claim
    return said(named(ENTITY[claim.subject_id]), _land(LAND[claim.relation]), claim_object(claim))


def _stated(fact: Fact) -> Said:
    return said(named(ENTITY[fact.subject.id]), _land(LAND[fact.relation]), fact_object(fact))
