"""Gains of sentences, in wording or in meaning, as the gains of beads."""

from typing import Final

import numpy as np

from transforms.encoder import Vectors
from transforms.gold.overlaps.beads import SHAPES, Gains, Matrix, joined
from transforms.shingles import Hashes, Positions, Wording

MIN_MEANING: Final = 0.3
"""Cosine above which a sentence may stand for one of another language: in order, a little likeness says much."""

MERGING: Final = 0.08
"""Gains that two sentences together must add: passages F1 .9995, against .986 without, and sentences still merge."""

MIN_WORDING: Final = 0.5
"""Share of words in common above which a sentence is nearly a copy of another of its language."""

SHORT_WEIGHT: Final = 0.25
SHORT_WORD: Final = 3
"""Letters up to which a word counts little: such words are the same in all texts of a language."""


def meaning(vectors_a: Vectors, vectors_b: Vectors, lengths_a: Matrix, lengths_b: Matrix) -> Gains:
    """Compare sentences by cosine; two sentences together have the sum of their vectors, weighed by their lengths."""
    long_a, long_b = vectors_a * lengths_a[:, None], vectors_b * lengths_b[:, None]
    return {(n, m): _cosines(joined(long_a, n), joined(long_b, m)) for n, m in SHAPES}


def _cosines(a: Matrix, b: Matrix) -> Matrix:
    """Compare vectors of whole numbers: sums of products are exact, so that neither order nor side shows."""
    cosines: Matrix = a @ b.T / np.maximum(_length(a)[:, None] * _length(b)[None, :], 1)
    return cosines


def _length(vectors: Matrix) -> Matrix:
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)))


def same_words(a: Wording, b: Wording, starts_a: Positions, starts_b: Positions) -> Gains:
    """Compare sentences by the words they share (Dice), long words counting more than short ones."""
    common = np.intersect1d(a.vocabulary, b.vocabulary, assume_unique=True)
    shared_a, size_a = _words_by_sentence(a, starts_a, common)
    shared_b, size_b = _words_by_sentence(b, starts_b, common)
    return {(n, m): _dice(shared_a, size_a, shared_b, size_b, n, m) for n, m in SHAPES}


def _words_by_sentence(text: Wording, starts: Positions, common: Hashes) -> tuple[Matrix, Matrix]:
    """Mark which common words stand in which sentence (by the root of their weight), and weigh all of its words."""
    sentence = np.maximum(np.searchsorted(starts, text.starts, side="right") - 1, 0)
    weight = np.where(text.ends - text.starts <= SHORT_WORD, SHORT_WEIGHT, 1.0)
    place = np.searchsorted(common, text.hashes)
    known = np.flatnonzero(np.append(common, 0)[place] == text.hashes)
    rows = np.zeros((len(starts), len(common)))
    rows[sentence[known], place[known]] = np.sqrt(weight[known])
    return rows, np.bincount(sentence, weights=weight, minlength=len(starts)).astype(np.float64)


def _dice(shared_a: Matrix, size_a: Matrix, shared_b: Matrix, size_b: Matrix, n: int, m: int) -> Matrix:
    in_common = joined(shared_a, n) @ joined(shared_b, m).T
    dice: Matrix = 2 * in_common / np.maximum(joined(size_a, n)[:, None] + joined(size_b, m)[None, :], 1e-9)
    return np.minimum(dice, 1)


def gains(likeness: Gains, least: float, lengths_a: Matrix, lengths_b: Matrix) -> Gains:
    """Turn likeness into gains: what exceeds the least likeness, times the share of the texts that the bead explains.

    The share is that of the side where it is smaller: a bead is worth what both sides say.
    """
    share_a, share_b = lengths_a / lengths_a.sum(), lengths_b / lengths_b.sum()
    return {
        (n, m): (likeness[n, m] - least - (MERGING if n + m > len(SHAPES[0]) else 0))
        * np.minimum(joined(share_a, n)[:, None], joined(share_b, m)[None, :])
        for n, m in SHAPES
    }
