"""Questions on money that comes back."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import product

import networkx as nx

from graph.analysis.circular import HOPS, PURCHASES, Circle, circles
from graph.fact import Fact
from graph.network import DEPENDENCE, leading_back
from graph.questions.kept import kept
from graph.questions.links import id_of, light, links, names, plans, values, with_support
from graph.questions.question import Parameter, Question
from graph.rdf.terms import FACT
from graph.sparql.table import Table, Value, from_rows
from graph.store import Store
from ontology import ENTITY

_COMPANY = Parameter("company", "entity", "Somebody through whose hands the money goes.", "openai")
MOST = 1000  # circles that are told
_COLUMNS = ("circle", "step", "giver", "kind", "taker", "amount", "currency", "since", "status", "entity", "fact")
_TOLD = ("amount", "currency", "validFrom", "firstSeen", "belief")


def _circular_financing(store: Store) -> Table:
    return _table(store, _shortest(store))


def _circles_through(store: Store, company: str) -> Table:
    return _table(store, [circle for circle in _circles(store, HOPS) if company in circle.members][:MOST])


def _shortest(store: Store) -> Sequence[Circle]:
    """The shortest circles; the longest, which are most, are looked for only where there are not enough of the others."""
    found = _circles(store, HOPS - 1)
    return (found if len(found) >= MOST else _circles(store, HOPS))[:MOST]


@kept
def _circles(store: Store, hops: int) -> Sequence[Circle]:
    return tuple(circles(_deals(store), hops=hops)[0])


@kept
def _deals(store: Store) -> Sequence[Fact]:
    """Who pays whom or plans to, and who makes what, with no more than circles are made of."""
    done = with_support(store, links(store, {*PURCHASES, "investedIn", "develops"}))
    planned = plans(store, {*PURCHASES, "investedIn"})
    return (*(light(link, supported) for link, supported in done), *(light(link, status="planned") for link in planned))


def _funds_both_sides(store: Store) -> Table:
    """Rivals themselves, or those whose models, products or chips are; the investments and the rivalry of each row are facts of their own."""
    makers: dict[str, set[str]] = defaultdict(set)
    funded: dict[str, dict[str, str]] = defaultdict(dict)
    for maker, _, thing in links(store, {"develops"}):
        makers[thing].add(maker)
    for investment in links(store, {"investedIn"}):
        funded[investment[2]][investment[0]] = f"{FACT}{id_of(investment)}"
    found = []
    for rivalry in links(store, {"competesWith"}):
        one, _, other = rivalry
        for first, second in product(makers[one] | {one}, makers[other] | {other}):
            if one < other and first != second:  # each rivalry is met from both sides
                both = funded[first].keys() & funded[second].keys()
                found += [(investor, first, second, one, other, f"{FACT}{id_of(rivalry)}") for investor in both]
    called = names(store, {slug for row in found for slug in row[:5]})
    rows = [
        (*(called[slug] for slug in (investor, *ends)), funded[ends[0]][investor], funded[ends[1]][investor], fact) for investor, *ends, fact in found
    ]
    columns = ("investor", "first", "second", "one", "competes_with", "first_investment", "second_investment", "fact")
    return from_rows(columns, sorted(rows))


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


def _table(store: Store, found: Sequence[Circle]) -> Table:
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
            Question(
                "circular_financing",
                "Circular financing",
                "Whose money comes back through purchases, and through whose hands? The 1000 shortest circles at most.",
                (),
            ),
            _circular_financing,
        ),
        (Question("circular_money", "Circular money", "Whose investments come back to them, directly or through others?", ()), _circular_money),
        (
            Question(
                "funds_both_sides", "Funds both sides", "Who funds two companies that compete with each other, themselves or in what they make?", ()
            ),
            _funds_both_sides,
        ),
        (
            Question(
                "circles_through", "Circles through one", "In which circles of money does {company} stand? The 1000 shortest at most.", (_COMPANY,)
            ),
            _circles_through,
        ),
    )
}
"""The questions by name, each with what answers it."""
