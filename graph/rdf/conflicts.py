"""Conflicts in RDF."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal
from rdflib import RDF

from graph.conflicts import Conflict, Side
from graph.rdf.articles import claim_iri
from graph.rdf.terms import CONFLICT, FACT, Statement, local, named
from ontology import LAND


def conflict_statements(conflict: Conflict) -> Iterator[Statement]:
    """The node of a conflict and those of its sides, each with the claims that say so."""
    node = named(CONFLICT + conflict.id)
    yield node, RDF.type, named(LAND.Conflict)
    yield node, LAND.kind, Literal(conflict.kind)
    yield from ((node, LAND.about, named(FACT + fact)) for fact in conflict.facts)
    for number, side in enumerate(conflict.sides, 1):
        place = named(f"{CONFLICT}{conflict.id}#{number}")
        yield node, LAND.side, place
        yield place, RDF.type, named(LAND.Side)
        yield place, LAND.value, Literal(side.value)
        yield place, LAND.lead, named(claim_iri(side.lead))
        yield from ((place, LAND.claim, named(claim_iri(claim))) for claim in side.claim_ids)


def select_conflicts() -> str:
    """The query for conflicts: a row for each claim of each side."""
    return f"""SELECT ?conflict ?kind ?fact ?side ?value ?lead ?claim {{ GRAPH {LAND.facts.n3()} {{
      ?conflict a {LAND.Conflict.n3()} ; {LAND.kind.n3()} ?kind ; {LAND.about.n3()} ?fact ; {LAND.side.n3()} ?side .
      ?side {LAND.value.n3()} ?value ; {LAND.lead.n3()} ?lead ; {LAND.claim.n3()} ?claim }} }}"""


def read_conflicts(rows: Iterable[Mapping[str, object]]) -> list[Conflict]:
    """The conflicts that `conflict_statements` wrote, from the rows of `select_conflicts`, in a fixed order."""
    kinds: dict[str, str] = {}
    facts: dict[str, set[str]] = {}
    sides: dict[str, dict[str, tuple[str, str, set[str]]]] = {}
    for row in rows:
        node = local(row["conflict"])
        kinds[node] = str(row["kind"])
        facts.setdefault(node, set()).add(local(row["fact"]))
        side = str(row["value"]), local(row["lead"]), set[str]()
        sides.setdefault(node, {}).setdefault(str(row["side"]), side)[2].add(local(row["claim"]))
    found = []
    for node, kind in kinds.items():
        ordered = (Side(value, tuple(sorted(claims)), lead) for _, (value, lead, claims) in sorted(sides[node].items()))
        found.append(Conflict(kind, tuple(sorted(facts[node])), tuple(ordered)))
    return sorted(found, key=lambda one: (one.kind, one.facts, one.id))
