"""Judgement: how probable the evidence of a pair makes a rewrite, reports of one event, and of one subject.

Logistic models whose weights stand in judgement.toml (benchmarks/train_relations.py made them). Features do not know
which document is a and which is b: they take the side where a share is larger or smaller.
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.resources import read_toml


def _least(name: str) -> pl.Expr:
    return pl.min_horizontal(f"{name}_a", f"{name}_b")


def _most(name: str) -> pl.Expr:
    return pl.max_horizontal(f"{name}_a", f"{name}_b")


FEATURES: Final[dict[str, pl.Expr]] = {
    "names_most": _most("names"),
    "names_least": _least("names"),
    "named": pl.col("named").log1p(),
    "own_names": _least("own").log1p(),
    "own_numbers": _least("own_numbers").log1p(),
    "lead": pl.col("lead").fill_null(0),
    "runs": pl.col("run_share"),
    "rare_most": _most("rare"),
    "rare_least": _least("rare"),
    "in_order": pl.col("n_in_order").log1p(),
    "order": pl.col("n_in_order") / pl.max_horizontal("n_rare", 1),
    "close_most": _most("close"),
    "close_least": _least("close"),
    "meaning_most": _most("meaning"),
    "meaning_least": _least("meaning"),
}
"""What the models weigh. Counts are logarithms: many names of its own speak against one many rare words in order."""

KINDS: Final = ("rewrite", "event", "subject")
SIDES: Final = ("wording", "meaning")
"""In one language wording is compared, across languages meaning."""


@cache
def weights() -> dict[str, dict[str, float]]:
    """Load the weights of each model, ``kind_side``."""
    return read_toml("gold", "overlaps", "judgement.toml")


def log_odds(kind: str, side: str) -> pl.Expr:
    """Sum up the weighted features of a model."""
    model = weights()[f"{kind}_{side}"]
    terms = [FEATURES[name] * weight for name, weight in model.items() if name != "constant"]
    return pl.sum_horizontal(pl.lit(model["constant"]), *terms, ignore_nulls=False)


def probability(kind: str, bonus: pl.Expr | float = 0.0) -> pl.Expr:
    """Say how probable a kind is by the model for the pair's languages; NULL where no model is.

    The bonus is added to the log odds.
    """
    odds = pl.when("same_language").then(log_odds(kind, "wording")).otherwise(log_odds(kind, "meaning"))
    return 1 / (1 + (-odds - bonus).exp())
