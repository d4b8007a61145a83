"""The head of names: from labels of tokens to entities with types and slugs."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span

from ingest.bio import spans_of
from ingest.name_head import NameHead, trimmed
from ingest.pairs import NAME_TYPES
from tests.ingest.heads import scores, with_network

NLP = English()
ORG, PERSON, MODEL, ROLE = (1 + 2 * NAME_TYPES.index(kind) for kind in ("Organization", "Person", "Model", "Role"))


def read(words: str, labels: list[int], descriptions: list[int] | None = None, values: tuple[tuple[int, int], ...] = ()) -> Doc:
    """A document after the head, whose network gives these labels."""
    doc = Doc(NLP.vocab, words=words.split())
    doc.spans["values"] = [Span(doc, start, end, label="MONEY") for start, end in values]
    marks = descriptions or [0] * len(doc)
    head = with_network(NameHead(), lambda names, _: [scores(labels, 21) if names == ["landscape"] else scores(marks, 3)])
    return head(doc)  # type: ignore[no-any-return]


def named(doc: Doc) -> list[tuple[str, str, str]]:
    return [(name.text, name.label_, name.id_) for name in doc.ents]


def test_a_name_runs_from_its_first_label_over_its_inner_ones() -> None:
    doc = read("Quentel Labs hired Ada Obi", [ORG, ORG + 1, 0, PERSON, PERSON + 1])
    assert named(doc) == [("Quentel Labs", "Organization", "quentel-labs"), ("Ada Obi", "Person", "ada-obi")]


def test_two_names_side_by_side_stay_two() -> None:
    assert spans_of([ORG, ORG, ORG + 1, MODEL + 1], NAME_TYPES) == [(0, 1, "Organization"), (1, 3, "Organization"), (3, 4, "Model")]


def test_a_known_name_has_the_slug_of_the_ontology() -> None:
    assert named(read("NVIDIA beat Nvidia", [ORG, 0, ORG])) == [("NVIDIA", "Organization", "nvidia"), ("Nvidia", "Organization", "nvidia")]


def test_a_known_name_of_another_type_is_somebody_else() -> None:
    ((_, kind, slug),) = named(read("NVIDIA spoke", [PERSON, 0]))
    assert kind == "Person"
    assert slug != "nvidia"


def test_a_shorter_form_is_the_longer_name() -> None:
    assert {slug for _, _, slug in named(read("Quentel Labs grew ; Quentel shrank", [ORG, ORG + 1, 0, 0, ORG, 0]))} == {"quentel-labs"}


def test_a_value_is_no_name() -> None:
    assert named(read("raised $5m from Quentel", [0, ORG, 0, ORG], values=((1, 2),))) == [("Quentel", "Organization", "quentel")]


def test_roles_and_descriptions_are_spans() -> None:
    doc = read("the startup hired a chief executive", [0, 0, 0, 0, ROLE, ROLE + 1], [1, 2, 0, 0, 0, 0])
    assert [span.text for span in doc.spans["roles"]] == ["chief executive"]
    assert [span.text for span in doc.spans["descriptions"]] == ["the startup"]
    assert not doc.ents


@pytest.mark.parametrize(("words", "left"), [('" Quentel "', "Quentel"), ("Quentel ,", "Quentel"), ('" "', None)])
def test_punctuation_at_the_edges_is_no_part_of_a_name(words: str, left: str | None) -> None:
    doc = Doc(NLP.vocab, words=words.split())
    span = trimmed(doc, 0, len(doc), "Organization")
    assert (span.text if span is not None else None) == left


def test_a_head_without_a_network_says_what_to_do() -> None:
    doc = Doc(NLP.vocab, words=["Quentel"])
    doc.spans["values"] = []
    with pytest.raises(RuntimeError, match=r"NameHead has no network yet: load it with `spacy\.load`"):
        NameHead()(doc)
