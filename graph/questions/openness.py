"""Questions on who is open and who is closing."""

from collections.abc import Callable, Mapping

from graph.analysis.openness import POINTS, drift, openness
from graph.questions.question import Parameter, Question
from graph.rdf.terms import FACT
from graph.sparql.table import Table, from_rows
from graph.store import Store
from ontology import ENTITY

_COMPANY = Parameter("company", "entity", "The maker of the models.", "mistral-ai")


def _openness(store: Store, company: str) -> Table:
    rows = []
    for year in openness(store.facts()):
        if year.maker == company:
            classes = (year.classes.get(name, 0) for name in POINTS)
            rows.append((year.year or "undated", *classes, year.unstated, year.index, f"{FACT}{year.facts[0]}" if year.facts else None))
    return from_rows(("year", *(name.replace(" ", "_").replace("-", "_") for name in POINTS), "not_stated", "index", "fact"), rows)


def _openness_drift(store: Store) -> Table:
    names = {slug: entity.name for slug, entity in store.entities().items()}
    moved = drift(openness(store.facts()))
    rows = [(names[maker], first, last, change, f"{ENTITY}{maker}") for maker, (first, last, change) in moved.items()]
    return from_rows(("maker", "first", "last", "change", "entity"), sorted(rows, key=lambda row: (row[3], row[0])))


QUESTIONS: Mapping[str, tuple[Question, Callable[..., Table]]] = {
    question.name: (question, answer)
    for question, answer in (
        (Question("openness", "Openness", "How open were the models of {company} from year to year?", (_COMPANY,)), _openness),
        (Question("openness_drift", "Openness drift", "Who is opening, and who is closing?", ()), _openness_drift),
    )
}
"""The questions by name, each with what answers it. The index is explained in `graph/analysis/openness.py`."""
