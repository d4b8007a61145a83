"""The store: articles and their claims, and what is computed from them, in a folder or on a SPARQL server."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock
from types import TracebackType

from pyoxigraph import NamedNode, Quad, QuerySolutions

from graph.article import Article
from graph.claim import Claim, check_quotes
from graph.conflicts import Conflict
from graph.entity import Entity, known_entity
from graph.errors import StoreError
from graph.evidence import ArticleRow, Evidence
from graph.fact import Fact
from graph.loading import load
from graph.rdf.articles import (
    article_quads,
    claim_iri,
    claim_nodes,
    read_article,
    read_article_row,
    read_claims,
    select_article,
    select_articles,
    select_claims,
    select_going_by,
    these,
)
from graph.rdf.conflicts import read_conflicts, select_conflicts
from graph.rdf.entities import known_quads, read_entity, select_entities
from graph.rdf.facts import end_is_entity, read_fact, select_claim_ids, select_facts, these_facts
from graph.rdf.pending import pending_quads
from graph.rdf.terms import ARTICLE, local, named, some_at_a_time
from graph.sparql.dataset import NOT_UNION, Dataset
from graph.sparql.deadline import within
from graph.sparql.engine import Answer, Embedded, Engine, Remote
from graph.sparql.guard import refuse_network
from graph.sparql.table import Table, Value, each_row, plain, table
from ontology import ENTITY, KNOWN, LAND

__all__ = ["ArticleRow", "Evidence", "Store", "Table", "open_store"]

FACTS, ENTITIES, JUDGEMENTS, ONTOLOGY = named(LAND.facts), named(LAND.entities), named(LAND.judgements), named(str(LAND).rstrip("#"))
_DIGEST = named(LAND.digest)


class Store:
    """Articles with their claims, facts, and questions to them. A context manager: leaving it lets go of the folder."""

    def __init__(self, engine: Engine, location: str) -> None:
        self.engine, self.location, self._prepared = engine, location, False
        self.writing = RLock()
        """Held by whoever reads in order to write, so that threads of one process do not undo each other's changes."""

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store, so that another process can open it."""
        self.engine.close()

    # ---- articles and claims

    def put(self, article: Article, claims: Sequence[Claim]) -> bool:
        """Stores the article and its claims in one transaction, in place of what was read in it before; False if nothing changes.

        The same words under another external id are a copy: it changes nothing unless its claims differ.
        """
        check_quotes(article, claims)
        with self.writing:
            self.prepare()
            node = named(ARTICLE + article.id)
            stored = self.graph(node)
            if stored:
                known = read_article(self.rows(select_article(article.id))[0])
                if known.external_id != article.external_id or replace(known, retrieved="") == replace(article, retrieved=""):
                    article = known
            return self._replace(stored, article_quads(article, claims), marks_of=node)

    def load(self, articles: Iterable[tuple[Article, Sequence[Claim]]]) -> int:
        """Stores many articles, each whole or not at all, as `put` does but much faster; the number of those that changed anything."""
        return load(self, articles)

    def remove(self, article: str) -> bool:
        """Takes out the article of this id, external id or URL with all its claims; False if there is none. Facts want refreshing."""
        with self.writing:
            if (row := self.find(article)) is None:
                return False
            node = named(ARTICLE + row.id)
            return self._replace(self.graph(node), set(), marks_of=node)

    def find(self, article: str) -> ArticleRow | None:
        """The article of this id, external id or URL. `StoreError` where several go by it."""
        found = sorted(local(row["article"]) for row in self.rows(select_going_by(article))) if article else []
        if len(found) > 1:
            raise StoreError(f"{len(found)} articles go by {article!r}; give the id of one: {', '.join(found)}")
        return self._article_rows(these(found))[0] if found else None

    def articles(self) -> list[ArticleRow]:
        """All articles, the latest first, without their texts."""
        return self._article_rows()

    def article(self, article: str) -> Article:
        """The article of this id, external id or URL. `StoreError` if there is none."""
        if (row := self.find(article)) is None:
            raise StoreError(f"there is no article {article!r} in the store; `python -m graph ask articles` lists them")
        return read_article(self.rows(select_article(row.id))[0])

    def claims(self, article_id: str) -> list[Claim]:
        """The claims read in the article of this id, in the order of its words."""
        return self._claims(these([article_id]))

    def evidence(self, *where: str) -> list[Evidence]:
        """All claims with their articles, in a fixed order; or those that meet one of these conditions (`these`, `graph.rdf.facts.linked`)."""
        claims = {claim.id: claim for condition in where or ("",) for claim in self._claims(condition)}.values()
        parts = map(these, some_at_a_time(sorted({claim.article for claim in claims}))) if where else ("",)
        by_id = {row.id: row for part in parts for row in self._article_rows(part)}
        ordered = sorted(claims, key=lambda claim: (claim.article, claim.start, claim.end, claim.id))
        return [Evidence(claim, by_id[claim.article]) for claim in ordered]

    # ---- what is computed

    def facts(self, ids: Collection[str] | None = None) -> list[Fact]:
        """The facts as last computed, by relation and names; or those of these ids."""
        parts = ("",) if ids is None else tuple(map(these_facts, some_at_a_time(sorted(ids))))
        rows, behind = [row for part in parts for row in self.rows(select_facts(part))], defaultdict(list)
        for part in parts:
            for fact, claim in self._select(select_claim_ids(part)).rows:
                behind[fact].append(local(claim))
        ends = {local(row[end]) for row in rows for end in ("subject", "object") if end_is_entity(row, end)}
        entities = self.entities(None if ids is None else ends)
        facts = (read_fact(row, behind[row["fact"]], entities) for row in rows)
        return sorted(facts, key=lambda fact: (fact.relation, fact.subject.name, fact.object_text, fact.id))

    def conflicts(self) -> list[Conflict]:
        """The conflicts as last computed, in a fixed order."""
        return read_conflicts(self.rows(select_conflicts()))

    def version(self) -> str:
        """A hash of all that is computed: it changes if and only if that does. "" before facts were computed."""
        return next((str(digest) for (digest,) in self._marks(FACTS)), "")

    def claims_of(self, fact: Fact) -> list[Evidence]:
        """The claims behind a fact, the surest of the latest first."""
        evidence = self.evidence(f"VALUES ?claim {{ {' '.join(f'<{claim_iri(claim)}>' for claim in fact.claim_ids)} }}")
        return sorted(evidence, key=lambda item: item.precedence, reverse=True)

    def entities(self, slugs: Collection[str] | None = None) -> dict[str, Entity]:
        """All entities by slug, the ones known beforehand and those of which facts speak; or these."""
        known = {slug: known_entity(individual) for slug, individual in KNOWN.items() if slugs is None or slug in slugs}
        if not (others := sorted(set(slugs or ()) - known.keys())) and slugs is not None:
            return known
        chosen = f"VALUES ?entity {{ {' '.join(f'<{ENTITY[slug]}>' for slug in others)} }}" if others else ""
        return {**known, **{entity.id: entity for entity in map(read_entity, self.rows(select_entities(chosen)))}}

    def construct(self, pattern: str, graph: NamedNode) -> set[Quad]:
        """The statements that a pattern binds to ?s ?p ?o, as statements of a graph."""
        answer = self.engine.query(f"CONSTRUCT {{ ?s ?p ?o }} {{ {pattern} }}")
        return {Quad(triple.subject, triple.predicate, triple.object, graph) for triple in answer}  # type: ignore[union-attr]  # triples, as constructed

    def rows(self, sparql: str) -> list[dict[str, Value]]:
        """The rows of a SELECT of ours."""
        return list(each_row(self._solutions(sparql)))

    def graph(self, *graphs: NamedNode) -> set[Quad]:
        """All statements of these graphs."""
        return set(self.engine.quads(*graphs))

    def write(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Takes out the one and puts in the other, in one transaction."""
        self.engine.write(removed, added)

    # ---- SPARQL

    def answer(self, sparql: str, dataset: Dataset | None = None) -> Answer:
        """The engine's own answer to a query over these graphs, or all, read as it is consumed. Never writes, never leaves the store."""
        refuse_network(sparql)
        return self.engine.query(sparql, dataset)

    def query(self, sparql: str, *, limit: int | None = None, seconds: float | None = None) -> Table | bool | str:
        """The answer as a table of at most `limit` rows, a truth value, or a graph as Turtle. `QueryError` if it takes longer than `seconds`."""
        return within(seconds, lambda: plain(self.answer(sparql), limit))

    def update(self, sparql: str) -> None:
        """Runs a SPARQL update, for people who know what they do: recompute facts afterwards."""
        refuse_network(sparql, update=True)
        self.engine.update(sparql)

    def quads(self) -> list[Quad]:
        """All statements of all graphs, sorted."""
        return sorted(self.engine.quads(), key=str)

    def prepare(self) -> None:
        """Writes the vocabulary and the entities known beforehand, if the store is new or they have changed."""
        if self._prepared:
            return
        known, digest = known_quads(ENTITIES, ONTOLOGY, _DIGEST)
        if (digest,) not in self._marks(ENTITIES):
            self._replace(self.graph(ENTITIES, ONTOLOGY), set(known))
        if not self.query(f"ASK {{ {ENTITIES} {_DIGEST} ?digest }}"):
            raise StoreError(f"the server of {self.location} {NOT_UNION}")
        self._prepared = True

    def _marks(self, graph: NamedNode) -> list[tuple[Value, ...]]:
        return self._select(f"SELECT ?digest {{ GRAPH {graph} {{ {graph} {_DIGEST} ?digest }} }}").rows

    def _select(self, sparql: str) -> Table:
        return table(self._solutions(sparql))

    def _solutions(self, sparql: str) -> QuerySolutions:
        answer = self.engine.query(sparql)
        if not isinstance(answer, QuerySolutions):
            raise StoreError(f"the store {self.location} answers a SELECT with something else than rows; is it a SPARQL 1.1 endpoint?")
        return answer

    def _claims(self, where: str = "") -> list[Claim]:
        found = list(dict.fromkeys(str(claim) for (claim,) in self._select(select_claims(where)).rows))
        claims = (claim for nodes in claim_nodes(found) for claim in read_claims(self.engine.about(nodes)))
        return sorted(claims, key=lambda claim: (claim.article, claim.start, claim.end, claim.id))

    def _article_rows(self, where: str = "") -> list[ArticleRow]:
        rows = {row.id: row for row in map(read_article_row, self.rows(select_articles(where)))}
        return sorted(rows.values(), key=lambda row: (row.published, row.id), reverse=True)

    def _replace(self, stored: set[Quad], wanted: set[Quad], *, marks_of: NamedNode | None = None) -> bool:
        """Writes the difference, in one transaction; False if there is none. Of an article what changed is marked as pending with it."""
        if stored != wanted:
            self.engine.write(stored - wanted, (wanted - stored) | (pending_quads(marks_of, stored | wanted) if marks_of else set()))
        return stored != wanted


def open_store(location: str | Path, *, read_only: bool = False) -> Store:
    """The store in a folder (made if missing) or behind the URL of a SPARQL 1.1 server (`Remote.at`).

    `read_only` opens a folder beside the process that writes it. `StoreError` where the store is locked, missing or unreadable.
    """
    if str(location).startswith(("http://", "https://")):
        return Store(Remote.at(str(location)), str(location))
    store = Store(Embedded(Path(location), read_only=read_only), str(location))
    if not read_only:
        store.prepare()
    return store
