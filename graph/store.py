"""The store: articles and their claims, and what is computed from them, in a folder or on a SPARQL server."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, RdfFormat, serialize

from graph.article import Article
from graph.claim import Claim
from graph.engine import Embedded, Engine, Remote
from graph.entity import Entity, known_entity, met_entity
from graph.errors import StoreError
from graph.evidence import ArticleRow, Evidence
from graph.fact import Fact
from graph.guard import refuse_network
from graph.rdf.articles import article_quads, claim_iri, quote_iri, read_article, read_claims
from graph.rdf.entities import known_statements
from graph.rdf.facts import read_facts
from graph.rdf.terms import ARTICLE, Statement, named, nodes, quads
from graph.table import Table, table
from ontology import ENTITY, KNOWN, LAND

__all__ = ["ArticleRow", "Evidence", "Store", "Table", "open_store"]

FACTS, ENTITIES = named(LAND.facts), named(LAND.entities)
_DIGEST = named(LAND.digest)
_ARTICLES = f"""
PREFIX land: <{LAND}> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?article ?external_id ?title ?publisher ?published ?url ?claims {{
  GRAPH ?article {{ ?article a land:Article ; land:externalId ?external_id
    OPTIONAL {{ ?article dcterms:title ?title }} OPTIONAL {{ ?article dcterms:publisher ?publisher }}
    OPTIONAL {{ ?article dcterms:issued ?published }} OPTIONAL {{ ?article dcterms:source ?url }} }}
  OPTIONAL {{ SELECT ?article (COUNT(?claim) AS ?claims) {{ GRAPH ?article {{ ?claim a land:Claim }} }} GROUP BY ?article }}
}}"""
_ENTITIES = f"""
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?entity ?name ?type {{ GRAPH {FACTS} {{ ?entity skos:prefLabel ?name ; a ?type }} }}"""


class Store:
    """Articles with their claims, facts, and questions to them. A context manager: leaving it lets go of the folder."""

    def __init__(self, engine: Engine, location: str) -> None:
        self._engine = engine
        self.location = location
        self._prepared = False

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store, so that another process can open it."""
        self._engine.close()

    # ---- articles and claims

    def put(self, article: Article, claims: Sequence[Claim]) -> bool:
        """Stores the article and its claims in one transaction, in place of what was read in it before; False if nothing changes.

        The same words under another external id are a copy: it changes nothing unless its claims differ.
        """
        self.prepare()
        _check(article, claims)
        stored = self._graph(named(ARTICLE + article.id))
        if stored:
            known = self.article(article.id)
            if known.external_id != article.external_id or _said(known) == _said(article):
                article = known
        return self._replace(stored, article_quads(article, claims))

    def remove(self, article: str) -> bool:
        """Takes out the article of this id, external id or URL with all its claims; False if there is none. Facts want recomputing."""
        row = self.find(article)
        return row is not None and self._replace(self._graph(named(ARTICLE + row.id)), set())

    def find(self, article: str) -> ArticleRow | None:
        """The article of this id, external id or URL. `StoreError` where several go by it."""
        found = [row for row in self.articles() if article in (row.id, row.external_id, row.url) and article]
        if len(found) > 1:
            raise StoreError(f"{len(found)} articles go by {article!r}; give the id of one: {', '.join(row.id for row in found)}")
        return found[0] if found else None

    def articles(self) -> list[ArticleRow]:
        """All articles, the latest first, without their texts."""
        rows = (dict(row) for row in self._select(_ARTICLES).as_dicts())
        found = [
            ArticleRow(
                id=str(row["article"]).removeprefix(ARTICLE),
                claims=int(row["claims"] or 0),
                **{name: str(row[name] or "") for name in ("external_id", "title", "publisher", "published", "url")},
            )
            for row in rows
        ]
        return sorted(found, key=lambda row: (row.published, row.id), reverse=True)

    def article(self, article_id: str) -> Article:
        """The article of this id, external id or URL. `StoreError` if there is none."""
        quads = self._graph(named(ARTICLE + article_id)) if len(article_id) == 64 and article_id.isalnum() else set()
        if not quads:
            row = self.find(article_id)
            if row is None:
                raise StoreError(f"there is no article {article_id!r} in the store; `python -m graph ask articles` lists them")
            article_id, quads = row.id, self._graph(named(ARTICLE + row.id))
        return read_article(article_id, nodes(quads))

    def claims(self, article_id: str) -> list[Claim]:
        """The claims read in one article, in the order of its words."""
        return read_claims(nodes(self._graph(named(ARTICLE + article_id))))

    def evidence(self) -> list[Evidence]:
        """All claims with their articles, in a fixed order."""
        rows = {row.id: row for row in self.articles()}
        claims = read_claims(nodes(self._engine.quads(*(named(ARTICLE + article) for article in sorted(rows))))) if rows else []
        return [Evidence(claim, rows[claim.article]) for claim in claims]

    # ---- what is computed

    def facts(self) -> list[Fact]:
        """The facts as last computed, by relation, subject and object."""
        return read_facts(nodes(self._engine.quads(FACTS)))

    def write_facts(self, statements: Iterable[Statement], digest: str) -> None:
        """Puts these in the place of all facts; `digest` stands for the claims that they were computed from."""
        self.prepare()
        self._replace(self._graph(FACTS), quads([*statements, (FACTS, LAND.digest, Literal(digest))], FACTS))

    def version(self) -> str:
        """A hash of the claims behind the facts: it changes if and only if they do. "" before facts were computed."""
        return next((str(digest) for (digest,) in self._marks(FACTS).rows), "")

    def claims_of(self, fact: Fact) -> list[Evidence]:
        """The claims behind a fact, the surest of the latest first."""
        iris = " ".join(f"<{claim_iri(claim)}> <{quote_iri(claim)}>" for claim in fact.claim_ids)
        found = self._engine.query(f"SELECT ?node ?p ?o ?g {{ VALUES ?node {{ {iris} }} GRAPH ?g {{ ?node ?p ?o }} }}")
        claims = read_claims(nodes(Quad(row["node"], row["p"], row["o"], row["g"]) for row in found))  # type: ignore[union-attr]
        rows = {row.id: row for row in self.articles()}
        evidence = [Evidence(claim, rows[claim.article]) for claim in claims]
        return sorted(evidence, key=lambda item: (item.article.published, item.claim.confidence, item.claim.id), reverse=True)

    def entities(self) -> dict[str, Entity]:
        """All entities by slug: the ones known beforehand and those that claims name."""
        rows = self._select(_ENTITIES).rows
        met = (met_entity(str(iri).removeprefix(str(ENTITY)), str(name), str(kind).removeprefix(str(LAND))) for iri, name, kind in rows)
        return {**{slug: known_entity(known) for slug, known in KNOWN.items()}, **{entity.id: entity for entity in met}}

    # ---- SPARQL

    def query(self, sparql: str, *, limit: int | None = None) -> Table | bool | str:
        """The answer to a SPARQL query over all graphs: a table, a truth value, or a graph as Turtle. Never writes, never leaves the store."""
        refuse_network(sparql)
        answer = self._engine.query(sparql)
        if isinstance(answer, QuerySolutions):
            return table(answer, limit)
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        return serialize(answer, format=RdfFormat.TURTLE).decode()

    def update(self, sparql: str) -> None:
        """Runs a SPARQL update, for people who know what they do: recompute facts afterwards."""
        refuse_network(sparql)
        self._engine.update(sparql)

    def quads(self) -> list[Quad]:
        """All statements of all graphs, sorted."""
        return sorted(self._engine.quads(), key=str)

    def prepare(self) -> None:
        """Writes the entities known beforehand, if the store is new or `ontology/individuals.ttl` has changed."""
        if self._prepared:
            return
        known = quads(known_statements(KNOWN.values()), ENTITIES)
        digest = hashlib.sha256("\n".join(sorted(map(str, known))).encode()).hexdigest()
        if (digest,) not in self._marks(ENTITIES).rows:
            self._replace(self._graph(ENTITIES), {*known, Quad(ENTITIES, _DIGEST, Literal(digest), ENTITIES)})
        self._prepared = True

    def _marks(self, graph: NamedNode) -> Table:
        return self._select(f"SELECT ?digest {{ GRAPH {graph} {{ {graph} {_DIGEST} ?digest }} }}")

    def _select(self, sparql: str) -> Table:
        answer = self._engine.query(sparql)
        if not isinstance(answer, QuerySolutions):
            raise StoreError(f"the store {self.location} answers a SELECT with something else than rows; is it a SPARQL 1.1 endpoint?")
        return table(answer)

    def _graph(self, graph: NamedNode) -> set[Quad]:
        return set(self._engine.quads(graph))

    def _replace(self, stored: set[Quad], wanted: set[Quad]) -> bool:
        """Writes the difference, in one transaction; False if there is none."""
        if stored == wanted:
            return False
        self._engine.write(stored - wanted, wanted - stored)
        return True


def _check(article: Article, claims: Iterable[Claim]) -> None:
    """`StoreError` where a claim does not belong to the article: its evidence could not be shown."""
    for claim in claims:
        if claim.article != article.id or article.text[claim.start : claim.end] != claim.quote:
            raise StoreError(f"claim {claim.id} does not quote article {article.external_id!r} at {claim.start}-{claim.end}; extract its claims anew")


def _said(article: Article) -> Article:
    """The article but for the time of its reading."""
    return replace(article, retrieved="")


def open_store(location: str | Path, *, read_only: bool = False) -> Store:
    """The store in a folder (made if missing) or behind the URL of a SPARQL 1.1 server, with the token in LANDSCAPE_TOKEN if set.

    `read_only` opens a folder beside the process that writes it. `StoreError` where the store is locked, missing or unreadable.
    """
    if str(location).startswith(("http://", "https://")):
        return Store(Remote(str(location), os.environ.get("LANDSCAPE_TOKEN")), str(location))
    store = Store(Embedded(Path(location), read_only=read_only), str(location))
    if not read_only:
        store.prepare()
    return store
