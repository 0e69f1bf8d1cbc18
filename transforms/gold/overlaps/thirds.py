"""Thirds: what other articles say of a pair."""

from typing import Final

import polars as pl

FITTING_THROUGH: Final = 0.0
"""Log odds a sentence that suffice where both are translations of, or translated into, a third article."""

WEAK: Final = ["home", "length"]
"""Reasons for a direction that say what is usual, not what happened."""

SLACK: Final = 0.02
"""By how much an article must be nearer to the middle of a chain than to its first: one sentence of fifty."""


def translated_through(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Call a pair a translation that lengths alone leave open, if a third article is a translation of both.

    Reads doc_a, doc_b, relation, fit; changes relation.
    """
    known = _both_ways(pairs.filter(pl.col("relation") == "translation"))
    through = (
        known.join(known, left_on="other", right_on="doc", suffix="_b")
        .select(doc_a="doc", doc_b="other_b", through=pl.lit(value=True))
        .unique()
    )
    fitting = pl.col("relation").is_null() & (pl.col("fit") >= FITTING_THROUGH) & pl.col("through")
    return (
        pairs.join(through, on=["doc_a", "doc_b"], how="left")
        .with_columns(relation=pl.when(fitting).then(pl.lit("translation")).otherwise("relation"))
        .drop("through")
    )


def related_through(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Relate two articles by what they are to a third, where the models say no more than one event.

    Two in one language that are both translations of a third retell each other. Across languages, what an article is
    to one in its own language it is to its translation, too.
    Reads doc_a, doc_b, same_language, relation; changes relation.
    """
    translated = _both_ways(pairs.filter(pl.col("relation") == "translation").with_columns(through=pl.lit("rewrite")))
    is_told = pl.col("relation").is_in(["rewrite", "same_event"])
    told = _both_ways(pairs.filter(is_told).with_columns(through="relation"))
    through = (
        pl.concat([_steps_through(translated, translated), _steps_through(translated, told)])
        .group_by("doc_a", "doc_b")
        .agg(pl.col("through").min())  # "rewrite" comes before "same_event"
    )
    open_to_it = pl.col("relation").is_null() | (pl.col("relation") == "same_event")
    return (
        pairs.join(through, on=["doc_a", "doc_b"], how="left")
        .with_columns(relation=pl.when(open_to_it).then(pl.coalesce("through", "relation")).otherwise("relation"))
        .drop("through")
    )


def _steps_through(first: pl.LazyFrame, second: pl.LazyFrame) -> pl.LazyFrame:
    """List the pairs that two steps connect, with what the second step is."""
    return first.join(second, left_on="other", right_on="doc", suffix="_b").select(
        doc_a=pl.min_horizontal("doc", "other_b"), doc_b=pl.max_horizontal("doc", "other_b"), through="through_b"
    )


def _both_ways(pairs: pl.LazyFrame) -> pl.LazyFrame:
    ends = pl.selectors.by_name("through", require_all=False)
    return pl.concat([pairs.select(ends, doc="doc_a", other="doc_b"), pairs.select(ends, doc="doc_b", other="doc_a")])


def without_siblings(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Take back the direction between two articles that were both made from a third.

    In a chain the later one is nearer to the middle one than to the first: then the direction stays.
    Reads origin_doc_id, same_language and, of both sides, doc, verbatim, coverage; changes origin_doc_id.
    """
    steps = pl.concat([_steps(pairs, "a", "b"), _steps(pairs, "b", "a")])
    siblings = (
        steps.join(steps, on="doc", suffix="_third")
        .join(steps.select(origin="doc", origin_third="origin"), on=["origin", "origin_third"])
        .filter(pl.col("same_language") <= pl.col("same_language_third"))
        .filter(pl.col("nearness") <= pl.col("nearness_third") + SLACK)
        .select(doc_a=pl.min_horizontal("doc", "origin"), doc_b=pl.max_horizontal("doc", "origin"))
        .unique()
        .with_columns(siblings=pl.lit(value=True))
    )
    return (
        pairs.join(siblings, on=["doc_a", "doc_b"], how="left")
        .with_columns(origin_doc_id=pl.when(pl.col("siblings").is_null()).then("origin_doc_id"))
        .drop("siblings")
    )


def with_one_original(pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Leave a translation with originals in several languages, by weak evidence, the one that most come from, if any.

    Two translations of one article into a terse and a wordy language look like an original and its translation.
    Reads doc_a, doc_b, relation, origin_doc_id, basis, language_a, language_b; changes origin_doc_id.
    """
    is_a = pl.col("origin_doc_id") == pl.col("doc_a")
    claimed = pairs.filter(pl.col("relation") == "translation", pl.col("origin_doc_id").is_not_null()).with_columns(
        derived=pl.when(is_a).then("doc_b").otherwise("doc_a"),
        language=pl.when(is_a).then("language_a").otherwise("language_b"),
        votes=pl.len().over("origin_doc_id"),
    )
    preferred = (
        claimed.group_by("derived", "language")
        .agg(pl.col("votes").max())
        .filter(pl.col("votes") == pl.col("votes").max().over("derived"))
        .filter(pl.len().over("derived") == 1)
    )
    outvoted = (
        claimed.filter(pl.col("basis").is_in(WEAK))
        .join(preferred, on=["derived", "language"], how="anti")
        .select("doc_a", "doc_b", outvoted=pl.lit(value=True))
    )
    return (
        pairs.join(outvoted, on=["doc_a", "doc_b"], how="left")
        .with_columns(origin_doc_id=pl.when(pl.col("outvoted").is_null()).then("origin_doc_id"))
        .drop("outvoted")
    )


def _steps(pairs: pl.LazyFrame, derived: str, origin: str) -> pl.LazyFrame:
    """List the steps from origin to derived article, and how near these two are: by wording in one language."""
    return pairs.filter(pl.col("origin_doc_id") == pl.col(f"doc_{origin}")).select(
        "same_language",
        doc=f"doc_{derived}",
        origin=f"doc_{origin}",
        nearness=pl.when("same_language").then(f"verbatim_{derived}").otherwise(f"coverage_{derived}"),
    )
