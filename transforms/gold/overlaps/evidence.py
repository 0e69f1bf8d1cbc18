"""Evidence: what two articles have in common besides wording, and what each has for itself.

Rewriting leaves names, numbers, rare words and their order; independent reports of one event share some of them and
each have others of their own. All of it is told from signatures, one article against many at a time.
"""

from bisect import bisect_left
from operator import lt
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.gold.overlaps.bags import Bags, Integers, Rows, abroad, weighed
from transforms.gold.overlaps.leads import Leads

TENTHS: Final = 10
"""Weights are in tenths."""

SIDES: Final = ("a", "b")


class Common(NamedTuple):
    """What the articles of each pair have in common."""

    weight_a: Integers
    """Terms in both, by what they weigh in the first article."""
    weight_b: Integers
    n_terms: Integers
    n_numbers: Integers
    n_in_order: Integers
    """Terms of the longest sequence that both have in one order, where asked for."""

    @property
    def weight(self) -> Integers:
        """What the terms in both weigh: in two languages a name may be rarer in one."""
        return np.minimum(self.weight_a, self.weight_b)


def common(bags: Bags, a: Rows, b: Rows, *, ordered: bool = False) -> Common:
    """Count and weigh the terms that the articles of pairs share."""
    found = Common(*np.zeros((len(Common._fields), len(a)), dtype=np.int64))
    order = np.argsort(a, kind="stable")
    for pairs in np.split(order, np.flatnonzero(np.diff(a[order])) + 1) if len(a) else ():
        shared = bags.shared(a[pairs[0]], b[pairs])
        for total, values in (
            (found.weight_a, bags.weights[shared.place]),
            (found.weight_b, bags.weights[shared.other_place]),
            (found.n_terms, None),
            (found.n_numbers, bags.numerals[shared.place]),
        ):
            total[pairs] = np.bincount(shared.other, values, minlength=len(pairs))
        if ordered:
            ends = np.cumsum(found.n_terms[pairs])[:-1]
            found.n_in_order[pairs] = [in_order(places.tolist()) for places in np.split(shared.place, ends)]
    return found


def in_order(places: list[int]) -> int:
    """Count the places of the longest rising sequence: what two texts have in one order."""
    if all(map(lt, places, places[1:])):  # copies
        return len(places)
    ends: list[int] = []  # of the best sequences of each length, the smallest last place
    for place in places:
        n = bisect_left(ends, place)
        ends[n : n + 1] = [place]
    return len(ends)


class Signed:
    """Signed articles, held against each other by their rows."""

    def __init__(self, signatures: pl.DataFrame) -> None:
        self.leads = Leads(signatures["lead"])
        self.words, self.names = weighed(signatures["words"]), weighed(signatures["names"])
        self.names_abroad = abroad(self.names)
        self._languages = signatures["language"].rank("dense").to_numpy()

    def likeness(self, a: Rows, b: Rows) -> pl.DataFrame:
        """Say how alike the leads are, what share of names and rare words both have, and what these names weigh."""
        return self._pairs(a, b).select("same_language", "lead", "named", names=_most("names"), rare=_most("rare"))

    def named_in_common(self, a: Rows, b: Rows) -> NDArray[np.float64]:
        """Say what the names in both weigh, where capitals, or the letters of both languages, tell them."""
        at_home = self._languages[a] == self._languages[b]
        weight = np.zeros(len(a))
        for bags, which in ((self.names, at_home), (self.names_abroad, ~at_home)):
            weight[which] = common(bags, a[which], b[which]).weight / TENTHS
        return weight

    def evidence(self, a: Rows, b: Rows) -> pl.DataFrame:
        """Measure what tells a rewrite from an independent report."""
        return self._pairs(a, b, ordered=True)

    def _pairs(self, a: Rows, b: Rows, *, ordered: bool = False) -> pl.DataFrame:
        at_home = self._languages[a] == self._languages[b]
        words = _weighed_in_common(self.words, a, b, at_home, ordered=ordered)
        names = pl.concat(
            [
                _weighed_in_common(self.names, a, b, at_home),
                _weighed_in_common(self.names_abroad, a, b, ~at_home),
            ]
        )
        return (
            pl.DataFrame({"pair": np.arange(len(a)), "same_language": at_home})
            .with_columns(lead=self.leads.cosines(a, b).cast(pl.Float64))
            .join(_of_names(names), on="pair", how="left", maintain_order="left")
            .join(_of_words(words), on="pair", how="left", maintain_order="left")
            .drop("pair")
        )


def _weighed_in_common(
    bags: Bags, a: Rows, b: Rows, which: NDArray[np.bool_], *, ordered: bool = False
) -> pl.DataFrame:
    """Weigh, for some of the pairs, what they have in common beside all that each has."""
    at = np.flatnonzero(which)
    a, b = a[at], b[at]
    shared = common(bags, a, b, ordered=ordered)
    totals = {"all_a": bags.total_weights[a], "all_b": bags.total_weights[b]}
    numbers = {"numbers_a": bags.total_numerals[a], "numbers_b": bags.total_numerals[b]}
    return pl.DataFrame({"pair": at, **shared._asdict(), "weight": shared.weight, **totals, **numbers})


def _of_names(names: pl.DataFrame) -> pl.DataFrame:
    return names.select(
        "pair",
        *(_share(side).alias(f"names_{side}") for side in SIDES),
        (pl.col("weight") / TENTHS).alias("named"),
        *(((pl.col(f"all_{side}") - pl.col(f"weight_{side}")) / TENTHS).alias(f"own_{side}") for side in SIDES),
        *((pl.col(f"numbers_{side}") - pl.col("n_numbers")).alias(f"own_numbers_{side}") for side in SIDES),
    )


def _of_words(words: pl.DataFrame) -> pl.DataFrame:
    shares = [_share(side).alias(f"rare_{side}") for side in SIDES]
    return words.select("pair", *shares, "n_in_order", n_rare="n_terms")


def _share(side: str) -> pl.Expr:
    """Measure how much of the weight of one article's terms the other has too."""
    return pl.col(f"weight_{side}") / pl.max_horizontal(f"all_{side}", 1)


def _most(name: str) -> pl.Expr:
    return pl.max_horizontal(f"{name}_a", f"{name}_b")
