"""Whether a store holds what the shapes ask of it."""

from dataclasses import dataclass
from pathlib import Path

import pyshacl
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

import ontology
from graph.export import FORMATS
from graph.store import Store

_SHAPES = Path(ontology.__file__).with_name("shapes.ttl")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with one node: in words, and the property and value that show it."""

    node: str
    message: str
    path: str
    value: str

    def __str__(self) -> str:
        value = f": {self.value[:120]}" if self.value else ""
        return f"{self.node}\n    {self.message} ({self.path or 'the whole node'}{value})"


def check(store: Store) -> list[Fault]:
    """The faults of the store against `ontology/shapes.ttl`, in a fixed order; empty if it is valid."""
    data = Graph().parse(data=FORMATS["nt"](store), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(_SHAPES), inference="none", allow_warnings=True)
    return sorted(_faults(report))


def _faults(report: Graph) -> set[Fault]:
    def text(node: Node, term: URIRef) -> str:
        return str(report.value(node, term) or "")

    results = report.subjects(RDF.type, SH.ValidationResult)
    return {Fault(text(node, SH.focusNode), text(node, SH.resultMessage), text(node, SH.resultPath), text(node, SH.value)) for node in results}
