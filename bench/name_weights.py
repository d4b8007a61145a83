"""The weights by which names are compared, fitted: `python -m bench.name_weights [--write]`.

Logistic regression on the dev pairs, held near the weights set by hand (`hand` in `graph/resolution/weights.toml`), each of which keeps its sign:
the pairs say little of a feature that few of them have. What the bounds give is measured on tenths that took no part in the fit.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from bench.resolution import compared, read
from graph.resolution.likeness import features
from graph.resolution.weights import FILE, TABLE

Numbers = NDArray[np.float64]
_HELD = 0.3  # how hard a weight is held at its hand-set value: of 0.03 to 1 all give one log loss in the tenths
_ROUNDS, _FOLDS = 5, 10


def fit(values: Numbers, same: Numbers, hand: Numbers) -> Numbers:
    """The weights, the bias first, each on its own side of nothing."""
    padded = np.column_stack([np.ones(len(values)), values])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        score = padded @ weights
        slope: Numbers = padded.T @ (expit(score) - same) + _HELD * (weights - hand)
        return float(np.logaddexp(0, score).sum() - same @ score + _HELD / 2 * ((weights - hand) ** 2).sum()), slope

    sides = [(None, None), *((0, None) if weight > 0 else (None, 0) for weight in hand[1:])]
    found: Numbers = minimize(loss, hand, jac=True, method="L-BFGS-B", bounds=sides).x
    return found


def out_of_fold(values: Numbers, same: Numbers, hand: Numbers) -> Numbers:
    """The chance of each pair by weights that were fitted without it, the mean over several divisions."""
    dice = np.random.default_rng(0)
    chances = np.zeros((_ROUNDS, len(same)))
    for row in chances:
        fold = dice.permutation(len(same)) % _FOLDS
        for held in range(_FOLDS):
            weights = fit(values[fold != held], same[fold != held], hand)
            row[fold == held] = 1 / (1 + np.exp(-(weights[0] + values[fold == held] @ weights[1:])))
    mean: Numbers = chances.mean(axis=0)
    return mean


def write(path: Path, weights: dict[str, float]) -> None:
    """Puts the weights into the table, which keeps everything else."""
    text = path.read_text(encoding="utf8")
    for name, weight in weights.items():
        row = r"(?m)^(bias = )\S+" if name == "bias" else rf"(?m)^(\[features\.{name}\]\nweight = )\S+"
        text = re.sub(row, rf"\g<1>{round(weight, 1) + 0.0}", text)
    path.write_text(text, encoding="utf8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the weights, and precision and recall at several bounds."""
    parser = argparse.ArgumentParser(prog="python -m bench.name_weights", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--write", action="store_true", help="write the weights into graph/resolution/weights.toml")
    options = parser.parse_args(arguments)
    rows = list(read("dev"))
    names = sorted(TABLE["features"])
    near = np.array([compared(one, other) for one, other, *_ in rows])
    values = np.array([[features(one, other)[name] for name in names] for one, other, *_ in rows])
    same = np.array([float(is_same) for *_, is_same, _ in rows])
    hand = np.array([TABLE["hand_bias"], *(TABLE["features"][name]["hand"] for name in names)])
    near &= values[:, names.index("no_reason")] == 0  # that some renamed firms have nothing in common shall not speak for all who have not
    weights = fit(values[near], same[near], hand)
    chances = np.zeros(len(rows))
    chances[near] = out_of_fold(values[near], same[near], hand)
    for bound in (0.5, 0.8, 0.85, 0.9, 0.95):
        joined = chances >= bound
        right = (joined & (same > 0)).sum()
        sys.stdout.write(f"from {bound:g}: precision {right / max(joined.sum(), 1):.3f}, recall {right / same.sum():.3f}\n")
    fitted = dict(zip(["bias", *names], map(float, weights), strict=True))
    sys.stdout.writelines(f"{name} {weight:.1f}\n" for name, weight in fitted.items())
    if options.write:
        write(FILE, fitted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
