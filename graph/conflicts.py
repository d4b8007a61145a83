"""Conflicts: claims that cannot all be so, side by side with their evidence; none is resolved here."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

from graph.evidence import Evidence
from graph.fact import Fact
from graph.times import fullest, may_be_one, no_earlier
from ontology import KNOWN

ROUNDING = 1.05  # amounts that differ by less may be one amount, rounded: "about $1.2 billion", "$1.16 billion"
ONCE = frozenset({"acquired", "mergedWith", "foundedBy"})  # what happens to the same two once
_HELD = frozenset({"asserted", "ended"})


@dataclass(frozen=True, slots=True)
class Side:
    """What some claims say, in words; `lead` is the claim by which the side is told where one must do."""

    value: str
    claim_ids: tuple[str, ...]
    lead: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims about one matter that exclude each other. `kind` is status, amount, date, licence, acquirer or investors; `facts` are ids."""

    kind: str
    facts: tuple[str, ...]
    sides: tuple[Side, ...]

    @property
    def id(self) -> str:
        """Hash of what is said on all sides."""
        said = "|".join((self.kind, *self.facts, *(claim for side in self.sides for claim in side.claim_ids)))
        return hashlib.sha256(said.encode()).hexdigest()[:24]


Matter = tuple[str, str, str]
"""What facts may be at odds about: a relation, one of its ends ("subject" or "object"), and the slug of the entity there."""
Behind = Mapping[str, Sequence[Evidence]]
"""The claims behind each fact, by its id."""


def conflicts(facts: Iterable[Fact], behind: Behind) -> list[Conflict]:
    """All conflicts among these facts, in a fixed order.

    Amounts in different currencies are not compared: no rate is known to this project, and what two currencies are worth on a day is not in the text.
    """
    facts = sorted(facts, key=lambda fact: fact.id)
    found: list[Conflict] = []
    for fact in facts:
        found += [conflict for find in (_status, _amounts, _dates) if (conflict := find(fact, behind[fact.id]))]
    for relation, members in _groups(facts):
        found += _MATTERS[relation][1](members, behind)
    return sorted({conflict.id: conflict for conflict in found}.values(), key=lambda one: (one.kind, one.facts, one.id))


def matter_of(fact: Fact) -> Matter | None:
    """The matter on which a fact may be at odds with other facts."""
    end = _MATTERS.get(fact.relation, ("", None))[0]
    if fact.status != "asserted" or not end:
        return None
    entity = fact.subject if end == "subject" else fact.object
    return (fact.relation, end, entity.id) if entity else None


