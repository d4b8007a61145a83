"""Epoch AI's table: what each column states, and what is wrong with a row."""

from pathlib import Path

from ingest.structured import read
from tests.ingest.structured.rows import failures, one, said, sound, table, written

ROW = {
    "Model": "Fjord-2",
    "Domain": "Language",
    "Organization": "Nordlys Labs,OpenAI",
    "Country (from Organization)": "Norway,United States of America",
    "Publication date": "2024-05-02",
    "Link": "https://example.org/fjord and \nhttps://example.org/more",
    "Abstract": "A model,\nwith words.",
    "Training dataset": "BookCorpus (BooksCorpus, Toronto Book Corpus),Unspecified unreleased",
    "Training hardware": "NVIDIA H100 SXM5 80GB",
    "Base model": "Llama 3.1,Fjord-1",
    "Model accessibility": "Open weights (unrestricted)",
    "Accessibility notes": "see the page",
}


def changed(**columns: str) -> dict[str, str]:
    return ROW | {name.replace("_", " "): value for name, value in columns.items()}


def test_a_model_with_all_that_is_stated_of_it(tmp_path: Path) -> None:
    article, claims = one(written(tmp_path, "models.csv", table(ROW)))
    assert (article.external_id, article.title, article.publisher, article.published) == ("epoch/Fjord-2", "Fjord-2", "Epoch AI", "2024-05-02")
    assert article.url == "https://example.org/fjord"
    assert "\nDomain: Language\n" in article.text
    assert "\nAbstract: A model, with words." in article.text
    assert said(claims) == {
        ("nordlys-labs", "develops", "fjord-2"),
        ("openai", "develops", "fjord-2"),
        ("nordlys-labs", "basedIn", "norway"),
        ("openai", "basedIn", "united-states"),
        ("fjord-2", "licensedUnder", "open-weights"),
        ("fjord-2", "buildsOn", "llama-3-1"),
        ("fjord-2", "buildsOn", "fjord-1"),
        ("fjord-2", "usesChip", "h100"),
        ("fjord-2", "trainedOn", "bookcorpus"),
    }
    made = next(claim for claim in claims if claim.relation == "develops")
    assert (made.date, made.quote) == ("2024-05-02", "Model: Fjord-2\nPublication date: 2024-05-02\nOrganization: Nordlys Labs,OpenAI")


def test_countries_of_one_organisation(tmp_path: Path) -> None:
    row = ROW | {"Organization": "Nordlys Labs", "Country (from Organization)": "Norway,Sweden,Multinational"}
    _, claims = one(written(tmp_path, "models.csv", table(row)))
    assert {(subject, place) for subject, relation, place in said(claims) if relation == "basedIn"} == {
        ("nordlys-labs", "norway"),
        ("nordlys-labs", "sweden"),
    }


def test_countries_that_are_anybodys(tmp_path: Path) -> None:
    row = ROW | {"Country (from Organization)": "Norway,Sweden,United States of America"}
    _, claims = one(written(tmp_path, "models.csv", table(row)))
    assert "basedIn" not in {claim.relation for claim in claims}


def test_licences(tmp_path: Path) -> None:
    rows = [
        changed(Model="A", Model_accessibility="Open weights (non-commercial)"),
        changed(Model="B", Accessibility_notes="Apache 2.0"),
        changed(Model="C", Model_accessibility="API access", Accessibility_notes="MIT"),
        changed(Model="D", Model_accessibility="Unreleased"),
    ]
    found = sound(read(written(tmp_path, "models.csv", table(*rows))))
    assert [[claim.object_id for claim in claims if claim.relation == "licensedUnder"] for _, claims in found] == [
        ["non-commercial"],
        ["apache-license-2-0"],
        [],
        [],
    ]


def test_the_same_thing_once_and_nothing_about_itself(tmp_path: Path) -> None:
    row = ROW | {"Organization": "OpenAI,Open AI", "Country (from Organization)": "", "Base model": "Fjord-2"}
    _, claims = one(written(tmp_path, "models.csv", table(row)))
    assert [claim.object_id for claim in claims if claim.relation == "develops"] == ["fjord-2"]
    assert "buildsOn" not in {claim.relation for claim in claims}


def test_what_only_names_the_model_is_an_article_without_claims(tmp_path: Path) -> None:
    article, claims = one(written(tmp_path, "models.csv", table({"Model": "Fjord", "Organization": "", "Publication date": ""})))
    assert (article.text, article.published, claims) == ("Model: Fjord", "", [])


def test_a_malformed_row_loses_no_other(tmp_path: Path) -> None:
    text = table(ROW, changed(Publication_date="soon"), changed(Model=""), changed(Model="Last")) + "Short,row\n" + "," * 20 + "\n"
    path = written(tmp_path, "models.csv", text)
    assert [item[0].title for item in read(path) if isinstance(item, tuple)] == ["Fjord-2", "Last"]
    assert [message.removeprefix(str(path)) for message in failures(path)] == [
        ", row 2 (Fjord-2), field 'Publication date': 'soon' is no date. Write it as 2023, 2023-12 or 2023-12-12.",
        ", row 3, field 'Model': is empty. Name the model.",
        ", row 5 (Short): has fewer fields than the header. Put what has commas in it between double quotes.",
        ", row 6: has more fields than the header. Put what has commas in it between double quotes.",
    ]
