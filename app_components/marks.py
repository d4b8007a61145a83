"""Marked text: an article cut into pieces at the borders of its claims, so that each piece is plain text with what it evidences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.claim import Claim
from graph.wording import claim_sentence
from ontology import STATUSES

ROOM = 170  # characters of context on either side of a quote: about a sentence


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: the `claims` (ids) it evidences, and the `status` of the one shown; `strong` marks a mention, `title` is shown on hover."""

    text: str
    claims: tuple[str, ...] = ()
    status: str = ""
    chosen: bool = False
    strong: bool = False
    title: str = ""


def pieces(text: str, claims: Sequence[Claim], chosen: str = "", span: tuple[int, int] | None = None) -> list[Piece]:
    """The text (or its `span`) in pieces; joined they give it back. Where claims overlap, the chosen one shows, else the most doubtful."""
    start, end = span or (0, len(text))
    mentions = [place for claim in claims if claim.id == chosen for place in _mentions(text, claim)]
    borders = {start, end, *(border for claim in claims for border in (claim.start, claim.end)), *(border for place in mentions for border in place)}
    cuts = sorted(border for border in borders if start <= border <= end)
    return [_piece(text, (left, right), claims, chosen, mentions) for left, right in pairwise(cuts)]


def _piece(text: str, place: tuple[int, int], claims: Iterable[Claim], chosen: str, mentions: Iterable[tuple[int, int]]) -> Piece:
    left, right = place
    over = [claim for claim in claims if claim.start <= left and right <= claim.end]
    if not over:
        return Piece(text[left:right])
    shown = min(over, key=lambda claim: (claim.id != chosen, STATUSES[claim.status].precedence, claim.id))
    strong = any(start <= left and right <= end for start, end in mentions)
    title = "\n".join(f"{claim_sentence(claim)} ({claim.status})" for claim in over)
    ids = (shown.id, *(claim.id for claim in over if claim.id != shown.id))
    return Piece(text[left:right], ids, shown.status, shown.id == chosen, strong, title)


def _mentions(text: str, claim: Claim) -> list[tuple[int, int]]:
    """Where the two ends of a claim are named in its quote."""
    named = [mention for mention in (claim.subject_mention, claim.object_mention) if mention and mention in claim.quote]
    places = {mention: text.index(mention, claim.start) for mention in named}
    return [(place, place + len(mention)) for mention, place in places.items()]


def context(text: str, claim: Claim) -> tuple[int, int]:
    """The quote with some words on either side, within its paragraph."""
    start = max(text.rfind("\n", 0, claim.start) + 1, claim.start - ROOM)
    stop = text.find("\n", claim.end)
    end = min(len(text) if stop < 0 else stop, claim.end + ROOM)
    start += len(re.match(r"\S*\s*", text[start : claim.start])[0]) if start and text[start - 1] not in " \n" else 0  # type: ignore[index]  # matches ""
    if end < len(text) and text[end] not in " \n":
        end = max(claim.end, text.rfind(" ", claim.end, end))
    return start, end


def quoted(text: str, claim: Claim) -> list[Piece]:
    """The claim's words marked in their context, with dots where the paragraph goes on."""
    start, end = context(text, claim)
    before = "" if start == 0 or text[start - 1] == "\n" else "… "
    after = "" if end == len(text) or text[end] == "\n" else " …"
    return [piece for piece in (Piece(before), *pieces(text, [claim], claim.id, (start, end)), Piece(after)) if piece.text]
