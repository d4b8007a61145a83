"""The store, in a folder and behind a SPARQL endpoint: the same behaviour from both."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import httpx
import pytest

from graph import loading
from graph.endpoint import application
from graph.errors import QueryError, StoreError
from graph.questions import QUESTIONS, ask
from graph.refresh import recompute
from graph.sparql.engine import Embedded, Remote
from graph.store import Store, Table, open_store
from ontology import KNOWN
from tests.graph.conftest import SESAME, article_and_claims, fill, serving

NEVER = "https://w3id.org/landscape/entity/nobody"


@pytest.fixture(params=["folder", "endpoint"])
def store(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store of either kind."""
    with open_store(folder) as owner:
        if request.param == "folder":
            yield owner
            return
        monkeypatch.setenv("LANDSCAPE_TOKEN", SESAME)
        with serving(application(owner, token=SESAME)) as address, open_store(f"{address}/sparql") as remote:
            yield remote


def test_what_is_put_is_there(store: Store) -> None:
    article, claims = article_and_claims(0)
    assert store.put(article, claims)
    assert store.article(article.id) == store.article("seed") == article
    assert store.claims(article.id) == claims
    (row,) = store.articles()
    assert (row.external_id, row.title, row.publisher, row.published, row.claims) == ("seed", "The seed", "Daily", "2023-03-01", 5)


def test_putting_again_changes_nothing(store: Store) -> None:
    article, claims = article_and_claims(0)
    store.put(article, claims)
    before = store.quads()
    assert not store.put(article, claims)
    assert not store.put(replace(article, retrieved="2026-01-01T00:00:00Z"), claims)
    assert not store.put(replace(article, external_id="copy", publisher="Copycat"), claims)
    assert store.quads() == before


