"""Means whose bits do not depend on the order in which their values are summed."""

from typing import Final

import polars as pl

PARTS: Final = 10**9
"""Values between 0 and 1 are summed as whole parts of this size: the last bit of a sum of floats depends on its order.

Nine digits are exact, and nine thousand million values fit into 64 bits."""


def exact_mean(column: str) -> pl.Expr:
    """Average a column of shares or probabilities."""
    return (pl.col(column) * PARTS).round().cast(pl.Int64).sum() / pl.len() / PARTS