def _groups(facts: Iterable[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """Facts on one matter, with its relation."""
    groups: dict[Matter, list[Fact]] = defaultdict(list)
    for fact in facts:
        if (matter := matter_of(fact)) is not None:
            groups[matter].append(fact)
    yield from ((matter[0], members) for matter, members in sorted(groups.items()) if len(members) > 1)


def _side(value: str, items: Iterable[Evidence]) -> Side:
    items = list(items)
    return Side(value, tuple(sorted({item.id for item in items})), max(items, key=lambda item: item.precedence).id)


# ---- within one fact


def _status(fact: Fact, items: Sequence[Evidence]) -> Conflict | None:
    """Stated here and denied there; or said to be over, and later still so."""
    by_status: dict[str, list[Evidence]] = defaultdict(list)
    for item in items:
        by_status[item.claim.status].append(item)
    if "negated" in by_status and len(by_status) > 1:
        return Conflict("status", (fact.id,), tuple(_side(status, by_status[status]) for status in sorted(by_status)))
    ends = by_status.get("ended", [])
    later = [item for item in by_status.get("asserted", []) if any(_after(item.article.published, end.article.published) for end in ends)]
    return Conflict("status", (fact.id,), (_side("ended", ends), _side("asserted later", later))) if later else None


def _after(date: str, other: str) -> bool:
    """Whether a date is later than the other for certain."""
    return bool(date and other) and not no_earlier(other, date)


def _amounts(fact: Fact, items: Sequence[Evidence]) -> Conflict | None:
    """Different sums for what may be one deal: same currency, no different rounds, no different dates. A denial or a plan is no sum that was paid."""
    if fact.object is None:  # money is what such a fact says: other sums are other facts
        return None
    stated = [item for item in items if item.claim.amount and item.claim.status in _HELD]
    at_odds = [(one, other) for one, other in combinations(_alike(stated), 2) if _one_deal(one[0], other[0]) and _differ(one[0], other[0])]
    return Conflict("amount", (fact.id,), _by_amount(item for pair in at_odds for item in chain(*pair))) if at_odds else None


def _alike(items: Iterable[Evidence]) -> list[list[Evidence]]:
    """The claims that give one round, date and sum, together: of what a thousand articles tell, few sums are to be compared."""
    groups: dict[tuple[object, ...], list[Evidence]] = defaultdict(list)
    for item in items:
        groups[item.claim.round, item.claim.date, item.claim.amount, item.claim.currency].append(item)
    return list(groups.values())


def _one_deal(one: Evidence, other: Evidence) -> bool:
    rounds = {_round(item.claim.round) for item in (one, other)} - {""}
    return len(rounds) < 2 and may_be_one(one.claim.date, other.claim.date)


def _differ(one: Evidence, other: Evidence) -> bool:
    small, large = sorted((one.claim.amount or 0.0, other.claim.amount or 0.0))
    return one.claim.currency == other.claim.currency and large > small * ROUNDING


def _by_amount(items: Iterable[Evidence]) -> tuple[Side, ...]:
    sides: dict[tuple[float, str], list[Evidence]] = defaultdict(list)
    for item in items:
        sides[item.claim.amount or 0.0, item.claim.currency].append(item)
    return tuple(_side(_in_words(members) or f"{currency} {amount:g}", members) for (amount, currency), members in sorted(sides.items()))


def _in_words(items: Iterable[Evidence]) -> str:
    return min((item.claim.amount_text for item in items if item.claim.amount_text), default="")


def _round(text: str) -> str:
    return re.sub(r"\b(round|funding|financing|the|a)\b|\W", "", text.casefold())


def _dates(fact: Fact, items: Sequence[Evidence]) -> Conflict | None:
    """Different dates of what happens once; investments once in each round."""
    dated = [item for item in items if item.claim.date and item.claim.status == "asserted" and (fact.relation in ONCE or item.claim.round)]
    if fact.relation not in {*ONCE, "investedIn", "raised"}:
        return None
    at_odds = [
        (one, other)
        for one, other in combinations(_alike(dated), 2)
        if not may_be_one(one[0].claim.date, other[0].claim.date) and _round(one[0].claim.round) == _round(other[0].claim.round)
    ]
    sides: dict[str, set[Evidence]] = defaultdict(set)
    found = [item for pair in at_odds for item in chain(*pair)]
    dates = {item.claim.date for item in found}
    for item in found:
        sides[fullest(item.claim.date, dates)].add(item)
    return Conflict("date", (fact.id,), tuple(_side(date, sides[date]) for date in sorted(sides))) if at_odds else None


# ---- between facts


def _licences(facts: Sequence[Fact], behind: Behind) -> Iterator[Conflict]:
    """Two licences at one time, unless one only names the class of the other ("open source", Apache 2.0)."""
    for one, other in combinations(facts, 2):
        if _at_one_time(one, other) and not _names_class(one, other):
            yield _between("licence", (one, other), behind)


def _names_class(one: Fact, other: Fact) -> bool:
    classes = [KNOWN[fact.object.id].license_class if fact.object and fact.object.id in KNOWN else "" for fact in (one, other)]
    texts = {re.sub(r"\W", "", fact.object_text.casefold()) for fact in (one, other)}
    return bool(classes[0]) and classes[0] == classes[1] and re.sub(r"\W", "", str(classes[0]).casefold()) in texts


def _acquirers(facts: Sequence[Fact], behind: Behind) -> Iterator[Conflict]:
    """Two buyers of one company at one time; a later one may have bought it from the first."""
    for one, other in combinations(facts, 2):
        if _at_one_time(one, other):
            yield _between("acquirer", (one, other), behind)


def _at_one_time(one: Fact, other: Fact) -> bool:
    """Whether the spans in which two facts are said to hold meet: a licence that only replaces another meets it nowhere."""
    return no_earlier(one.last_seen, other.valid_from) and no_earlier(other.last_seen, one.valid_from)


def _investors(facts: Sequence[Fact], behind: Behind) -> Iterator[Conflict]:
    """Two sets of investors of one round, as articles name them, that share none."""
    rounds: dict[str, dict[str, list[tuple[Fact, Evidence]]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        for item in behind[fact.id]:
            if item.claim.round and item.claim.status == "asserted":
                rounds[_round(item.claim.round)][item.article.id].append((fact, item))
    for by_article in (rounds[name] for name in sorted(rounds)):
        told: dict[tuple[str, ...], list[Evidence]] = defaultdict(list)
        for rows in by_article.values():
            told[tuple(sorted({fact.id for fact, _ in rows}))] += [item for _, item in rows]
        for one, other in combinations(sorted(told), 2):
            if not set(one) & set(other):
                sides = tuple(_side(", ".join(sorted({item.claim.subject for item in told[ids]})), told[ids]) for ids in (one, other))
                yield Conflict("investors", tuple(sorted((*one, *other))), sides)


def _sums(facts: Sequence[Fact], behind: Behind) -> Iterator[Conflict]:
    """Different sums raised in one round, or different values on one day; without a round or a date they are different events."""
    for one, other in combinations(facts, 2):
        stated = [_alike(item for item in behind[fact.id] if item.claim.amount and item.claim.status == "asserted") for fact in (one, other)]
        pairs = [(a, b) for a, b in product(*stated) if _one_event(a[0], b[0]) and _differ(a[0], b[0])]
        if pairs:
            yield Conflict("amount", tuple(sorted((one.id, other.id))), _by_amount(item for pair in pairs for item in chain(*pair)))


def _one_event(one: Evidence, other: Evidence) -> bool:
    rounds = [_round(item.claim.round) for item in (one, other)]
    if all(rounds):
        return rounds[0] == rounds[1] and may_be_one(one.claim.date, other.claim.date)
    dates = [item.claim.date for item in (one, other)]
    return all(len(date) >= len("2024-06") for date in dates) and may_be_one(*dates) and not any(rounds)


def _between(kind: str, facts: Sequence[Fact], behind: Behind) -> Conflict:
    end = "object" if kind == "licence" else "subject"
    stated = [[item for item in behind[fact.id] if item.claim.status == "asserted"] for fact in facts]
    sides = tuple(_side(min(getattr(item.claim, end) for item in items), items) for items in stated)
    return Conflict(kind, tuple(fact.id for fact in facts), sides)


_MATTERS: Mapping[str, tuple[str, Callable[[Sequence[Fact], Behind], Iterator[Conflict]]]] = {
    "licensedUnder": ("subject", _licences),
    "acquired": ("object", _acquirers),
    "investedIn": ("object", _investors),
    "raised": ("subject", _sums),
    "valuedAt": ("subject", _sums),
}
"""For each relation whose facts can be at odds: the end that they share, and what finds the conflicts among them."""
