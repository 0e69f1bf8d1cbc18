"""Labellings of sentences: which label may follow which, and how good the best one is that gives a word a label."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int32]
Places = NDArray[np.int64]

TYPES: Final = ("PER", "ORG", "LOC", "MISC")
LABELS: Final = ("O", *(f"{part}-{kind}" for kind in TYPES for part in "BI"))
NEVER: Final = -1_000_000
"""Weight of a step that no name takes: into the middle of one from outside of it."""


def allowed() -> NDArray[np.bool_]:
    """Say which label may follow which: the middle of a name follows its beginning or its middle."""
    return np.array(
        [[not new.startswith("I") or old[1:] == new[1:] for new in LABELS] for old in LABELS],
    )


def through(scores: Whole, pieces: Places, steps: Whole) -> Whole:
    """Find, for each word and label, the best labelling that passes there (Viterbi, forwards and backwards).

    Labels are the rows here: the words of a step lie together, whose best of nine is then found at once.
    """
    scores = np.ascontiguousarray(scores.T)
    ahead, behind = scores.copy(), np.zeros_like(scores)
    inside = np.flatnonzero([label.startswith("I") for label in LABELS])
    ahead[np.ix_(inside, pieces[:, 0])] += NEVER
    starts, lengths = pieces[np.argsort(-pieces[:, 1], kind="stable")].T
    longest = int(lengths.max(initial=0))
    for step in range(1, longest):
        at = starts[: np.searchsorted(-lengths, -step)] + step
        ahead[:, at] += _best(ahead.take(at - 1, axis=1), steps)
    for step in range(longest - 2, -1, -1):
        at = starts[: np.searchsorted(-lengths, -step - 1)] + step
        behind[:, at] = _best(scores.take(at + 1, axis=1) + behind.take(at + 1, axis=1), steps.T)
    total: Whole = np.ascontiguousarray((ahead + behind).T)
    total -= total.max(axis=1, keepdims=True)
    return total


def _best(scores: Whole, steps: Whole) -> Whole:
    """Give, for each label, the best score of those from which a step leads to it."""
    best: Whole = np.maximum.reduce(scores[:, None, :] + steps[:, :, None], axis=0)
    return best
