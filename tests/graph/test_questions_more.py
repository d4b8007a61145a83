"""The questions that need more than the small landscape of conftest.py holds: it and a few articles on top.

Posts:       Ann chairs Alpha and sits on the board of Nimbus; Bob left Alpha and founded Delta.
Rivals:      C1 of Chipper, which funds Alpha, competes with Alpha's A1.
Content:     Press licenses its archive to Alpha and sued Beta.
Dependence:  Alpha uses chips of NVIDIA, whose country is known beforehand; Nimbus is based in Paris; Beta plans to rent from Nimbus.
Reports:     an evening paper reprints the article "round", and another article names Daily as the first to report.
"""

from collections.abc import Iterator, Sequence

import pytest
from rdflib import Dataset

from graph.export import FORMATS
from graph.questions import QUESTIONS, ask
from graph.questions.ask import COMPUTED, filled
from graph.rdf.terms import FACT
from graph.store import Store, open_store
from tests.graph import conftest
from tests.graph.test_questions import ASKED as ASKED_ELSEWHERE
from tests.graph.test_questions import assert_same_answers, shown

ARTICLES: Sequence[tuple[str, str, str, list[tuple[str, str, str, str, str, dict[str, object]]]]] = (
    ("people", "Evening", "2024-05-01", [
        ("Ann chairs Alpha.", "Ann", "worksFor", "Alpha", "asserted", {"role": "chair"}),
        ("Ann is a director of Nimbus.", "Ann", "worksFor", "Nimbus", "asserted", {"role": "director"}),
        ("Bob left Alpha.", "Bob", "worksFor", "Alpha", "ended", {"date": "2023-10"}),
        ("Bob founded Delta.", "Delta", "foundedBy", "Bob", "asserted", {"date": "2023-11"}),
        ("Alpha may not compete with Beta for long.", "Alpha", "competesWith", "Beta", "hedged", {}),
    ]),
    ("content", "Evening", "2024-05-02", [
        ("Press licensed its archive to Alpha.", "Alpha", "licensesContentFrom", "Press", "asserted", {}),
        ("Press sued Beta in March.", "Press", "sued", "Beta", "asserted", {"date": "2024-03"}),
        ("Chipper released C1.", "Chipper", "develops", "C1", "asserted", {}),
        ("C1 rivals A1.", "C1", "competesWith", "A1", "asserted", {}),
    ]),
    ("supply", "Weekly", "2024-05-03", [
        ("Alpha buys chips of NVIDIA.", "Alpha", "usesChip", "NVIDIA", "asserted", {}),
        ("Nimbus, of Paris, is growing, as first reported by Daily.", "Nimbus", "basedIn", "Paris", "asserted", {}),
        ("Beta plans to rent from Nimbus.", "Beta", "usesCloud", "Nimbus", "planned", {}),
    ]),
    ("reprint", "Evening", "2024-01-16", [*conftest.ARTICLES[1][3], ("Chipper makes chips.", "Chipper", "basedIn", "Taiwan", "asserted", {})]),
)  # fmt: skip  # a table: one line per claim
TYPES = {"Ann": "Person", "Bob": "Person", "C1": "Model", "NVIDIA": "ChipMaker", "Paris": "Place", "Taiwan": "Place", "Press": "Company"}

RIVALS = ("Alpha", "competes with", "Beta")
SIDES = [
    (*RIVALS, "asserted", "Daily", "Beta takes on Alpha."),
    (*RIVALS, "hedged", "Evening", "Alpha may not compete with Beta for long."),
    (*RIVALS, "negated", None, "Alpha says that it does not compete with Beta."),
]

