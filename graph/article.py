"""The record of an article: what was read, word for word."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. `text` is canonical (see `ingest.articles.canonical`): claims' offsets count its characters.

    `external_id` is the id under which it was given to us (a line's id, a file's stem, a page's address);
    `published` is an ISO date as precise as known ("2023-12-12", "2023-12" or "2023"), `retrieved` an ISO 8601 instant in UTC.
    """

    text: str
    external_id: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    retrieved: str = ""
    language: str = "en"

    @property
    def id(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal: the same words are the same article wherever they were found."""
        return hashlib.sha256(self.text.encode()).hexdigest()
