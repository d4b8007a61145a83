"""Which form a file has, what comes of the real ones, and that their rows make facts."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.refresh import recompute
from graph.sparql.engine import Embedded
from graph.store import Store
from ingest.structured import is_table, read
from tests.ingest.structured.rows import sound, table, written

CORPORA = Path(__file__).parents[4] / "shared" / "corpora" / "facts"
MODEL = {"Model": "Fjord-2", "Organization": "Nordlys Labs", "Publication date": "2024-05-02", "Base model": "Llama 3.1"}


def real(name: str) -> Path:
    path = CORPORA / name
    if not path.exists():
        pytest.skip(f"the published table {name} is not beside the project")
    return path


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "name,maker\nx,y\n", "without the columns Model, Organization, Publication date"),
        ("a.csv", "", "without the columns"),
        ("a.csv", 'Model,Organization,Publication date\n"' + "x" * 200_000, "not CSV"),
        ("a.yml", "landscape:\n  - category: x\n", "not a list of assets"),
        ("a.yaml", "- [1, 2]\n- x\n", "not a list of assets"),
        ("a.yaml", "a: [", "not YAML"),
        ("a.json", '{"companies": []}', 'lists of "companies" and "deals"'),
        ("a.json", "[]", 'lists of "companies" and "deals"'),
        ("a.json", "{", "not JSON"),
        ("a.json", "[" * 100_000, "not JSON"),
        ("a.tsv", "x", "files ending in .tsv are no tables. Use one of .csv, .yml, .yaml, .json."),
    ],
)
def test_content_of_no_known_form(name: str, content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        read(written(tmp_path, name, content))
    assert message in str(raised.value)
    assert str(tmp_path / name) in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.csv: cannot be read \(No such file or directory\)"):
        read(tmp_path / "none.csv")


def test_tables_by_their_ending() -> None:
    assert [location for location in ("a.csv", "b.YML", "c.txt", "https://example.org/a.json", "-", "folder") if is_table(location)] == [
        "a.csv",
        "b.YML",
    ]


def test_rows_read_again_are_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, "models.csv", table(MODEL))
    once, again = ([(replace(article, retrieved=""), claims) for article, claims in sound(read(path))] for _ in range(2))
    assert once == again


def test_rows_become_facts_that_open_to_their_lines(tmp_path: Path) -> None:
    with Store(Embedded(), "memory") as store:
        for article, claims in sound(read(written(tmp_path, "models.csv", table(MODEL)))):
            assert store.put(article, claims)
        assert recompute(store) == 2
        develops = next(fact for fact in store.facts() if fact.relation == "develops")
        assert (develops.subject.name, develops.object_text, develops.status, develops.valid_from) == (
            "Nordlys Labs",
            "Fjord-2",
            "asserted",
            "2024-05-02",
        )
        (evidence,) = store.claims_of(develops)
        assert evidence.claim.quote == "Model: Fjord-2\nPublication date: 2024-05-02\nOrganization: Nordlys Labs"


def test_the_table_of_epoch_ai() -> None:
    rows = sound(read(real("epoch-notable-models.csv")))
    counts = Counter(claim.relation for _, claims in rows for claim in claims)
    assert len({article.id for article, _ in rows}) == len({article.external_id for article, _ in rows}) == len(rows) == 895
    assert counts["develops"] > 1300
    assert counts["trainedOn"] > 700
    assert counts["usesChip"] > 250
    assert set(counts) == {"develops", "basedIn", "buildsOn", "usesChip", "trainedOn", "licensedUnder"}


def test_the_deals_and_companies() -> None:
    rows = sound(read(real("circular_deals.json")))
    claims = {article.external_id: found for article, found in rows}
    assert len(claims) == 119
    assert all(len(found) == 1 for name, found in claims.items() if not name.startswith("deals/companies/"))
    (invested,) = claims["deals/microsoft-openai-investment-2023"]
    assert (invested.subject_id, invested.relation, invested.object_id, invested.amount) == ("microsoft", "investedIn", "openai", 1e10)
    statuses = {name: found[0].status for name, found in claims.items() if found}
    assert statuses["deals/openai-nvidia-gpu-deployment-2025"] == statuses["deals/amazon-irobot-acquisition-2022"] == "planned"
    assert statuses["deals/google-windsurf-talent-acquisition-2025"] == "negated"


def test_a_list_of_another_form_is_none_of_ours() -> None:
    with pytest.raises(SourceError, match="not a list of assets"):
        read(real("lfai-landscape.yml"))
