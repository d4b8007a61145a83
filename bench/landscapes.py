"""Synthetic landscapes of any size, to measure the store with: plainly made up, and the same bytes for the same size and seed.

An article is a list of numbered lines, a claim each, filled up with words that mean nothing. The shares of relations, statuses, dates and amounts are
those of the sample articles (counted on what `python -m ingest data/articles` finds). A few entities are in many claims and most in few, after Zipf;
those of `ontology.KNOWN` come first, and among them the examples of the named questions, so that the questions have answers.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from graph.article import Article
from graph.claim import Claim
from graph.questions import QUESTIONS
from ontology import KNOWN, RELATIONS, is_a, top_type

FIRST_DAY, DAYS = date(2020, 1, 1), 6 * 365
_MEAN = 30  # claims of one article, from 20 to 40
_STATUSES = {"asserted": 0.87, "planned": 0.05, "ended": 0.035, "hedged": 0.03, "negated": 0.015}
_CURRENCIES = {"USD": 0.75, "EUR": 0.15, "GBP": 0.06, "CNY": 0.04}
_ROUNDS, _ROLES = ("seed", "Series A", "Series B", "Series C", "Series D", "Series E"), ("chief executive", "chairman", "researcher", "adviser")
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_WORDS = [first + second for first in _SYLLABLES for second in _SYLLABLES]
_HEAD = re.compile(r"SYNTHETIC LANDSCAPE .* holds (\d+) claims\b")
_INVENTED = {"Company": 0.35, "Person": 0.2, "Model": 0.12, "Product": 0.1, "Investor": 0.08, "Application": 0.06, "ResearchLab": 0.04}
"""Shares of the entities that are not known beforehand, of which there is one for six claims."""


class Shape(NamedTuple):
    """How often a relation is stated, between which types, and, of what happens to one end a few times only, the end and how many times."""

    weight: int
    subjects: str
    objects: str
    anchor: str = ""
    width: int = 0


_SHAPES = {
    "acquired": Shape(23, "Company CloudProvider ResearchLab", "Company Product", "object", 1),
    "basedIn": Shape(71, "Company ResearchLab Investor", "Place", "subject", 1),
    "buildsOn": Shape(25, "Application Product Company Model", "Model"),
    "competesWith": Shape(25, "Company ResearchLab Model", "Company ResearchLab Model"),
    "customerOf": Shape(13, "Company Application ChipMaker", "CloudProvider ResearchLab Foundry"),
    "dependsOn": Shape(4, "Company Product", "ResearchLab Foundry ChipMaker"),
    "develops": Shape(189, "ResearchLab Company ChipMaker CloudProvider", "Model Product Application Chip Dataset", "object", 1),
    "distributedThrough": Shape(9, "Model Product", "CloudService CloudProvider"),
    "foundedBy": Shape(59, "Company ResearchLab", "Person", "subject", 3),
    "investedIn": Shape(98, "Investor Company ChipMaker CloudProvider", "ResearchLab Company", "object", 8),
    "licensedUnder": Shape(24, "Model Dataset Product", "License", "subject", 2),
    "licensesContentFrom": Shape(4, "ResearchLab CloudProvider", "Company"),
    "listedOn": Shape(6, "Company ChipMaker", "Exchange", "subject", 1),
    "mergedWith": Shape(2, "Company", "Company", "subject", 1),
    "outperforms": Shape(4, "Model Chip", "Model Chip"),
    "partnersWith": Shape(16, "Company ResearchLab CloudProvider", "Company ResearchLab CloudProvider"),
    "raised": Shape(44, "ResearchLab Company", "Money", "subject", 5),
    "regulatedBy": Shape(19, "Company Model ResearchLab", "Regulator Regulation Government"),
    "subsidiaryOf": Shape(17, "Company", "Company CloudProvider", "subject", 1),
    "sued": Shape(21, "Company Person", "ResearchLab Company"),
    "trainedOn": Shape(4, "Model", "Dataset"),
    "usesChip": Shape(29, "ResearchLab Company CloudProvider Model", "ChipMaker Chip"),
    "usesCloud": Shape(23, "ResearchLab Company Model", "CloudProvider CloudService"),
    "valuedAt": Shape(38, "ResearchLab Company", "Money", "subject", 6),
    "worksFor": Shape(81, "Person", "ResearchLab Company ChipMaker", "subject", 2),
}
"""Which end has only so many others: a company has one seat, a model one maker, a round few investors."""

_FIRST = [line.split() for line in """nvidia investedIn openai; nvidia investedIn anthropic; openai usesChip nvidia; openai competesWith anthropic
nvidia regulatedBy european-commission; cursor buildsOn claude; claude usesCloud amazon-web-services; amazon-web-services usesChip nvidia
mistral-ai develops mistral-large; mistral-large licensedUnder mistral-research-license; mistral-large licensedUnder apache-license-2-0
mistral-ai usesCloud microsoft; microsoft usesChip nvidia; nvidia investedIn mistral-ai""".replace("\n", "; ").split("; ")]  # fmt: skip
"""What the first article states, whatever the seed: between the examples of the questions, who would else seldom meet in a small landscape."""


class End(NamedTuple):
    """An entity as a claim names it."""

    slug: str
    names: tuple[str, ...]
    kind: str


def articles(claims: int, seed: int) -> Iterator[tuple[Article, list[Claim]]]:
    """Articles with so many claims in all, some thirty each, in about the order of their dates; made one by one."""
    landscape, left, number = Landscape(claims, seed), claims, 0
    while left > 0:
        made = landscape.article(number, left)
        left, number = left - len(made[1]), number + 1
        yield made


def claims_noted(text: str) -> int:
    """How many claims an article says that it holds, in the first line of its text. `ValueError` where that is none of ours."""
    if not (found := _HEAD.match(text)):
        raise ValueError(f"{text[:80]!r} is no first line of a synthetic article; make the store with bench.landscapes")
    return int(found[1])


class Landscape:
    """All articles of a landscape by their numbers; those after the last one are there to be added."""

    def __init__(self, claims: int, seed: int) -> None:
        self._claims, self._seed = claims, seed
        shown = {parameter.default for question in QUESTIONS.values() for parameter in question.parameters}
        self._known: dict[str, list[End]] = {}
        for slug in sorted(KNOWN, key=lambda slug: (slug not in shown, self._random("rank", slug).random())):
            self._known.setdefault(KNOWN[slug].type, []).append(_known(slug))
        self._shapes = {name: _shape(name, self._known) for name in RELATIONS}

    def article(self, number: int, most: int = 2 * _MEAN) -> tuple[Article, list[Claim]]:
        """One article with at most so many claims; about one in fourteen copies an earlier one, one in twelve names whose report it is."""
        random, original = self._random("article", number), self._original(number)
        told = self._told(number if original is None else original)[:most]
        publisher, other = (f"Synthetic Wire-{_rank(random, 200)}" for _ in range(2))
        names = {"external_id": f"synthetic-{self._seed}-{number}", "title": f"Synthetic article {number}", "publisher": publisher}
        head = f"SYNTHETIC LANDSCAPE {self._seed}, article {number}, holds {len(told)} claims; words without meaning, to measure with."
        credit = f"As reported by {other}, so it is." if random.random() < 1 / 12 else "By nobody."
        text, url = "\n".join([head, credit, *(line for line, _ in told)]), f"https://example.org/{self._seed}/{number}"
        article = Article(text=text, url=url, published=self._published(number, random), retrieved="2026-01-01T00:00:00+00:00", **names)
        claims, start = [], 0
        for line, stated in told:
            start = article.text.index(line, start)
            claims.append(Claim(article=article.id, quote=line, start=start, end=start + len(line), extractor="synthetic/1", **stated))
        return article, claims

    def _random(self, *key: object) -> Random:
        """Numbers of their own for each thing, so that any article can be made without those before it."""
        return Random("/".join(map(str, (self._seed, *key))))  # noqa: S311  # to be repeated, not to be secret

    def _original(self, number: int) -> int | None:
        """The article that this one copies, which copies none itself."""
        random = self._random("copy", number)
        if number == 0 or random.random() >= 1 / 14:
            return None
        earlier = max(number - random.randint(1, 20), 0)
        return None if self._original(earlier) is not None else earlier

    def _published(self, number: int, random: Random) -> str:
        """A date as precise as articles give it, later for later numbers."""
        passed = int(min(number * _MEAN / self._claims, 1) * DAYS) - random.randint(0, 30)
        full = (FIRST_DAY + timedelta(days=max(passed, 0))).isoformat()
        return full[: random.choices((10, 7, 0), (90, 7, 3))[0]]

    def _told(self, number: int) -> list[tuple[str, dict[str, Any]]]:
        """The lines of an article, each with what it states."""
        random, told = self._random("told", number), []
        shown = ("subject_mention", "relation", "object_mention", "status", "amount_text", "round", "valuation", "role", "date", "attributed_to")
        for place in range(random.randint(_MEAN - 10, _MEAN + 10)):
            stated = self._claim(random, place if number == 0 and place < len(_FIRST) else None)
            said = [*(stated[field] for field in shown if stated[field]), " ".join(random.choices(_WORDS, k=9))]
            told.append((f"{place + 1}: {' | '.join(said)}.", stated))
        return told

    def _claim(self, random: Random, number: int | None) -> dict[str, Any]:
        """What one claim says, as its article words it: the statement of this number, or one that others may make too, some of them many."""
        if number is None:
            number = _rank(random, self._claims, flat=50) if random.random() < 0.4 else random.randrange(self._claims)
        stated = self._statement(number)
        for end in ("subject", "object"):
            stated[end] = stated[f"{end}_mention"] = stated[end][0] if random.random() < 0.85 else random.choice(stated[end])
        if random.random() < 0.05 and number >= len(_FIRST):
            stated["status"] = _chosen(random, _STATUSES)
        if stated["amount"]:
            stated["amount"] *= 1.5 if random.random() < 0.03 else 1
            stated["amount_text"] = _money(stated["amount"], stated["currency"])
        if stated["object_type"] == "Money":
            stated["object"] = stated["object_mention"] = stated["amount_text"]
        if random.random() > 0.45:
            stated["date"] = ""
        speaker = random.choices(("", stated["subject"], f"Synthetic Speaker {random.randrange(1000)}"), (38, 1, 1))[0]
        return {**stated, "attributed_to": speaker, "confidence": round(random.uniform(0.5, 0.99), 3)}

    def _statement(self, number: int) -> dict[str, Any]:
        """One statement by its number: relation, ends, money, round, day. The first numbers are those of `_FIRST`."""
        random = self._random("statement", number)
        if number < len(_FIRST):
            relation, subject, target = _FIRST[number][1], _known(_FIRST[number][0]), _known(_FIRST[number][2])
        else:
            relation = random.choices(list(self._shapes), [shape.weight for shape in self._shapes.values()])[0]
            subject, target, random = self._ends(self._shapes[relation], relation, random)
        funded = relation in ("raised", "investedIn")
        has_money = target.kind == "Money" or (relation in ("investedIn", "acquired") and random.random() < 0.3)
        day = (FIRST_DAY + timedelta(days=random.randrange(DAYS))).isoformat()
        amount, status = float(f"{10 ** random.uniform(6, 10.3):.1e}"), "asserted" if number < len(_FIRST) else _chosen(random, _STATUSES)
        stated: dict[str, Any] = {"relation": relation, "status": status, "date": day[: random.choice((4, 7, 10))]}
        for side, end in (("subject", subject), ("object", target)):
            stated |= {side: end.names, f"{side}_id": end.slug, f"{side}_type": end.kind}
        money = {"amount": amount, "currency": _chosen(random, _CURRENCIES)} if has_money else {"amount": None, "currency": ""}
        round_ = random.choice(_ROUNDS) if funded and random.random() < 0.3 else ""
        valuation = _money(amount * 8, "USD") if relation == "raised" and random.random() < 0.3 else ""
        role = random.choice(_ROLES) if relation == "worksFor" and random.random() < 0.7 else ""
        return {**stated, **money, "amount_text": "", "round": round_, "valuation": valuation, "role": role}

    def _ends(self, shape: Shape, relation: str, random: Random) -> tuple[End, End, Random]:
        """Two different ends of a relation; where the one follows from the other, all else about the two does too."""
        subjects, objects, flat = shape.subjects.split(), shape.objects.split(), 20 if shape.anchor else 2
        if shape.anchor == "object":
            target = self._end(random, objects, flat)
            random = self._random(relation, target.slug, _rank(random, shape.width))
            return self._end(random, subjects, but=target), target, random
        subject = self._end(random, subjects, flat)
        if shape.anchor:
            random = self._random(relation, subject.slug, _rank(random, shape.width))
        if RELATIONS[relation].symmetric:
            objects = [kind for kind in objects if top_type(kind) == subject.kind]
        return subject, self._end(random, objects, but=subject), random

    def _end(self, random: Random, kinds: list[str], flat: float = 2, *, but: End | None = None) -> End:
        """An entity of one of these types other than `but`, the first of a type most often; or nobody, for money."""
        kind = random.choice(kinds)
        if kind == "Money":
            return End("", ("",), kind)
        known = self._known.get(kind, [])
        rank = _rank(random, len(known) + int(self._claims / 6 * _INVENTED.get(kind, 0)), flat=flat)
        end = known[rank] if rank < len(known) else _invented(kind, rank)
        return end if but is None or end.slug != but.slug else self._end(random, kinds, flat, but=but)


def _known(slug: str) -> End:
    return End(slug, (KNOWN[slug].name, *KNOWN[slug].labels), top_type(KNOWN[slug].type))


def _invented(kind: str, rank: int) -> End:
    """An entity of two words without meaning; numbers next to each other give words that are not alike, lest names be taken for misspelt."""
    of, number = len(_WORDS), (rank * len(_INVENTED) + list(_INVENTED).index(kind)) * 6_700_417
    first, second, top = _WORDS[number % of] + _WORDS[number // of % of], _WORDS[number * 31 % of], top_type(kind)
    name = f"{first} {second}".title()
    return End(f"{first}-{second}", (name, f"{name} Inc") if top == "Organization" else (name,), top)


def _shape(relation: str, kinds: Mapping[str, object]) -> Shape:
    """The shape of a relation; one that the table has not holds seldom, and between all types that it may."""
    allowed = (RELATIONS[relation].domain, RELATIONS[relation].range)
    subjects, objects = (" ".join(kind for kind in kinds if any(is_a(kind, one) for one in types)) or "Money" for types in allowed)
    return _SHAPES.get(relation) or Shape(4, subjects, objects)


def _rank(random: Random, size: int, *, flat: float = 2) -> int:
    """A number below `size`, the lower the likelier: k with a weight of 1 / (k + flat), after Zipf and Mandelbrot."""
    return min(int(flat * ((size + flat) / flat) ** random.random() - flat), size - 1)


def _chosen(random: Random, shares: Mapping[str, float]) -> str:
    return random.choices(list(shares), list(shares.values()))[0]


def _money(amount: float, currency: str) -> str:
    return f"{currency} {amount / 1e9:g} billion" if amount >= 1e9 else f"{currency} {amount / 1e6:g} million"
