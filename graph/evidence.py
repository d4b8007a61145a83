"""What stands behind a fact: claims, each with the article it was read in."""

from dataclasses import dataclass

from graph.claim import Claim


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article without its text; `claims` is how many claims were read in it."""

    id: str
    external_id: str
    title: str
    publisher: str
    published: str
    url: str
    claims: int

    @property
    def source(self) -> str:
        """Who speaks: the publisher, and an article that names none speaks for itself."""
        return self.publisher.strip().casefold() or self.id


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim and the article it was read in."""

    claim: Claim
    article: ArticleRow
