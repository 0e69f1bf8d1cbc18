"""Nearness: how well each text's sentences are matched by some sentence of the other, whatever the order."""

from typing import Final

import numpy as np

from transforms.encoder import SCALE, knows
from transforms.gold.overlaps.texts import Text

CLOSE: Final = 0.6
"""Cosine from which two sentences say the same (of independent reports, few do)."""

UNKNOWN: Final = dict.fromkeys(("close_a", "close_b", "meaning_a", "meaning_b"))


def nearness(a: Text, b: Text) -> dict[str, float | None]:
    """Compare each sentence with the one nearest to it, by meaning; unknown outside the encoder."""
    if not knows(a.language) or not knows(b.language):
        return UNKNOWN
    if not len(a.starts) or not len(b.starts):
        return dict.fromkeys(UNKNOWN, 0.0)
    cosines = a.vectors @ b.vectors.T / np.float32(SCALE**2)
    nearest_a, nearest_b = np.clip(cosines.max(axis=1), 0, 1), np.clip(cosines.max(axis=0), 0, 1)
    return {
        "close_a": float(np.average(nearest_a >= CLOSE, weights=a.lengths)),
        "close_b": float(np.average(nearest_b >= CLOSE, weights=b.lengths)),
        "meaning_a": float(np.average(nearest_a, weights=a.lengths)),
        "meaning_b": float(np.average(nearest_b, weights=b.lengths)),
    }
