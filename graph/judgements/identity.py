"""Which slugs are one entity: what the resolver merged by itself, and what people decided, who have the last word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from graph.judgements.judgement import Judgement, standing
from ontology import KNOWN


@dataclass(frozen=True)
class Identity:
    """Merged entities: the one slug under which each of them goes, and the names that people gave."""

    into: Mapping[str, str]
    names: Mapping[str, str]

    def canonical(self, slug: str) -> str:
        """The slug under which an entity goes."""
        return self.into.get(slug, slug)

    def members(self, slug: str) -> list[str]:
        """All slugs that go under this one."""
        return sorted({slug, *self._members.get(slug, ())})

    @cached_property
    def _members(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for member, canonical in self.into.items():
            found[canonical].append(member)
        return found


def identity(judgements: Iterable[Judgement], merged: Mapping[str, str] | None = None) -> Identity:
    """What people and the resolver (`merged`, slug by slug) say together.

    Judgements count from the latest to the earliest: what would contradict a later one has no effect, and so with the resolver's merges. An entity
    that is known beforehand gives its slug to what is merged with it, else the first in the order of letters does.
    """
    latest_first = standing(judgements)[::-1]
    graph: nx.Graph[str] = nx.Graph()
    apart: list[tuple[str, str]] = []
    joins: list[tuple[str, str]] = []
    for one in latest_first:
        if one.kind == "different":
            if not _joined(graph, one.subject, one.object):
                apart.append((one.subject, one.object))
        elif one.kind == "same":
            _join(graph, one.subject, one.object, apart)
    joins = sorted((merged or {}).items())
    for one_slug, other in joins:
        _join(graph, one_slug, other, apart)
    into: dict[str, str] = {}
    for members in nx.connected_components(graph):
        first = min(members, key=lambda slug: (slug not in KNOWN, slug))
        into |= {slug: first for slug in members if slug != first}
    return _with_names(latest_first, into)


def renamed(judgements: Iterable[Judgement], into: Mapping[str, str]) -> Identity:
    """Entities that go under these slugs, with the names that people gave."""
    return _with_names(standing(judgements)[::-1], into)


def _with_names(latest_first: Iterable[Judgement], into: Mapping[str, str]) -> Identity:
    names: dict[str, str] = {}
    for one in latest_first:
        if one.kind == "rename":
            names.setdefault(into.get(one.subject, one.subject), one.name)
    return Identity(into, names)


def _joined(graph: "nx.Graph[str]", one: str, other: str) -> bool:
    return one in graph and other in graph and nx.has_path(graph, one, other)


def _join(graph: "nx.Graph[str]", one: str, other: str, apart: Iterable[tuple[str, str]]) -> None:
    """Joins two slugs, unless that would bring together what is kept apart."""
    graph.add_edge(one, other)
    if any(_joined(graph, *pair) for pair in apart):
        graph.remove_edge(one, other)


NOBODY = Identity({}, {})
"""No entity is merged with another."""
