"""Relations: what the evidence of an alignment says two articles are to each other."""

from typing import Final

import polars as pl

COPY_SHARE: Final = 0.5
"""Share of each text's shingles in the other that makes a copy, of one text's an excerpt (the contract)."""

EXCERPT_RUN: Final = 60
"""Words of a verbatim run that make an excerpt, however long the two texts are (the contract)."""

TRANSLATED: Final = 0.45
"""Likeness of both texts that makes a translation across languages: true pairs had .52 or more, others .39 or less."""

ONE_SENTENCE: Final = 0.6
"""Likeness asked for where only one passage says so: a single sentence is easily like another."""


FITTING: Final = 0.6
"""Log odds a sentence that make a translation where the encoder does not know the languages: pairs of Latin script had
1.2 or more, Czech and Japanese .7 but for two of 22, others .53 or less but for one of six sentences."""

FITTING_TOTAL: Final = 5.0
"""Log odds of all sentences together that are asked for beside: short texts fit by chance."""


def relation() -> pl.Expr:
    """Name the relation of a pair by the contract's definitions, or NULL."""
    least, most = pl.min_horizontal("verbatim_a", "verbatim_b"), pl.max_horizontal("verbatim_a", "verbatim_b")
    return (
        pl.when(least >= COPY_SHARE)
        .then(pl.lit("copy"))
        .when((most >= COPY_SHARE) | (pl.col("longest_run") >= EXCERPT_RUN))
        .then(pl.lit("excerpt"))
        .when(~pl.col("same_language") & pl.col("fit").is_null() & (_alike() >= _alike_enough()))
        .then(pl.lit("translation"))
        .when(
            ~pl.col("same_language")
            & (pl.col("fit") >= FITTING)
            & (pl.col("fit") * pl.col("passages").list.len() >= FITTING_TOTAL)
        )
        .then(pl.lit("translation"))
    )


def confidence() -> pl.Expr:
    """Say how sure a relation is: .5 where the evidence is just what the definition asks, 1 where it is all."""
    least, most = pl.min_horizontal("verbatim_a", "verbatim_b"), pl.max_horizontal("verbatim_a", "verbatim_b")
    evidence = (
        pl.when(pl.col("relation") == "copy")
        .then(_excess(least, COPY_SHARE))
        .when(pl.col("relation") == "excerpt")
        .then(pl.max_horizontal(_excess(most, COPY_SHARE), 1 - EXCERPT_RUN / pl.col("longest_run")))
        .otherwise(_excess(_alike(), TRANSLATED))
    )
    return 0.5 + evidence.clip(0, 1) / 2


def _alike() -> pl.Expr:
    return pl.min_horizontal("likeness_a", "likeness_b")


def _alike_enough() -> pl.Expr:
    return pl.when(pl.col("passages").list.len() > 1).then(TRANSLATED).otherwise(ONE_SENTENCE)


def _excess(share: pl.Expr, threshold: float) -> pl.Expr:
    return (share - threshold) / (1 - threshold)
