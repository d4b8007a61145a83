"""Classes, relations and statuses of `landscape.ttl` as frozen records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.namespace import ClosedNamespace

ENTITY = Namespace("https://w3id.org/landscape/entity/")
_BASE = "https://w3id.org/landscape/ontology#"

GRAPH = Graph().parse(Path(__file__).with_name("landscape.ttl"))
"""The ontology itself, for export and validation. Read-only by agreement."""

VERSION = str(GRAPH.value(URIRef(_BASE.rstrip("#")), OWL.versionInfo))

LAND = ClosedNamespace(_BASE, sorted({str(term).removeprefix(_BASE) for term in GRAPH.subjects() if str(term).startswith(_BASE)}))
"""Every term that `landscape.ttl` defines; any other name raises `AttributeError`."""


@dataclass(frozen=True, slots=True)
class EntityType:
    """A class of entities, with the common nouns that may stand for its members and the words that betray an unknown name's type."""

    name: str
    label: str
    comment: str
    parent: str | None
    lane: str | None
    descriptors: tuple[str, ...]
    name_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation with its types and the phrases that state it, by kind of phrase (the notation stands at the head of `landscape.ttl`)."""

    name: str
    label: str
    comment: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool
    parent: str | None
    phrases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Status:
    """How something is stated; of two that fit, the one of lower precedence number holds."""

    name: str
    term: str
    comment: str
    precedence: int
    cues: tuple[str, ...]
    noun_cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A layer of the value chain; `position` counts from upstream to downstream."""

    name: str
    label: str
    position: int


PHRASE_KINDS = ("verb", "inverseVerb", "noun", "inverseNoun", "event", "compound", "possessive")


def _name(term: object) -> str:
    return str(term).removeprefix(_BASE)


def _texts(subject: URIRef, predicate: URIRef) -> tuple[str, ...]:
    return tuple(sorted(str(text) for text in GRAPH.objects(subject, predicate)))


def _text(subject: URIRef, predicate: URIRef) -> str:
    value = GRAPH.value(subject, predicate)
    return "" if value is None else str(value)


def _own(subject: URIRef, predicate: URIRef) -> tuple[str, ...]:
    """Names of the land: terms to which `subject` points."""
    return tuple(sorted(_name(term) for term in GRAPH.objects(subject, predicate) if str(term).startswith(_BASE)))


def _classes() -> Iterator[EntityType]:
    for node in sorted(node for node in GRAPH.transitive_subjects(RDFS.subClassOf, LAND.Entity) if isinstance(node, URIRef)):
        yield EntityType(
            name=_name(node),
            label=_text(node, RDFS.label),
            comment=_text(node, RDFS.comment),
            parent=next(iter(_own(node, RDFS.subClassOf)), None),
            lane=_text(node, LAND.lane) or None,
            descriptors=_texts(node, LAND.descriptor),
            name_words=_texts(node, LAND.nameWord),
        )


def _relations() -> Iterator[Relation]:
    for kind in (LAND.Relation, LAND.SymmetricRelation):
        for node in sorted(node for node in GRAPH.subjects(RDF.type, kind) if isinstance(node, URIRef)):
            yield Relation(
                name=_name(node),
                label=_text(node, RDFS.label),
                comment=_text(node, RDFS.comment),
                domain=_own(node, RDFS.domain),
                range=_own(node, RDFS.range),
                symmetric=kind == LAND.SymmetricRelation,
                parent=next(iter(_own(node, RDFS.subPropertyOf)), None),
                phrases=MappingProxyType({phrase: texts for phrase in PHRASE_KINDS if (texts := _texts(node, LAND[phrase]))}),
            )


def _statuses() -> Iterator[Status]:
    for node in GRAPH.subjects(RDF.type, LAND.Status):
        if isinstance(node, URIRef):
            yield Status(
                name=_text(node, SKOS.notation),
                term=_name(node),
                comment=_text(node, RDFS.comment),
                precedence=int(_text(node, LAND.precedence)),
                cues=_texts(node, LAND.cue),
                noun_cues=_texts(node, LAND.nounCue),
            )


def _lanes() -> Iterator[Lane]:
    for node in GRAPH.subjects(RDF.type, LAND.Lane):
        if isinstance(node, URIRef):
            yield Lane(_text(node, SKOS.notation), _text(node, RDFS.label), int(_text(node, LAND.position)))


TYPES: Mapping[str, EntityType] = MappingProxyType({found.name: found for found in _classes()})
RELATIONS: Mapping[str, Relation] = MappingProxyType({found.name: found for found in sorted(_relations(), key=lambda relation: relation.name)})
STATUSES: Mapping[str, Status] = MappingProxyType({found.name: found for found in sorted(_statuses(), key=lambda status: status.precedence)})
LANES: Mapping[str, Lane] = MappingProxyType({found.name: found for found in sorted(_lanes(), key=lambda lane: lane.position)})


def is_a(name: str, ancestor: str) -> bool:
    """Whether the type `name` is `ancestor` or one of its kinds.

    >>> is_a("ChipMaker", "Organization"), is_a("Model", "Product")
    (True, False)
    """
    while name != ancestor:
        parent = TYPES[name].parent if name in TYPES else None
        if parent is None:
            return False
        name = parent
    return True


def top_type(name: str) -> str:
    """The entity type right below `Entity` that `name` belongs to: the type that claims carry.

    >>> top_type("ChipMaker")
    'Organization'
    """
    while (parent := TYPES[name].parent) not in (None, "Entity"):
        name = parent
    return name
