"""Lengths and anchors: which sentences stand for each other where the encoder does not know the languages.

A bead is worth the logarithm of how much likelier it is in a translation than by chance: by the lengths of both sides,
as Gale and Church (1993) have it, and by the numbers and names on both sides.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from transforms.gold.overlaps.beads import SHAPES, Bead, Gains, Matrix, joined

SPREAD: Final = 4.0
"""Variance of a translation's length for each character (Gale and Church found 6.8 in parliament's minutes; translated
news keeps closer)."""

ROUGHNESS: Final = 0.01
"""Variance of the logarithm of a translation's relative length that remains in long sentences."""

CHANCE: Final = 0.9
"""Standard deviation of that logarithm for sentences that have nothing to do with each other."""

SHARED_ANCHOR: Final = 1.5
"""What an anchor on both sides of a bead adds."""

LONE_ANCHOR: Final = 0.5
"""What an anchor on one side only takes, if the other text has it elsewhere."""

MERGING: Final = 2.5
"""What two sentences for one cost: they are about as rare."""

PASSING: Final = 4.0
"""What a sentence without counterpart costs: with less, any two texts of as many sentences fit."""


def fits(lengths_a: Matrix, lengths_b: Matrix, anchors_a: Sequence[set[str]], anchors_b: Sequence[set[str]]) -> Gains:
    """Weigh every bead of two texts in natural logarithms of odds."""
    marks_a, marks_b = _incidence(anchors_a, anchors_b)
    ratio = np.sqrt(lengths_b.sum() / lengths_a.sum())
    return {
        (n, m): _length_odds(joined(lengths_a, n) * ratio, joined(lengths_b, m) / ratio)
        + _anchor_odds(joined(marks_a, n), joined(marks_b, m))
        - (MERGING if n + m > len(SHAPES[0]) else 0)
        for n, m in SHAPES
    }


def _length_odds(lengths_a: Matrix, lengths_b: Matrix) -> Matrix:
    log_a, log_b = np.log(lengths_a)[:, None], np.log(lengths_b)[None, :]
    variance = SPREAD / np.exp((log_a + log_b) / 2) + ROUGHNESS
    odds: Matrix = np.log(CHANCE**2 / variance) / 2 - (log_b - log_a) ** 2 / 2 * (1 / variance - 1 / CHANCE**2)
    return odds


def _anchor_odds(marks_a: Matrix, marks_b: Matrix) -> Matrix:
    in_a, in_b = np.minimum(marks_a, 1), np.minimum(marks_b, 1)
    shared: Matrix = in_a @ in_b.T
    lone = in_a.sum(axis=1)[:, None] + in_b.sum(axis=1)[None, :] - 2 * shared
    odds: Matrix = SHARED_ANCHOR * shared - LONE_ANCHOR * lone
    return odds


def _incidence(anchors_a: Sequence[set[str]], anchors_b: Sequence[set[str]]) -> tuple[Matrix, Matrix]:
    """Mark which of the anchors that both texts have stand in which sentence."""
    common = sorted(set[str]().union(*anchors_a) & set[str]().union(*anchors_b))
    marks_a = [[anchor in sentence for anchor in common] for sentence in anchors_a]
    marks_b = [[anchor in sentence for anchor in common] for sentence in anchors_b]
    return np.array(marks_a, dtype=np.float64), np.array(marks_b, dtype=np.float64)


def continued(fit: Gains) -> Gains:
    """Add to each bead what passing over its sentences would cost."""
    return {(n, m): odds + PASSING * (n + m) for (n, m), odds in fit.items()}


def mean_fit(fit: Gains, beads: Sequence[Bead]) -> float:
    """Sum up the odds of beads and the cost of the sentences passed over, by sentence."""
    n_a, n_b = map(int, fit[1, 1].shape)
    total = sum(float(fit[bead.shape][bead.first_a, bead.first_b]) for bead in beads)
    used = sum(sum(bead.shape) for bead in beads)
    return (total - PASSING * (n_a + n_b - used)) * 2 / (n_a + n_b)
