"""Which format a client gets, by its Accept header."""

from collections.abc import Iterable

from pyoxigraph import QueryResultsFormat, RdfFormat

RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}


def best(accept: str, offered: Iterable[str]) -> str | None:
    """The media type that the client likes best of those offered, the first of equals; None if it accepts none.

    >>> best("text/html, text/csv;q=0.5, */*;q=0.1", ["application/json", "text/csv"])
    'text/csv'
    """
    wishes = [_wish(part) for part in (accept or "*/*").split(",")]
    ranked = [(_quality(media, wishes), -number, media) for number, media in enumerate(offered)]
    quality, _, media = max(ranked)
    return media if quality > 0 else None


def _wish(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip() for piece in part.split(";"))
    quality = next((parameter[2:] for parameter in parameters if parameter.startswith("q=")), "1")
    return media.lower(), float(quality) if quality.replace(".", "", 1).isdigit() else 0.0


def _quality(media: str, wishes: Iterable[tuple[str, float]]) -> float:
    """The quality of the most exact wish that fits."""
    exactness = {media: 3, f"{media.split('/')[0]}/*": 2, "*/*": 1}
    fitting = [(exactness[wish], quality) for wish, quality in wishes if wish in exactness]
    return max(fitting)[1] if fitting else 0.0
