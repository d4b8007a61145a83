"""Questions on money that comes back."""

from collections.abc import Callable, Mapping

import networkx as nx

from graph.analysis.circular import PURCHASES, Circle, circles
from graph.fact import Fact
from graph.network import DEPENDENCE, leading_back
from graph.questions.links import id_of, light, links, names, plans, values, with_support
from graph.questions.question import Parameter, Question
from graph.rdf.terms import FACT
from graph.sparql.table import Table, Value, from_rows
from graph.store import Store
from ontology import ENTITY

_COMPANY = Parameter("company", "entity", "Somebody through whose hands the money goes.", "openai")
_COLUMNS = ("circle", "step", "giver", "kind", "taker", "amount", "currency", "since", "status", "entity", "fact")
_TOLD = ("amount", "currency", "validFrom", "firstSeen", "belief")


def _circular_financing(store: Store) -> Table:
    return _table(store, circles(_deals(store))[0])


def _circles_through(store: Store, company: str) -> Table:
    return _table(store, [circle for circle in circles(_deals(store))[0] if company in circle.members])


def _deals(store: Store) -> list[Fact]:
    """Who pays whom or plans to, and who makes what, with no more than circles are made of."""
    done = with_support(store, links(store, {*PURCHASES, "investedIn", "develops"}))
    planned = plans(store, {*PURCHASES, "investedIn"})
    return [*(light(link, supported) for link, supported in done), *(light(link, status="planned") for link in planned)]


def _circular_money(store: Store) -> Table:
    rests: nx.MultiDiGraph[str] = nx.MultiDiGraph((one, other) for one, _, other in links(store, DEPENDENCE))
    invested = [(giver, taker) for giver, _, taker in links(store, {"investedIn"})]
    back = {(giver, taker): id_of((giver, "investedIn", taker)) for giver, taker in leading_back(rests, invested)}
    called, told = names(store, {end for pair in back for end in pair}), values(store, back.values(), ("amount", "currency"))
    rows = []
    for (giver, taker), fact in back.items():
        amount, currency = (told[fact].get(field) for field in ("amount", "currency"))
        returns = "directly" if rests.has_edge(taker, giver) else "through others"
        rows.append((called[giver], called[taker], amount, currency, returns, f"{ENTITY}{giver}", f"{ENTITY}{taker}", f"{FACT}{fact}"))
    columns = ("investor", "company", "amount", "currency", "returns", "from", "to", "fact")
    return from_rows(columns, sorted(rows, key=lambda row: (row[4], row[0], row[1], row[7])))


def _table(store: Store, found: list[Circle]) -> Table:
    """A row for each fact of each step, so that every step opens to its sentences; what is asserted before what is planned, then the surest."""
    called = names(store, {member for circle in found for member in circle.members})
    told = values(store, {fact.id for circle in found for payment in circle.payments for fact in payment.facts}, _TOLD)
    rows: list[tuple[Value, ...]] = []
    for circle in found:
        title = " → ".join(called[slug] for slug in (*circle.members, circle.members[0]))
        for number, payment in enumerate(circle.payments, 1):
            step = title, number, called[payment.giver], payment.kind, called[payment.taker]
            for fact in sorted(payment.facts, key=lambda fact: (fact.status, -float(str(told[fact.id].get("belief", 0))), fact.id)):
                said = told[fact.id]
                when = said.get("validFrom") or said.get("firstSeen") or ""
                money = said.get("amount"), said.get("currency") or ""
                rows.append((*step, *money, when, fact.status, f"{ENTITY}{payment.giver}", f"{FACT}{fact.id}"))
    return from_rows(_COLUMNS, rows)


QUESTIONS: Mapping[str, tuple[Question, Callable[..., Table]]] = {
    question.name: (question, answer)
    for question, answer in (
        (
            Question("circular_financing", "Circular financing", "Whose money comes back through purchases, and through whose hands?", ()),
            _circular_financing,
        ),
        (Question("circular_money", "Circular money", "Whose investments come back to them, directly or through others?", ()), _circular_money),
        (Question("circles_through", "Circles through one", "In which circles of money does {company} stand?", (_COMPANY,)), _circles_through),
    )
}
"""The questions by name, each with what answers it."""
