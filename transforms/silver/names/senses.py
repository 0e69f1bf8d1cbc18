"""Senses: which words mean alike, in any language, as the sentence encoder has learnt it from translations.

The encoder gives each of its 128,000 pieces of words a vector. Pieces whose vectors lie together share a sense:
company, empresa and Unternehmen one, clubs another. ``benchmarks/group_senses.py`` groups them; only the groups'
numbers are kept.
"""

from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np

from transforms.encoder_words import tokens_of

_SHORTEST_SHOUT: Final = 5
"""Longer words in capitals are read as if they had one: the encoder knows Boeing rather than BOEING."""


class Sense(NamedTuple):
    """The groups of a piece, from narrow to wide."""

    narrow: int
    middle: int
    wide: int


@cache
def _groups() -> list[list[int]]:
    """Load the group of every piece, by width: the 128,000 as objects would take longer to make than to look up."""
    with files("transforms").joinpath("gazetteers", "senses.npz").open("rb") as file, np.load(file) as kept:
        return [kept[name].tolist() for name in Sense._fields]


def senses(surface: str) -> tuple[Sense, ...]:
    """Give the senses of a word's first and last piece, or of its only one: a word that the encoder knows whole."""
    if surface.isupper() and len(surface) >= _SHORTEST_SHOUT:
        surface = surface.capitalize()
    _, *pieces, _ = tokens_of(surface)
    groups = _groups()
    ends = pieces if len(pieces) == 1 else (pieces[0], pieces[-1])
    return tuple(Sense(*(width[piece] for width in groups)) for piece in ends)
