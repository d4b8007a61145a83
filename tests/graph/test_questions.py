"""The named questions, asked of the small landscape of conftest.py, whose answers are known by hand; test_questions_more.py has the others."""

import pytest
from rdflib import Dataset

from graph.errors import QueryError
from graph.export import FORMATS
from graph.questions import QUESTIONS, ask
from graph.questions.ask import filled
from graph.questions.question import read_question
from graph.sparql.table import Table, Value
from graph.store import Store

# question, what is asked, the columns looked at, their values in order
ANSWERS = {
    "rivals with status, the denied one by what is asserted": (
        "competitors", {"company": "Alpha"}, "competitor status sources", [("Beta", "asserted", 3), ("Gamma", "hedged", 1)]),
    "rivals from the other side": ("competitors", {"company": "beta"}, "competitor status", [("Alpha", "asserted")]),
    "investors with amounts and rounds": (
        "investors", {"company": "Alpha"}, "investor amount currency round",
        [("Bank", 10e6, "USD", "seed"), ("Chipper", 100e6, "USD", None)]),
    "what a fund holds": ("investments", {"investor": "Bank"}, "company amount", [("Alpha", 10e6), ("Beta", None)]),
    "direct dependants": (
        "dependants_direct", {"company": "Chipper"}, "dependant relation", [("Alpha", "uses chips of"), ("Nimbus", "uses chips of")]),
    "direct dependants with the one that left": (
        "dependants_direct", {"company": "Nimbus"}, "dependant status", [("A1", "asserted"), ("Alpha", "asserted"), ("Beta", "ended")]),
    "dependants with chains": (
        "dependants", {"company": "Chipper"}, "dependant chain hops",
        [("Alpha", "Alpha → Chipper", 1), ("Nimbus", "Nimbus → Chipper", 1), ("A1", "A1 → Nimbus → Chipper", 2),
         ("App", "App → A1 → Nimbus → Chipper", 3)]),
    "reach by property path, what ended included": (
        "reach", {"company": "Chipper"}, "dependant through",
        [("A1", "Nimbus"), ("Alpha", "Chipper"), ("Alpha", "Nimbus"), ("App", "A1"), ("Beta", "Nimbus"), ("Nimbus", "Chipper")]),
    "a chain hop by hop": (
        "dependency_chain", {"source": "App", "target": "Chipper"}, "hop dependant relation supplier",
        [(1, "App", "buildsOn", "A1"), (2, "A1", "usesCloud", "Nimbus"), (3, "Nimbus", "usesChip", "Chipper")]),
    "no chain": ("dependency_chain", {"source": "Chipper", "target": "App"}, "hop", []),
    "who stands at the root": (
        "most_depended_upon", {}, "name direct direct_and_through_others", [("Chipper", 2, 4), ("Nimbus", 2, 3), ("A1", 1, 1)]),
    "suppliers": ("suppliers", {"company": "Alpha"}, "supplier relation", [("Chipper", "uses chips of"), ("Nimbus", "uses cloud of")]),
    "licences of one model": (
        "licences", {"model": "A1"}, "licence date",
        [("Apache License 2.0", "2023-03-01"), ("Mistral Research License", "2024-01-15")]),
    "licences of all": ("licences", {}, "name", [("A1",), ("A1",)]),
    "licences of a company's models": (
        "licence_history", {"company": "Alpha"}, "date model licence",
        [("2023-03-01", "A1", "Apache License 2.0"), ("2024-01-15", "A1", "Mistral Research License")]),
    "a licence that changed": (
        "licence_changes", {}, "model before since after changed",
        [("A1", "Apache License 2.0", "2023-03-01", "Mistral Research License", "2024-01-15")]),
    "who invested in both": ("shared_investors", {"first": "Alpha", "second": "Beta"}, "investor", [("Bank",)]),
    "money by month, each currency for itself": (
        "funding_by_month", {}, "month currency total rounds companies",
        [("2024-01", "EUR", 20e6, 1, "Beta"), ("2024-01", "USD", 110e6, 1, "Alpha")]),
    "money since a later month": ("funding_by_month", {"since": "2024-02"}, "month", []),
    "rounds with valuation": (
        "rounds", {"company": "Alpha"}, "money round valuation date", [("$110 million", "Series A", "$2 billion", "2024-01")]),
    "valuations over time": (
        "valuations", {"company": "Alpha"}, "date valuation", [("2023-03-01", "$1 billion"), ("2024-01-15", "$2 billion")]),
    "models of a company": ("models_of", {"company": "Alpha"}, "name type", [("A1", "Model")]),
    "regulators": ("regulators", {"company": "Alpha"}, "regulator quote", [("Watchdog", "Watchdog fined Alpha.")]),
    "who funds its customer": ("funds_and_sells", {}, "funder customer amount relation", [("Chipper", "Alpha", 100e6, "uses chips of")]),
    "money that comes back": ("circular_money", {}, "investor company returns", [("Chipper", "Alpha", "directly")]),
    "what is not yet so": (
        "planned_or_rumoured", {}, "status who relation what",
        [("planned", "Gamma", "customer of", "Alpha"), ("hedged", "Alpha", "competes with", "Gamma")]),
    "what is not yet so, of one": ("planned_or_rumoured", {"subject": "Gamma"}, "what", [("Alpha",)]),
    "stated here, denied there": (
        "contradictions", {}, "who what stated denied",
        [("Alpha", "Beta", "Beta takes on Alpha.", "Alpha says that it does not compete with Beta.")]),
    "the latest first": (
        "news", {"company": "Nimbus"}, "published who what quote",
        [("2024-02", "A1", "Nimbus", "A1 runs on Nimbus."), ("2024-02", "Alpha", "Nimbus", "Alpha rents from Nimbus."),
         ("2024-02", "Beta", "Nimbus", "Beta is no longer a customer of Nimbus."), ("2024-02", "Nimbus", "Chipper", "Nimbus buys from Chipper."),
         ("2023-03-01", "Beta", "Nimbus", "Beta is a customer of Nimbus.")]),
    "articles with their number of claims": (
        "articles", {}, "external_id claims", [("denial", 3), ("rivals", 4), ("clouds", 6), ("round", 5), ("seed", 5)]),
    "who fails with a supplier": (
        "exposure", {"company": "Nimbus"}, "dependant depends no_way_around",
        [("A1", "directly", True), ("App", "through others", True), ("Alpha", "directly", False)]),
    "how much fails with whom": (
        "points_of_failure", {}, "name direct fail_if_all_suppliers_are_needed fail_if_one_would_do",
        [("Chipper", 2, 4, 4), ("Nimbus", 2, 3, 2), ("A1", 1, 1, 1)]),
    "one supplier in each layer": (
        "concentration", {}, "layer largest index", [("Chips", "Chipper", 10000), ("Clouds", "Nimbus", 10000), ("Models", "Alpha", 10000)]),
    "money in circles": (
        "circular_financing", {}, "circle step giver kind taker",
        [("Chipper → Alpha → Chipper", 1, "Chipper", "investment", "Alpha"), ("Chipper → Alpha → Chipper", 2, "Alpha", "purchase", "Chipper"),
         ("Chipper → Alpha → Nimbus → Chipper", 1, "Chipper", "investment", "Alpha"),
         ("Chipper → Alpha → Nimbus → Chipper", 2, "Alpha", "purchase", "Nimbus"),
         ("Chipper → Alpha → Nimbus → Chipper", 2, "Alpha", "purchase", "Nimbus"),  # its own, and its model's
         ("Chipper → Alpha → Nimbus → Chipper", 3, "Nimbus", "purchase", "Chipper")]),
    "in which circles one stands": ("circles_through", {"company": "Nimbus"}, "step", [(1,), (2,), (2,), (3,)]),
    "a maker that closes": ("openness", {"company": "Alpha"}, "year open_source non_commercial index", [("2023", 1, 0, 1.0), ("2024", 0, 1, 1 / 3)]),
    "who closes by how much": ("openness_drift", {}, "maker first last change", [("Alpha", "2023", "2024", -0.67)]),
    "in which countries": ("sovereignty", {"company": "Alpha"}, "country direct who", [("not known", 2, "Chipper, Nimbus")]),
    "what joins two": (
        "paths", {"first": "App", "second": "Bank"}, "step subject relation object",
        [(1, "App", "buildsOn", "A1"), (2, "Alpha", "develops", "A1"), (3, "Bank", "investedIn", "Alpha")]),
}  # fmt: skip  # a table
ASKED = sorted({question for question, *_ in ANSWERS.values()})


