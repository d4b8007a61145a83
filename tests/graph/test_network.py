"""Chains and reach in the small landscape."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.network import DEPENDENCE, chains, dependants, leading_back, most_depended_upon, reach, to_networkx
from graph.store import Store
from ontology import RELATIONS


def test_edges_are_facts_that_hold(landscape: Store) -> None:
    graph = to_networkx(landscape.facts())
    assert {(source, target) for source, target in graph.edges()} == {
        ("alpha", "chipper"), ("alpha", "nimbus"), ("nimbus", "chipper"), ("a1", "nimbus"), ("app", "a1"),
    }  # fmt: skip  # one line per landscape
    assert graph.nodes["chipper"] == {"name": "Chipper", "type": "ChipMaker", "lane": "chips"}


def test_other_relations_and_statuses_are_there_for_the_asking(landscape: Store) -> None:
    everything = to_networkx(landscape.facts(), RELATIONS, statuses=("asserted", "ended", "hedged"))
    assert everything.has_edge("beta", "nimbus")
    assert everything.has_edge("bank", "alpha")
    assert everything.has_edge("alpha", "gamma")


def test_dependence_is_read_from_the_ontology() -> None:
    assert {"dependsOn", "usesChip", "usesCloud", "buildsOn", "customerOf"} == DEPENDENCE


def test_a_chain_names_the_fact_of_each_hop(landscape: Store) -> None:
    facts = {fact.id: fact for fact in landscape.facts()}
    hops = chains(to_networkx(facts.values()), "app", "chipper")
    assert [(hop.source, hop.target) for hop in hops] == [("app", "a1"), ("a1", "nimbus"), ("nimbus", "chipper")]
    assert [(facts[hop.fact].subject.id, facts[hop.fact].relation) for hop in hops] == [
        ("app", "buildsOn"),
        ("a1", "usesCloud"),
        ("nimbus", "usesChip"),
    ]


def test_there_is_no_chain_against_the_edges_or_to_strangers(landscape: Store) -> None:
    graph = to_networkx(landscape.facts())
    assert chains(graph, "chipper", "app") == chains(graph, "app", "nobody") == ()
    assert dependants(graph, "nobody") == {}


def test_dependants_start_their_chains(landscape: Store) -> None:
    found = dependants(to_networkx(landscape.facts()), "nimbus")
    assert {slug: len(hops) for slug, hops in found.items()} == {"alpha": 1, "a1": 1, "app": 2}
    assert found["app"][0].source == "app"
    assert found["app"][-1].target == "nimbus"


def test_most_depended_upon_counts_direct_and_reached(landscape: Store) -> None:
    assert most_depended_upon(to_networkx(landscape.facts())) == [("chipper", 2, 4), ("nimbus", 2, 3), ("a1", 1, 1)]


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=20))
def test_who_leads_to_whom_is_as_networkx_has_it(edges: list[tuple[str, str]]) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(edges)
    pairs = [(one, other) for one in "abcdefgh" for other in "abcdefgh"]
    assert leading_back(graph, pairs) == [
        (one, other) for one, other in pairs if one != other and one in graph and other in graph and nx.has_path(graph, other, one)
    ]
    assert reach(graph) == {node: len(nx.ancestors(graph, node)) for node in graph}
