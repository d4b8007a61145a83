"""A small landscape whose answers are known by hand.

Money:       Bank invested in Alpha (USD 10 million, seed, 2023) and in Beta; Chipper invested USD 100 million in Alpha;
             Alpha raised USD 110 million in January 2024, Beta EUR 20 million; Alpha was valued at USD 1 billion, then 2 billion.
Dependence:  Alpha uses chips of Chipper and the cloud of Nimbus, Nimbus uses chips of Chipper, App builds on A1, A1 uses the cloud of Nimbus;
             Beta was once a customer of Nimbus.
Rivals:      Alpha - Beta (three articles by two publishers, one of which denies it); Alpha - Gamma is a rumour.
Models:      Alpha develops A1: Apache-2.0 in 2023, the Mistral research licence in 2024. Watchdog fines Alpha.
"""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
import uvicorn
from starlette.applications import Starlette

from graph.article import Article
from graph.claim import Claim
from graph.refresh import recompute
from graph.store import Store, open_store

TYPES = {
    "Bank": "Investor",
    "Chipper": "ChipMaker",
    "Nimbus": "CloudProvider",
    "App": "Application",
    "A1": "Model",
    "Watchdog": "Regulator",
    "Apache License 2.0": "License",
    "Mistral Research License": "License",
}
SLUGS = {"Apache License 2.0": "apache-license-2-0", "Mistral Research License": "mistral-research-license"}

# (external id, publisher, published, lines), a line being (sentence, subject, relation, object, status, further fields)
ARTICLES: Sequence[tuple[str, str, str, list[tuple[str, str, str, str, str, dict[str, object]]]]] = (
    ("seed", "Daily", "2023-03-01", [
        ("Bank put $10 million into Alpha in its seed round.", "Bank", "investedIn", "Alpha", "asserted",
         {"amount": 10e6, "currency": "USD", "amount_text": "$10 million", "round": "seed"}),
        ("Alpha released A1.", "Alpha", "develops", "A1", "asserted", {}),
        ("A1 is under the Apache licence.", "A1", "licensedUnder", "Apache License 2.0", "asserted", {}),
        ("Alpha is worth $1 billion.", "Alpha", "valuedAt", "$1 billion", "asserted",
         {"amount": 1e9, "currency": "USD", "amount_text": "$1 billion"}),
        ("Beta is a customer of Nimbus.", "Beta", "customerOf", "Nimbus", "asserted", {}),
    ]),
    ("round", "Daily", "2024-01-15", [
        ("Alpha raised $110 million.", "Alpha", "raised", "$110 million", "asserted",
         {"amount": 110e6, "currency": "USD", "amount_text": "$110 million", "round": "Series A", "valuation": "$2 billion", "date": "2024-01"}),
        ("Alpha is worth $2 billion.", "Alpha", "valuedAt", "$2 billion", "asserted",
         {"amount": 2e9, "currency": "USD", "amount_text": "$2 billion"}),
        ("Chipper invested $100 million in Alpha.", "Chipper", "investedIn", "Alpha", "asserted",
         {"amount": 100e6, "currency": "USD", "amount_text": "$100 million"}),
        ("Alpha trains on chips of Chipper.", "Alpha", "usesChip", "Chipper", "asserted", {}),
        ("A1 moved to a research licence.", "A1", "licensedUnder", "Mistral Research License", "asserted", {}),
    ]),
    ("clouds", "Weekly", "2024-02", [
        ("Alpha rents from Nimbus.", "Alpha", "usesCloud", "Nimbus", "asserted", {}),
        ("Nimbus buys from Chipper.", "Nimbus", "usesChip", "Chipper", "asserted", {}),
        ("A1 runs on Nimbus.", "A1", "usesCloud", "Nimbus", "asserted", {}),
        ("App is built on A1.", "App", "buildsOn", "A1", "asserted", {}),
        ("Beta is no longer a customer of Nimbus.", "Beta", "customerOf", "Nimbus", "ended", {"date": "2023-12"}),
        ("Alpha competes with Beta.", "Alpha", "competesWith", "Beta", "asserted", {}),
    ]),
    ("rivals", "Daily", "2024-03-01", [
        ("Beta takes on Alpha.", "Beta", "competesWith", "Alpha", "asserted", {"confidence": 0.6}),
        ("Gamma may rival Alpha.", "Gamma", "competesWith", "Alpha", "hedged", {}),
        ("Beta raised 20 million euros.", "Beta", "raised", "20 million euros", "asserted",
         {"amount": 20e6, "currency": "EUR", "amount_text": "20 million euros", "date": "2024-01-31"}),
        ("Bank invested in Beta.", "Bank", "investedIn", "Beta", "asserted", {}),
    ]),
    ("denial", "", "2024-04-01", [
        ("Alpha says that it does not compete with Beta.", "Alpha", "competesWith", "Beta", "negated", {"attributed_to": "Alpha"}),
        ("Gamma plans to buy from Alpha.", "Gamma", "customerOf", "Alpha", "planned", {}),
        ("Watchdog fined Alpha.", "Alpha", "regulatedBy", "Watchdog", "asserted", {}),
    ]),
)  # fmt: skip  # a table: one line per claim


SESAME = "the word that opens an endpoint for updates"


def slug(name: str) -> str:
    """The slug of an entity of the small landscape."""
    return SLUGS.get(name, name.lower())


def article_and_claims(number: int) -> tuple[Article, list[Claim]]:
    """One of the articles with its claims; each sentence is a line of the text."""
    external_id, publisher, published, lines = ARTICLES[number]
    text = "\n".join(line[0] for line in lines)
    article = Article(text=text, external_id=external_id, title=f"The {external_id}", publisher=publisher, published=published)
    claims = []
    for sentence, subject, relation, target, status, further in lines:
        start, is_money = text.index(sentence), "amount" in further and relation in ("raised", "valuedAt")
        fields: dict[str, object] = {"confidence": 0.8, **further}
        claims.append(
            Claim(
                article=article.id,
                subject=subject,
                subject_type=TYPES.get(subject, "ResearchLab"),
                subject_id=slug(subject),
                subject_mention=subject,
                relation=relation,
                object=target,
                object_type="Money" if is_money else TYPES.get(target, "ResearchLab"),
                object_id="" if is_money else slug(target),
                object_mention=target,
                status=status,
                quote=sentence,
                start=start,
                end=start + len(sentence),
                extractor="hand/1",
                **fields,  # type: ignore[arg-type]
            )
        )
    return article, claims


def fill(store: Store) -> Store:
    """The store with all articles put and facts computed."""
    for number in range(len(ARTICLES)):
        store.put(*article_and_claims(number))
    recompute(store)
    return store


@pytest.fixture(scope="session")
def landscape(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small landscape, for tests that only read."""
    with open_store(tmp_path_factory.mktemp("landscape") / "store.db") as store:
        yield fill(store)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of the small landscape, to be copied."""
    path = tmp_path_factory.mktemp("filled") / "store.db"
    with open_store(path) as store:
        fill(store)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a store of the test's own."""
    return tmp_path / "store.db"


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """The address of the application on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
