"""A row of a table as an article: one line of text for each field, and claims that quote those lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from graph.article import Article
from graph.claim import Claim, check_quotes
from graph.errors import SourceError
from ingest.articles import canonical, iso_date, make_article
from ingest.structured.names import Name
from ingest.values import Money, iso

EXTRACTOR = "landscape/structured-1"
Source = TypeVar("Source")
Row = tuple[Article, list[Claim]]
Item = Row | SourceError
Span = tuple[int, int]
Fields = Mapping[str, object]
"""A row as its source has it: text, or lists and mappings of text, by the name of the field."""

_DEEPEST = 4  # lists and mappings within each other; the forms that are read use two


@dataclass(frozen=True, slots=True)
class Record:
    """A row as an article, with the place of the first to the last line of each of its fields in the text."""

    article: Article
    places: Mapping[str, Span]

    def quote(self, *fields: str) -> Span:
        """The lines from the first to the last of these fields, of those that the row has."""
        found = [self.places[field] for field in fields if field in self.places]
        return min(start for start, _ in found), max(end for _, end in found)

    def claim(
        self,
        subject: Name,
        relation: str,
        target: Name,
        quote: Span,
        *,
        status: str = "asserted",
        date: str = "",
        money: Money | None = None,
        amount_text: str = "",
        round_: str = "",
    ) -> Claim:
        """The claim that the words at this place make."""
        return Claim(
            article=self.article.id,
            subject=subject.name,
            subject_type=subject.type,
            subject_id=subject.slug,
            subject_mention=subject.mention,
            relation=relation,
            object=target.name,
            object_type=target.type,
            object_id=target.slug,
            object_mention=target.mention,
            status=status,
            quote=self.article.text[slice(*quote)],
            start=quote[0],
            end=quote[1],
            confidence=1.0,  # a field says what it says: there is nothing to guess
            extractor=EXTRACTOR,
            date=date,
            amount=money.amount if money else None,
            currency=money.currency if money else "",
            amount_text=amount_text,
            round=round_,
        )

    def row(self, claims: Iterable[Claim]) -> Row:
        """The article with its claims: each fact once, nothing about a thing and itself, in the order that the extractor gives them."""
        facts: dict[tuple[str, str, str], Claim] = {}
        for claim in claims:
            if claim.subject_id != claim.object_id:
                facts.setdefault((claim.subject_id, claim.relation, claim.object_id), claim)
        ordered = sorted(facts.values(), key=lambda claim: (claim.start, claim.relation, claim.subject, claim.object))
        check_quotes(self.article, ordered)
        return self.article, ordered


def record(place: str, fields: Fields, first: Iterable[str], *, external_id: str, title: str, publisher: str, url: str, published: str) -> Record:
    """The record of a row; `place` is what errors call it.

    The fields in `first` stand first, in this order, and the others follow as the source has them: the claims rest on those, so that
    a quote from one field's line to another's is short and names both ends.
    """
    order = dict.fromkeys(field for field in [*first, *fields] if field and field in fields)  # a column without a name is a row number
    lines = [(field, f"{_one_line(field)}: {line}") for field in order for line in _lines(fields[field], f"{place}, field {field!r}")]
    text = "\n".join(line for _, line in lines)
    article = make_article(text, external_id=external_id, title=title, url=url, publisher=publisher, published=published)
    if article.text != text:
        raise SourceError(f"{place}: its lines change when they are made canonical. Take out the characters that no text has.")
    places: dict[str, Span] = {}
    at = 0
    for field, line in lines:
        places[field] = (places.get(field, (at, at))[0], at + len(line))
        at += len(line) + 1
    return Record(article, places)


def _lines(value: object, place: str) -> Iterator[str]:
    """The lines of a field: one, or one for each of a list of mappings; none where it is empty."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for item in value:
            yield from _lines(item, place)
    elif text := _flat(value, place, _DEEPEST):
        yield text


def _flat(value: object, place: str, depth: int) -> str:
    """A value in one line: "a, b" for a list, "key: a; other: b" for a mapping, without what is empty."""
    if depth == 0:
        raise SourceError(f"{place}: lists and mappings lie more than {_DEEPEST} deep. Write the value as text.")
    if isinstance(value, list):
        return ", ".join(text for item in value if (text := _flat(item, place, depth - 1)))
    if isinstance(value, dict):
        return "; ".join(f"{_one_line(str(key))}: {text}" for key, item in value.items() if (text := _flat(item, place, depth - 1)))
    return _one_line("" if value is None else str(value))


def _one_line(text: str) -> str:
    return " ".join(canonical(text).split())


def plain(value: object) -> str:
    """A field that must be text, in one line as it stands in the article; "" where the row does not give it."""
    return _one_line(value) if isinstance(value, str) else ""


def link(value: str) -> str:
    """The first http(s) address in a field, or ""."""
    return next((word.rstrip(",;)") for word in value.split() if word.startswith(("http://", "https://"))), "")


def day(value: str, place: str, field: str) -> str:
    """The date in a field as ISO writes it, as precise as given; "" for none. `SourceError` for what is no date."""
    try:
        return iso_date(value, place)
    except SourceError as error:
        if found := iso(value, ""):
            return found
        raise SourceError(f"{place}, field {field!r}: {value!r} is no date. Write it as 2023, 2023-12 or 2023-12-12.") from error


def each(sources: Iterable[Source], read: Callable[[Source], Row]) -> Iterator[Item]:
    """What `read` makes of each row, or the error that says why it made nothing: the others are read all the same."""
    for source in sources:
        try:
            yield read(source)
        except SourceError as error:
            yield error
