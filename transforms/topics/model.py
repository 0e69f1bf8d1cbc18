"""The model of subjects: one linear classifier over the codebook's finest subjects, added up along its tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from transforms.topics.codebook import CORPUS, NO_SUBJECT, names

SHARPNESS: Final = 2.0
"""Power that shares are raised to among siblings, since strong regularisation makes them timid: with it, the mean score
of the first subject is about the share of first subjects that are right (docs/methods/topics.md)."""

ROOT: Final = ""

DECIMALS: Final = 4


@dataclass(frozen=True)
class Model:
    """A linear model over vectors of texts: one row of whole-numbered weights a cell, and an offset."""

    cells: tuple[str, ...]
    weights: NDArray[np.float64]
    offsets: NDArray[np.float64]
    unit: float

    def shares(self, vector: NDArray[np.int16]) -> list[float]:
        """Give the probability of each cell, "no subject" among them.

        Vectors and weights are whole numbers whose sums stay below 2**53, so that the product is exact.
        """
        logits = (self.weights @ vector.astype(np.float64)) * self.unit + self.offsets
        odds = np.exp(logits - logits.max())
        shares: list[float] = (odds / odds.sum()).tolist()
        return shares


@cache
def model() -> Model:
    """Load the model, trained by benchmarks/train_topics.py."""
    with files("transforms").joinpath("topics", "weights.npz").open("rb") as file, np.load(file) as kept:
        return Model(
            cells=tuple(name if name == NO_SUBJECT else CORPUS + name for name in kept["cells"].tolist()),
            weights=kept["weights"].astype(np.float64),
            offsets=kept["offsets"],
            unit=float(kept["unit"]),
        )


@cache
def children() -> dict[str, tuple[str, ...]]:
    """Give the topics below each topic, parents first: the codebook's tree, with "no subject" at its top."""
    tree: dict[str, list[str]] = {ROOT: [NO_SUBJECT]}
    for topic, named in names().items():
        tree.setdefault(named.parent or ROOT, []).append(topic)
    return {parent: tuple(below) for parent, below in tree.items()}


def scores(vector: NDArray[np.int16]) -> dict[str, float]:
    """Score every topic of the codebook for one vector: never more than the topic above it.

    Shares of cells are added up along the tree; from its top down, a topic's score is its parent's, divided among
    siblings by their sharpened shares. "No subject" takes its part and is left out.
    """
    totals = _totals(model().shares(vector))
    found = {ROOT: 1.0}
    for parent, below in children().items():
        parts = _sharpened([totals[topic] for topic in below])
        found |= {topic: found[parent] * part for topic, part in zip(below, parts, strict=True)}
    return {topic: round(score, DECIMALS) for topic, score in found.items() if topic not in {ROOT, NO_SUBJECT}}


def _totals(shares: Sequence[float]) -> dict[str, float]:
    """Add the shares of cells up, from below, to those of all topics."""
    totals = dict(zip(model().cells, shares, strict=True))
    for parent, below in reversed(children().items()):
        totals[parent] = sum(totals[topic] for topic in below)
    return totals


def _sharpened(shares: Sequence[float]) -> list[float]:
    sharp = [share**SHARPNESS for share in shares]
    whole = sum(sharp)
    return [part / whole for part in sharp]
