"""The schemes of names that the name head knows: ours, and those of the corpora that it is measured on."""

from ingest.pairs import NAME_TYPES

SCHEMES = {
    "landscape": NAME_TYPES,
    "uner": ("PER", "ORG", "LOC"),
    "wikigold": ("PER", "ORG", "LOC", "MISC"),
    "wnut": ("person", "corporation", "group", "location", "product", "creative-work"),
    "crossner": (
        "algorithm",
        "conference",
        "country",
        "field",
        "location",
        "metrics",
        "misc",
        "organisation",
        "person",
        "product",
        "programlang",
        "researcher",
        "task",
        "university",
    ),
}
KNOWLEDGENET = ("CEO", "FOUNDED_BY", "SUBSIDIARY_OF", "HEADQUARTERS")
