"""The short names of the vocabularies that the graph uses."""

from collections.abc import Mapping
from types import MappingProxyType

from graph.rdf.terms import ARTICLE, CLAIM, FACT, OA
from ontology import ENTITY, LAND

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "land": str(LAND),
        "ent": str(ENTITY),
        "article": ARTICLE,
        "claim": CLAIM,
        "fact": FACT,
        "dcterms": "http://purl.org/dc/terms/",
        "oa": str(OA),
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""IRI by prefix."""
