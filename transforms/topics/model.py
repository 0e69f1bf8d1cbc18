"""The model of subjects: one linear classifier over the codebook's finest subjects, added up along its tree."""

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

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class Model:
    """A linear model over vectors of texts: one row of whole-numbered weights a cell, and an offset."""

    cells: tuple[str, ...]
    weights: NDArray[np.float64]
    offsets: NDArray[np.float64]
    unit: float

    def shares(self, vector: NDArray[np.int16]) -> Floats:
        """Give the probability of each cell, "no subject" among them.

        Vectors and weights are whole numbers whose sums stay below 2**53, so that the product is exact.
        """
        logits = (self.weights @ vector.astype(np.float64)) * self.unit + self.offsets
        odds = np.exp(logits - logits.max())
        return np.asarray(odds / odds.sum())


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


@dataclass(frozen=True)
class Tree:
    """The codebook's tree as arrays: topics by number, the root first."""

    topics: tuple[str, ...]
    above: Numbers
    """The topic above each; the root is its own."""
    levels: tuple[Numbers, ...]
    """The topics of each level below the root."""
    cells: Numbers
    """The topics that the model's cells are."""

    def added(self, values: Floats, topics: Numbers) -> Floats:
        """Add up, for each topic, the values of those of some topics that stand below it, one after another."""
        return np.bincount(self.above[topics], values[topics], minlength=len(self.topics)).astype(np.float64)


@cache
def tree() -> Tree:
    """Number the topics of the codebook, level by level."""
    levels: list[list[str]] = [[ROOT]]
    while below := [topic for parent in levels[-1] for topic in children().get(parent, ())]:
        levels.append(below)
    topics = tuple(topic for level in levels for topic in level)
    number = {topic: n for n, topic in enumerate(topics)}
    above = {topic: number[parent] for parent, below in children().items() for topic in below}
    return Tree(
        topics=topics,
        above=np.array([above.get(topic, 0) for topic in topics]),
        levels=tuple(np.array([number[topic] for topic in level]) for level in levels[1:]),
        cells=np.array([number[cell] for cell in model().cells]),
    )


def scores(vector: NDArray[np.int16]) -> dict[str, float]:
    """Score every topic of the codebook for one vector: never more than the topic above it.

    Shares of cells are added up along the tree; from its top down, a topic's score is its parent's, divided among
    siblings by their sharpened shares. "No subject" takes its part and is left out.
    """
    known = tree()
    shares, found = np.zeros(len(known.topics)), np.ones(len(known.topics))
    shares[known.cells] = model().shares(vector)
    for level in reversed(known.levels):
        shares += known.added(shares, level)
    sharp = shares**SHARPNESS
    parts = sharp / known.added(sharp, np.arange(1, len(sharp)))[known.above]
    for level in known.levels:
        found[level] = found[known.above[level]] * parts[level]
    rounded = zip(known.topics, found.round(DECIMALS).tolist(), strict=True)
    return {topic: score for topic, score in rounded if topic not in {ROOT, NO_SUBJECT}}