# question, what is asked, the columns looked at, their values in order
ANSWERS = {
    "what held on a day and is over since": (
        "as_of", {"date": "2023-06-11", "company": "Beta"}, "who relation what since until",
        [("Beta", "customer of", "Nimbus", "2023-03-01", "2023-12")]),
    "what held in a year, without what was over before": (
        "as_of", {"date": "2024", "company": "Beta"}, "who relation what since",
        [("Bank", "invested in", "Beta", "2024-03-01"), ("Press", "sued", "Beta", "2024-03"), ("Alpha", "competes with", "Beta", "2024-02"),
         ("Beta", "raised", "20 million euros", "2024-01-31")]),
    "what held on a day, of all": (
        "as_of", {"date": "2023-03-01"}, "who relation what",
        [("A1", "licensed under", "Apache License 2.0"), ("Alpha", "develops", "A1"), ("Alpha", "valued at", "$1 billion"),
         ("Bank", "invested in", "Alpha"), ("Beta", "customer of", "Nimbus")]),
    "what was first said or put in doubt since": (
        "changed_since", {"date": "2024-04", "company": "Alpha"}, "when change who what status",
        [("2024-05-03", "first said", "Alpha", "NVIDIA", "asserted"), ("2024-05-02", "first said", "Alpha", "Press", "asserted"),
         ("2024-05-01", "first said", "Ann", "Alpha", "asserted"), ("2024-05-01", "first said", "Bob", "Alpha", "ended"),
         ("2024-05-01", "put in doubt", "Alpha", "Beta", "asserted"), ("2024-04-01", "first said", "Alpha", "Watchdog", "asserted"),
         ("2024-04-01", "first said", "Gamma", "Alpha", "planned")]),
    "what ended since": (
        "changed_since", {"date": "2023-12", "company": "Beta"}, "when change who what",
        [("2024-05-03", "first said", "Beta", "Nimbus"), ("2024-05-02", "first said", "Press", "Beta"),
         ("2024-05-01", "put in doubt", "Alpha", "Beta"), ("2024-03-01", "first said", "Bank", "Beta"),
         ("2024-03-01", "first said", "Beta", "20 million euros"), ("2024-02", "first said", "Alpha", "Beta"),
         ("2023-12", "ended", "Beta", "Nimbus")]),
    "what changed of all": (
        "changed_since", {"date": "2024-05-03"}, "change who what",
        [("first said", "Alpha", "NVIDIA"), ("first said", "Beta", "Nimbus"), ("first said", "Nimbus", "Paris")]),
    "all sides of all conflicts": ("conflicts", {}, "who relation what says publisher quote", SIDES),
    "conflicts of no kind": ("conflicts", {"kind": "amount"}, "who", []),
    "conflicts of one": ("conflicts_of", {"company": "Beta"}, "who relation what says publisher quote", SIDES),
    "who funds the maker of its own model's rival": (
        "funds_and_competes", {}, "funder company amount one competes_with", [("Chipper", "Alpha", 100e6, "C1", "A1")]),
    "who funds both rivals": ("funds_both_sides", {}, "investor first second", [("Bank", "Alpha", "Beta")]),
    "who sits with both, and what is between these": (
        "two_boards", {}, "person first first_role second second_role between",
        [("Ann", "Alpha", "chair", "Nimbus", "director", "Alpha uses cloud of Nimbus")]),
    "what two have each and both": (
        "side_by_side", {"first": "Bank", "second": "Chipper"}, "has who relation what",
        [("Chipper", "…", "based in", "Taiwan"), ("Chipper", "…", "develops", "C1"), ("both", "…", "invested in", "Alpha"),
         ("Bank", "…", "invested in", "Beta"), ("Chipper", "Alpha", "uses chips of", "…"), ("Chipper", "Nimbus", "uses chips of", "…")]),
    "what holds both ways is told from either": (
        "side_by_side", {"first": "C1", "second": "Watchdog"}, "has who relation what",
        [("C1", "…", "competes with", "A1"), ("C1", "Chipper", "develops", "…"), ("Watchdog", "Alpha", "regulated by", "…")]),
    "what several sources put differently": (
        "said_differently", {}, "who what says source quote",
        [("Alpha", "Beta", "asserted", "Daily", "Beta takes on Alpha."),
         ("Alpha", "Beta", "hedged", "Evening", "Alpha may not compete with Beta for long."),
         ("Alpha", "Beta", "negated", "Alpha", "Alpha says that it does not compete with Beta."),
         ("Beta", "Nimbus", "asserted", "Daily", "Beta is a customer of Nimbus."),
         ("Beta", "Nimbus", "ended", "Weekly", "Beta is no longer a customer of Nimbus.")]),
    "what several sources put differently, of one": (
        "said_differently", {"company": "Nimbus"}, "says source published", [("asserted", "Daily", "2023-03-01"), ("ended", "Weekly", "2024-02")]),
    "articles that are not their own origin": (
        "copies", {}, "origin how published publisher title original_title",
        [("Daily", "copies it", "2024-01-16", "Evening", "The reprint", "The round"),
         ("Daily", "names it", "2024-05-03", "Weekly", "The supply", None)]),
    "what only one source says": (
        "one_source_only", {"least": "0.5", "company": "App"}, "who relation what status source articles",
        [("App", "builds on", "A1", "asserted", "Weekly", 1)]),
    "a reprint is no second source": (
        "one_source_only", {"least": "0.5", "company": "Chipper"}, "who what source articles",
        [("Alpha", "Chipper", "Daily", 2), ("Chipper", "Taiwan", "Daily", 1), ("Chipper", "C1", "Evening", 1),
         ("Chipper", "Alpha", "Daily", 2), ("Nimbus", "Chipper", "Weekly", 1)]),
    "no one source is so sure": ("one_source_only", {"least": "0.95"}, "who", []),
    "plans, but for one that is done another way": (
        "unconfirmed_plans", {"before": "2024-06"}, "first_said who relation what", [("2024-04-01", "Gamma", "customer of", "Alpha")]),
    "no plan is so old": ("unconfirmed_plans", {"before": "2024-04"}, "who", []),
    "models by maker, year and class of licence": (
        "openness_by_year", {}, "maker year class number models",
        [("Alpha", "2023", "non-commercial", 1, "A1"), ("Alpha", "2023", "open source", 1, "A1"),
         ("Chipper", "2024", "none stated (API only?)", 1, "C1")]),
    "licences by class": (
        "licences_by_class", {}, "class licence number used_by",
        [("non-commercial", "Mistral Research License", 1, "A1"), ("open source", "Apache License 2.0", 1, "A1")]),
    "chips through models, makers and clouds": (
        "chips_behind", {"company": "App"}, "chip hops way",
        [("Chipper", 2, "App → A1 → Alpha → Chipper"), ("NVIDIA", 2, "App → A1 → Alpha → NVIDIA"),
         ("Chipper", 3, "App → A1 → Alpha → Nimbus → Chipper"), ("Chipper", 3, "App → A1 → Nimbus → Chipper")]),
    "chips without a way": ("chips_behind", {"company": "Nimbus"}, "chip hops way", [("Chipper", 1, "Nimbus → Chipper")]),
    "countries of suppliers, by code or seat": (
        "country_exposure_direct", {"company": "Alpha"}, "country supplier relation",
        [("Paris", "Nimbus", "uses cloud of"), ("Taiwan", "Chipper", "uses chips of"), ("US", "NVIDIA", "uses chips of")]),
    "a country that nobody knows": ("country_exposure_direct", {"company": "App"}, "country supplier", [("not known", "A1")]),
    "who regulates a supplier's maker": (
        "regulators_of_suppliers", {"company": "App"}, "supplier relation regulated regulator quote",
        [("A1", "builds on", "Alpha", "Watchdog", "Watchdog fined Alpha.")]),
    "who left to found": ("talent", {}, "person from until to as since", [("Bob", "Alpha", "2023-10", "Delta", "founder", "2023-11")]),
    "who left for one": ("talent", {"joined": "Beta"}, "person", []),
    "who sued whom": ("court_cases", {}, "who sued status date quote", [("Press", "Beta", "asserted", "2024-03", "Press sued Beta in March.")]),
    "whom one has not sued": ("court_cases", {"plaintiff": "Press", "defendant": "Alpha"}, "who", []),
    "whose content, and whom its owner sued": (
        "data_suppliers", {}, "owner relation user status owner_sued", [("Press", "licenses content from", "Alpha", "asserted", "Beta")]),
}  # fmt: skip  # a table
ASKED = {question: values for question, values, _, rows in reversed(ANSWERS.values()) if rows}
"""Each question with what is asked first of it."""


