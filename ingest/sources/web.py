"""Pages and feeds on the web. Nothing is fetched but the address given and, for a feed, the pages that it names."""

from collections.abc import Iterator

import feedparser
import httpx

from graph.article import Article
from graph.errors import SourceError
from ingest.sources.html import article_of

LARGEST = 10 * 1024 * 1024
MOST_ENTRIES = 50
_SECONDS = 20.0


def read(url: str) -> Iterator[Article | SourceError]:
    """The article of a page, or those of the pages that a feed names (its first fifty). The external id is the page's address."""
    try:
        page = fetch(url)
        if not _is_feed(page):
            yield article_of(page, external_id=url, url=url)
            return
    except SourceError as error:
        yield error
        return
    entries = [str(entry.link) for entry in feedparser.parse(page).entries if "link" in entry]
    if not entries:
        yield SourceError(f"{url}: this feed names no pages. Give the address of a page instead.")
    for link in entries[:MOST_ENTRIES]:
        try:
            yield article_of(fetch(link), external_id=link, url=link)
        except SourceError as error:
            yield error


def fetch(url: str) -> str:
    """The source of a page. Raises `SourceError` for an address that does not answer with text of at most ten megabytes."""
    try:
        with httpx.stream("GET", url, timeout=_SECONDS, follow_redirects=True, headers={"User-Agent": "landscape/0.1"}) as response:
            response.raise_for_status()
            data = bytearray()
            for part in response.iter_bytes():
                data += part
                if len(data) > LARGEST:
                    raise SourceError(f"{url}: larger than {LARGEST // 1024 // 1024} MB. Save the article's text to a file and give that.")
            return data.decode(response.charset_encoding or "utf-8", "replace")
    except httpx.HTTPStatusError as error:
        raise SourceError(
            f"{url}: the server answers {error.response.status_code}. Open it in a browser, or save the page and give the file."
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, LookupError) as error:
        raise SourceError(f"{url}: cannot be fetched ({error}). Check the address and the connection, or save the page and give the file.") from error


def _is_feed(page: str) -> bool:
    head = page.lstrip()[:500].lower()
    return head.startswith(("<?xml", "<rss", "<feed")) and ("<rss" in head or "<feed" in head)
