"""Names in fields: which known entity they mean, and what they are called if they mean none."""

import pytest

from ingest.structured.names import chip, chips_in, known, listed, named


@pytest.mark.parametrize(
    ("words", "kind", "slug"),
    [
        ("OpenAI", "Organization", "openai"),
        ("open ai", "Organization", "openai"),
        ("University of California (UC) Berkeley", "Organization", "university-of-california-berkeley"),
        ("Megvii Inc", "Organization", "megvii"),
        ("PDB (Protein Data Bank)", "Dataset", "protein-data-bank"),
        ("Conceptual Captions (CC3M)", "Dataset", "conceptual-captions"),
        ("BookCorpus (BooksCorpus, Toronto Book Corpus)", "Dataset", "bookcorpus"),
        ("C4", "Dataset", "c4"),
        ("United States of America", "Place", "united-states"),
        ("apache 2.0", "License", "apache-license-2-0"),
    ],
)
def test_known_names(words: str, kind: str, slug: str) -> None:
    assert (named(words, kind).slug, named(words, kind).mention) == (slug, words)


def test_a_name_that_differs_in_its_sign_is_another() -> None:
    assert named("Command R", "Model").slug != named("Command R+", "Model").slug


def test_a_model_in_brackets_is_another_version() -> None:
    assert named("Llama 3.1", "Model").slug == "llama-3-1"
    assert named("Llama 3.1 (tuned)", "Model").slug == "llama-3-1-tuned"


def test_an_unknown_name_has_a_slug_of_its_own_words() -> None:
    found = named("Nordlys University / Universitetet Nordlys", "Organization")
    assert (found.name, found.slug, found.type) == ("Nordlys University", "nordlys-university", "Organization")
    assert named("Nordlys Institute (NI)", "Organization").slug == "nordlys-institute"


def test_the_slug_of_another_kind_of_thing_stays_its_own() -> None:
    assert known("OpenAI", "Dataset") is None
    assert named("OpenAI", "Dataset").slug == "openai-other"


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("NVIDIA A100 SXM4 40 GB", "a100"),
        ("NVIDIA H100 SXM5 80GB", "h100"),
        ("Google TPU v4", "tpu-v4"),
        ("AMD Radeon Instinct MI250X", "mi250x"),
        ("Nordlys N1 PCIe", "nordlys-n1"),
    ],
)
def test_chips_whatever_their_make_and_form(words: str, slug: str) -> None:
    assert (chip(words).slug, chip(words).mention) == (slug, words)


def test_chips_among_other_words() -> None:
    assert [(found.slug, found.mention) for found in chips_in("8x NVIDIA A100-40GB, then TPU v4s and H100 PCIe; 16 GB")] == [
        ("a100", "NVIDIA A100"),
        ("tpu", "TPU"),
        ("h100", "H100 PCIe"),
    ]


def test_lists_of_names() -> None:
    assert listed("A, B (C, D),unknown,E ") == ["A", "B (C, D)", "E"]
    assert listed("University of California, Berkeley", "Organization") == ["University of California, Berkeley"]
    assert listed("") == []
