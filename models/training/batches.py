"""Examples as tensors, and what the network loses on them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import torch
from spacy.tokens import Doc
from tokenizers import Tokenizer
from torch import Tensor, nn

from ingest.antecedent_head import STOOD_FOR
from ingest.pairs import STATED, Mention, candidate_pairs, rows
from ingest.pieces import windows
from ingest.schemes import KNOWLEDGENET, SCHEMES
from models.training.examples import Example, bio
from models.training.network import Network
from ontology import RELATIONS

MASKED = 0.04  # of the pieces, in training
STATUS = 2.0  # the weight of a status beside that of a label: it is learnt from stated facts alone, a label from every pair


def mention_rows(mentions: Sequence[Mention]) -> Tensor:
    """Mentions as the networks take them."""
    return torch.from_numpy(rows(mentions))


def encode(network: Network, examples: Sequence[Example], tokenizer: Tokenizer) -> list[Tensor]:
    """The token vectors of each example."""
    pieces, kinds, owners, offset = [], [], [], 0
    for example in examples:
        for window in windows(example.doc, example.hints, tokenizer):
            inside = (window.tokens >= window.first) & (window.tokens < window.last)
            pieces.append(torch.from_numpy(window.pieces))
            kinds.append(torch.from_numpy(window.kinds))
            owners.append(torch.from_numpy(window.tokens + offset).masked_fill(~torch.from_numpy(inside), -1))
        offset += len(example.doc)

    def padded(rows: list[Tensor], fill: int) -> Tensor:
        return nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=fill)

    if network.training:  # a word that is missing now and then makes the network read the words around it
        hidden_piece = tokenizer.token_to_id("[MASK]")
        pieces = [row.masked_fill(torch.rand(len(row)) < MASKED, hidden_piece) for row in pieces]
    mask = padded([torch.ones(len(row), dtype=torch.long) for row in pieces], 0)
    tokens = network.tokens(padded(pieces, 0), padded(kinds, 0), mask, padded(owners, -1), offset)
    return list(tokens.split([len(example.doc) for example in examples]))


def name_loss(network: Network, example: Example, tokens: Tensor) -> Tensor:
    """Cross entropy of the BIO labels, and of the descriptions' where those are annotated."""
    target = torch.tensor(bio(example.names, SCHEMES[example.scheme], len(example.doc)))
    loss = nn.functional.cross_entropy(network.names[example.scheme](tokens), target, reduction="sum")
    if example.descriptions is not None:
        marks = torch.tensor(bio([(start, end, "x") for start, end in example.descriptions], ("x",), len(example.doc)))
        loss = loss + nn.functional.cross_entropy(network.descriptions(tokens), marks, reduction="sum")
    return loss


def antecedent_loss(network: Network, example: Example, tokens: Tensor, anaphors: Callable[[Doc], list[tuple[int, int]]]) -> Tensor:
    """Minus the log of the probability on right names; pronouns that are not annotated stand for nothing."""
    names = [i for i, span in enumerate(example.spans) if not span.anaphor and span.type in STOOD_FOR]
    marked = {(example.spans[i].start, example.spans[i].end): gold for i, gold in example.antecedents.items()}
    others = [(start, end) for start, end in anaphors(example.doc) if (start, end) not in marked]
    if not names or not (marked or others):
        return tokens.new_zeros(())
    places = [*marked, *others]
    anaphor_rows = mention_rows([Mention(start, end, "", anaphor=True) for start, end in places])
    scores = network.antecedents(tokens, anaphor_rows, mention_rows([example.spans[i] for i in names])).log_softmax(1)
    losses = []
    for row, key in zip(scores, places, strict=True):
        right = [1 + names.index(i) for i in marked.get(key, set()) if i in names]
        losses.append(-torch.logsumexp(row[right], 0) if right else -row[0])
    return torch.stack(losses).sum()


