"""Meaning as vectors: one space for the sixteen languages of the sentence encoder.

It fails silently on other languages, so callers ask ``knows`` first.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from transforms.encoder_words import tokens_of
from transforms.resources import encoder, read_toml

LANGUAGES: Final = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})
"""The languages the encoder was trained on (simplified and traditional Chinese count as two of its sixteen)."""

SCALE: Final = 2048
"""Vectors are compared as whole numbers of 1 / SCALE: sums of products are exact in float32 (|u||v| = 2**22, less than
2**24), whatever library adds them up, in whatever order."""

Vectors = NDArray[np.float32]


def knows(language: str) -> bool:
    """Say whether vectors of a text in this language mean anything."""
    return language in LANGUAGES


def encode(texts: Sequence[str]) -> Vectors:
    """Encode the texts of one document, one unit vector a row.

    One document a call, on one BLAS thread: then the bits are the same whatever else a run encodes, in whatever order.
    """
    if not texts:
        return np.empty((0, 512), dtype=np.float32)
    with _libraries().limit(limits=1, user_api="blas"):
        return encoder().vectors([tokens_of(text) for text in texts])


def whole(vectors: Vectors) -> Vectors:
    """Round vectors, of length one each, to whole numbers of 1 / SCALE."""
    return np.asarray(np.rint(vectors * np.float32(SCALE)))


@cache
def _libraries() -> ThreadpoolController:
    """Find the loaded libraries that would use several threads."""
    return ThreadpoolController()


@cache
def centre() -> Vectors:
    """Give the mean vector of news as such, taken from a fixed reference and never from the corpus at hand."""
    reference = read_toml("reference_leads.toml")
    return cast("Vectors", np.mean([encode([lead])[0] for lead in reference["leads"]], axis=0, dtype=np.float32))
