"""Questions on who is open and who is closing."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from graph.analysis.openness import POINTS, drift, openness
from graph.fact import Fact
from graph.questions.kept import kept
from graph.questions.links import Link, id_of, light, names, nodes, values, with_support
from graph.questions.question import Parameter, Question
from graph.rdf.terms import FACT
from graph.sparql.table import Table, from_rows
from graph.store import Store
from ontology import ENTITY

_COMPANY = Parameter("company", "entity", "The maker of the models.", "mistral-ai")


def _openness(store: Store, company: str) -> Table:
    things = {company, *(made for (_, _, made), _ in nodes(store, "develops", subjects=[company]))}
    rows = []
    for year in openness(_facts(store, nodes(store, "licensedUnder", subjects=things), things)):
        if year.maker == company:
            classes = (year.classes.get(name, 0) for name in POINTS)
            rows.append((year.year or "undated", *classes, year.unstated, year.index, f"{FACT}{year.facts[0]}" if year.facts else None))
    return from_rows(("year", *(name.replace(" ", "_").replace("-", "_") for name in POINTS), "not_stated", "index", "fact"), rows)


def _openness_drift(store: Store) -> Table:
    moved = _drifts(store)
    called = names(store, moved)
    rows = [(called[maker], first, last, round(change, 2), f"{ENTITY}{maker}") for maker, (first, last, change) in moved.items()]
    return from_rows(("maker", "first", "last", "change", "entity"), sorted(rows, key=lambda row: (row[3], row[0])))


@kept
def _drifts(store: Store) -> Mapping[str, tuple[str, str, float]]:
    licences = nodes(store, "licensedUnder")
    return drift(openness(_facts(store, licences, {licensed for (licensed, _, _), _ in licences})))


def _facts(store: Store, licences: Collection[tuple[Link, str]], things: Collection[str]) -> list[Fact]:
    """These licences, and who makes these things, with no more than openness looks at."""
    stated = [*licences, *nodes(store, "develops", objects=things)]
    ends = store.entities({*things, *(licence for (_, _, licence), _ in licences)})
    dates = values(store, (id_of(link) for link, _ in stated), ("validFrom", "firstSeen"))
    facts = []
    for (link, supported), (_, status) in zip(with_support(store, [link for link, _ in stated]), stated, strict=True):
        fact = light(link, supported, ends, status=status)
        said = dates.get(fact.id, {})
        facts.append(replace(fact, valid_from=str(said.get("validFrom", "")), first_seen=str(said.get("firstSeen", ""))))
    return facts


QUESTIONS: Mapping[str, tuple[Question, Callable[..., Table]]] = {
    question.name: (question, answer)
    for question, answer in (
        (Question("openness", "Openness", "How open were the models of {company} from year to year?", (_COMPANY,)), _openness),
        (Question("openness_drift", "Openness drift", "Who is opening, and who is closing?", ()), _openness_drift),
    )
}
"""The questions by name, each with what answers it. The index is explained in `graph/analysis/openness.py`."""
