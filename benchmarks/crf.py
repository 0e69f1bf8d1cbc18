"""Train a linear-chain conditional random field: mini-batches, AdaGrad, L1 and L2, in NumPy and SciPy.

Lafferty, McCallum and Pereira (2001) for the model, Duchi, Hazan and Singer (2011) for the steps. Sentences of a batch
go through forwards and backwards together, the longest first.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

EPOCHS: Final = 7
BATCH: Final = 1500
"""Sentences of a step."""
RATE: Final = 0.25
L1: Final = 2.5
L2: Final = 0.2
"""Penalties against the log likelihood of the whole corpus."""
NEVER: Final = -50.0
"""Score of a step that no name takes."""


class Examples(NamedTuple):
    """Words as rows of the features they have, their labels, and where each sentence begins and how long it is."""

    features: csr_matrix
    labels: Places
    starts: Places
    lengths: Places


class Weights(NamedTuple):
    """What is learnt: a row for each feature, and the steps from label to label."""

    states: Floats
    steps: Floats


def train(examples: Examples, allowed: NDArray[np.bool_], seed: int = 0) -> Weights:
    """Learn the weights. Steps that are not allowed keep their score."""
    width = len(allowed)
    weights = Weights(
        np.zeros((examples.features.shape[1], width), dtype=np.float32),
        np.where(allowed, 0, NEVER).astype(np.float32),
    )
    squares = [np.full_like(one, 1e-6) for one in weights]
    rng = np.random.default_rng(seed)
    for epoch in range(EPOCHS):
        rate, loss = RATE * (1 - epoch / EPOCHS), 0.0
        for batch in _batches(len(examples.starts), rng):
            share = len(batch) / len(examples.starts)
            found, gradients = _gradients(examples, weights, batch)
            loss += found
            gradients[1][~allowed] = 0
            for weight, gradient, square in zip(weights, gradients, squares, strict=True):
                _step(weight, gradient, square, rate, share)
        print(f"epoch {epoch + 1}: {loss / len(examples.labels):.4f} nats a word", flush=True)
    return weights


def _batches(count: int, rng: np.random.Generator) -> Iterator[Places]:
    order = rng.permutation(count)
    for first in range(0, count, BATCH):
        yield order[first : first + BATCH]


def _step(weight: Floats, gradient: Floats, square: Floats, rate: float, share: float) -> None:
    """Take a step of AdaGrad; draw the weights of features towards nought by the penalties' share."""
    square += gradient**2
    scale = rate / np.sqrt(square)
    weight -= scale * gradient
    if len(weight) != weight.shape[1]:
        shrunk = np.abs(weight) / (1 + 2 * L2 * share * scale) - L1 * share * scale
        np.copyto(weight, np.sign(weight) * np.maximum(shrunk, 0))


def _gradients(examples: Examples, weights: Weights, batch: Places) -> tuple[float, list[Floats]]:
    """Give the negative log likelihood of some sentences, and its gradient."""
    order = batch[np.argsort(-examples.lengths[batch], kind="stable")]
    lengths = examples.lengths[order]
    rows = np.concatenate([np.arange(a, a + n) for a, n in zip(examples.starts[order], lengths, strict=True)])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    features, labels = examples.features[rows], examples.labels[rows]
    scores = features @ weights.states
    ahead, behind, total, steps = _through(scores, starts, lengths, weights.steps)
    sentence = np.repeat(np.arange(len(lengths)), lengths)
    expected = np.exp(ahead + behind - total[sentence, None])
    gold = np.zeros_like(expected)
    gold[np.arange(len(labels)), labels] = 1
    follows = np.ones(len(labels), dtype=bool)
    follows[starts] = False
    after = np.flatnonzero(follows)
    pairs = (labels[after - 1], labels[after])
    loss = float(total.sum() - scores[np.arange(len(labels)), labels].sum() - weights.steps[pairs].sum())
    np.subtract.at(steps, pairs, 1)
    return loss, [np.asarray(features.T @ (expected - gold), dtype=np.float32), steps.astype(np.float32)]


def _through(scores: Floats, starts: Places, lengths: Places, steps: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Sum over all labellings, forwards and backwards; give the expected steps too."""
    ahead, behind, factors = scores.copy(), np.zeros_like(scores), np.exp(steps)
    longest = int(lengths[0])
    active = [int(np.searchsorted(-lengths, -step)) for step in range(longest)]
    for step in range(1, longest):
        at = starts[: active[step]] + step
        before = ahead[at - 1]
        top = before.max(axis=1, keepdims=True)
        ahead[at] += np.log(np.exp(before - top) @ factors) + top
    expected = np.zeros_like(steps)
    ends = ahead[starts + lengths - 1]
    top = ends.max(axis=1)
    total = np.log(np.exp(ends - top[:, None]).sum(axis=1)) + top
    for step in range(longest - 2, -1, -1):
        at = starts[: active[step + 1]] + step
        after = scores[at + 1] + behind[at + 1]
        top = after.max(axis=1, keepdims=True)
        behind[at] = np.log(np.exp(after - top) @ factors.T) + top
        expected += np.exp(ahead[at] + top - total[: len(at), None]).T @ np.exp(after - top)
    return ahead, behind, total, expected * factors