def relation_loss(network: Network, example: Example, tokens: Tensor) -> Tensor:
    """Binary cross entropy over pairs and labels; of the pairs that may state a fact the likeliest does."""
    order = sorted(range(len(example.spans)), key=lambda i: (example.spans[i].start, example.spans[i].end))
    rank = {i: k for k, i in enumerate(order)}
    spans = [example.spans[i] for i in order]
    pairs = dict.fromkeys((int(i), int(j)) for i, j in candidate_pairs(spans))
    bags = [(label, [(rank[i], rank[j]) for i, j in bag], status) for label, bag, status in example.bags]
    known = {(rank[i], rank[j]): pair for (i, j), pair in example.pairs.items()}
    pairs.update(dict.fromkeys(pair for _, bag, _ in bags for pair in bag))
    pairs.update(dict.fromkeys(pair for pair, what in known.items() if what.labels))
    if not pairs:
        return tokens.new_zeros(())
    index = {pair: k for k, pair in enumerate(pairs)}
    logits, statuses, _ = network.relations(tokens, mention_rows(spans), torch.tensor(list(index)))
    labels = {label: k for k, label in enumerate(network.relations.labels)}
    target, mask = torch.zeros_like(logits), torch.zeros_like(logits)
    active = [k for label, k in labels.items() if (label in KNOWLEDGENET) == (example.task == "knowledgenet")]
    mask[:, active] = 1
    for pair, what in known.items():
        if pair in index:
            mask[index[pair], [labels[label] for label in what.open]] = 0
            for label in what.labels:
                target[index[pair], labels[label]] = mask[index[pair], labels[label]] = 1
    stated: list[tuple[int, int]] = []
    for label, bag, status in bags:
        places = [index[pair] for pair in bag]
        best = places[int(logits[places, labels[label]].argmax())]
        target[best, labels[label]] = mask[best, labels[label]] = 1
        if status:
            stated.append((best, STATED.index(status)))
    loss = (nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none") * mask).sum()
    if stated:
        places_stated, gold = zip(*stated, strict=True)
        loss = loss + STATUS * nn.functional.cross_entropy(statuses[list(places_stated)], torch.tensor(gold), reduction="sum")
    return loss


def core_loss(network: Network, example: Example, tokens: Tensor) -> Tensor:
    """Cross entropy of the one class of a passage of CORE."""
    return nn.functional.cross_entropy(core_logits(network, example, tokens), torch.tensor([example.label]))


def core_logits(network: Network, example: Example, tokens: Tensor) -> Tensor:
    """The classes' logits for the pair (first span, second span), (1, 12)."""
    flip = example.spans[0].start > example.spans[1].start
    spans = example.spans[::-1] if flip else example.spans
    logits: Tensor = network.relations(tokens, mention_rows(spans), torch.tensor([(1, 0) if flip else (0, 1)]))[2]
    return logits


def losses(
    network: Network, examples: Sequence[Example], tokenizer: Tokenizer, anaphors: Callable[[Doc], list[tuple[int, int]]]
) -> Mapping[str, Tensor]:
    """The mean loss of each kind over a batch."""
    encoded = encode(network, examples, tokenizer)
    total: dict[str, list[Tensor]] = {"names": [], "antecedents": [], "relations": [], "core": []}
    words = sum(len(example.doc) for example in examples)
    for example, tokens in zip(examples, encoded, strict=True):
        if example.scheme:
            total["names"].append(name_loss(network, example, tokens) / words * 4)
        if example.task == "landscape":
            total["antecedents"].append(antecedent_loss(network, example, tokens, anaphors) / len(examples) / 8)
        if example.task in {"landscape", "knowledgenet"}:
            total["relations"].append(relation_loss(network, example, tokens) / len(examples) / 8)
        if example.task == "core":
            total["core"].append(core_loss(network, example, tokens) / len(examples))
    return {kind: torch.stack(parts).sum() for kind, parts in total.items() if parts}


@torch.no_grad()
def relation_scores(network: Network, example: Example, tokens: Tensor) -> Counter[str]:
    """Facts between gold spans: how many are found, gold, right, and right with their status. A fact is its label and the gold bag it lies in."""
    order = sorted(range(len(example.spans)), key=lambda i: (example.spans[i].start, example.spans[i].end))
    spans = [example.spans[i] for i in order]
    pairs = candidate_pairs(spans).tolist()
    counts: Counter[str] = Counter(gold=sum(label in RELATIONS for label, _, _ in example.bags))
    if not pairs:
        return counts
    logits, statuses, _ = network.relations(tokens, mention_rows(spans), torch.tensor(pairs))
    bags = {(label, i, j): (k, status) for k, (label, bag, status) in enumerate(example.bags) for i, j in bag}
    hit: dict[int, bool] = {}
    for row, column in (logits > 0).nonzero().tolist():
        label = network.relations.labels[column]
        if label not in RELATIONS:
            continue
        pair = (order[pairs[row][0]], order[pairs[row][1]])
        bag = bags.get((label, *pair))
        if bag is not None:
            hit[bag[0]] = hit.get(bag[0], False) or STATED[int(statuses[row].argmax())] == bag[1]
        elif label not in (example.pairs[pair].open if pair in example.pairs else ()):
            counts["found"] += 1
    counts.update(right=len(hit), found=len(hit), status=sum(hit.values()))
    return counts
