"""The graphs that a query is about, where they are named beside its text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dataset:
    """IRIs of graphs: patterns outside of GRAPH see the union of the `default` ones, GRAPH the `named` ones, and neither any other."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


NOT_UNION = (
    "answers from its default graph alone; make that the union of all graphs there"
    " (oxigraph serve --union-default-graph; Fuseki: tdb2:unionDefaultGraph true)"
)
"""What is wrong with a server whose default graph is not the union of all."""