@pytest.fixture(scope="module")
def wider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small landscape with these articles, for tests that only read."""
    with pytest.MonkeyPatch.context() as patch, open_store(tmp_path_factory.mktemp("wider") / "store.db") as store:
        patch.setattr(conftest, "ARTICLES", (*conftest.ARTICLES, *ARTICLES))
        patch.setattr(conftest, "TYPES", {**conftest.TYPES, **TYPES})
        yield conftest.fill(store)


@pytest.mark.parametrize(("question", "values", "columns", "rows"), ANSWERS.values(), ids=ANSWERS.keys())
def test_answer(wider: Store, question: str, values: dict[str, str], columns: str, rows: list[tuple[object, ...]]) -> None:
    assert shown(ask(wider, question, **values), columns) == rows


def test_every_file_is_tested() -> None:
    assert {name for name, question in QUESTIONS.items() if question.sparql} <= {*ASKED, *ASKED_ELSEWHERE}


@pytest.mark.parametrize("date", ["2022", "2023", "2023-03-01", "2023-12", "2023-12-05", "2024-01", "2024-02-14", "2024-05-02", "2025"])
def test_what_held_is_told_as_facts_tell_it(wider: Store, date: str) -> None:
    held = {FACT + fact.id for fact in wider.facts() if fact.held_on(date)}
    assert {str(row["fact"]) for row in ask(wider, "as_of", date=date).as_dicts()} == held


@pytest.fixture(scope="module")
def elsewhere(wider: Store) -> Dataset:
    """The same landscape in another SPARQL engine, whose default graph is not the union of all."""
    dataset = Dataset(default_union=False)
    dataset.parse(data=FORMATS["nq"](wider), format="nquads")
    return dataset


SLOW_ELSEWHERE = {"chips_behind"}  # rdflib follows its property paths for minutes


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns of its own doings
@pytest.mark.parametrize("name", sorted(ASKED.keys() - SLOW_ELSEWHERE - COMPUTED.keys()))
def test_another_engine_gives_the_same_answers(wider: Store, elsewhere: Dataset, name: str) -> None:
    assert_same_answers(wider, elsewhere, filled(wider, QUESTIONS[name], ASKED[name]))


@pytest.mark.parametrize("name", sorted(ASKED))
def test_every_row_opens_to_its_evidence(wider: Store, name: str) -> None:
    table = ask(wider, name, **ASKED[name])
    column = {"openness_by_year": "facts", "licences_by_class": "facts", "copies": "article"}.get(name, "fact")
    assert table.rows
    assert all(str(row[column]).startswith("https://w3id.org/landscape/") for row in table.as_dicts())
