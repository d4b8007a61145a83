"""Questions on what hangs on whom: who fails with whom, how concentrated a layer is, in which countries one's dependencies sit."""

from collections.abc import Callable, Mapping

from graph.analysis.dependency import concentrations, dominions, exposures
from graph.analysis.sovereignty import blocs_of, seats
from graph.network import reach
from graph.questions.links import dependence, names, supply
from graph.questions.question import Parameter, Question
from graph.sparql.table import Table, from_rows
from graph.store import Store
from ontology import ENTITY, KNOWN, LANES

_COMPANY = Parameter("company", "entity", "The company, model, product or chip that fails.", "nvidia")
_DEPENDANT = Parameter("company", "entity", "The company whose dependencies are looked at.", "mistral-ai")


def _exposure(store: Store, company: str) -> Table:
    graph = dependence(store)
    columns = ("dependant", "depends", "no_way_around", "entity")
    if company not in graph:
        return from_rows(columns, [])
    found = exposures(graph, [company])[company]
    called = names(store, found.reached)
    rows = []
    for slug in found.reached:
        way = "directly" if slug in found.direct else "through others"
        rows.append((called[slug], way, slug in found.bound, f"{ENTITY}{slug}"))
    return from_rows(columns, sorted(rows, key=lambda row: (not row[2], row[1], row[0])))


def _points_of_failure(store: Store) -> Table:
    graph = dependence(store)
    others = max(len(graph) - 1, 1)
    bound, reached = dominions(graph), reach(graph)
    found = sorted((slug for slug in graph if reached[slug]), key=lambda slug: (-len(bound[slug]), -reached[slug], slug))
    called = names(store, found)
    rows = []
    for slug in found:
        direct, all_, least = len(set(graph.predecessors(slug)) - {slug}), reached[slug], len(bound[slug])
        rows.append((called[slug], direct, all_, all_ / others, least, least / others, f"{ENTITY}{slug}"))
    return from_rows(("name", "direct", "fail_if_all_suppliers_are_needed", "share", "fail_if_one_would_do", "share_at_least", "entity"), rows)


def _concentration(store: Store) -> Table:
    found = concentrations(supply(store))
    called = names(store, (one.shares[0][0] for one in found))
    rows = []
    for one in found:
        largest, share = one.shares[0]
        rows.append((LANES[one.lane].label, one.counted, one.total, len(one.shares), round(one.index), called[largest], share, f"{ENTITY}{largest}"))
    return from_rows(("layer", "counted", "total", "suppliers", "index", "largest", "its_share", "entity"), rows)


def _sovereignty(store: Store, company: str) -> Table:
    found = seats(supply(store), KNOWN, company)
    total = sum(len(seat.all) for seat in found)
    called = names(store, (slug for seat in found for slug in seat.all))
    rows = [
        (seat.country or "not known", ", ".join(blocs_of(seat.country)), len(seat.direct), len(seat.all), len(seat.all) / total,
         ", ".join(sorted(called[slug] for slug in seat.all)))
        for seat in found
    ]  # fmt: skip
    return from_rows(("country", "blocs", "direct", "direct_and_through_others", "share", "who"), rows)


QUESTIONS: Mapping[str, tuple[Question, Callable[..., Table]]] = {
    question.name: (question, answer)
    for question, answer in (
        (Question("exposure", "Exposure", "Who fails if {company} fails, and who of them has no way around it?", (_COMPANY,)), _exposure),
        (Question("points_of_failure", "Points of failure", "How much of the landscape fails with each of its members?", ()), _points_of_failure),
        (Question("concentration", "Concentration", "How concentrated is each layer of the value chain?", ()), _concentration),
        (Question("sovereignty", "Sovereignty", "In which countries do those sit on whom {company} rests?", (_DEPENDANT,)), _sovereignty),
    )
}
"""The questions by name, each with what answers it."""
