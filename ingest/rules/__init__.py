"""The reading rules of the first version: phrases of the ontology over chunks. The trained pipeline is measured against them (`bench/`)."""