def test_what_is_loaded_is_as_if_put(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [article_and_claims(number) for number in (0, 1, 2)]
    nasty, claims = made[1]
    made[1] = replace(nasty, title='A "quoted"\n\\ title\t\r\u2028 of \U0001f600', url="https://example.org/?a=b&c=<d>"), claims
    store.put(replace(made[2][0], publisher="Other"), made[2][1][:1])
    again = replace(made[0][0], publisher="Corrected"), made[0][1][1:]
    with open_store(folder.with_name("put.db")) as by_one:
        for item in (*made, again, again):
            by_one.put(*item)
        monkeypatch.setattr(loading, "FEW", 1)
        assert store.load([*made, again, again]) == 4
        assert set(store.quads()) == set(by_one.quads())


def test_articles_of_which_one_is_refused_are_loaded_whole_up_to_its_batch(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "FEW", 1)
    monkeypatch.setattr(loading, "CLAIMS", 1)
    (first, said), (second, bad) = article_and_claims(0), article_and_claims(1)
    with pytest.raises(StoreError, match="does not quote"):
        store.load([(first, said), (second, [replace(bad[0], start=3)])])
    assert store.claims(first.id) == said
    assert len(store.articles()) == 1


def test_a_corrected_article_takes_the_place_of_the_old(store: Store) -> None:
    article, claims = article_and_claims(0)
    store.put(article, claims)
    assert store.put(replace(article, publisher="Other"), claims[:2])
    assert store.article(article.id).publisher == "Other"
    assert store.claims(article.id) == claims[:2]


def test_a_claim_that_does_not_quote_its_article_is_refused(store: Store) -> None:
    article, claims = article_and_claims(0)
    before = store.quads()
    with pytest.raises(StoreError, match="does not quote"):
        store.put(article, [replace(claims[0], start=3)])
    assert store.quads() == before


def test_removing_an_article_removes_all_that_it_brought(store: Store) -> None:
    store.prepare()
    recompute(store)
    before = store.quads()
    article, claims = article_and_claims(0)
    for name in (article.id, "seed"):
        store.put(article, claims)
        recompute(store)
        assert store.remove(name)
        recompute(store)
        assert store.quads() == before
    assert not store.remove("seed")
    assert not store.remove("")


def test_two_articles_by_one_name_are_not_mixed_up(store: Store) -> None:
    for number in (0, 1):
        article, claims = article_and_claims(number)
        store.put(replace(article, external_id="twin"), claims)
    with pytest.raises(StoreError, match="2 articles go by 'twin'; give the id"):
        store.remove("twin")
    assert len(store.articles()) == 2


def test_an_unknown_article_is_an_error_in_words(store: Store) -> None:
    with pytest.raises(StoreError, match="there is no article 'nothing'"):
        store.article("nothing")


def test_facts_open_to_their_sentences(store: Store) -> None:
    fill(store)
    (rivalry,) = [fact for fact in store.facts() if fact.relation == "competesWith" and fact.object_text == "Beta"]
    evidence = store.claims_of(rivalry)
    assert [item.article.external_id for item in evidence] == ["denial", "rivals", "clouds"]
    assert all(store.article(item.article.id).text[item.claim.start : item.claim.end] == item.claim.quote for item in evidence)


def test_every_question_is_answered_alike_by_both(store: Store, landscape: Store) -> None:
    fill(store)
    assert store.facts() == landscape.facts()
    assert store.version() == landscape.version()
    for name in QUESTIONS:
        examples = {parameter.name: "Alpha" for parameter in QUESTIONS[name].parameters if parameter.kind == "entity" and parameter.default}
        assert ask(store, name, **examples) == ask(landscape, name, **examples), name


def test_the_version_changes_with_the_claims_and_only_with_them(store: Store) -> None:
    assert store.version() == ""
    fill(store)
    version = store.version()
    assert recompute(store) and store.version() == version  # noqa: PT018  # one thought: recomputing alone changes nothing
    article, claims = article_and_claims(0)
    store.put(article, [replace(claims[0], confidence=0.1), *claims[1:]])
    recompute(store)
    changed = store.version()
    store.put(article, claims)
    recompute(store)
    assert changed != version == store.version()


def test_entities_are_the_known_and_the_met(store: Store) -> None:
    fill(store)
    entities = store.entities()
    assert KNOWN.keys() <= entities.keys()
    assert (entities["alpha"].name, entities["alpha"].type, entities["alpha"].lane) == ("Alpha", "ResearchLab", "labs")


def test_answers_come_as_python_values(store: Store) -> None:
    answer = store.query('SELECT ?a ?b ?c ?d ?e { VALUES (?a ?b ?c ?d ?e) { (<http://x/> 1 1.5 true "t") (UNDEF 2 2.5 false "u") } }')
    assert isinstance(answer, Table)
    assert answer.columns == ("a", "b", "c", "d", "e")
    assert sorted(answer.rows, key=str) == [("http://x/", 1, 1.5, True, "t"), (None, 2, 2.5, False, "u")]
    assert store.query(f"ASK {{ <{NEVER}> ?p ?o }}") is False
    assert store.query("CONSTRUCT { <http://x/> <http://y/> 1 } { }") == "<http://x/> <http://y/> 1 .\n"


def test_a_limit_cuts_and_says_so(store: Store) -> None:
    rows = store.query("SELECT ?x { VALUES ?x { 1 2 3 } }", limit=2)
    assert isinstance(rows, Table)
    assert (len(rows.rows), rows.truncated) == (2, True)
    whole = store.query("SELECT ?x { VALUES ?x { 1 2 3 } }", limit=3)
    assert isinstance(whole, Table)
    assert not whole.truncated


def test_from_names_the_graphs(store: Store) -> None:
    assert store.query("ASK FROM <http://nowhere/> { ?s ?p ?o }") is False


@pytest.mark.parametrize("sparql", ["SELEC ?x {}", "SELECT ?x { ?x }", "", "INSERT DATA { <x:a> <x:b> 1 }"])
def test_malformed_sparql_is_an_error_in_words_and_changes_nothing(store: Store, sparql: str) -> None:
    before = store.quads()
    with pytest.raises(QueryError, match="not valid SPARQL: error at 1:"):
        store.query(sparql)
    assert store.quads() == before


def test_a_malformed_update_changes_nothing(store: Store) -> None:
    before = store.quads()
    with pytest.raises(QueryError, match="not valid SPARQL"):
        store.update("INSERT DATA { <x:a> <x:b> 1 } ; DELETE")
    assert store.quads() == before


def test_a_query_may_not_take_for_ever(store: Store) -> None:
    store.prepare()
    many = "{ SELECT * { ?%s a ?type%s } LIMIT 1000 }"
    with pytest.raises(QueryError, match=r"took longer than 0\.01 seconds"):
        store.query(f"SELECT (COUNT(*) AS ?n) {{ {many % ('a', 'a')} {many % ('b', 'b')} }}", seconds=0.01)


def test_a_locked_store_names_the_ways_out(folder: Path) -> None:
    with open_store(folder) as store:
        with pytest.raises(StoreError, match=r"in use by another program.*Add page.*python -m graph serve"):
            open_store(folder)
        with open_store(folder, read_only=True) as reader:
            assert reader.quads() == store.quads()
    open_store(folder).close()


def test_a_missing_store_cannot_be_read(folder: Path) -> None:
    with pytest.raises(StoreError, match="there is no store at"):
        open_store(folder, read_only=True)
    assert not folder.exists()


def test_a_file_is_no_store(folder: Path) -> None:
    folder.write_text("text")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(folder)


def test_a_server_that_does_not_answer_is_named() -> None:
    with open_store("http://127.0.0.1:1/sparql") as store, pytest.raises(StoreError, match="sparql does not answer"):
        store.articles()


@pytest.mark.parametrize(
    ("status", "body", "error", "message"),
    [
        (401, "no", StoreError, "refuses: no; set LANDSCAPE_TOKEN"),
        (400, "error at 1:1", QueryError, "error at 1:1"),
        (500, "broken", StoreError, "answers with status 500: broken"),
    ],
)
def test_a_server_that_refuses_is_understood(status: int, body: str, error: type[Exception], message: str) -> None:
    client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status, text=body)))
    with pytest.raises(error, match=message):
        Store(Remote("http://x/sparql", client=client), "x").articles()


def test_a_store_in_memory_leaves_nothing(tmp_path: Path) -> None:
    Store(Embedded(), "memory").prepare()
    assert not list(tmp_path.iterdir())


def test_threads_do_not_undo_each_others_changes(folder: Path) -> None:
    def add(store: Store, number: int) -> None:
        store.put(*article_and_claims(number))
        recompute(store)

    with open_store(folder) as store:
        threads = [Thread(target=add, args=(store, number)) for number in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        together = store.quads()
        recompute(store)
        assert store.quads() == together
        assert len(store.articles()) == 5
