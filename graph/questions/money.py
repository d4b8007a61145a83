"""Questions on money that comes back."""

from collections.abc import Callable, Mapping

from graph.analysis.circular import Circle, circles
from graph.questions.question import Parameter, Question
from graph.rdf.terms import FACT
from graph.sparql.table import Table, Value, from_rows
from graph.store import Store
from ontology import ENTITY

_COMPANY = Parameter("company", "entity", "Somebody through whose hands the money goes.", "openai")
_COLUMNS = ("circle", "step", "giver", "kind", "taker", "amount", "currency", "since", "status", "entity", "fact")


def _circular_financing(store: Store) -> Table:
    return _table(store, circles(store.facts())[0])


def _circles_through(store: Store, company: str) -> Table:
    return _table(store, [circle for circle in circles(store.facts())[0] if company in circle.members])


def _table(store: Store, found: list[Circle]) -> Table:
    """A row for each fact of each step, so that every step opens to its sentences."""
    names = {slug: entity.name for slug, entity in store.entities().items()}
    rows: list[tuple[Value, ...]] = []
    for circle in found:
        title = " → ".join(names[slug] for slug in (*circle.members, circle.members[0]))
        for number, payment in enumerate(circle.payments, 1):
            step = title, number, names[payment.giver], payment.kind, names[payment.taker]
            for fact in payment.facts:
                when = fact.valid_from or fact.first_seen
                rows.append((*step, fact.amount, fact.currency, when, fact.status, f"{ENTITY}{payment.giver}", f"{FACT}{fact.id}"))
    return from_rows(_COLUMNS, rows)


QUESTIONS: Mapping[str, tuple[Question, Callable[..., Table]]] = {
    question.name: (question, answer)
    for question, answer in (
        (
            Question("circular_financing", "Circular financing", "Whose money comes back through purchases, and through whose hands?", ()),
            _circular_financing,
        ),
        (Question("circles_through", "Circles through one", "In which circles of money does {company} stand?", (_COMPANY,)), _circles_through),
    )
}
"""The questions by name, each with what answers it."""
