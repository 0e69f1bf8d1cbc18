"""Beads: which sentences of two texts stand for each other, in order.

Dynamic programming over sentences in the manner of Gale and Church (1993), on likeness instead of lengths: a path from
the first sentences to the last may pair one with one, one with two or two with one, or pass over one for nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


class Bead(NamedTuple):
    """Sentences ``first_a`` up to ``last_a`` (exclusive) of one text beside those of the other."""

    first_a: int
    last_a: int
    first_b: int
    last_b: int

    @property
    def shape(self) -> tuple[int, int]:
        """How many sentences there are on each side."""
        return self.last_a - self.first_a, self.last_b - self.first_b


SHAPES = ((1, 1), (2, 1), (1, 2))
"""Sentences of a bead, in the order in which equal gains are preferred."""


Gains = dict[tuple[int, int], Matrix]
"""What a bead is worth: at ``[n, m][i, j]`` that of n sentences from i and m from j."""


def joined(rows: Matrix, n: int) -> Matrix:
    """Add every n rows that follow one another: sentences taken together."""
    return rows if n == 1 else rows[:-1] + rows[1:]


def best_beads(gains: Gains) -> list[Bead]:
    """Find the beads with the largest sum of gains.

    A bead of gain 0 or less is never taken.
    """
    if not any((gain > 0).any() for gain in gains.values()):
        return []
    n, m = gains[1, 1].shape
    best = np.zeros((n + 1, m + 1))
    for i in range(1, n + 1):
        row = best[i - 1].copy()
        for (up, left), gain in gains.items():
            if i >= up and m >= left:
                np.maximum(row[left:], best[i - up, : m + 1 - left] + gain[i - up, :], out=row[left:])
        best[i] = np.maximum.accumulate(row)
    return list(_traced(best, gains))[::-1]


def _traced(best: Matrix, gains: Gains) -> Iterator[Bead]:
    """Walk back from the end along the choices that gave the best sums."""
    i, j = best.shape[0] - 1, best.shape[1] - 1
    while i and j:
        for up, left in SHAPES:
            if i < up or j < left:
                continue
            gain = gains[up, left][i - up, j - left]
            if gain > 0 and best[i, j] == best[i - up, j - left] + gain:
                yield Bead(i - up, i, j - left, j)
                i, j = i - up, j - left
                break
        else:
            i, j = (i - 1, j) if best[i - 1, j] == best[i, j] else (i, j - 1)
