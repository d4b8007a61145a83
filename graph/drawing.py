"""The picture of facts: pyvis builds nodes, edges and options; positions come from `graph.layout`, so the browser computes none."""

import json
import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import dist, log1p
from pathlib import Path
from types import MappingProxyType

import pyvis
from pyvis.network import Network

from graph.entity import Entity
from graph.fact import Fact
from graph.layout import ROW, Layout, extended, place
from graph.selection import Reach, support
from graph.views import Flow, View, drawable, names
from graph.wording import count, percent, sentence
from ontology import LAND, LANES, RELATIONS, STATUSES, TYPES

VIS_NETWORK = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
"""The vis-network file that pyvis ships: what draws in the browser, with no request to anywhere."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a kind of node looks: shape and colour always together, and the character that stands for the shape in text."""

    shape: str
    colour: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a family of relations is drawn: its words for the legend, its colour, and its arrow head."""

    label: str
    colour: str
    arrow: str
    relations: frozenset[str]


# Okabe and Ito's colours, told apart by colour-blind readers, from upstream to downstream.
MARKS: Mapping[str, Mark] = MappingProxyType(
    dict(
        zip(
            LANES,
            (
                Mark("diamond", "#CC79A7", "◆"),
                Mark("triangleDown", "#8A8F98", "▼"),
                Mark("square", "#0072B2", "■"),
                Mark("dot", "#56B4E9", "●"),
                Mark("star", "#E69F00", "★"),
                Mark("triangle", "#009E73", "▲"),
                Mark("hexagon", "#D55E00", "⬢"),
            ),
            strict=True,
        )
    )
)
OTHER = Mark("dot", "#FFFFFF", "○")
STROKES = (
    Stroke("is needed by", "#3E7CB1", "arrow", frozenset(names(LAND.dependsOn, LAND.trainedOn, LAND.licensesContentFrom))),
    Stroke("makes, offers", "#2E9C76", "vee", frozenset(names(LAND.develops, LAND.distributedThrough))),
    Stroke("is licensed under", "#7B5EA7", "vee", frozenset(names(LAND.licensedUnder))),
    Stroke("funds, owns", "#B8860B", "triangle", frozenset(names(LAND.investedIn, LAND.acquired, LAND.subsidiaryOf, LAND.mergedWith))),
    Stroke("competes, opposes", "#C8453B", "bar", frozenset(names(LAND.competesWith, LAND.outperforms, LAND.sued, LAND.regulatedBy))),
)
ELSE = Stroke("other", "#8A8F98", "vee", frozenset())
# In pixels of line and gap, in the ontology's order of statuses: negated, ended, hedged, planned, asserted.
DASHES: Mapping[str, tuple[int, ...]] = MappingProxyType(dict(zip(STATUSES, ((1, 7), (14, 5, 2, 5), (3, 4), (9, 6), ()), strict=True)))
CONFLICT = "⚠"
OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "dragNodes": False, "tooltipDelay": 150, "selectConnectedEdges": False, "hoverConnectedEdges": False},
    "nodes": {"borderWidth": 1.2, "borderWidthSelected": 3},
    "edges": {"selectionWidth": 2, "hoverWidth": 1},
}


def mark(entity: Entity) -> Mark:
    """The look of an entity: that of its lane."""
    return MARKS[entity.lane] if entity.lane else OTHER


def stroke(relation: str) -> Stroke:
    """The look of a relation."""
    return next((family for family in STROKES if relation in family.relations), ELSE)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the component draws: pyvis's nodes, edges and options, and the lanes behind them."""

    nodes: list[dict[str, object]]
    edges: list[dict[str, object]]
    options: dict[str, object]
    layout: Layout

    def as_dict(self) -> dict[str, object]:
        """The drawing as plain values for JSON."""
        layout = {"lanes": [asdict(lane) for lane in self.layout.lanes], "top": self.layout.top, "bottom": self.layout.bottom}
        return {"nodes": self.nodes, "edges": self.edges, "options": self.options, **layout}