def shown(table: Table, columns: str) -> list[tuple[object, ...]]:
    """Only these columns of the rows."""
    return [tuple(row[column] for column in columns.split()) for row in table.as_dicts()]


@pytest.mark.parametrize(("question", "values", "columns", "rows"), ANSWERS.values(), ids=ANSWERS.keys())
def test_answer(landscape: Store, question: str, values: dict[str, str], columns: str, rows: list[tuple[object, ...]]) -> None:
    assert shown(ask(landscape, question, **values), columns) == rows


@pytest.mark.parametrize("name", [name for name, question in QUESTIONS.items() if question.sparql])
def test_every_file_runs_as_it_is(landscape: Store, name: str) -> None:
    assert isinstance(landscape.query(QUESTIONS[name].sparql), Table)


@pytest.fixture(scope="module")
def elsewhere(landscape: Store) -> Dataset:
    """The small landscape in another SPARQL engine, whose default graph is not the union of all."""
    dataset = Dataset(default_union=False)
    dataset.parse(data=FORMATS["nq"](landscape), format="nquads")
    return dataset


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns of its own doings
@pytest.mark.parametrize("name", [name for name in ASKED if QUESTIONS[name].sparql])
def test_another_engine_gives_the_same_answers(landscape: Store, elsewhere: Dataset, name: str) -> None:
    values = next(answer[1] for answer in ANSWERS.values() if answer[0] == name)
    assert_same_answers(landscape, elsewhere, filled(landscape, QUESTIONS[name], values))


