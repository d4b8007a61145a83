"""Reports: an entity, or the answer to a question, with its evidence in one HTML file that is read without a server, a network or a script."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rdflib import RDF

from graph.claim import Claim
from graph.errors import StoreError
from graph.evidence import ArticleRow, Evidence
from graph.fact import Fact
from graph.judgements.identity import identity
from graph.judgements.judging import judgements
from graph.judgements.review import review
from graph.questions import QUESTIONS, Parameter, ask
from graph.questions.ask import filled, find_entity
from graph.rdf.articles import claim_iri, these
from graph.rdf.terms import ARTICLE, CONFLICT, FACT, local, some_at_a_time
from graph.sparql.table import Table, Value
from graph.store import Store
from graph.wording import claim_sentence, count, money, percent, sentence
from ontology import ENTITY, KNOWN, LAND, RELATIONS, STATUSES, TYPES

ROWS = 1000  # of an answer in one file: with their evidence a few megabytes, which a browser still opens at once
AT_ONCE = 15  # facts of one relation in sight, about a screenful; of a longer list the rest opens
_SUMS = ("amount", "total")  # columns of answers that hold money, in the currency of the row


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one relation in one direction, each with the name of its other end."""

    relation: str
    incoming: bool
    facts: Sequence[tuple[str, Fact]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an answer: its shown cells, each with whether it is a number, and the ids of the facts and articles that it opens to."""

    cells: Sequence[tuple[str, bool]]
    facts: Sequence[str]
    articles: Sequence[str]


class Reading:
    """What a report shows of a store: facts, the conflicts on them, and the quotes behind both.

    `facts` are ids; `articles` are those of which all quotes are wanted. Claims are shown as they count: without those that a person rejected, and
    as corrected; `verdicts` has what a person decided on a claim, "accept" or "correct", by its id. `sources` counts independent ones.
    """

    def __init__(self, store: Store, facts: Collection[str], articles: Collection[str] = ()) -> None:
        self.conflicts = [conflict for conflict in store.conflicts() if not set(facts).isdisjoint(conflict.facts)]
        others = {fact for conflict in self.conflicts for fact in conflict.facts}
        self.by_id = {fact.id: fact for fact in store.facts({*facts, *others})}
        self.facts = [fact for fact in self.by_id.values() if fact.id in facts]
        claims = {claim for fact in self.by_id.values() for claim in fact.claim_ids}
        claims |= {claim for conflict in self.conflicts for side in conflict.sides for claim in side.claim_ids}
        decided = judgements(store)
        read = review(_evidence(store, sorted(claims), sorted(articles)), decided, identity(decided))
        self.verdicts = {claim: verdict.kind for claim, verdict in read.verdicts.items()}
        self.sources = len({item.source for item in read.evidence})
        self._quotes = {item.id: item for item in read.evidence}
        self._by_article: dict[str, list[Evidence]] = {}
        for item in sorted(read.evidence, key=lambda item: (item.claim.start, item.id)):
            self._by_article.setdefault(item.article.id, []).append(item)

    def among(self, claims: Iterable[str]) -> list[Evidence]:
        """The quotes of these claims, the surest of the latest first."""
        quotes = (self._quotes[claim] for claim in claims if claim in self._quotes)
        return sorted(quotes, key=lambda item: (item.article.published, item.claim.confidence, item.id), reverse=True)

    def behind(self, row: Row) -> list[tuple[Fact | None, list[Evidence]]]:
        """What a row of an answer opens to: its facts with their quotes (in its articles, if any are), else all quotes of its articles."""
        if not row.facts:
            return [(None, self.read_in(article)) for article in row.articles if self.read_in(article)]
        facts = [(self.by_id[fact], self.among(self.by_id[fact].claim_ids)) for fact in row.facts if fact in self.by_id]
        return [(fact, [item for item in items if item.article.id in row.articles] or items) for fact, items in facts]

    def read_in(self, article: str) -> list[Evidence]:
        """The quotes of an article, in the order of its words."""
        return self._by_article.get(article, [])

    def origin(self, row: ArticleRow) -> str:
        """Whose report an article is; one that names nobody goes by the title of the article that it copies, where that is among these."""
        copied = self.read_in(row.origin)
        return (copied[0].article.title or copied[0].article.external_id) if copied else row.origin

    @property
    def articles(self) -> list[tuple[ArticleRow, int]]:
        """The articles behind all of it, the latest first, each with the number of its quotes."""
        rows = [(items[0].article, len(items)) for items in self._by_article.values()]
        return sorted(rows, key=lambda row: (row[0].published, row[0].id), reverse=True)


def entity_report(store: Store, entity: str) -> str:
    """All that is known of an entity, given by slug, name or alias, as one HTML page: the same for the same store.

    `QueryError` where none or several go by that name, `StoreError` where no facts were computed.
    """
    slug = find_entity(entity, store)
    end = f"{{ ?fact {RDF.subject.n3()} <{ENTITY[slug]}> }} UNION {{ ?fact {RDF.object.n3()} <{ENTITY[slug]}> }}"
    rows = store.rows(f"SELECT DISTINCT ?fact {{ GRAPH {LAND.facts.n3()} {{ {end} ?fact a {LAND.Fact.n3()} }} }}")
    reading = Reading(store, {local(row["fact"]) for row in rows})
    also, found = KNOWN[slug].labels if slug in KNOWN else (), store.entities([slug])[slug]
    return _page(store, reading, name=found.name, entity=found, also=also, groups=_groups(slug, reading.facts))


def question_report(store: Store, question: str, /, **values: str) -> str:
    """The answer to a named question with the evidence of each row, as one HTML page: the same for the same store.

    Columns that hold nothing but IRIs are not shown: those of facts and articles become what a row opens to. Errors are those of `ask`, and
    `StoreError` where no facts were computed.
    """
    answer, asked = ask(store, question, **values), QUESTIONS[question]
    columns, rows = _shown(answer)
    whole = {article for row in rows if not row.facts for article in row.articles}
    return _page(
        store,
        Reading(store, {fact for row in rows for fact in row.facts}, whole),
        name=asked.title,
        question=asked,
        words=re.split(r"\{(\w+)\}", asked.text),
        given={one.name: _given(one, values.get(one.name, one.default).strip(), store) for one in asked.parameters},
        values=values,
        columns=columns,
        rows=rows,
        total=len(answer.rows),
        sparql=filled(store, asked, values) if asked.sparql else "",
    )


def _page(store: Store, reading: Reading, **parts: object) -> str:
    version = store.version()
    if not version:
        raise StoreError(f"no facts were computed in {store.location}; run `python -m graph facts`, then make the report")
    return _HTML.get_template("report.html").render({"entity": None, "question": None, "groups": [], **parts}, reading=reading, version=version)


def _evidence(store: Store, claims: Sequence[str], articles: Sequence[str]) -> list[Evidence]:
    where = [f"VALUES ?claim {{ {' '.join(f'<{claim_iri(claim)}>' for claim in part)} }}" for part in some_at_a_time(claims)]
    where += [these(articles)] if articles else []
    return store.evidence(*where) if where else []  # without a condition it would be all evidence


def _groups(slug: str, facts: Sequence[Fact]) -> list[Group]:
    """The facts by relation, those with most facts first, and by direction; the most believed first, sums of money from the latest back."""
    sizes = Counter(fact.relation for fact in facts)
    groups: dict[tuple[str, bool], list[tuple[str, Fact]]] = defaultdict(list)
    for fact in facts:
        ours = fact.subject.id == slug
        incoming = not ours and not RELATIONS[fact.relation].symmetric
        groups[fact.relation, incoming].append((fact.object_text if ours else fact.subject.name, fact))
    for pairs in groups.values():
        pairs.sort(key=lambda pair: (-pair[1].belief, -pair[1].sources, pair[0].casefold(), pair[1].id))
        pairs.sort(key=lambda pair: "" if pair[1].object else pair[1].valid_from or pair[1].first_seen, reverse=True)
    ordered = sorted(groups, key=lambda group: (-sizes[group[0]], *group))
    return [Group(relation, incoming, groups[relation, incoming]) for relation, incoming in ordered]


def _given(parameter: Parameter, value: str, store: Store) -> str:
    """A parameter's value as a reader calls it."""
    if value and parameter.kind == "entity":
        slug = find_entity(value, store)
        return store.entities([slug])[slug].name
    return RELATIONS[value].label if value and parameter.kind == "relation" else value or "…"


def _shown(answer: Table) -> tuple[list[str], list[Row]]:
    """The columns that are shown and the first rows."""
    hidden = {"currency"} if set(_SUMS) & set(answer.columns) else set()
    hidden |= {name for k, name in enumerate(answer.columns) if _only_iris(row[k] for row in answer.rows)}
    columns = [name for name in answer.columns if name not in hidden]
    return columns, [_row(dict(zip(answer.columns, row, strict=True)), columns) for row in answer.rows[:ROWS]]


def _row(row: Mapping[str, Value], columns: Collection[str]) -> Row:
    cells = [(_cell(name, row[name], str(row.get("currency") or "")), isinstance(row[name], int | float)) for name in columns]
    words = dict.fromkeys(word for name, value in row.items() if name not in columns for word in str(value).split())
    facts, articles = ([local(word) for word in words if re.fullmatch(rf"{base}[0-9a-f]+", word)] for base in (FACT, ARTICLE))
    return Row(cells, facts, articles)


def _only_iris(values: Iterable[Value]) -> bool:
    words = [word for value in values if value is not None for word in str(value).split()]
    return bool(words) and all(word.startswith((FACT, ARTICLE, CONFLICT, str(ENTITY))) for word in words)


def _cell(column: str, value: Value, currency: str) -> str:
    if isinstance(value, bool) or value is None:
        return "" if value is None else "yes" if value else "no"
    if isinstance(value, str):
        return RELATIONS[value].label if column == "relation" and value in RELATIONS else value
    return percent(value) if column == "belief" else money(value, currency) if column in _SUMS else f"{value:,.12g}"


def pieces(claim: Claim) -> list[tuple[str, bool]]:
    """The quote in pieces, each with whether it names an end of the claim; joined they give it back.

    A claim knows what its ends are called in the quote, not where: of several places the two nearest to each other are taken.
    """
    ends = [_places(mention, claim.quote) for mention in (claim.subject_mention, claim.object_mention)]
    apart = [pair for pair in map(sorted, product(*ends)) if pair[0][1] <= pair[1][0]]
    lone = sorted(chain(*ends), key=lambda place: (place[0] - place[1], place))[:1]  # the longer, where one stands inside the other
    named = min(apart, key=lambda pair: (pair[1][0] - pair[0][1], pair), default=lone)
    cuts = [0, *chain(*named), len(claim.quote)]
    found = [(claim.quote[a:b], k % 2 == 1) for k, (a, b) in enumerate(pairwise(cuts))]
    return [piece for piece in found if piece[0]]


def _places(mention: str, quote: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", quote)] if mention else []


def details(quotes: Iterable[Evidence]) -> str:
    """The rounds and posts that quotes name."""
    return ", ".join(sorted({text for item in quotes for text in (item.claim.round, item.claim.role) if text}))


def link(url: str) -> str:
    """The address if it is one of the web, else "": what an article gives as its address may be anything.

    >>> link("https://a.example/b"), link("javascript:alert(1)"), link("https://a.example/ b")
    ('https://a.example/b', '', '')
    """
    return url if re.fullmatch(r"https?://[^\s<>\"'\\]+", url, re.IGNORECASE) else ""


_HTML = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
_HTML.tests["date"] = re.compile(r"\d{4}(-\d\d){0,2}").fullmatch
_HTML.globals.update(AT_ONCE=AT_ONCE, RELATIONS=RELATIONS, STATUSES=STATUSES, TYPES=TYPES, claim_sentence=claim_sentence)
_HTML.globals.update(count=count, details=details, link=link, money=money, percent=percent, pieces=pieces, sentence=sentence)
