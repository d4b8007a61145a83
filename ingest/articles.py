"""From what a source holds to an `Article`: canonical text, so that the same words have the same id and the same offsets everywhere."""

import re
import unicodedata
from datetime import UTC, datetime

from graph.article import Article
from graph.errors import SourceError

__all__ = ["Article", "canonical", "make_article"]

# Far beyond any article (the longest magazine pieces have some 200,000 characters), and still read in well under a minute.
LONGEST = 1_000_000


def canonical(text: str) -> str:
    """The text in Unicode NFC with plain line ends, no control or zero-width characters, and at most one blank line in a row.

    >>> canonical("Caf\\u0065\\u0301\\r\\nsays\\u200b  hi \\n\\n\\n\\nthere")
    'Café\\nsays hi\\n\\nthere'
    """
    text = text.encode("utf-8", "replace").decode()
    text = re.sub(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85", "\n", text)
    text = "".join(character for character in text if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cn", "Co"})
    text = re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", text)).strip()


def make_article(
    text: str, *, external_id: str, title: str = "", url: str = "", publisher: str = "", author: str = "", published: str = "", language: str = "en"
) -> Article:
    """The article of a text, or a `SourceError` when there is nothing in it to read."""
    text = canonical(text)
    if not any(character.isalpha() for character in text):
        raise SourceError(f"{external_id}: no text in it. Give an article with words, or drop it from the call.")
    if len(text) > LONGEST:
        raise SourceError(f"{external_id}: {len(text):,} characters are more than one article ({LONGEST:,} at most). Split it into its articles.")
    return Article(
        text=text,
        external_id=external_id,
        title=canonical(title),
        url=url,
        publisher=publisher,
        author=author,
        published=iso_date(published, external_id),
        retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
        language=language,
    )


def iso_date(date: str, external_id: str) -> str:
    """`date` if it is an ISO date as precise as known ("2023", "2023-12", "2023-12-12", or an instant, which is cut to its day)."""
    found = re.match(r"(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?(?=$|T|\s)", date.strip())
    if date and (not found or not _in_calendar(found[0])):
        raise SourceError(f"{external_id}: {date!r} is not a date. Write it as 2023, 2023-12 or 2023-12-12.")
    return found[0] if found else ""


def _in_calendar(date: str) -> bool:
    """Whether a date in the form of ISO 8601 exists: 2023-02-30 does not."""
    try:
        datetime.fromisoformat((date + "-01-01")[:10])
    except ValueError:
        return False
    return True
