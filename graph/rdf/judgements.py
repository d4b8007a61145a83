"""Judgements in RDF, as Web Annotations: what a person decided, about which words or entities."""

import json
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal
from rdflib import DCTERMS, PROV, RDF, XSD

from graph.judgements.judgement import Judgement
from graph.rdf.terms import ARTICLE, JUDGEMENT, OA, Statement, named
from ontology import ENTITY, LAND

_MOTIVATIONS = {"accept": "assessing", "reject": "assessing", "correct": "editing", "comment": "commenting", "withdraw": "moderating"}


def judgement_statements(judgement: Judgement) -> Iterator[Statement]:
    """The node of a judgement, with the whole of it as one line of JSON."""
    node = named(JUDGEMENT + judgement.id)
    yield node, RDF.type, named(LAND.Judgement)
    yield node, RDF.type, named(OA.Annotation)
    yield node, OA.motivatedBy, named(OA[_MOTIVATIONS.get(judgement.kind, "linking")])
    yield node, LAND.kind, Literal(judgement.kind)
    yield node, DCTERMS.creator, Literal(judgement.by)
    yield node, PROV.generatedAtTime, Literal(judgement.at, datatype=named(XSD.dateTime))
    yield node, LAND.record, Literal(json.dumps(judgement.as_dict(), ensure_ascii=False, sort_keys=True))
    if judgement.article:
        yield node, OA.hasTarget, named(ARTICLE + judgement.article)
        yield node, OA.exact, Literal(judgement.quote)
        yield node, RDF.predicate, named(LAND[judgement.relation])
    elif judgement.subject:
        yield from ((node, LAND.about, named(ENTITY[slug])) for slug in (judgement.subject, judgement.object) if slug)
    if judgement.withdraws:
        yield node, PROV.invalidated, named(JUDGEMENT + judgement.withdraws)


def select_judgements() -> str:
    """The query for judgements."""
    return f"SELECT ?record {{ GRAPH {LAND.judgements.n3()} {{ ?judgement {LAND.record.n3()} ?record }} }}"


def read_judgement(row: Mapping[str, object]) -> Judgement:
    """The judgement that `judgement_statements` wrote, from a row of `select_judgements`."""
    return Judgement.from_dict(json.loads(str(row["record"])))
