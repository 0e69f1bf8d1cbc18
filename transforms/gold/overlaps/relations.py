"""Relations: what the evidence of an alignment says two articles are to each other."""

from typing import Final

import polars as pl

from transforms.gold.overlaps.judgement import probability

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

REWRITTEN: Final = 0.22
"""Probability that makes a rewrite: from here to .4, F1 is .88 to .89, and more of the padded ones are found."""

ATTRIBUTED: Final = 4.0
"""Log odds that an attribution to the other's agency or outlet adds: who retells a report at length says whose."""

ABROAD: Final = 3.5
"""Log odds added across languages: the model knows likeness within a language, which is larger. Without them, even
translations sentence by sentence have 2.3 in the median and -3 or less in 2 of 100; unrelated pairs have -8.5."""

SAME_EVENT: Final = 0.8
"""Probability that makes two reports of one event; below, pairs on one subject but of two events come in."""


def relation() -> pl.Expr:
    """Name the relation of a pair by the contract's definitions, else by the models' probabilities, or NULL."""
    return pl.coalesce(
        by_definition(),
        pl.when(rewritten() >= REWRITTEN).then(pl.lit("rewrite")),
        pl.when(one_event() >= SAME_EVENT).then(pl.lit("same_event")),
    )


def rewritten() -> pl.Expr:
    """Say how probable it is that one text retells the other, or both a third."""
    told = attributed() & (one_event() >= SAME_EVENT)
    abroad = pl.when("same_language").then(0.0).otherwise(ABROAD)
    return probability("rewrite", bonus=pl.when(told).then(ATTRIBUTED).otherwise(0.0) + abroad)


def one_event() -> pl.Expr:
    """Say how probable it is that two texts are on one event, and not on two of one subject."""
    return probability("event")


def one_subject() -> pl.Expr:
    """Say how probable it is that two texts are on one event, or on two of one subject."""
    return probability("subject")


def attributed() -> pl.Expr:
    """Tell whether one text names the agency or the outlet of the other."""
    return pl.any_horizontal("names_agency_a", "names_agency_b", "names_outlet_a", "names_outlet_b")


def by_definition() -> pl.Expr:
    """Name the relation of a pair that the contract defines by shares of wording, or by sentence beside sentence."""
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
    return (
        pl.when(pl.col("relation") == "rewrite")
        .then(rewritten().fill_null(0.5))
        .when(pl.col("relation") == "same_event")
        .then(one_event().fill_null(0.5))
        .otherwise(0.5 + evidence.clip(0, 1) / 2)
    )


def _alike() -> pl.Expr:
    return pl.min_horizontal("likeness_a", "likeness_b")


def _alike_enough() -> pl.Expr:
    return pl.when(pl.col("passages").list.len() > 1).then(TRANSLATED).otherwise(ONE_SENTENCE)


def _excess(share: pl.Expr, threshold: float) -> pl.Expr:
    return (share - threshold) / (1 - threshold)
