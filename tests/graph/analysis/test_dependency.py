"""Who fails with whom, checked against taking the entity away; and how concentrated layers are."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.dependency import concentrations, exposures, makers_of, needs
from graph.network import chains, to_networkx
from tests.graph.facts import entity, fact

LETTERS = "abcdefgh"
GRAPHS = st.lists(st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).filter(lambda pair: pair[0] != pair[1]), max_size=20)


def graph_of(pairs: list[tuple[str, str]]) -> "nx.MultiDiGraph[str]":
    ends = {letter: entity(letter) for letter in LETTERS}
    return to_networkx(fact(ends[one], "customerOf", ends[other]) for one, other in sorted(set(pairs)))


def roots(graph: "nx.MultiDiGraph[str]") -> set[str]:
    """Those without suppliers, and those who supply each other in a circle that needs nobody else."""
    return {node for node in graph if all(node in nx.descendants(graph, other) for other in nx.descendants(graph, node))}


def supplied(graph: "nx.MultiDiGraph[str]", sources: set[str]) -> set[str]:
    """Those whom a chain of supply reaches."""
    return sources | {node for source in sources for node in nx.ancestors(graph, source)}


@settings(max_examples=200, deadline=None)
@given(GRAPHS)
def test_bound_are_those_whom_no_chain_reaches_when_the_entity_is_gone(pairs: list[tuple[str, str]]) -> None:
    graph = graph_of(pairs)
    sources = roots(graph)
    for name, found in exposures(graph).items():
        without = graph.copy()
        without.remove_node(name)
        cut_off = set(without) - supplied(without, sources - {name})
        assert found.bound == cut_off, name
        assert found.bound <= found.reached | (sources - {name})


@settings(max_examples=100, deadline=None)
@given(GRAPHS)
def test_reached_are_all_from_whom_a_chain_leads_there(pairs: list[tuple[str, str]]) -> None:
    graph = graph_of(pairs)
    for name, found in exposures(graph).items():
        assert found.reached == {other for other in graph if other != name and chains(graph, other, name)}
        assert found.direct <= found.reached


@settings(max_examples=100, deadline=None)
@given(GRAPHS, st.sampled_from(LETTERS), st.sampled_from(LETTERS))
def test_a_chain_is_a_shortest_path(pairs: list[tuple[str, str]], source: str, target: str) -> None:
    graph = graph_of(pairs)
    hops = chains(graph, source, target)
    if source in graph and target in graph and source != target and nx.has_path(graph, source, target):
        assert len(hops) == nx.shortest_path_length(graph, source, target)
        assert all(graph.has_edge(hop.source, hop.target, key=hop.fact) for hop in hops)
    else:
        assert hops == ()


def test_one_of_two_suppliers_would_do() -> None:
    app, cloud, other, chip = entity("App"), entity("Cloud"), entity("Other"), entity("Chip")
    graph = to_networkx([fact(app, "usesCloud", cloud), fact(app, "usesCloud", other), fact(cloud, "usesChip", chip), fact(other, "usesChip", chip)])
    found = exposures(graph)
    assert found["cloud"].reached == {"app"}
    assert found["cloud"].bound == set()  # the other cloud would do
    assert found["chip"].bound == {"app", "cloud", "other"}  # no way around the chip


def test_concentration_counts_a_chip_for_its_maker() -> None:
    nvidia, amd = entity("Nvidia", "ChipMaker"), entity("AMD", "ChipMaker")
    h100, h200, mi300 = (entity(name, "Chip") for name in ("H100", "H200", "MI300"))
    users = [entity(f"User{k}") for k in range(4)]
    made = [fact(nvidia, "develops", h100), fact(nvidia, "develops", h200), fact(amd, "develops", mi300)]
    used = [fact(users[0], "usesChip", h100), fact(users[1], "usesChip", h200, amount=3e9, currency="USD"), fact(users[2], "usesChip", mi300),
            fact(users[3], "usesChip", nvidia, amount=1e9, currency="USD"), fact(users[3], "usesChip", mi300, "planned")]  # fmt: skip
    counted, paid = concentrations([*made, *used])
    assert (counted.lane, counted.counted, counted.total) == ("chips", "dependencies", 4)
    assert counted.shares == (("nvidia", 0.75), ("amd", 0.25))
    assert counted.index == pytest.approx(75**2 + 25**2)
    assert (paid.counted, paid.total, paid.shares, paid.index) == ("USD", 4e9, (("nvidia", 1.0),), 10_000)


def test_one_misread_sentence_makes_no_maker() -> None:
    chip, right, wrong = entity("H100", "Chip"), entity("Nvidia"), entity("Deepseek")
    assert makers_of([fact(right, "develops", chip, sources=3), fact(wrong, "develops", chip)]) == {"h100": ["nvidia"]}
    assert makers_of([fact(right, "develops", chip), fact(wrong, "develops", chip)]) == {"h100": ["deepseek", "nvidia"]}


def test_what_a_company_makes_depends_for_it() -> None:
    lab, model, cloud, chip, maker = entity("Lab"), entity("M1", "Model"), entity("Cloud"), entity("C1", "Chip"), entity("Maker")
    facts = [fact(lab, "develops", model), fact(model, "usesCloud", cloud), fact(cloud, "usesChip", chip), fact(maker, "develops", chip)]
    assert list(needs(facts, "lab")) == ["c1", "cloud", "maker"]
    assert list(needs(facts, "maker")) == []
    assert list(needs(facts, "nobody")) == []
