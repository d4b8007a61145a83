"""Circular financing: money that comes back to who gave it, because who got it buys from him, or from somebody who does."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product

import networkx as nx

from graph.analysis.dependency import makers_of
from graph.fact import Fact

PURCHASES = frozenset({"customerOf", "usesCloud", "usesChip", "licensesContentFrom"})
STATED = frozenset({"asserted", "planned"})
HOPS = 4  # the longest circle: money passes four pairs of hands
WAYS = 25  # ways back to one investor that are told; more are counted as `more`
Neighbours = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that goes from one to the other, with the facts that say so: an investment, or a purchase. A plan is a payment that is not made yet."""

    giver: str
    taker: str
    kind: str
    facts: tuple[Fact, ...]

    @property
    def planned(self) -> bool:
        """Whether nothing of it is stated as done."""
        return all(fact.status == "planned" for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Circle:
    """Payments of which each begins where the last one ended; the first is an investment, and at least one is a purchase."""

    payments: tuple[Payment, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """Through whose hands the money goes, the investor first."""
        return tuple(payment.giver for payment in self.payments)


def payments(facts: Iterable[Fact]) -> list[Payment]:
    """Who pays whom, in a fixed order. What a model, product or chip buys its maker pays for, and what is bought of it its maker is paid."""
    facts = [fact for fact in facts if fact.status in STATED and fact.object]
    makers = makers_of(facts)
    found: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        kind = "investment" if fact.relation == "investedIn" else "purchase" if fact.relation in PURCHASES else ""
        if kind and fact.object:
            givers, takers = (makers.get(end.id, [end.id]) for end in (fact.subject, fact.object))
            for giver, taker in product(givers, takers):
                if giver != taker:
                    found[giver, taker, kind].append(fact)
    return [Payment(giver, taker, kind, tuple(sorted(found[giver, taker, kind], key=_surest))) for giver, taker, kind in sorted(found)]


def _surest(fact: Fact) -> tuple[bool, float, str]:
    return fact.status != "asserted", -fact.belief, fact.id


def circles(facts: Iterable[Fact], *, hops: int = HOPS) -> tuple[list[Circle], int]:
    """The circles of at most so many payments, the shortest first, and how many ways back were left out.

    A circle is told once, from its investment; where it holds several, from the one that comes first by name. Money lent or given back and forth
    between two that only invest in each other is no circle: somebody must buy.
    """
    paid = payments(facts)
    by_pair: dict[tuple[str, str], list[Payment]] = defaultdict(list)
    for payment in paid:
        by_pair[payment.giver, payment.taker].append(payment)
    simple: nx.DiGraph[str] = nx.DiGraph(sorted(by_pair))
    after, before = ({one: set(others) for one, others in joined.items()} for joined in (simple.succ, simple.pred))
    turning = {member: number for number, members in enumerate(nx.strongly_connected_components(simple)) for member in members}
    found: dict[tuple[str, ...], Circle] = {}
    more = 0
    for investment in (payment for payment in paid if payment.kind == "investment"):
        if turning[investment.giver] != turning[investment.taker]:
            continue  # no way leads back
        told = list(islice(_ways(after, before, (investment.taker,), investment.giver, hops - 1), WAYS + 1))
        more += len(told) > WAYS
        for way in told[:WAYS]:
            if (circle := _circle(investment, way, by_pair)) is not None:
                found.setdefault(_rotated(circle), circle)
    return sorted(found.values(), key=lambda circle: (len(circle.payments), circle.members)), more


def _ways(after: Neighbours, before: Neighbours, way: tuple[str, ...], end: str, hops: int) -> Iterator[tuple[str, ...]]:
    """The ways on to an end within so many hops, twice through nobody, in order of names. The last hop but one only goes to who is next to the
    end: one with a thousand customers would else be asked for each of them."""
    there = after[way[-1]]
    near = there if hops > 2 else there & before[end] if hops == 2 else set()
    for step in sorted((near | ({end} & there)).difference(way)):
        if step == end:
            yield (*way, end)
        elif hops == 2:
            yield (*way, step, end)
        else:
            yield from _ways(after, before, (*way, step), end, hops - 1)


def _circle(investment: Payment, way: Sequence[str], by_pair: dict[tuple[str, str], list[Payment]]) -> Circle | None:
    """The circle that a way back closes; on each step of it a purchase before an investment. None where nobody buys."""
    steps = [min(by_pair[step], key=lambda payment: payment.kind != "purchase") for step in pairwise(way)]
    return Circle((investment, *steps)) if any(step.kind == "purchase" for step in steps) else None


def _rotated(circle: Circle) -> tuple[str, ...]:
    """The hands in a circle from the first by name on: what makes two ways of telling it the same."""
    members = circle.members
    first = members.index(min(members))
    return members[first:] + members[:first]
