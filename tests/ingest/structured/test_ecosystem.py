"""Ecosystem Graphs: what each key states, and what is wrong with an asset."""

from pathlib import Path

import pytest

from ingest.structured import read
from tests.ingest.structured.rows import failures, one, said, sound, written

ASSETS = """---
- type: dataset
  name: Nordlys Corpus
  organization: Nordlys Labs
  description: Letters and diaries.
  created_date:
    explanation: The day of the paper
    value: 2023-02-01
  url: https://example.org/corpus
  sample: [{chosen: one, rejected: two}]
  dependencies: [Common Crawl]
  license: CC BY 4.0
- type: model
  name: Fjord-2
  organization: Nordlys Labs, OpenAI
  created_date: 2024-05
  url: https://example.org/fjord
  modality: text; text
  size: 1.10B parameters
  dependencies:
    - Nordlys Corpus
    - The Pile
    - Llama 3.1
    - Something Else
  training_hardware:
    value: 27 nodes of 8x NVIDIA A100-40GB GPUs
  access: open
  license:
    explanation: .nan
    value: AI2 ImpACT
- type: application
  name: Fjord Chat
  organization: Nordlys Labs
  created_date: unknown
  url: example.org
  dependencies: [Fjord-2, Bergen, Nordlys Corpus]
  license: Limited use license
  feedback: ~
"""


def test_assets_with_all_that_is_stated_of_them(tmp_path: Path) -> None:
    (data, of_data), (model, of_model), (application, of_application) = sound(read(written(tmp_path, "nordlys.yaml", ASSETS)))
    assert said(of_data) == {
        ("nordlys-labs", "develops", "nordlys-corpus"),
        ("nordlys-corpus", "licensedUnder", "cc-by-4-0"),
    }
    assert said(of_model) == {
        ("nordlys-labs", "develops", "fjord-2"),
        ("openai", "develops", "fjord-2"),
        ("fjord-2", "trainedOn", "nordlys-corpus"),
        ("fjord-2", "trainedOn", "the-pile"),
        ("fjord-2", "buildsOn", "llama-3-1"),
        ("fjord-2", "usesChip", "a100"),
        ("fjord-2", "licensedUnder", "ai2-impact"),
    }
    assert said(of_application) == {
        ("nordlys-labs", "develops", "fjord-chat"),
        ("fjord-chat", "buildsOn", "fjord-2"),
        ("fjord-chat", "buildsOn", "bergen"),
    }
    assert [article.external_id for article in (data, model, application)] == [
        "ecosystem/dataset/Nordlys Corpus",
        "ecosystem/model/Fjord-2",
        "ecosystem/application/Fjord Chat",
    ]
    assert [article.published for article in (data, model, application)] == ["2023-02-01", "2024-05", ""]
    assert [article.url for article in (data, model, application)] == ["https://example.org/corpus", "https://example.org/fjord", ""]
    assert {article.publisher for article in (data, model, application)} == {"Ecosystem Graphs"}


def test_values_stay_as_they_are_written(tmp_path: Path) -> None:
    text = sound(read(written(tmp_path, "nordlys.yml", ASSETS)))[1][0].text.split("\n")
    assert text[:4] == ["type: model", "name: Fjord-2", "organization: Nordlys Labs, OpenAI", "created_date: 2024-05"]
    assert "size: 1.10B parameters" in text
    assert "dependencies: Nordlys Corpus, The Pile, Llama 3.1, Something Else" in text


@pytest.mark.parametrize("licence", ["unknown", "custom", "''", "Custom License", "The model uses the MIT License, with exceptions", "~"])
def test_words_that_name_no_licence(licence: str, tmp_path: Path) -> None:
    asset = f"- {{type: model, name: Fjord, organization: OpenAI, license: {licence if ',' not in licence else repr(licence)}}}"
    assert said(one(written(tmp_path, "a.yaml", asset))[1]) == {("openai", "develops", "fjord")}


def test_a_malformed_asset_loses_no_other(tmp_path: Path) -> None:
    text = "- {type: model, name: A, created_date: soon}\n- words\n- {type: model}\n- {type: chip, name: C}\n- {type: model, name: D}\n"
    path = written(tmp_path, "a.yaml", text)
    assert [item[0].title for item in read(path) if isinstance(item, tuple)] == ["D"]
    assert [message.removeprefix(str(path)) for message in failures(path)] == [
        ", asset 1 (A), field 'created_date': 'soon' is no date. Write it as 2023, 2023-12 or 2023-12-12.",
        ", asset 2: is 'words', not a mapping. Write type, name and organization of the asset.",
        ", asset 3, field 'name': is None. Write a name.",
        ", asset 4 (C), field 'type': is 'chip'. Write model, dataset, application.",
    ]