def assert_same_answers(store: Store, dataset: Dataset, sparql: str) -> None:
    """Both answer the query with the same rows, in whatever order."""
    here = store.query(sparql)
    assert isinstance(here, Table)
    there = [tuple(None if term is None else str(term) for term in row) for row in dataset.query(sparql)]  # type: ignore[union-attr]
    assert sorted(map(str, there)) == sorted(str(tuple(text(value) for value in row)) for row in here.rows)


def text(value: Value) -> str | None:
    """A value as rdflib writes it."""
    return None if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("name", [name for name in ASKED if name not in {"articles", "sovereignty"}])
def test_every_row_opens_to_its_evidence(landscape: Store, name: str) -> None:
    question = next(answer for answer in ANSWERS.values() if answer[0] == name)
    table = ask(landscape, name, **question[1])
    of_entities = ("most_depended_upon", "exposure", "points_of_failure", "concentration", "openness_drift")
    column = {"funding_by_month": "facts", **dict.fromkeys(of_entities, "entity")}.get(name, "fact")
    assert table.rows
    assert all(str(row[column]).startswith("https://w3id.org/landscape/") for row in table.as_dicts())


@pytest.mark.parametrize("name", QUESTIONS)
def test_texts_name_their_parameters(name: str) -> None:
    question = QUESTIONS[name]
    assert all(f"{{{parameter.name}}}" in question.text or not parameter.default for parameter in question.parameters)
    assert {parameter.kind for parameter in question.parameters} <= {"entity", "relation", "date", "number", "text"}


@pytest.mark.parametrize(
    ("question", "values", "message"),
    [
        ("competitor", {}, "there is no question 'competitor'; did you mean competitors"),
        ("competitors", {"firm": "Alpha"}, "has no parameter 'firm'; it takes company"),
        ("competitors", {"company": "Alhpa"}, "knows 'Alhpa'; did you mean Alpha"),
        ("competitors", {"company": " "}, "the parameter 'company' is empty"),
        ("competitors", {"company": "x> } } INSERT"}, "knows 'x> } } INSERT'"),
        ("funding_by_month", {"since": "last year"}, "'last year' is no date"),
        ("funding_by_month", {"since": '2024" } #'}, "is no date"),
    ],
)
def test_what_cannot_be_asked_is_explained(landscape: Store, question: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError) as error:
        ask(landscape, question, **values)
    assert message in str(error.value)


def test_entities_go_by_alias_and_slug(landscape: Store) -> None:
    by_slug = ask(landscape, "competitors", company="mistral-ai")
    assert by_slug == ask(landscape, "competitors", company="Mistral AI") == ask(landscape, "competitors", company="mistral ai")


@pytest.mark.parametrize("text", ["SELECT * {}", "# title: A\n# question: B {c}\n# parameter: c entity C.\nSELECT * {}"])
def test_a_file_without_header_or_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"x\.rq"):
        read_question("x", text)
