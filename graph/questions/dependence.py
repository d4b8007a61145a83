"""Questions on what hangs on whom: who fails with whom, how concentrated a layer is, in which countries one's dependencies sit."""

from collections.abc import Callable, Mapping

from graph.analysis.dependency import concentrations, exposures
from graph.analysis.sovereignty import blocs_of, seats
from graph.network import to_networkx
from graph.questions.question import Parameter, Question
from graph.sparql.table import Table, from_rows
from graph.store import Store
from ontology import ENTITY, LANES

_COMPANY = Parameter("company", "entity", "The company, model, product or chip that fails.", "nvidia")
_DEPENDANT = Parameter("company", "entity", "The company whose dependencies are looked at.", "mistral-ai")


def _exposure(store: Store, company: str) -> Table:
    graph = to_networkx(store.facts())
    columns = ("dependant", "depends", "no_way_around", "entity")
    if company not in graph:
        return from_rows(columns, [])
    found = exposures(graph)[company]
    rows = []
    for slug in found.reached:
        way = "directly" if slug in found.direct else "through others"
        rows.append((graph.nodes[slug]["name"], way, slug in found.bound, f"{ENTITY}{slug}"))
    return from_rows(columns, sorted(rows, key=lambda row: (not row[2], row[1], row[0])))


def _points_of_failure(store: Store) -> Table:
    graph = to_networkx(store.facts())
    others = max(len(graph) - 1, 1)
    found = [one for one in exposures(graph).values() if one.reached]
    found.sort(key=lambda one: (-len(one.bound), -len(one.reached), one.entity))
    rows = [
        (graph.nodes[one.entity]["name"], len(one.direct), len(one.reached), len(one.reached) / others, len(one.bound), len(one.bound) / others,
         f"{ENTITY}{one.entity}")
        for one in found
    ]  # fmt: skip
    return from_rows(("name", "direct", "fail_if_all_suppliers_are_needed", "share", "fail_if_one_would_do", "share_at_least", "entity"), rows)


def _concentration(store: Store) -> Table:
    names = {slug: entity.name for slug, entity in store.entities().items()}
    rows = []
    for one in concentrations(store.facts()):
        largest, share = one.shares[0]
        rows.append((LANES[one.lane].label, one.counted, one.total, len(one.shares), round(one.index), names[largest], share, f"{ENTITY}{largest}"))
    return from_rows(("layer", "counted", "total", "suppliers", "index", "largest", "its_share", "entity"), rows)


def _sovereignty(store: Store, company: str) -> Table:
    entities = store.entities()
    found = seats(store.facts(), entities, company)
    total = sum(len(seat.all) for seat in found)
    rows = [
        (seat.country or "not known", ", ".join(blocs_of(seat.country)), len(seat.direct), len(seat.all), len(seat.all) / total,
         ", ".join(sorted(entities[slug].name for slug in seat.all)))
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
