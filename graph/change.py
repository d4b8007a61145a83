"""What a few changed articles change of what is computed: origins, facts, and conflicts on the same matters."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, SKOS

from graph.behind import ClaimsBehind, under_one_slug
from graph.computed import write_computed
from graph.conflicts import Behind, conflicts, matter_of
from graph.entity import Entity
from graph.evidence import Evidence
from graph.fact import Fact
from graph.facts import Naming, claim_key, compute, fact_id, grouped, naming, usual
from graph.judgements.identity import Identity, identity, renamed
from graph.judgements.judging import judgements
from graph.judgements.review import review
from graph.origins import Report, bands, origins
from graph.rdf.articles import these
from graph.rdf.conflicts import conflict_statements
from graph.rdf.entities import entity_statements
from graph.rdf.facts import fact_object, fact_statements, plain_statements
from graph.rdf.origins import origin_statements, reports
from graph.rdf.pending import Said, key_of, said, said_by
from graph.rdf.settings import identity_statements, naming_statements, read_identity, read_weights, select_identity, select_resolved, select_weights
from graph.rdf.terms import ARTICLE, FACT, Statement, local, named, quads
from graph.store import FACTS, Store
from ontology import ENTITY, KNOWN, LAND


class Change:
    """The statements to take out and to put in, so that the facts are as if computed anew from all claims."""

    def __init__(self, store: Store, articles: Collection[str], statements: Iterable[Said]) -> None:
        self._store = store
        self._removed: set[Quad] = set()
        self._added: list[Statement] = []
        self._judgements = judgements(store)
        self._before = read_identity(store.rows(select_identity()))
        self._who = self._identity()
        self._origins(articles)
        moved = self._moved - set(articles)  # the changed articles' own claims are among the statements
        told = [said_by(item.claim) for item in store.evidence(these(sorted(moved)))] if moved else []
        self._told = ClaimsBehind(store, self._judgements, who=self._who, before=self._before, changed=articles)
        self._touched: dict[str, Said] = {}
        self._touch([*statements, *told])
        evidence = self._evidence()
        self._behind: dict[str, Sequence[Evidence]] = {fact_id(key): group for key, group in grouped(evidence).items()}
        ends = {slug for statement in self._touched.values() for slug in _slugs(statement)}
        entities = self._entities(ends, evidence)
        self._facts = compute(evidence, read_weights(store.rows(select_weights())), entities)
        self._nodes()
        self._plain()
        self._names(ends, entities)
        self._conflicts()
        if self._who.into == self._before.into:  # as nearly always; there may be ten thousands
            self._replace(self._computed(f"VALUES ?p {{ {SKOS.altLabel.n3()} }}"), naming_statements(self._who))
        else:
            merged = f"VALUES ?p {{ {LAND.mergedInto.n3()} {SKOS.altLabel.n3()} }}"
            self._replace(self._computed(merged), identity_statements(self._who))

    def write(self, marks: set[Quad]) -> int:
        """Writes the change and takes out these marks; the number of facts that it touched."""
        write_computed(self._store, self._removed, quads(self._added, FACTS), done=marks)
        return len(self._touched)

    def _identity(self) -> Identity:
        """Who is one now: as before, where nobody ever decided about it."""
        if any(one.kind in {"same", "different"} for one in self._judgements):
            return identity(self._judgements, read_identity(self._store.rows(select_resolved())).into)
        return renamed(self._judgements, self._before.into)

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
        pairs = " ".join(f"( <{ARTICLE}{one}> {property_.n3()} )" for one in sorted(self._near) for property_ in (LAND.origin, LAND.copyOf))
        stored, wanted = self._computed(f"VALUES (?s ?p) {{ {pairs} }}"), quads(origin_statements(self._found), FACTS)
        self._replace(stored, origin_statements(self._found))
        self._moved = {local(str(quad.subject).strip("<>")) for quad in stored ^ wanted}

    def _linked(self, articles: Collection[str]) -> set[str]:
        """The articles that were copies of these, and those of which these were."""
        ways = f"{{ ?s {LAND.copyOf.n3()} ?x }} UNION {{ ?x {LAND.copyOf.n3()} ?s }}"
        return self._locals(f"VALUES ?x {{ {_iris(ARTICLE, articles)} }} {ways}")

    def _alike(self, fresh: Iterable[Report]) -> set[str]:
        keys = sorted({band for report in fresh for band in bands(report.fingerprint)})
        if not keys:
            return set()
        rows = self._store.rows(
            f"SELECT DISTINCT ?s {{ VALUES ?band {{ {' '.join(str(Literal(key)) for key in keys)} }} ?s {LAND.band.n3()} ?band }}"
        )
        return {local(row["s"]) for row in rows}

    def _placed(self, item: Evidence) -> Evidence:
        return item.coming_from(self._found.get(item.article.id, ("", ""))[0]) if item.article.id in self._near else item

    # ---- the claims behind what is touched

    def _touch(self, statements: Iterable[Said]) -> None:
        """Notes down statements: as they are said, under the slugs that their ends go by, and under those that they went by before."""
        for statement in statements:
            for form in (statement, under_one_slug(statement, self._who), under_one_slug(statement, self._before)):
                self._touched[fact_id(key_of(form))] = form

    def _evidence(self) -> list[Evidence]:
        """The claims of what is touched, as reviewed; what a correction makes of one of them is touched as well."""
        corrected_ones = self._told.corrected()
        while True:
            stated = self._told.stating(self._touched.values())
            read = {item.claim.id: item for item in (*stated, *corrected_ones)}
            evidence = review([self._placed(read[claim]) for claim in sorted(read)], self._judgements, self._who).evidence
            raw = {item.id for item in stated}
            led_away = [item for item in evidence if fact_id(claim_key(item.claim)) not in self._touched and item.id in raw]
            if not led_away:
                return [item for item in evidence if fact_id(claim_key(item.claim)) in self._touched]
            self._touch(said_by(item.claim) for item in led_away)

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
        others = self._store.rows(
            f"SELECT DISTINCT ?e ?f {{ GRAPH {LAND.facts.n3()} {{ VALUES ?e {{ {_iris(str(ENTITY), sorted(set(ends) - named_now))} }} "
            f"{{ ?f {RDF.subject.n3()} ?e }} UNION {{ ?f {RDF.object.n3()} ?e }} }} }}"
        )
        kept = named_now | {local(row["e"]) for row in others if local(row["f"]) not in self._touched}
        pairs = " ".join(f"( <{ENTITY[slug]}> {property_.n3()} )" for slug in sorted(ends) for property_ in (RDF.type, SKOS.prefLabel))
        stored = self._computed(f"VALUES (?s ?p) {{ {pairs} }}")  # apart, the two lists would each be looked for in the whole graph
        self._replace(stored, (statement for slug in sorted(kept) for statement in entity_statements(entities[slug])))

    def _entities(self, slugs: Collection[str], evidence: Iterable[Evidence]) -> dict[str, Entity]:
        """The entities of these slugs under the names that the claims of the whole store give them, and those that only a correction names."""
        members = {member: slug for slug in slugs for member in self._who.members(slug)}
        counts: dict[str, Naming] = defaultdict(Counter)
        for side, name, kind in ((RDF.subject, LAND.subjectName, LAND.subjectType), (RDF.object, LAND.objectName, LAND.objectType)):
            for row in self._store.rows(
                f"""SELECT ?e ?name ?type (COUNT(?claim) AS ?n) {{ VALUES ?e {{ {_iris(str(ENTITY), sorted(members.keys() - KNOWN.keys()))} }}
                GRAPH ?article {{ ?claim {side.n3()} ?e ; {name.n3()} ?name ; {kind.n3()} ?type }} }} GROUP BY ?e ?name ?type"""
            ):
                counts[members[local(row["e"])]][str(row["name"]), local(row["type"])] += int(str(row["n"]))
        for slug, names in naming(evidence).items():
            if slug not in counts:
                counts[slug] += names
        return {slug: usual(slug, counts[slug], self._who.names.get(slug, "")) for slug in slugs if slug in KNOWN or counts[slug]}

    def _conflicts(self) -> None:
        """The conflicts of the touched facts, and of all others on the same matters."""
        before = self._store.facts(sorted(self._touched))
        matters = {matter for fact in (*before, *self._facts) if (matter := matter_of(fact))}
        others = [fact for matter in sorted(matters) for fact in self._on(matter) if fact.id not in self._touched]
        behind: Behind = {**self._behind, **self._behind_others(others)}
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

    def _behind_others(self, others: Sequence[Fact]) -> Behind:
        """The claims behind facts that are not touched, as reviewed."""
        told = self._told.stating(_stated(fact) for fact in others) if others else []
        read = {item.claim.id: self._placed(item) for item in (*told, *self._told.corrected())}
        groups = grouped(review([read[claim] for claim in sorted(read)], self._judgements, self._who).evidence)
        wanted = {fact.id for fact in others}
        return {fact_id(key): group for key, group in groups.items() if fact_id(key) in wanted}

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


def _slugs(statement: Said) -> Iterator[str]:
    subject, _, target = statement
    yield local(subject.value)
    if isinstance(target, NamedNode):
        yield local(target.value)


def _stated(fact: Fact) -> Said:
    return said(named(ENTITY[fact.subject.id]), named(LAND[fact.relation]), fact_object(fact))
