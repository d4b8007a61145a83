"""From scores of BIO labels to names: 0 is outside, 1 + 2t begins a name of type t, 2 + 2t continues it."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float32]
Name = tuple[int, int, str]
"""First token, the one after the last, and type."""
_NEVER = -1e9


def labelled(logits: Logits) -> list[int]:
    """The likeliest labels, (tokens, labels) -> tokens, among those where a name is begun before it is continued.

    Token by token the likeliest may continue a name that is none, or one of another type, and a name falls in two ("Orchard", a company, "Vision", a
    product). Each stretch of tokens that belong to names, where that is so, is decoded as a whole (Viterbi 1967).
    """
    labels: list[int] = logits.argmax(1).tolist() if len(logits) else []
    for start, end in _broken(labels):
        labels[start:end] = _path(logits[start:end])
    return labels


def _broken(labels: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of names, with a token on either side, in which something is continued that was not begun."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(labels):
        end = start + 1
        if labels[start]:
            while end < len(labels) and labels[end]:
                end += 1
            before = [0, *labels[start : end - 1]]
            if any(label and label % 2 == 0 and last not in {label, label - 1} for last, label in zip(before, labels[start:end], strict=True)):
                found.append((max(start - 1, 0), min(end + 1, len(labels))))
        start = end
    return found


def _path(logits: Logits) -> list[int]:
    """The labels of the best sum of scores among those that are well formed."""
    scores = logits.astype(np.float64)
    begins, continues = slice(1, None, 2), slice(2, None, 2)
    best = scores[0].copy()
    best[continues] = _NEVER
    came_from = np.zeros(scores.shape, dtype=int)
    types = np.arange((scores.shape[1] - 1) // 2)
    for i in range(1, len(scores)):
        came_from[i] = best.argmax()
        begun, continued = best[begins], best[continues]
        came_from[i, continues] = 1 + 2 * types + (continued > begun)
        best = best[came_from[i]] + scores[i]
    path = [int(best.argmax())]
    for row in came_from[:0:-1]:
        path.append(int(row[path[-1]]))
    return path[::-1]


def spans_of(labels: Sequence[int], types: Sequence[str]) -> list[Name]:
    """The names that labels say; an inner label without its beginning begins a name.

    >>> spans_of([0, 1, 2, 4, 0], ("Organization", "Person"))
    [(1, 3, 'Organization'), (3, 4, 'Person')]
    """
    found: list[Name] = []
    for i, label in enumerate(labels):
        if label == 0:
            continue
        kind = types[(label - 1) // 2]
        if label % 2 == 0 and found and found[-1][1] == i and found[-1][2] == kind:
            found[-1] = (found[-1][0], i + 1, kind)
        else:
            found.append((i, i + 1, kind))
    return found


def names_of(logits: Logits, types: Sequence[str]) -> list[Name]:
    """The names that scores of labels, (tokens, 1 + 2 x types), make likeliest."""
    return spans_of(labelled(logits), types)


def of_one_type(names: Sequence[Name], words: Sequence[str], logits: Logits, types: Sequence[str]) -> list[Name]:
    """The names with the same type for the same words: the one that is likeliest over all places where they stand. `words` are those of the names."""
    places: dict[str, list[int]] = defaultdict(list)
    for k, word in enumerate(words):
        places[word].append(k)
    found = list(names)
    for alike in places.values():
        if len({names[k][2] for k in alike}) > 1:
            score = sum(_by_type(logits[names[k][0] : names[k][1]]) for k in alike)
            kind = types[int(np.argmax(score))]
            for k in alike:
                found[k] = (*names[k][:2], kind)
    return found


def _by_type(logits: Logits) -> NDArray[np.float64]:
    """The log of the chance that these tokens are one name, for each type."""
    shifted = logits - logits.max(1, keepdims=True)
    chances = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    found: NDArray[np.float64] = chances[0, 1::2] + chances[1:, 2::2].sum(0)
    return found
