"""The entities that are known by name beforehand (`individuals.ttl`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rdflib import RDF, SKOS, Graph, URIRef

from ontology.vocabulary import ENTITY, LAND, TYPES


@dataclass(frozen=True, slots=True)
class Individual:
    """A known entity. `labels` identify it anywhere; `ambiguous` ones only in an article that holds a `context` word or one of the labels."""

    slug: str
    name: str
    type: str
    roles: tuple[str, ...]
    labels: tuple[str, ...]
    ambiguous: tuple[str, ...]
    context: tuple[str, ...]
    country: str | None
    license_class: str | None


def _read(graph: Graph) -> Iterator[Individual]:
    def texts(subject: URIRef, predicate: URIRef) -> tuple[str, ...]:
        return tuple(sorted(str(text) for text in graph.objects(subject, predicate)))

    for node in sorted({node for node in graph.subjects(SKOS.prefLabel) if isinstance(node, URIRef)}):
        types = [str(kind).removeprefix(str(LAND)) for kind in graph.objects(node, RDF.type)]
        if len(types) != 1 or types[0] not in TYPES:
            raise ValueError(f"individuals.ttl: {node} has the types {types}; give it exactly one class of landscape.ttl")
        (name,) = texts(node, SKOS.prefLabel)
        ambiguous = texts(node, LAND.ambiguousLabel)
        yield Individual(
            slug=str(node).removeprefix(str(ENTITY)),
            name=name,
            type=types[0],
            roles=tuple(sorted(str(role).removeprefix(str(LAND)) for role in graph.objects(node, LAND.hasRole))),
            labels=tuple(label for label in (name, *texts(node, SKOS.altLabel)) if label not in ambiguous),
            ambiguous=ambiguous,
            context=texts(node, LAND.contextWord),
            country=str(country) if (country := graph.value(node, LAND.country)) else None,
            license_class=str(kind) if (kind := graph.value(node, LAND.licenseClass)) else None,
        )


KNOWN: Mapping[str, Individual] = MappingProxyType(
    {individual.slug: individual for individual in _read(Graph().parse(Path(__file__).with_name("individuals.ttl")))}
)
