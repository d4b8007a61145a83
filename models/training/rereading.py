"""Passages with the names and stand-ins that the network itself finds, so that the head of relations learns from the mistakes it will meet.

Between annotated mentions alone it never sees a wrong name, and states facts of it as boldly as of a right one.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

import torch
from tokenizers import Tokenizer
from torch import Tensor

from ingest.anaphors import pronouns
from ingest.antecedent_head import STOOD_FOR
from ingest.bio import names_of
from ingest.pairs import VALUE_TYPES, Mention
from ingest.schemes import SCHEMES
from models.training.batches import encode, mention_rows
from models.training.examples import Example, Pair
from models.training.network import Network

KEPT = 0.5  # of the annotated mentions that the network misses, so that no fact is wholly lost
_TOGETHER = 16


@torch.no_grad()
def reread(network: Network, examples: Sequence[Example], tokenizer: Tokenizer, rng: random.Random) -> list[Example]:
    """The examples with found mentions for annotated ones.

    The network reads as in training, with dropped units and masked pieces: it knows these passages, and would else find their names too well.
    """
    network.train()
    found = []
    for k in range(0, len(examples), _TOGETHER):
        batch = examples[k : k + _TOGETHER]
        for example, tokens in zip(batch, encode(network, batch, tokenizer), strict=True):
            found.append(remade(example, mentions(network, example, tokens), rng))
    return found


def mentions(network: Network, example: Example, tokens: Tensor) -> list[Mention]:
    """The names of an example, and the pronouns and descriptions that stand for one of them, with its type."""
    names = [Mention(*name) for name in names_of(network.names["landscape"](tokens).numpy(), SCHEMES["landscape"])]
    described = [(start, end) for start, end, _ in names_of(network.descriptions(tokens).numpy(), ("description",)) if end - start > 1]
    places = [*pronouns(example.doc), *described]
    candidates = [name for name in names if name.type in STOOD_FOR]
    if not places or not candidates:
        return names
    anaphors = mention_rows([Mention(start, end, "", anaphor=True) for start, end in places])
    best = network.antecedents(tokens, anaphors, mention_rows(candidates)).argmax(1).tolist()
    stand_ins = [Mention(start, end, candidates[k - 1].type, anaphor=True) for (start, end), k in zip(places, best, strict=True) if k]
    return names + stand_ins


def remade(example: Example, found: Sequence[Mention], rng: random.Random) -> Example:
    """The example with the found mentions: the annotated ones keep their facts, the others have none; some annotated ones that were missed stay."""
    gold = {(span.start, span.end, span.anaphor): i for i, span in enumerate(example.spans)}
    spans: list[Mention] = []
    new: dict[int, int] = {}
    antecedents: dict[int, set[int]] = {}
    for mention in found:
        if (i := gold.get((mention.start, mention.end, mention.anaphor))) is not None:
            new[i] = len(spans)
        elif mention.anaphor:
            antecedents[len(spans)] = set()  # it stands for nothing
        spans.append(mention)
    for i, span in enumerate(example.spans):
        stays = span.type in VALUE_TYPES or (_is_free(span, found) and rng.random() < KEPT)
        if i not in new and stays:
            new[i] = len(spans)
            spans.append(span)
    pairs: dict[tuple[int, int], Pair] = {(new[i], new[j]): pair for (i, j), pair in example.pairs.items() if i in new and j in new}
    bags = [(label, [(new[i], new[j]) for i, j in bag if i in new and j in new], status) for label, bag, status in example.bags]
    antecedents |= {new[i]: {new[k] for k in names if k in new} for i, names in example.antecedents.items() if i in new}
    return replace(example, spans=spans, antecedents=antecedents, pairs=pairs, bags=[bag for bag in bags if bag[1]])


def _is_free(span: Mention, found: Sequence[Mention]) -> bool:
    return all(other.anaphor != span.anaphor or other.end <= span.start or span.end <= other.start for other in found)
