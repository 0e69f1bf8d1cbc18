"""Leads: the meaning of the first sentences of articles, compared exactly."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.encoder import SCALE
from transforms.gold.overlaps.bags import Integers, Rows

Cosines = NDArray[np.float32]

CHUNK: Final = 500
"""Articles compared with all others, or pairs with each other, at a time: bounds memory; the result does not depend on
it."""


class Leads:
    """The leads of articles. Their products are whole numbers below 2**24, exact in float32."""

    def __init__(self, leads: pl.Series) -> None:
        known = leads.is_not_null().to_numpy()
        self._rows = np.flatnonzero(known)
        self._place_of = np.where(known, np.cumsum(known) - 1, -1)
        values = leads.drop_nulls().explode(empty_as_null=False).to_numpy().astype(np.float32)
        self._vectors = values.reshape(len(self._rows), -1) if len(self._rows) else np.empty((0, 1), dtype=np.float32)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether each article has a lead."""
        return self._place_of >= 0

    def alike(self, first: int, stop: int, least: float) -> Iterator[tuple[Integers, Integers, Cosines]]:
        """Find for some rows the rows before them whose leads are at least so much alike, and say how much."""
        low, high = np.searchsorted(self._rows, [first, stop])
        for start in range(low, high, CHUNK):
            end = min(start + CHUNK, high)
            products = self._vectors[start:end] @ self._vectors[:end].T
            i, j = np.nonzero(products >= least * SCALE**2)
            earlier = j < i + start
            i, j = i[earlier], j[earlier]
            yield self._rows[i + start], self._rows[j], products[i, j] / np.float32(SCALE**2)

    def cosines(self, a: Rows, b: Rows) -> pl.Series:
        """Compare the leads of pairs: whole numbers multiplied, then one division; NULL where one has none."""
        places_a, places_b = self._place_of[a], self._place_of[b]
        both = np.flatnonzero((places_a >= 0) & (places_b >= 0))
        found = np.full(len(a), np.nan, dtype=np.float32)
        for start in range(0, len(both), CHUNK):
            at = both[start : start + CHUNK]
            products = np.einsum("ij,ij->i", self._vectors[places_a[at]], self._vectors[places_b[at]])
            found[at] = products / np.float32(SCALE**2)
        return pl.Series(found).fill_nan(None)
