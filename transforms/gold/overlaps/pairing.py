"""Pairing: the passages of two texts, verbatim runs first, then sentence beside sentence."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.encoder import knows
from transforms.gold.overlaps.beads import Bead, Gains, best_beads
from transforms.gold.overlaps.lengths import continued, fits, mean_fit
from transforms.gold.overlaps.likeness import MIN_MEANING, MIN_WORDING, gains, meaning, same_words
from transforms.gold.overlaps.texts import Text
from transforms.gold.overlaps.verbatim import Run

Mask = NDArray[np.bool_]

LEAST_ODDS: Final = -500.0
"""Below, likeness is nothing, and its exponential not a number: a megabyte beside one word has -700."""


@dataclass(frozen=True)
class AlignedPassage:
    """A passage of one text and its counterpart in the other."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    similarity: float
    kind: str


@dataclass(frozen=True)
class Pairing:
    """The passages of two texts; where lengths and anchors found them, how well these fit."""

    passages: list[AlignedPassage]
    fit: float | None


def paired(a: Text, b: Text, verbatim: list[Run]) -> Pairing:
    """Pair the sentences of two texts that stand outside their verbatim runs.

    By wording in one language, by meaning across languages that the encoder knows, else by lengths and anchors.
    """
    runs = [AlignedPassage(*run, similarity=1.0, kind="verbatim") for run in verbatim]
    if not len(a.starts) or not len(b.starts):
        return Pairing(runs, None)
    same_language = a.language == b.language
    if same_language or (knows(a.language) and knows(b.language)):
        free_a = ~_inside(a, [(run.start_a, run.end_a) for run in verbatim])
        free_b = ~_inside(b, [(run.start_b, run.end_b) for run in verbatim])
        if not free_a.any() or not free_b.any():
            return Pairing(runs, None)
        if same_language:
            likeness, least, kind = same_words(a.wording, b.wording, a.starts, b.starts), MIN_WORDING, "near"
        else:
            likeness, least, kind = meaning(a.vectors, b.vectors, a.lengths, b.lengths), MIN_MEANING, "translated"
        beads = best_beads(_outside(gains(likeness, least, a.lengths, b.lengths), free_a, free_b))
        return Pairing(runs + _passages(a, b, likeness, beads, kind), None)
    fit = fits(a.lengths, b.lengths, a.anchors, b.anchors)
    beads = best_beads(continued(fit))
    likeness = {shape: 1 / (1 + np.exp(-np.maximum(odds, LEAST_ODDS))) for shape, odds in fit.items()}
    return Pairing(_passages(a, b, likeness, beads, "translated"), mean_fit(fit, beads))


def _passages(a: Text, b: Text, likeness: Gains, beads: list[Bead], kind: str) -> list[AlignedPassage]:
    """Turn beads into passages, each as similar as its likeness says."""
    return [
        AlignedPassage(
            start_a=int(a.starts[bead.first_a]),
            end_a=int(a.ends[bead.last_a - 1]),
            start_b=int(b.starts[bead.first_b]),
            end_b=int(b.ends[bead.last_b - 1]),
            similarity=round(min(float(likeness[bead.shape][bead.first_a, bead.first_b]), 1.0), 4),
            kind=kind,
        )
        for bead in beads
    ]


def _outside(worth: Gains, free_a: Mask, free_b: Mask) -> Gains:
    """Leave gains only to sentences that stand outside the verbatim runs."""
    return {
        (n, m): gain * (_all_free(free_a, n)[:, None] & _all_free(free_b, m)[None, :]) for (n, m), gain in worth.items()
    }


def _inside(text: Text, spans: list[tuple[int, int]]) -> Mask:
    """Mark the sentences of which at least half stands in one of the spans."""
    inside = np.zeros(len(text.starts))
    for start, end in spans:
        inside += np.maximum(np.minimum(text.ends, end) - np.maximum(text.starts, start), 0)
    return inside * 2 >= text.lengths


def _all_free(free: Mask, n: int) -> Mask:
    return free if n == 1 else free[:-1] & free[1:]
