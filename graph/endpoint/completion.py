"""What the editor of the page completes: terms of the vocabulary, properties in use, and entities by name."""

from collections.abc import Iterator, Mapping
from threading import Lock

from rdflib import RDF, RDFS, SKOS

from graph.entity import Entity
from graph.rdf.terms import local
from graph.sparql.prefixes import PREFIXES
from graph.store import Store
from ontology import ENTITY, GRAPH, KNOWN, LAND, RELATIONS, TYPES

_IN_USE = "SELECT DISTINCT ?property { ?s ?property ?o }"
_IN_FACTS = f"SELECT DISTINCT ?entity {{ GRAPH {LAND.facts.n3()} {{ ?entity {SKOS.prefLabel.n3()} ?name }} }}"

Offer = Mapping[str, str]
"""What can be put into a query: `name` as it is written there, `label` and `comment` for people, and its `kind`."""


def terms(store: Store) -> list[Offer]:
    """The terms of the vocabulary, then the properties of other vocabularies that the store uses."""
    own = [offer for name in LAND.__dir__() if (offer := _term(name))["comment"]]  # words by which the reader finds relations have no comment
    used = (short(str(row["property"])) for row in store.rows(_IN_USE))
    foreign = [_offer(name, "property") for name in used if name and not name.startswith("land:")]
    return [*sorted(own, key=lambda offer: offer["name"]), *sorted(foreign, key=lambda offer: offer["name"])]


def short(iri: str) -> str:
    """The name of an IRI by the longest prefix that fits, "" where none does.

    >>> short("https://w3id.org/landscape/ontology#Fact"), short("urn:x")
    ('land:Fact', '')
    """
    fitting = [(len(base), prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    return f"{max(fitting)[1]}:{iri[max(fitting)[0] :]}" if fitting else ""


def _offer(name: str, kind: str, label: str = "", comment: str = "") -> Offer:
    return {"name": name, "kind": kind, "label": label, "comment": comment}


def _term(name: str) -> Offer:
    node = LAND[name]
    kinds = {local(kind) for kind in GRAPH.objects(node, RDF.type)}
    kind = "relation" if name in RELATIONS else next((word for word in ("class", "property", "status") if word.capitalize() in kinds), "value")
    return _offer(f"land:{name}", kind, str(GRAPH.value(node, RDFS.label) or ""), str(GRAPH.value(node, RDFS.comment) or ""))


class Names:
    """The names of all entities, read again when the facts have changed."""

    def __init__(self, store: Store) -> None:
        self._store, self._lock = store, Lock()
        self._version: str | None = None
        self._entries: list[tuple[str, Offer, bool]] = []

    def find(self, words: str, limit: int) -> list[Offer]:
        """The entities of which a name begins with these words, or has a word that does; those of which facts speak come first."""
        wanted = words.casefold().strip()
        ranked = [
            (not in_facts, not name.startswith(wanted), len(name), name, offer)
            for name, offer, in_facts in self._read()
            if name.startswith(wanted) or f" {wanted}" in name
        ]
        found = {offer["name"]: offer for *_, offer in sorted(ranked, key=lambda entry: entry[:4])}
        return list(found.values())[:limit]

    def _read(self) -> list[tuple[str, Offer, bool]]:
        with self._lock:
            if (version := self._store.version()) != self._version:
                in_facts = {local(row["entity"]) for row in self._store.rows(_IN_FACTS)}
                entities = self._store.entities().values()
                self._entries = [(name, _entity(entity), entity.id in in_facts) for entity in entities for name in _names(entity)]
                self._version = version
            return self._entries


def _names(entity: Entity) -> Iterator[str]:
    """All names of an entity, as they are compared: its name, its aliases, and its slug."""
    known = KNOWN.get(entity.id)
    yield from sorted({text.casefold() for text in (entity.name, entity.id, *(known.labels if known else ()), *(known.ambiguous if known else ()))})


def _entity(entity: Entity) -> Offer:
    name = short(str(ENTITY[entity.id]))
    return _offer(name, "entity", entity.name, TYPES[entity.type].label if entity.type in TYPES else entity.type)
