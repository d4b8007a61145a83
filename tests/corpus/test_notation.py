"""The notation in which passages are annotated: what its marks say, and what it says of mistakes."""

import json
from pathlib import Path

import pytest

from corpus.notation import NotationError, passages, unmarked
from ontology import RELATIONS, STATUSES

RELATION_NAMES = frozenset(RELATIONS)
HEAD = "## id: x-1 | voice: wire | kind: plain | published: 2025-03-11\n"
TEXT = "[Kelvora|ORG], a [Lyon|PLC]-based rival of [OpenAI|ORG], said {it|Kelvora} had raised [€40 million|MNY]. {{its|Kelvora} backer|OpenAI}"
CORPUS = Path(__file__).parents[2] / "corpus"


def only(source: str) -> dict[str, object]:
    """The one passage of a source."""
    (row,) = passages(source, RELATION_NAMES)
    assert isinstance(row, dict), row
    return row


def problem(source: str) -> str:
    """What is wrong with the one passage of a source."""
    (row,) = passages(source, RELATION_NAMES)
    assert isinstance(row, NotationError)
    return str(row)


def test_marks_come_out_of_the_text_and_keep_their_places() -> None:
    marked = unmarked(TEXT)
    assert marked.text == "Kelvora, a Lyon-based rival of OpenAI, said it had raised €40 million. its backer"
    assert [(row["text"], row["type"]) for row in marked.entities] == [
        ("Kelvora", "Organization"),
        ("Lyon", "Place"),
        ("OpenAI", "Organization"),
        ("€40 million", "Money"),
    ]
    assert all(marked.text[row["start"] : row["end"]] == row["text"] for row in (*marked.entities, *marked.mentions))


def test_mentions_nest() -> None:
    assert [(row["text"], row["names"]) for row in unmarked(TEXT).mentions] == [
        ("it", ["Kelvora"]),
        ("its backer", ["OpenAI"]),
        ("its", ["Kelvora"]),
    ]


def test_a_fact_has_its_evidence_in_characters() -> None:
    row = only(
        f"{HEAD}{TEXT}\n---\nKelvora | raised | €40 million | planned | round=Series A; by=Le Monde | {{it|Kelvora}} had raised [€40 million|MNY]\n"
    )
    (fact,) = row["facts"]  # type: ignore[misc]
    assert row["text"][fact["start"] : fact["end"]] == "it had raised €40 million"  # type: ignore[index]
    assert {key: fact[key] for key in ("s", "r", "o", "status", "round", "by")} == {
        "s": "Kelvora",
        "r": "raised",
        "o": "€40 million",
        "status": "planned",
        "round": "Series A",
        "by": "Le Monde",
    }


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (f"{HEAD}[Kelvora|XYZ] waits.\n---\n", "'XYZ' is no type of 'Kelvora'"),
        (f"{HEAD}[Kelvora waits.\n---\n", "does not close"),
        (f"{HEAD}Kelvora] waits.\n---\n", "closes where none is open"),
        (f"{HEAD}[Kel|ORG=Kelvora] waits.\n---\n", "'Kelvora' (of a short form) is marked nowhere"),
        (f"{HEAD}{{It|Kelvora}} waits.\n---\n", "stands for 'Kelvora', which is no marked name"),
        (f"{HEAD}[Kelvora|ORG] waits.\n", "no line ---"),
        (f"{HEAD}{TEXT}\n---\nKelvora | likes | OpenAI | asserted | | x\n", "'likes' is no relation"),
        (f"{HEAD}{TEXT}\n---\nKelvora | acquired | OpenAI | maybe | | x\n", "'maybe' is no status"),
        (f"{HEAD}{TEXT}\n---\nKelvora | acquired | Meta | asserted | | x\n", "'Meta' is no marked name"),
        (f"{HEAD}{TEXT}\n---\nKelvora | acquired | OpenAI | asserted | price=3 | x\n", "no such detail: price"),
        (f"{HEAD}{TEXT}\n---\nKelvora | acquired | OpenAI | asserted | | bought it\n", "does not stand in the text"),
        (f"{HEAD}{TEXT}\n---\nKelvora | basedIn | Lyon | asserted | | based rival of OpenAI\n", "holds neither 'Kelvora' nor a mention"),
        ("## id: x-1 | voice: wire | kind: plain\nx\n---\n", "the head lacks published"),
        ("## id: x-1 | voice: song | kind: plain | published: 2025-03-11\nx\n---\n", "'song'"),
    ],
)
def test_a_mistake_is_named_with_its_passage(source: str, says: str) -> None:
    message = problem(source)
    assert message.startswith("x-1: ")
    assert says in message


@pytest.mark.parametrize("part", ["train", "dev", "traps", "test"])
def test_the_corpus_keeps_its_own_rules(part: str) -> None:
    for line in (CORPUS / f"{part}.jsonl").read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        names = {entity["name"] for entity in row["entities"]}
        assert all(row["text"][one["start"] : one["end"]] == one["text"] for one in (*row["entities"], *row["mentions"])), row["id"]
        assert all({fact["s"], fact["o"]} <= names and fact["r"] in RELATIONS and fact["status"] in STATUSES for fact in row["facts"]), row["id"]
