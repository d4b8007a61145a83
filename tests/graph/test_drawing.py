"""Views, selection, layout and drawing, on facts built by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.drawing import DASHES, MARKS, draw, wrapped
from graph.entity import Entity
from graph.fact import Fact
from graph.layout import ROW, crossings, ordered, place
from graph.selection import Filter, best_supported, reach
from graph.views import EVERYTHING, LAW, MONEY, VALUE_CHAIN, VIEWS
from ontology import LANES, RELATIONS, STATUSES

TSMC = Entity("tsmc", "TSMC", "Foundry", lane="foundries")
NVIDIA = Entity("nvidia", "NVIDIA", "ChipMaker", lane="chips")
AZURE = Entity("azure", "Microsoft Azure", "CloudService", lane="clouds")
MISTRAL = Entity("mistral-ai", "Mistral AI", "ResearchLab", lane="labs")
OPENAI = Entity("openai", "OpenAI", "ResearchLab", lane="labs")
LARGE = Entity("mistral-large", "Mistral Large", "Model", lane="models")
CHAT = Entity("le-chat", "Le Chat", "Application", lane="applications")
FUND = Entity("fund", "A Fund", "Investor", lane="money")
LICENCE = Entity("mit", "MIT License", "License")


def fact(subject, relation, target, status="asserted", belief=0.8, seen="2024-06-11"):
    return Fact(
        id=f"{subject.id}-{relation}-{target.id if target else 'money'}",
        subject=subject,
        relation=relation,
        object=target,
        object_text=target.name if target else "$5 million",
        amount=None if target else 5e6,
        currency="" if target else "USD",
        status=status,
        belief=belief,
        sources=1,
        articles=1,
        first_seen=seen,
        last_seen=seen,
        valid_from="",
        valid_to="",
        contradicted=False,
        claim_ids=("c",),
    )


CHAIN = [
    fact(NVIDIA, "customerOf", TSMC),
    fact(AZURE, "usesChip", NVIDIA),
    fact(MISTRAL, "usesCloud", AZURE),
    fact(MISTRAL, "develops", LARGE),
    fact(CHAT, "buildsOn", LARGE),
    fact(MISTRAL, "competesWith", OPENAI),
]
EVERY = {end.id for one in CHAIN for end in (one.subject, one.object)}


def test_every_view_speaks_of_relations_of_the_ontology():
    for view in VIEWS.values():
        assert set(view.shown_first) <= set(view.relations) <= set(RELATIONS)
        assert view.turned <= set(view.relations)


def test_every_relation_between_entities_that_have_lanes_or_law_has_a_view():
    shown = {name for view in VIEWS.values() for name in view.relations}
    assert set(RELATIONS) - shown == {"dependsOn", "raised", "valuedAt", "foundedBy", "worksFor", "basedIn", "listedOn"}


def test_edges_read_from_supplier_to_consumer():
    drawing = draw(CHAIN, VALUE_CHAIN, EVERY)
    ends = {(edge["from"], edge["to"]) for edge in drawing.edges}
    assert {("tsmc", "nvidia"), ("nvidia", "azure"), ("azure", "mistral-ai"), ("mistral-ai", "mistral-large"), ("mistral-large", "le-chat")} <= ends


def test_money_reads_from_giver_to_taker():
    assert MONEY.flow(fact(FUND, "investedIn", MISTRAL)) == ("fund", "mistral-ai")
    assert MONEY.flow(fact(LARGE, "subsidiaryOf", OPENAI)) == ("openai", "mistral-large")
    assert MONEY.flow(fact(MISTRAL, "customerOf", NVIDIA)) == ("mistral-ai", "nvidia")


def test_lanes_stand_in_the_order_of_the_ontology():
    drawing = draw(CHAIN, VALUE_CHAIN, EVERY)
    xs = [drawing.layout.positions[slug][0] for slug in ("tsmc", "nvidia", "azure", "mistral-ai", "mistral-large", "le-chat")]
    assert xs == sorted(xs)
    assert [lane.label for lane in drawing.layout.lanes] == [lane.label for lane in LANES.values() if lane.name != "money"]


def test_money_stands_in_columns_by_the_part_that_each_takes():
    facts = [fact(FUND, "investedIn", NVIDIA), fact(NVIDIA, "investedIn", MISTRAL)]
    drawing = draw(facts, MONEY, {"fund", "nvidia", "mistral-ai"})
    assert [(lane.label, lane.size) for lane in drawing.layout.lanes] == [("Give", 1), ("Give and take", 1), ("Take", 1)]


def test_licences_stand_in_a_column_of_their_own():
    drawing = draw([fact(LARGE, "licensedUnder", LICENCE)], LAW, {"mistral-large", "mit"})
    assert [lane.label for lane in drawing.layout.lanes] == ["Models", "Licences"]


def test_no_picture_of_no_facts():
    for view in (*VIEWS.values(), EVERYTHING):
        drawing = draw([], view, set())
        assert (drawing.nodes, drawing.edges) == ([], [])


def test_money_is_no_node():
    assert draw([fact(MISTRAL, "raised", None)], MONEY, {"mistral-ai", ""}).nodes == []


def test_lanes_differ_in_shape_and_colour():
    assert set(MARKS) == set(LANES)
    assert len({mark.shape for mark in MARKS.values()}) == len({mark.colour for mark in MARKS.values()}) == len(LANES)


def test_statuses_differ_in_dashes():
    assert set(DASHES) == set(STATUSES)
    assert len(set(DASHES.values())) == len(STATUSES)
    assert DASHES["asserted"] == ()


def test_symmetric_facts_have_no_arrow():
    edges = {edge["id"]: edge for edge in draw(CHAIN, VALUE_CHAIN, EVERY).edges}
    assert not edges["mistral-ai-competesWith-openai"]["arrows"]["to"]["enabled"]
    assert edges["mistral-ai-develops-mistral-large"]["arrows"]["to"]["enabled"]


def test_edges_between_the_same_two_entities_do_not_cover_each_other():
    facts = [fact(MISTRAL, relation, OPENAI) for relation in ("competesWith", "partnersWith", "customerOf")]
    edges = draw(facts, VALUE_CHAIN, {"mistral-ai", "openai"}).edges
    assert len({(edge["from"], edge["smooth"]["type"], edge["smooth"]["roundness"]) for edge in edges}) == 3


def test_the_picture_is_the_same_each_time():
    assert draw(CHAIN, VALUE_CHAIN, EVERY) == draw(reversed(CHAIN), VALUE_CHAIN, EVERY)


def test_focus_fades_the_rest_and_moves_nothing():
    lit = reach(CHAIN, VALUE_CHAIN, "le-chat", transitive=False)
    plain, faded = draw(CHAIN, VALUE_CHAIN, EVERY), draw(CHAIN, VALUE_CHAIN, EVERY, lit)
    assert plain.layout == faded.layout
    assert {node["id"] for node in faded.nodes if not node["faded"]} == {"le-chat", "mistral-large"}
    assert not any(node["faded"] for node in plain.nodes)


def test_what_is_added_stands_below_and_moves_nothing():
    more = [*CHAIN, fact(OPENAI, "usesCloud", AZURE), fact(NVIDIA, "competesWith", Entity("amd", "AMD", "ChipMaker", lane="chips"))]
    before, after = draw(more, VALUE_CHAIN, EVERY), draw(more, VALUE_CHAIN, {*EVERY, "amd"}, added=["amd"])
    assert before.layout.positions.items() <= after.layout.positions.items()
    assert after.layout.positions["amd"][1] > after.layout.positions["nvidia"][1]
    assert after.layout.bottom >= after.layout.positions["amd"][1]


def test_what_is_added_in_a_new_lane_makes_room_for_it():
    drawing = draw([*CHAIN, fact(AZURE, "partnersWith", FUND)], VALUE_CHAIN, {*EVERY, "fund"}, added=["fund"])
    assert drawing.layout.lanes[0].label == LANES["money"].label


def test_reach_goes_upstream_and_downstream_but_not_sideways():
    found = reach(CHAIN, VALUE_CHAIN, "le-chat", transitive=True)
    assert found.entities == {"le-chat", "mistral-large", "mistral-ai", "azure", "nvidia", "tsmc"}
    assert "openai" in reach(CHAIN, VALUE_CHAIN, "mistral-ai", transitive=True).entities
    assert reach(CHAIN, VALUE_CHAIN, "tsmc", transitive=True).entities == {*EVERY} - {"openai"}


def test_reach_ends_where_a_circle_closes():
    circle = [fact(NVIDIA, "investedIn", OPENAI), fact(OPENAI, "investedIn", NVIDIA)]
    assert reach(circle, MONEY, "nvidia", transitive=True).entities == {"nvidia", "openai"}


def test_reach_of_an_entity_without_facts_is_itself():
    assert reach(CHAIN, VALUE_CHAIN, "fund", transitive=True).facts == frozenset()


def test_the_best_supported_entities_come_first_and_none_alone():
    strong, weak = [fact(MISTRAL, "develops", LARGE, belief=0.9)], [fact(NVIDIA, "customerOf", TSMC, belief=0.2)]
    assert best_supported(strong + weak, 2) == {"mistral-ai", "mistral-large"}
    assert best_supported(strong + weak, 2, keep={"nvidia", "tsmc"}) == {"nvidia", "tsmc"}
    assert len(best_supported(CHAIN, 3)) == 3
    assert best_supported([], 5) == frozenset()


def test_a_filter_compares_dates_as_precisely_as_they_are_known():
    since = Filter(frozenset(RELATIONS), frozenset(STATUSES), since="2024-06-01")
    assert since.admits(fact(MISTRAL, "develops", LARGE, seen="2024"))
    assert since.admits(fact(MISTRAL, "develops", LARGE, seen="2024-06"))
    assert not since.admits(fact(MISTRAL, "develops", LARGE, seen="2024-05-31"))
    assert not since.admits(fact(MISTRAL, "develops", LARGE, seen=""))


def test_a_filter_admits_kinds_of_its_types():
    companies = Filter(frozenset(RELATIONS), frozenset(STATUSES), types=frozenset({"Company"}))
    assert companies.admits(fact(NVIDIA, "customerOf", TSMC))
    assert not companies.admits(fact(MISTRAL, "develops", LARGE))


@pytest.mark.parametrize("name", ["OpenAI", "Taiwan Semiconductor Manufacturing Company", "x" * 60, "<script>alert(1)</script>"])
def test_labels_are_short(name):
    lines = wrapped(name).split("\n")
    assert len(lines) <= 2
    assert all(len(line) <= 17 for line in lines)


def test_ordering_undoes_crossings():
    columns, links = [["a", "b", "c"], ["x", "y", "z"]], [("a", "z"), ("b", "y"), ("c", "x")]
    assert crossings(columns, links) == 3
    assert crossings(ordered(columns, links), links) == 0


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_nothing_stands_on_something_else(pairs):
    names = {f"{end}" for pair in pairs for end in pair}
    columns = [("low", [name for name in names if int(name) < 20]), ("high", [name for name in names if int(name) >= 20])]
    layout = place(columns, [(str(a), str(b)) for a, b in pairs])
    spots = sorted(layout.positions.values())
    assert set(layout.positions) == names
    assert all(one != other for one, other in pairwise(spots))
    for x in {spot[0] for spot in spots}:
        rows = [y for other, y in spots if other == x]
        assert all(below - above >= ROW - 1e-6 for above, below in pairwise(rows))


def test_a_line_on_which_claims_differ_carries_a_sign():
    drawn = draw(CHAIN, VALUE_CHAIN, EVERY, disputed={CHAIN[0].id})
    signs = {edge["id"]: (edge["label"], "claims differ" in edge["title"]) for edge in drawn.edges}
    assert signs.pop(CHAIN[0].id) == ("⚠", True)
    assert set(signs.values()) == {("", False)}
