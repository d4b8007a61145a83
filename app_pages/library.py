"""What all pages share: the store, and what was read from it, kept per version of the store."""

import os
import re
import threading
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from graph.article import Article
from graph.claim import Claim
from graph.conflicts import Conflict
from graph.entity import Entity
from graph.evidence import ArticleRow, Evidence
from graph.fact import Fact
from graph.judgements.judgement import Judgement
from graph.judgements.judging import judgements, verdicts_in
from graph.store import Store, open_store

LOCATION = "LANDSCAPE_STORE"


@dataclass(frozen=True, slots=True)
class Library:
    """The facts of one version of the store, with the entities they join and the articles behind them.

    `verdicts` are what people decided, by the id of the claim; `conflicts` those that each fact is in, by its id.
    """

    version: str
    facts: tuple[Fact, ...]
    entities: dict[str, Entity]
    articles: tuple[ArticleRow, ...]
    labels: dict[str, str]
    verdicts: dict[str, Judgement]
    conflicts: dict[str, list[Conflict]]

    def facts_of(self, slug: str) -> list[Fact]:
        """The facts at whose one end the entity stands, the most believed first."""
        found = [fact for fact in self.facts if slug in (fact.subject.id, fact.object.id if fact.object else "")]
        return sorted(found, key=lambda fact: (-fact.belief, -fact.sources, fact.id))

    def by_id(self, ids: Collection[str]) -> list[Fact]:
        """The facts of these ids, in their order; unknown ones are left out."""
        found = {fact.id: fact for fact in self.facts if fact.id in ids}
        return [found[one] for one in ids if one in found]

    def goes_back(self, row: ArticleRow) -> str:
        """Whose report an article is, in words, or ""; a copied article that names no publisher goes by its title."""
        copied = next((other for other in self.articles if other.id == row.origin), None)
        if copied:
            return f"copies “{copied.title or copied.external_id}”"
        return f"first reported by {row.origin}" if row.origin else ""


@st.cache_resource(show_spinner="Opening the store …")
def _store(location: str) -> Store:
    return open_store(location)


@st.cache_resource
def writing() -> threading.Lock:
    """Held while the store is written: one writer at a time."""
    return threading.Lock()


def store() -> Store:
    """The store at LANDSCAPE_STORE (default: ./landscape.db), opened once for all sessions. `StoreError` if it cannot be."""
    return _store(os.environ.get(LOCATION) or "./landscape.db")


def library() -> Library:
    """What the store holds now."""
    decided = tuple(judgement.id for judgement in judgements(store()))
    return _library(store().location, store().version(), decided)


@st.cache_resource(max_entries=2, show_spinner=False)
def _library(_location: str, version: str, decided: tuple[str, ...]) -> Library:
    facts = tuple(store().facts())
    entities = {end.id: end for fact in facts for end in (fact.subject, fact.object) if end}
    verdicts = verdicts_in(store()) if decided else {}
    conflicts: dict[str, list[Conflict]] = defaultdict(list)
    for conflict in store().conflicts():
        for fact in conflict.facts:
            conflicts[fact].append(conflict)
    return Library(version, facts, entities, tuple(store().articles()), _labels(entities), verdicts, dict(conflicts))


def _labels(entities: dict[str, Entity]) -> dict[str, str]:
    """A label for each entity, by which a URL and a select box name it: its name, with the slug where two share one."""
    names = [entity.name for entity in entities.values()]
    labels = {slug: entity.name if names.count(entity.name) == 1 else f"{entity.name} ({slug})" for slug, entity in entities.items()}
    return dict(sorted(labels.items(), key=lambda item: item[1].casefold()))


@st.cache_data(max_entries=2000, show_spinner=False)
def evidence_of(_fact: Fact, fact_id: str, version: str) -> list[Evidence]:  # noqa: ARG001  # the two make the key
    """The claims behind a fact, in the given version of the store."""
    return store().claims_of(_fact)


@st.cache_data(max_entries=200, show_spinner=False)
def reading(article_id: str, version: str) -> tuple[Article, list[Claim]]:  # noqa: ARG001  # the version is part of the key
    """An article with the claims read in it."""
    return store().article(article_id), store().claims(article_id)


def plain(text: str) -> str:
    r"""Text from an article for a place that reads Markdown: every sign that could be markup is escaped.

    >>> plain("![x](http://a.b) <b>")
    '\\!\\[x\\]\\(http\\:\\/\\/a\\.b\\) \\<b\\>'
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def safe_link(url: str) -> str:
    """The address if it is one of the web, else ""."""
    return url if re.match(r"https?://[^\s<>()\[\]]+$", url) else ""
