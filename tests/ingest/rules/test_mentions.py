"""Whom "it", "the company" and their like stand for, on documents made by hand."""

import pytest

from ontology import KNOWN
from tests.ingest.conftest import tagged

LABS = {"Nordlys Labs": "Organization", "Tessera AI": "Organization"}
NORDLYS = "Nordlys/PROPN Labs/PROPN"
TESSERA = "Tessera/PROPN AI/PROPN"


def meant(text: str, names: dict[str, str]) -> list[tuple[str, str]]:
    doc = tagged(text, names)
    return [(span.text, span.id_) for span in doc.spans["anaphors"]]


CASES = {
    "the company of the sentence before": (
        f"{NORDLYS} grew/VERB ./PUNCT The/DET company/NOUN moved/VERB ./PUNCT",
        [("The company", "nordlys-labs")],
    ),
    "the startup, though another name stands in between as an object": (
        f"{NORDLYS} visited/VERB {TESSERA} ./PUNCT The/DET startup/NOUN moved/VERB ./PUNCT",
        [("The startup", "nordlys-labs")],
    ),
    "it, as a subject": (f"{NORDLYS} grew/VERB ./PUNCT It/PRON moved/VERB ./PUNCT", [("It", "nordlys-labs")]),
    "it, as an object, is not the subject of its verb": (
        f"{NORDLYS} grew/VERB ./PUNCT {TESSERA} sued/VERB it/PRON ./PUNCT",
        [("it", "nordlys-labs")],
    ),
    "its rival: the owner": (f"{NORDLYS} sued/VERB its/POSS rival/NOUN ./PUNCT", [("its", "nordlys-labs")]),
    "a name and its rivals": (
        f"{TESSERA} met/VERB {NORDLYS} and/CCONJ its/POSS rivals/NOUN ./PUNCT",
        [("its", "nordlys-labs")],
    ),
    "they: one company": (f"{NORDLYS} grew/VERB ./PUNCT They/PRON moved/VERB ./PUNCT", [("They", "nordlys-labs")]),
    "whose: the name before it": (
        f"{NORDLYS} sued/VERB {TESSERA} ,/PUNCT whose/POSS models/NOUN failed/VERB ./PUNCT",
        [("whose", "tessera-ai")],
    ),
    "it is clear that: nobody": (f"{NORDLYS} grew/VERB ./PUNCT It/PRON is/AUX clear/ADJ that/SCONJ rain/NOUN fell/VERB ./PUNCT", []),
    "the maker of something says itself who it is": (
        f"{NORDLYS} grew/VERB ./PUNCT The/DET maker/NOUN of/ADP Quill/NOUN moved/VERB ./PUNCT",
        [],
    ),
    "an apposition stands for the name beside it": (f"{NORDLYS} ,/PUNCT the/DET company/NOUN ,/PUNCT grew/VERB ./PUNCT", []),
    "companies: nobody": (f"{NORDLYS} grew/VERB ./PUNCT The/DET companies/NOUN moved/VERB ./PUNCT", []),
    "a company: nobody": (f"{NORDLYS} grew/VERB ./PUNCT A/DET company/NOUN moved/VERB ./PUNCT", []),
    "the model is no organisation": (f"{NORDLYS} grew/VERB ./PUNCT The/DET model/NOUN failed/VERB ./PUNCT", []),
    "no name in the text: nobody": ("The/DET company/NOUN grew/VERB ./PUNCT It/PRON moved/VERB ./PUNCT", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_is_meant(text: str, expected: list[tuple[str, str]]) -> None:
    assert meant(text, LABS) == expected


def test_they_are_every_member_of_a_list() -> None:
    names = {**LABS, "Orrin Data": "Organization"}
    text = f"{NORDLYS} ,/PUNCT Orrin/PROPN Data/PROPN and/CCONJ {TESSERA} merged/VERB ./PUNCT They/PRON grew/VERB ./PUNCT"
    assert meant(text, names) == [("They", "nordlys-labs"), ("They", "orrin-data"), ("They", "tessera-ai")]


def test_they_are_both_of_two() -> None:
    text = f"{NORDLYS} and/CCONJ {TESSERA} merged/VERB ./PUNCT They/PRON grew/VERB ./PUNCT"
    assert meant(text, LABS) == [("They", "nordlys-labs"), ("They", "tessera-ai")]


def test_he_is_the_last_person() -> None:
    names = {"Ada Lovelace": "Person", "Nordlys Labs": "Organization"}
    assert meant(f"Ada/PROPN Lovelace/PROPN left/VERB {NORDLYS} ./PUNCT She/PRON rests/VERB ./PUNCT", names) == [("She", "ada-lovelace")]


def test_the_chipmaker_is_one_that_makes_chips() -> None:
    names = {"NVIDIA": "Organization", "OpenAI": "Organization"}
    assert KNOWN["nvidia"].type == "ChipMaker"
    text = "NVIDIA/PROPN grew/VERB ./PUNCT OpenAI/PROPN paid/VERB the/DET chipmaker/NOUN ./PUNCT"
    assert meant(text, names) == [("the chipmaker", "nvidia")]


def test_a_fund_is_not_called_a_company() -> None:
    names = {"Andreessen Horowitz": "Organization", "OpenAI": "Organization"}
    text = "OpenAI/PROPN grew/VERB ./PUNCT Andreessen/PROPN Horowitz/PROPN paid/VERB ./PUNCT The/DET company/NOUN moved/VERB ./PUNCT"
    assert meant(text, names) == [("The company", "openai")]


def test_a_mention_belongs_to_its_noun_phrase() -> None:
    doc = tagged(f"{NORDLYS} grew/VERB ./PUNCT The/DET company/NOUN moved/VERB ./PUNCT", LABS)
    found = [[(chunk.kind, [name.id_ for name in chunk.mentions]) for chunk in chunks if chunk.mentions] for chunks in doc._.chunks]
    assert found == [[("NP", ["nordlys-labs"])], [("NP", ["nordlys-labs"])]]
