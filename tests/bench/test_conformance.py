"""The runner of the W3C's suites, on a suite of our own that is as small as can be."""

from pathlib import Path

import pytest

from bench.conformance import main, measure, report
from bench.w3c.client import Client
from bench.w3c.suite import Suite
from graph.endpoint import application
from graph.sparql.engine import Embedded
from graph.store import Store
from tests.graph.conftest import SESAME, serving

FILES = {
    "manifest.ttl": """@prefix : <http://example.org/tests#> .
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix ut: <http://www.w3.org/2009/sparql/tests/test-update#> .
@prefix ht: <http://www.w3.org/2011/http#> .
<> a mf:Manifest ; mf:entries ( :right :wrong :moved :bad :asked :described ) .
:right a mf:QueryEvaluationTest ; mf:name "right" ; mf:action [ qt:query <all.rq> ; qt:data <data.ttl> ] ; mf:result <right.srj> .
:wrong a mf:QueryEvaluationTest ; mf:name "wrong" ; mf:action [ qt:query <all.rq> ; qt:data <data.ttl> ] ; mf:result <wrong.srj> .
:moved a mf:UpdateEvaluationTest ; mf:name "moved" ; mf:action [ ut:request <move.ru> ; ut:data <data.ttl> ] ;
  mf:result [ ut:graphData [ ut:graph <data.ttl> ; <http://www.w3.org/2000/01/rdf-schema#label> "http://example.org/g" ] ] .
:bad a mf:NegativeSyntaxTest11 ; mf:name "bad" ; mf:action <bad.rq> .
:asked a mf:ProtocolTest ; mf:name "asked" ; mf:action [ ht:requests (
  [ a ht:Request ; ht:methodName "GET" ; ht:absolutePath "/sparql/?query=ASK%20%7B%7D" ;
    ht:resp [ mf:expectedStatus ht:StatusCode2xx ; mf:expectedFormat "boolean" ; mf:expectedBoolean true ] ] ) ] .
:described a mf:ServiceDescriptionTest ; mf:name "described" .
""",
    "data.ttl": "<http://example.org/a> <http://example.org/p> 1.0, [] .",
    "all.rq": "SELECT ?o { <http://example.org/a> ?p ?o }",
    "right.srj": """{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"bnode","value":"x"}},
{"o":{"type":"literal","value":"1.0","datatype":"http://www.w3.org/2001/XMLSchema#decimal"}}]}}""",
    "wrong.srj": """{"head":{"vars":["o"]},"results":{"bindings":[]}}""",
    "move.ru": "MOVE DEFAULT TO <http://example.org/g>",
    "bad.rq": "SELEC",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the suite."""
    for name, text in FILES.items():
        path = tmp_path / "sparql11" / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")
    return tmp_path


def test_what_passes_and_what_fails_is_told(folder: Path) -> None:
    with Store(Embedded(), "memory") as store, serving(application(store, token=SESAME)) as address:
        client = Client(f"{address}/sparql", f"{address}/rdf-graph-store", SESAME)
        found = measure(Suite(folder), client)
        client.close()
    failed = [test.name for tests in found.values() for test, fault in tests if fault]
    assert failed == ["wrong"]
    text = report(found)
    assert "| query | 1 | 2 |" in text
    assert "| update | 1 | 1 |" in text
    assert "- own/wrong (wrong): answers" in text


def test_a_folder_without_tests_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
    assert "holds no manifest.ttl" in capsys.readouterr().err
