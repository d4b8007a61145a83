"""Names: the known ones, the ambiguous ones in their context, the unknown ones, their short forms and slugs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.known_names import name_type, slug
from ontology import KNOWN
from tests.ingest.conftest import Read

CASES = {
    "a known name": ("We met OpenAI there.", [("OpenAI", "Organization", "openai")]),
    "a known alias": ("We met a16z there.", [("a16z", "Organization", "andreessen-horowitz")]),
    "a known name in capitals": ("We met NVIDIA and Nvidia.", [("NVIDIA", "Organization", "nvidia"), ("Nvidia", "Organization", "nvidia")]),
    "a common word in lower case": ("They meta-analysed it to scale together.", []),
    "an adverb that is also a company": ("Together, they said nothing.", []),
    "an adverb, though the company is spoken of": ("Together AI grew. Together, they said, it is.", [("Together AI", "Organization", "together-ai")]),
    "an ambiguous name with a context word": ("Meta trained Llama 3.", [("Meta", "Organization", "meta"), ("Llama 3", "Model", "llama-3")]),
    "an ambiguous name beside a sure one": ("We met OpenAI and Meta.", [("OpenAI", "Organization", "openai"), ("Meta", "Organization", "meta")]),
    "an ambiguous name without context is not that entity": ("We like the prefix Meta.", [("Meta", "NAME", "meta-other")]),
    "an unknown name that tells its type": ("We met Nordlys Labs there.", [("Nordlys Labs", "Organization", "nordlys-labs")]),
    "an unknown fund": ("We met Brightmoor Capital there.", [("Brightmoor Capital", "Organization", "brightmoor-capital")]),
    "an unknown name that tells nothing": ("We met Zorblax there.", [("Zorblax", "NAME", "zorblax")]),
    "the word before it tells its type": ("They built the model Zorblax there.", [("Zorblax", "Model", "zorblax")]),
    "a title tells a person": ("We met Dr. Ada Lovelace there.", [("Ada Lovelace", "Person", "ada-lovelace")]),
    "a short form has the slug of the long one": (
        "We met Nordlys Labs. Then we met Nordlys.",
        [("Nordlys Labs", "Organization", "nordlys-labs"), ("Nordlys", "Organization", "nordlys-labs")],
    ),
    "a surname has the slug of its bearer": (
        "We met Professor Ada Lovelace. Then we met Lovelace.",
        [("Ada Lovelace", "Person", "ada-lovelace"), ("Lovelace", "Person", "ada-lovelace")],
    ),
    "a longer name is another entity": ("They unveiled Mistral Zorblax.", [("Mistral Zorblax", "NAME", "mistral-zorblax")]),
    "a version belongs to the model": ("They tried Llama 9.7 there.", [("Llama 9.7", "Model", "llama-9-7")]),
    "a word at the head of a sentence is no name": ("Yesterday was fine. Analysts agree. Growth slows.", []),
    "initials and months are no names": ("The CEO met a VC in May about AI and GPUs.", []),
    "a heading in title case holds no unknown names": ("Big Changes Ahead For Small Towns\n\nIt rained.", []),
    "licences stand in any case": ("It is open source.", [("open source", "License", "open-source")]),
}


@pytest.mark.parametrize(("text", "names"), CASES.values(), ids=CASES.keys())
def test_names(text: str, names: list[tuple[str, str, str]], read: Read) -> None:
    assert [(entity.text, entity.label_, entity.id_) for entity in read(text).ents] == names


LABELS = [(individual.slug, label) for individual in KNOWN.values() if individual.type != "License" for label in individual.labels]


def missed(read: Read, sentence: str) -> list[str]:
    """The known labels that are not found as their entity in a sentence."""
    return [label for slug, label in LABELS if slug not in {entity.id_ for entity in read(sentence.format(label)).ents}]


@pytest.mark.parametrize("sentence", ["{} grew.", "We spoke of {} there.", "We spoke of {}, too."])
def test_every_known_name_is_found(sentence: str, read: Read) -> None:
    assert missed(read, sentence) == []


def test_every_known_name_is_found_before_a_full_stop(read: Read) -> None:
    assert [label for label in missed(read, "We spoke of {}.") if not label.endswith(".")] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Clément Delangue", "clement-delangue"),
        ("Llama 3.1", "llama-3-1"),
        ("Getty Images'", "getty-images"),
        ("Mistral's", "mistral"),
        ("AT&T", "at-t"),
        ("  xAI ", "xai"),
        ("华为", "华为"),
        ("通义 千问", "通义-千问"),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text("aBé '’s-. 1", min_size=1))
def test_a_slug_of_latin_words_fits_an_address(name: str) -> None:
    made = slug(name)
    assert made == made.lower()
    assert not set(made) & set(" /?#")


@pytest.mark.parametrize(("word", "kind"), [("Capital", "Investor"), ("Labs", "Organization"), ("CEO", "Person"), ("banana", "")])
def test_what_a_word_in_a_name_tells(word: str, kind: str) -> None:
    assert name_type(word) == kind
