"""Where an article has its news from: what it copies, and whom it names as the first to report."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from datasketch import MinHash

SHINGLE = 4  # words: reports on one event share runs of two or three by chance, of four mostly by copying
PERMUTATIONS, BANDS = 96, 24  # bands of 4: articles with a Jaccard similarity of 0.45 share one of them two times in three, of 0.6 nearly always
COPY = 0.4  # least similarity of two copies: half of the shingles of the shorter one stand in the other
_EMPTY = MinHash(num_perm=PERMUTATIONS, seed=1)  # whose permutations all share: to draw them takes as long as to use them

_WORD = r"[A-Z](?:[\w&'’-]|\.(?=\w))*"  # a full stop at its end ends the sentence
_WHO = rf"((?:the )?{_WORD}(?: (?:of |the )?{_WORD}){{0,3}})"
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:[Ff]irst|[Ee]arlier|[Aa]s) reported by {_WHO}",
        rf"{_WHO} (?:was )?(?:the )?first (?:to report|reported)",
        rf"\b[Aa]ccording to (?:a |an )?(?:\w+ )?reports? (?:by|in|from) {_WHO}",
        rf"\b[Cc]iting (?:a |an )?(?:report (?:by|in|from) )?{_WHO}",
    )
)


def named_origin(text: str) -> str:
    """Whom an article names as the first to report its news, or "".

    >>> named_origin("The deal, first reported by the Financial Times, is worth $2 billion.")
    'Financial Times'
    >>> named_origin("The talks were first reported by Reuters. The company declined to comment.")
    'Reuters'
    """
    if "report" not in text and "iting " not in text:  # most texts, of which the patterns would try each capital letter
        return ""
    found = [(match.start(1), match[1]) for pattern in _NAMED for match in pattern.finditer(text)]
    return re.sub(r"^the |[’']s$|\.$", "", min(found)[1]) if found else ""


def fingerprint(text: str) -> Sequence[int]:
    """The MinHash of a text's runs of words (Broder 1997, On the resemblance and containment of documents)."""
    words = re.findall(r"\w+", text.casefold())
    runs = {" ".join(words[k : k + SHINGLE]) for k in range(max(len(words) - SHINGLE + 1, 1))}
    minhash = _EMPTY.copy()
    minhash.update_batch([run.encode() for run in runs])
    return [int(value) for value in minhash.hashvalues]


def bands(values: Sequence[int]) -> Iterator[str]:
    """Keys of which two similar texts very likely share one."""
    rows = PERMUTATIONS // BANDS
    for k in range(BANDS):
        yield f"{k:02}-" + "".join(f"{value:08x}" for value in values[k * rows : (k + 1) * rows])


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated Jaccard similarity of two texts' runs of words, 0 to 1."""
    return float(np.mean(np.asarray(one) == np.asarray(other)))


@dataclass(frozen=True, slots=True)
class Report:
    """What tells whose report an article is."""

    article: str
    fingerprint: Sequence[int]
    reported_by: str
    publisher: str
    published: str


def origins(reports: Iterable[Report]) -> dict[str, tuple[str, str]]:
    """For each article that is not its own origin: the origin, and the id of the article that it copies ("" where it only names the origin).

    Of copies the earliest is the original; where it names an origin itself, that is the origin of all.
    """
    by_id = {report.article: report for report in reports}
    found = {report.article: (report.reported_by, "") for report in by_id.values() if report.reported_by}
    for group in copies({report.article: report.fingerprint for report in by_id.values()}):
        first = min(group, key=lambda article: (by_id[article].published or "9999", article))
        origin = by_id[first].reported_by or by_id[first].publisher or first
        found |= {article: (origin, first) for article in group if article != first}
    return found


def copies(fingerprints: Mapping[str, Sequence[int]]) -> Iterator[frozenset[str]]:
    """The groups of articles that are copies of each other, also through third ones."""
    shared: dict[str, list[str]] = {}
    for article, values in fingerprints.items():
        for band in bands(values):
            shared.setdefault(band, []).append(article)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(pair for members in shared.values() for pair in _similar(members, fingerprints))
    yield from map(frozenset, nx.connected_components(graph))


def _similar(members: Sequence[str], fingerprints: Mapping[str, Sequence[int]]) -> Iterable[tuple[str, str]]:
    """Each member with the first: a group is joined through it, and one of a thousand copies costs a thousand comparisons, not a million."""
    return ((members[0], other) for other in members[1:] if similarity(fingerprints[members[0]], fingerprints[other]) >= COPY)
