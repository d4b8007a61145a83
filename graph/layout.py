"""Where the entities of a picture stand: columns from left to right, rows ordered so that few edges cross."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

# In pixels at zoom 1: a label of 16 characters at 14 px is some 110 wide; a node of middling size with two lines of label is some 65 high.
COLUMN, SUBCOLUMN, WIDEST_COLUMN, ROW, WIDEST_ROW = 160, 120, 300, 65, 84
PICTURE = 1150  # a picture narrower than this spreads its columns
TALLEST = 11  # entities below each other; a column with more gets sub-columns
SWEEPS = 8  # the number of crossings no longer falls after four to six on graphs of 60 entities

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of the picture in pixels: its name, its left and right edge, and how many entities stand in it."""

    label: str
    left: float
    right: float
    size: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions in pixels at zoom 1 by entity, and the lanes that hold them; y lies in `top`..`bottom`."""

    positions: Mapping[str, tuple[float, float]]
    lanes: tuple[Lane, ...]
    top: float
    bottom: float


def place(columns: Sequence[tuple[str, Collection[str]]], links: Iterable[Link]) -> Layout:
    """The layout of entities in (label, members) columns from left to right; empty columns take no room. Deterministic."""
    filled = [(label, sorted(members)) for label, members in columns if members]
    order = ordered([members for _, members in filled], list(links))
    wide, apart = _widths(order)
    tallest = max((_rows(members) for members in order), default=0) * ROW
    positions: dict[str, tuple[float, float]] = {}
    lanes, left = [], 0.0
    for number, ((label, _), members) in enumerate(zip(filled, order, strict=True)):
        parts = _parts(members)
        right = left + wide + (parts - 1) * apart
        positions |= _column(members, (left + wide / 2, apart, parts), tallest, number)
        lanes.append(Lane(label, left, right, len(members)))
        left = right
    heights = [y for _, y in positions.values()] or [0.0]
    return Layout(positions, tuple(lanes), min(heights), max(heights))


def extended(layout: Layout, columns: Iterable[tuple[str, Collection[str]]]) -> Layout | None:
    """The layout with the members that have no place yet at the foot of their lanes, so that nothing moves; None where one has no lane in it."""
    positions, lanes = dict(layout.positions), {lane.label: lane for lane in layout.lanes}
    for label, members in columns:
        new = sorted(set(members) - layout.positions.keys())
        if new and label not in lanes:
            return None
        if new:
            lane = lanes[label]
            spots = [(x, y) for x, y in layout.positions.values() if lane.left <= x < lane.right]
            xs, foot = sorted({x for x, _ in spots}), max(y for _, y in spots)
            positions |= {entity: (xs[index % len(xs)], foot + ROW * (1 + index // len(xs))) for index, entity in enumerate(new)}
            lanes[label] = replace(lane, size=lane.size + len(new))
    return Layout(positions, tuple(lanes.values()), layout.top, max([layout.bottom, *(y for _, y in positions.values())]))


def _widths(order: Sequence[Sequence[str]]) -> tuple[float, float]:
    """The width of a column, and the distance of its sub-columns: wider where there are few."""
    share = PICTURE / max(sum(map(_parts, order)), 1)
    return min(max(COLUMN, share), WIDEST_COLUMN), min(max(SUBCOLUMN, 0.75 * share), COLUMN)


def _parts(members: Sequence[str]) -> int:
    return max(1, -(-len(members) // TALLEST))


def _rows(members: Sequence[str]) -> int:
    return -(-len(members) // _parts(members))


def _column(members: Sequence[str], place: tuple[float, float, int], tallest: float, number: int) -> dict[str, tuple[float, float]]:
    """Entities from top to bottom, in turn over the sub-columns; odd columns a third of a row lower, so that labels do not meet edges."""
    x, apart, parts = place
    pitch = min(max(ROW, tallest / max(_rows(members), 1)), WIDEST_ROW) / parts
    top = -pitch * (len(members) - 1) / 2 + (ROW / 3 if number % 2 else 0)
    return {entity: (x + (index % parts) * apart, top + index * pitch) for index, entity in enumerate(members)}


def ordered(columns: Sequence[Sequence[str]], links: Sequence[Link]) -> list[list[str]]:
    """Each column ordered by the barycentre of its neighbours, swept to and fro; the order with the fewest crossings wins (Sugiyama's method)."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for source, target in links:
        neighbours[source].add(target)
        neighbours[target].add(source)
    current = [_centred(sorted(column, key=lambda entity: (-len(neighbours[entity]), entity))) for column in columns]
    best, fewest = current, crossings(current, links)
    for sweep in range(SWEEPS):
        current = _swept(current, neighbours, forward=sweep % 2 == 0)
        if (count := crossings(current, links)) < fewest:
            best, fewest = current, count
    return [list(column) for column in best]


def _centred(ranked: Sequence[str]) -> list[str]:
    """The first of the ranked in the middle, the last at the ends."""
    return [*ranked[1::2][::-1], *ranked[::2]]


def _swept(columns: list[list[str]], neighbours: Mapping[str, set[str]], *, forward: bool) -> list[list[str]]:
    swept = [list(column) for column in columns]
    height = {entity: row for column in swept for entity, row in _heights(column).items()}
    for column in swept if forward else reversed(swept):
        own = set(column)
        pull = {entity: [height[other] for other in neighbours[entity] if other in height and other not in own] for entity in column}
        column.sort(key=lambda entity: sum(pull[entity]) / len(pull[entity]) if pull[entity] else height[entity])  # sorted at once
        height |= _heights(column)
    return swept


def _heights(column: Sequence[str]) -> dict[str, float]:
    """Rows counted from the middle of the column, as columns are centred."""
    return {entity: row - (len(column) - 1) / 2 for row, entity in enumerate(column)}


def crossings(columns: Sequence[Sequence[str]], links: Iterable[Link]) -> int:
    """How many pairs of edges between the same two columns cross."""
    place = {entity: (number, row) for number, column in enumerate(columns) for row, entity in enumerate(column)}
    between: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for link in links:
        (first, upper), (second, lower) = sorted(place[end] for end in link)
        if first != second:
            between[first, second].append((upper, lower))
    return sum((a - c) * (b - d) < 0 for edges in between.values() for (a, b), (c, d) in combinations(edges, 2))
