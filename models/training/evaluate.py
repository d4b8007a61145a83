"""What the network scores on held-out parts while it is trained."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer

from ingest.bio import names_of
from ingest.schemes import SCHEMES
from models.training.batches import core_logits, encode, relation_scores
from models.training.examples import Example
from models.training.network import Network

if TYPE_CHECKING:
    from models.training.train import Material


@torch.no_grad()
def tagged(network: Network, examples: Sequence[Example], tokenizer: Tokenizer, scheme: str) -> list[list[tuple[int, int, str]]]:
    """The names that the network finds."""
    network.eval()
    found = []
    for k in range(0, len(examples), 16):
        encoded = encode(network, examples[k : k + 16], tokenizer)
        found += [names_of(network.names[scheme](tokens).numpy(), SCHEMES[scheme]) for tokens in encoded]
    return found


def f1(gold: Sequence[set[object]], found: Sequence[set[object]]) -> float:
    """Micro F1 over sets."""
    right = sum(len(one & other) for one, other in zip(gold, found, strict=True))
    return 2 * right / max(1, sum(map(len, gold)) + sum(map(len, found)))


@torch.no_grad()
def report(network: Network, material: "Material", tokenizer: Tokenizer) -> dict[str, float]:
    """Accuracy on CORE's held tenth, and on our dev part F1 of names and of facts between gold spans."""
    network.eval()
    result = {}
    right = 0
    for k in range(0, len(material.core_held), 16):
        batch = material.core_held[k : k + 16]
        for example, tokens in zip(batch, encode(network, batch, tokenizer), strict=True):
            right += int(core_logits(network, example, tokens).argmax()) == example.label
    result["core"] = right / len(material.core_held)
    if material.dev:
        names = tagged(network, material.dev, tokenizer, "landscape")
        result["names"] = f1([set(example.names) for example in material.dev], [set(row) for row in names])
        counts: Counter[str] = Counter()
        for k in range(0, len(material.dev), 8):
            batch = material.dev[k : k + 8]
            for example, tokens in zip(batch, encode(network, batch, tokenizer), strict=True):
                counts += relation_scores(network, example, tokens)
        result["relations"] = 2 * counts["right"] / max(1, counts["found"] + counts["gold"])
        result["status"] = counts["status"] / max(1, counts["right"])
    return {name: round(value, 4) for name, value in result.items()}
