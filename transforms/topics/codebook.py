"""The fixed codebook: IPTC's 17 top-level subjects, and finer subjects of ours that stand for the corpus's topics."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from transforms.resources import read_toml

IPTC: Final = "medtop:"
CORPUS: Final = "corpus:"
"""What ids of topics begin with."""

NO_SUBJECT: Final = "none"
"""Sentences that any report may hold are a class of their own, so that they speak for no subject."""

SUBJECTS: Final[Mapping[str, str]] = {
    "01000000": "arts, culture, entertainment and media",
    "02000000": "crime, law and justice",
    "03000000": "disaster, accident and emergency incident",
    "04000000": "economy, business and finance",
    "05000000": "education",
    "06000000": "environment",
    "07000000": "health",
    "08000000": "human interest",
    "09000000": "labour",
    "10000000": "lifestyle and leisure",
    "11000000": "politics and government",
    "12000000": "religion",
    "13000000": "science and technology",
    "14000000": "society",
    "15000000": "sport",
    "16000000": "conflict, war and peace",
    "17000000": "weather",
}
"""The top level of IPTC's Media Topics; codes and labels are IPTC's."""


@dataclass(frozen=True)
class Named:
    """A topic as the codebook names it."""

    label: str
    parent: str | None


def _read(name: str) -> dict[str, Any]:
    return read_toml("topics", name)


@cache
def names() -> dict[str, Named]:
    """Name every topic by its id: those of IPTC, and ours below them."""
    cells = [cell for cell in _read("subjects.toml")["subjects"] if cell["code"] != NO_SUBJECT]
    top = {IPTC + code: Named(label, None) for code, label in SUBJECTS.items()}
    return top | {CORPUS + cell["id"]: Named(cell["label"], IPTC + cell["code"]) for cell in cells}


@cache
def stop_words() -> dict[str, frozenset[str]]:
    """Load the words that are never keywords, by language."""
    return {language: frozenset(words.split()) for language, words in _read("stop_words.toml").items()}


@dataclass(frozen=True)
class Scheme:
    """A linear model over leads: one row of whole-numbered weights a topic, and an offset."""

    topics: tuple[str, ...]
    weights: NDArray[np.float64]
    offsets: NDArray[np.float64]
    unit: float

    def scores(self, leads: NDArray[np.int16]) -> NDArray[np.float64]:
        """Score leads (a row each): the probability of each topic, rounded.

        Leads and weights are whole numbers whose sums stay below 2**53, so that the product is exact however many
        leads stand in a batch; "no subject" takes its share of the probability and is left out.
        """
        logits = (leads.astype(np.float64) @ self.weights.T) * self.unit + self.offsets
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return cast("NDArray[np.float64]", np.round(shares[:, : len(self.topics)], 4))


@cache
def schemes() -> tuple[Scheme, ...]:
    """Load the two schemes, trained by benchmarks/train_topics.py."""
    with files("transforms").joinpath("topics", "weights.npz").open("rb") as file, np.load(file) as kept:
        return tuple(
            Scheme(
                topics=tuple(prefix + name for name in kept[f"{scheme}_topics"].tolist() if name != NO_SUBJECT),
                weights=kept[f"{scheme}_weights"].astype(np.float64),
                offsets=kept[f"{scheme}_offsets"],
                unit=float(kept[f"{scheme}_unit"]),
            )
            for scheme, prefix in (("iptc", IPTC), ("corpus", CORPUS))
        )