def draw(
    facts: Iterable[Fact],
    view: View,
    entities: Collection[str],
    lit: Reach | None = None,
    *,
    added: Collection[str] = (),
    disputed: Collection[str] = (),
) -> Drawing:
    """The picture of the facts that join two of `entities` (slugs); what `lit` does not hold is marked as faded.

    The `added` ones among the entities stand below the others, which keep the places that they have without them. `disputed` are the ids of facts on
    which claims differ; their lines carry a sign.
    """
    drawn = sorted((fact for fact in facts if drawable(fact) and set(view.flow(fact)) <= set(entities)), key=lambda fact: fact.id)
    ends = {end.id: end for fact in drawn for end in (fact.subject, fact.object) if end}
    flows = [view.flow(fact) for fact in drawn]
    layout = _placed(ends, flows, view, set(added))
    network = Network(directed=True)  # an undirected pyvis network takes quadratic time to add its edges
    score = support(drawn)
    for slug in sorted(ends):
        network.add_node(slug, **_node(ends[slug], layout.positions[slug], score[slug]), faded=lit is not None and slug not in lit.entities)
    for fact, (giver, taker), number in zip(drawn, flows, _parallel(flows), strict=True):
        smooth = _curve(layout.positions[giver], layout.positions[taker], number)
        network.add_edge(giver, taker, **_edge(fact, fact.id in disputed), smooth=smooth, faded=lit is not None and fact.id not in lit.facts)
    network.set_options(json.dumps(OPTIONS))
    nodes, edges, *_, options = network.get_network_data()
    return Drawing(nodes, edges, json.loads(options), layout)


def _placed(entities: Mapping[str, Entity], flows: Sequence[Flow], view: View, added: Collection[str]) -> Layout:
    first = [flow for flow in flows if not set(flow) & set(added)]
    standing = {slug: entities[slug] for slug in entities if any(slug in flow for flow in first)}
    columns = view.columns(entities, flows)
    return extended(place(view.columns(standing, first), first), columns) or place(columns, flows)


def _node(entity: Entity, position: tuple[float, float], score: float) -> dict[str, object]:
    look = mark(entity)
    return {
        "label": wrapped(entity.name),
        "title": f"{entity.name} · {TYPES[entity.type].label}",
        "shape": look.shape,
        "color": look.colour,
        "size": round(8 + 3 * log1p(score), 1),  # area grows with support, yet a hub stays smaller than its row
        "x": position[0],
        "y": position[1],
    }


def wrapped(name: str) -> str:
    """A name in at most two lines of some 16 characters.

    >>> wrapped("Taiwan Semiconductor Manufacturing Company")
    'Taiwan\\nSemiconductor…'
    """
    return "\n".join(textwrap.wrap(name, 16, max_lines=2, placeholder="…"))


def _edge(fact: Fact, disputed: bool) -> dict[str, object]:
    family = stroke(fact.relation)
    differ = f" · {CONFLICT} claims differ" if disputed else ""
    head: dict[str, object] = {"to": {"enabled": not RELATIONS[fact.relation].symmetric, "type": family.arrow, "scaleFactor": 0.45}}
    return {
        "id": fact.id,
        "title": f"{sentence(fact)}\n{fact.status} · belief {percent(fact.belief)} · {count(fact.sources, 'source')}{differ}",
        "label": CONFLICT if disputed else "",
        "color": family.colour,
        "dashes": list(DASHES[fact.status]) or False,
        "width": round(0.8 + 1.4 * fact.belief, 2),
        "arrows": head,
    }


def _parallel(flows: Iterable[Flow]) -> list[int]:
    """For each edge its number among those that join the same two entities."""
    seen: Counter[frozenset[str]] = Counter()
    numbers = []
    for pair in map(frozenset, flows):
        numbers.append(seen[pair])
        seen[pair] += 1
    return numbers


def _curve(start: tuple[float, float], end: tuple[float, float], number: int) -> dict[str, object]:
    """A bow from lane to lane, within a lane an arc; further edges between the same two entities take the other side, then wider arcs.

    In vis-network an arc of a small roundness r rises 0.39 r of its length over the straight line.
    """
    within = abs(start[0] - end[0]) <= ROW
    if number == 0 and not within:
        return {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5}
    length = max(dist(start, end), 1.0)
    rise = min(20 + 0.13 * length, 62) if within else 14  # pixels; longer arcs enclose shorter ones, and stay in their lane
    leftward = ((end[1], end[0]) > (start[1], start[0])) == (number % 2 == 0)
    roundness = min(0.55, rise / (0.39 * length)) + 0.22 * (number // 2)
    return {"enabled": True, "type": "curvedCCW" if leftward else "curvedCW", "roundness": round(roundness, 3)}
