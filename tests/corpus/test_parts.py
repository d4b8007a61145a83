"""What the corpus promises of its size, its variety, and the distance between its parts."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ontology import KNOWN, RELATIONS, STATUSES

CORPUS = Path(__file__).parents[2] / "corpus"
PARTS = ("train", "dev", "test")
NAMED = frozenset({"Organization", "Person", "Model", "Product", "Chip"})
# The twenty that any article may name, with the parts and short forms under which they stand in the passages.
BEST_KNOWN = """
OpenAI, Microsoft, Google, NVIDIA, Amazon, Meta, Anthropic, Mistral AI, Apple, AMD,
Intel, TSMC, Oracle, xAI, IBM, Samsung, Alibaba, DeepSeek, Hugging Face, SoftBank,
Mistral, Alphabet, Google Cloud, DeepMind, AWS
"""
# What one lists on, answers to or reports with is no company of the landscape; this one exchange is also a customer in a passage.
EXCHANGES_THAT_ACT = {"oslobørs"}


def rows(part: str) -> list[dict[str, Any]]:
    """The passages of one part."""
    return [json.loads(line) for line in (CORPUS / f"{part}.jsonl").read_text(encoding="utf8").splitlines()]


def plain(name: str) -> str:
    """A name without case, spaces and marks."""
    return re.sub(r"\W", "", name.lower())


def companies(part: str) -> Iterator[str]:
    """The organizations that do something in a part: all but those that others only list on or answer to."""
    for row in rows(part):
        organizations = {entity["name"] for entity in row["entities"] if entity["type"] == "Organization"}
        for fact in row["facts"]:
            ends = {fact["s"]} | ({fact["o"]} if fact["r"] not in {"listedOn", "regulatedBy"} else set())
            yield from map(plain, ends & organizations)


def test_sizes() -> None:
    sizes = {part: len(rows(part)) for part in PARTS}
    assert sizes["train"] >= 900
    assert sizes["dev"] + sizes["test"] >= 300
    assert len({row["id"] for part in PARTS for row in rows(part)}) == sum(sizes.values())


def test_every_relation_and_status_occurs_often_enough() -> None:
    facts = [fact for part in PARTS for row in rows(part) for fact in row["facts"]]
    assert len(facts) >= 4500
    by_relation, by_status = Counter(fact["r"] for fact in facts), Counter(fact["status"] for fact in facts)
    stated = RELATIONS.keys() - {"dependsOn"}  # what it covers is annotated as the narrower relations
    assert {relation: by_relation[relation] for relation in stated if by_relation[relation] < 100} == {}
    assert {status: by_status[status] for status in ("asserted", "planned", "hedged", "negated", "ended") if by_status[status] < 120} == {}
    assert set(by_status) <= set(STATUSES)


def test_a_fifth_of_the_passages_is_hard() -> None:
    kinds = Counter(row["kind"] for part in PARTS for row in rows(part))
    assert kinds["hard"] >= 0.2 * kinds.total()


def test_in_every_second_passage_most_names_are_little_known() -> None:
    known = {plain(label) for individual in KNOWN.values() for label in individual.labels}
    named = [{plain(entity["name"]) for entity in row["entities"] if entity["type"] in NAMED} for part in PARTS for row in rows(part)]
    assert sum(len(names - known) > len(names) / 2 for names in named) >= len(named) / 2


def test_test_shares_no_company_with_train_but_the_best_known() -> None:
    allowed = {plain(name) for name in BEST_KNOWN.split(",")} | EXCHANGES_THAT_ACT
    assert (set(companies("test")) & set(companies("train"))) - allowed == set()
