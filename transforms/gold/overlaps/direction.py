"""Direction: which of two articles the other was made from, by what the two say and nothing else."""

from typing import Final

import polars as pl

from schemas.types import DERIVED

LONGER: Final = 1.05
"""A translation was at least 5 % longer than its original in 91 to 99 % of the cases."""

EVEN: Final = ["de", "en", "es", "fr", "it", "nl", "pt", "ru"]
"""Languages of which that holds: articles and endings make others terser (Czech), or scripts have no spaces."""

LEAD: Final = 0.05
INSIDE: Final = 0.1
"""Share of a text before what it shares up to which that is its lead, and from which it stands inside other matter."""

AT_HOME: Final = 2
"""How many times as often as the other's home the origin's must be named."""

CONTAINED: Final = 0.25
"""Difference of the verbatim shares from which the text that holds the other, and more, is taken for the origin."""

LONGER_REWRITE: Final = 1.1
MORE: Final = 1.5
VOTES: Final = 2
"""Rewriting cuts: how many times as long an original is, how many times as many names and quotes it has, and how many
of these three must say so."""


def side() -> list[pl.Expr]:
    """Name the ``side`` that the other was made from, ``a`` or ``b``, and the ``basis``; NULL where nothing tells."""
    derived = pl.col("relation").is_in(DERIVED)
    reasons = pl.coalesce(_credited(), _dated(), _led(), _contained(), _fuller(), _at_home(), _shorter())
    found = pl.when(derived).then(reasons)
    return [found.struct.field("side"), found.struct.field("basis")]


def _sided(basis: str, a: pl.Expr, b: pl.Expr) -> pl.Expr:
    """Take a side where one condition holds and not the other."""
    return (
        pl.when(a & ~b)
        .then(pl.struct(side=pl.lit("a"), basis=pl.lit(basis)))
        .when(b & ~a)
        .then(pl.struct(side=pl.lit("b"), basis=pl.lit(basis)))
    )


def _credited() -> pl.Expr:
    """The report of an agency or outlet, against a text of another one that names it."""
    return _sided(
        "attribution",
        pl.col("names_agency_b") | pl.col("names_outlet_b"),
        pl.col("names_agency_a") | pl.col("names_outlet_a"),
    )


def _dated() -> pl.Expr:
    """The earlier one, where both dates are known and tell."""
    day_a, day_b = pl.col("published_a").dt.truncate("1d"), pl.col("published_b").dt.truncate("1d")
    coarse = (pl.col("precision_a") == "day") | (pl.col("precision_b") == "day")
    a = (
        pl.when(coarse)
        .then(day_a < day_b)
        .otherwise(pl.col("published_a") < pl.col("published_b"))
        .fill_null(value=False)
    )
    b = (
        pl.when(coarse)
        .then(day_a > day_b)
        .otherwise(pl.col("published_a") > pl.col("published_b"))
        .fill_null(value=False)
    )
    return _sided("date", a, b)


def _led() -> pl.Expr:
    """The text that begins with what the other holds inside: articles begin with their own lead (right in 15 of 15)."""
    return pl.when(pl.col("relation") == "excerpt").then(
        _sided(
            "lead",
            (pl.col("before_a") <= LEAD) & (pl.col("before_b") >= INSIDE),
            (pl.col("before_b") <= LEAD) & (pl.col("before_a") >= INSIDE),
        )
    )


def _contained() -> pl.Expr:
    """The text that holds all of an excerpt, and more."""
    more = pl.col("verbatim_b") - pl.col("verbatim_a")
    return pl.when(pl.col("relation") == "excerpt").then(_sided("containment", more >= CONTAINED, more <= -CONTAINED))


def _fuller() -> pl.Expr:
    """The fuller one of a rewrite, by two of length, names of its own and quotes (right in 90 rewrites, wrong in 0)."""
    votes = pl.sum_horizontal(
        _vote("length", LONGER_REWRITE), _vote("own", MORE, at_least=1), _vote("quotes", MORE, at_least=1)
    )
    return pl.when(pl.col("relation") == "rewrite").then(_sided("fuller", votes >= VOTES, votes <= -VOTES))


def _vote(name: str, times: float, at_least: float = 0) -> pl.Expr:
    """Vote for a (1) or for b (-1) where it has so many times as much of something as the other; else 0."""
    a, b = pl.col(f"{name}_a").cast(pl.Float64) + at_least, pl.col(f"{name}_b").cast(pl.Float64) + at_least
    return (a >= times * b).cast(pl.Int8) - (b >= times * a).cast(pl.Int8)


def _at_home() -> pl.Expr:
    """The one whose language is at home where the story is set (right in 50 of 54 translations)."""
    return pl.when(pl.col("relation") == "translation").then(
        _sided(
            "home",
            (pl.col("home_a") > 0) & (pl.col("home_a") >= AT_HOME * pl.col("home_b")),
            (pl.col("home_b") > 0) & (pl.col("home_b") >= AT_HOME * pl.col("home_a")),
        )
    )


def _shorter() -> pl.Expr:
    """The shorter one of a translation."""
    ratio = pl.col("length_b") / pl.col("length_a")
    even = pl.all_horizontal(pl.col("language_a", "language_b").is_in(EVEN))
    return pl.when((pl.col("relation") == "translation") & even).then(
        _sided("length", ratio >= LONGER, ratio <= 1 / LONGER)
    )
