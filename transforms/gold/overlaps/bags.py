"""Bags: the hashes of many articles in one array, so that an article is held against many others at once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.rarity import AT_HOME, IS_NUMBER, KEY, WEIGHT
from transforms.shingles import Hashes

Integers = NDArray[np.int64]
Rows = NDArray[np.integer]


class Shared(NamedTuple):
    """What an article shares with others: for each shared term, its place in both and which of the others has it."""

    place: Integers
    other_place: Integers
    other: Integers


@dataclass(frozen=True)
class Bags:
    """The terms of articles, one article after another; equal terms have equal numbers."""

    numbers: Integers
    terms: Hashes
    starts: Integers

    @classmethod
    def of(cls, lists: pl.Series, shift: int = 0) -> Self:
        """Put lists of hashes side by side; those equal but for their last bits (``shift`` of them) are one term."""
        terms = lists.explode(empty_as_null=False).to_numpy().astype(np.uint64)
        starts = _sums(lists.list.len().to_numpy())
        _, numbers = np.unique(terms >> np.uint64(shift), return_inverse=True)
        return cls(numbers.astype(np.int64), terms, starts)

    @property
    def n_rows(self) -> int:
        """How many articles there are."""
        return len(self.starts) - 1

    @cached_property
    def sizes(self) -> Integers:
        """How many terms each article has."""
        return np.diff(self.starts)

    @cached_property
    def n_terms(self) -> int:
        """How many different terms there are."""
        return int(self.numbers.max(initial=-1)) + 1

    @cached_property
    def _place_of(self) -> Integers:
        """Where an article has each term; -1 where it has none. Filled and emptied again article by article."""
        return np.full(self.n_terms, -1)

    def shared(self, row: int, others: Rows) -> Shared:
        """List the terms that an article shares with some others, in the order of these and of their terms."""
        own = slice(self.starts[row], self.starts[row + 1])
        self._place_of[self.numbers[own]] = np.arange(own.start, own.stop)
        theirs = _ranges(self.starts[others], self.starts[others + 1])
        places = self._place_of[self.numbers[theirs]]
        self._place_of[self.numbers[own]] = -1
        found = np.flatnonzero(places >= 0)
        owners = np.repeat(np.arange(len(others)), self.sizes[others])
        return Shared(places[found], theirs[found], owners[found])

    @cached_property
    def weights(self) -> Integers:
        """What each term weighs, in tenths."""
        return (self.terms & np.uint64(WEIGHT)).astype(np.int64)

    @cached_property
    def numerals(self) -> Integers:
        """1 for each term that is a number, else 0."""
        return (self.terms & np.uint64(IS_NUMBER) > 0).astype(np.int64)

    @cached_property
    def total_weights(self) -> Integers:
        """What the terms of each article weigh together."""
        return np.diff(_sums(self.weights)[self.starts])

    @cached_property
    def total_numerals(self) -> Integers:
        """How many of each article's terms are numbers."""
        return np.diff(_sums(self.numerals)[self.starts])


class Postings:
    """Which of some articles have a term, for every term."""

    def __init__(self, bags: Bags, among: NDArray[np.bool_]) -> None:
        rows = np.repeat(np.arange(bags.n_rows), bags.sizes)
        listed = np.flatnonzero(among[rows])
        listed = listed[np.argsort(bags.numbers[listed], kind="stable")]
        self._bags, self._rows = bags, rows[listed]
        self._starts = np.searchsorted(bags.numbers[listed], np.arange(bags.n_terms + 1))

    def in_common(self, row: int) -> Integers:
        """Count the terms that each of the articles has in common with this one."""
        own = self._bags.numbers[self._bags.starts[row] : self._bags.starts[row + 1]]
        holders = self._rows[_ranges(self._starts[own], self._starts[own + 1])]
        return np.bincount(holders, minlength=self._bags.n_rows)


def weighed(lists: pl.Series) -> Bags:
    """Put lists of weighed terms side by side."""
    return Bags.of(lists, shift=KEY)


def abroad(bags: Bags) -> Bags:
    """Leave out the terms that only texts in one language have."""
    kept = bags.terms & np.uint64(AT_HOME) == 0
    return Bags(bags.numbers[kept], bags.terms[kept], _sums(kept)[bags.starts])


def _sums(values: NDArray[Any]) -> Integers:
    return np.concatenate(([0], np.cumsum(values, dtype=np.int64)))


def _ranges(firsts: Rows, stops: Rows) -> Integers:
    """List the whole numbers of many ranges, one range after another."""
    sizes = stops - firsts
    places: Integers = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes - firsts, sizes)
    return places
