"""What stands behind a fact: claims, each with the article it was read in."""

from dataclasses import dataclass, replace

from graph.claim import Claim


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article without its text; `claims` is how many claims were read in it.

    `origin` is whose report it is, where that is not its own: whom it names as the first to report, or the source of the text that it copies.
    """

    id: str
    external_id: str
    title: str
    publisher: str
    published: str
    url: str
    claims: int
    origin: str = ""

    @property
    def source(self) -> str:
        """Who speaks: the origin of the report, else the publisher, and an article that names none speaks for itself."""
        return plain_source(self.origin) or plain_source(self.publisher) or self.id


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim and the article it was read in. Where a person corrected the claim, `read_as` is the id under which it was read and is kept."""

    claim: Claim
    article: ArticleRow
    read_as: str = ""

    @property
    def id(self) -> str:
        """The id of the claim in the store."""
        return self.read_as or self.claim.id

    @property
    def source(self) -> str:
        """Whose word it is: the person or body that is quoted, else the article's source. Two papers that quote one speaker are one source."""
        return plain_source(self.claim.attributed_to) or self.article.source

    @property
    def voice(self) -> str:
        """ "article" where the article speaks itself, "party" where an end of the claim is quoted, else "other"."""
        speaker = plain_source(self.claim.attributed_to)
        ends = {plain_source(name) for name in (self.claim.subject, self.claim.object, self.claim.subject_id, self.claim.object_id)}
        return "article" if not speaker else "party" if speaker in ends else "other"

    @property
    def precedence(self) -> tuple[str, float, str]:
        """Which of several claims is told where one must do: the greatest, of the latest article and there the surest."""
        return self.article.published, self.claim.confidence, self.id

    def coming_from(self, origin: str) -> "Evidence":
        """The claim in its article, of which this is the origin."""
        return replace(self, article=replace(self.article, origin=origin))


def plain_source(name: str) -> str:
    """What makes two spellings of a source the same.

    >>> plain_source("The Financial  Times")
    'financial times'
    """
    return " ".join(name.casefold().split()).removeprefix("the ")
