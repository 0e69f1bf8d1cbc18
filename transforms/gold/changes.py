"""Changes: what became of the stories between two runs."""

from typing import Final

import polars as pl

SEVERAL: Final = 2
"""Articles from which a story is worth a note: every article has a story of its own at least."""

NOTHING: Final = pl.lit(None, pl.String)


def changed_stories(old: pl.LazyFrame, new: pl.LazyFrame) -> pl.LazyFrame:
    """Tell which stories are new, grew, shrank, merged, split or are gone; one that stayed as large has no row.

    Stories are followed by their articles, since their names go with the smallest doc_id: a story lives on in the one
    that holds most of its articles, and came from the one that held most of them.
    Reads story_id, doc_id; makes story_id, change, n_before, n_after, other_story_id.
    """
    was = old.select("doc_id", was="story_id", n_before=pl.len().over("story_id"))
    now = new.select("doc_id", now="story_id", n_after=pl.len().over("story_id"))
    met = (
        was.join(now, on="doc_id")
        .group_by("was", "now", "n_before", "n_after")
        .len()
        .sort("len", "was", "now", descending=[True, False, False])
        .with_columns(lives_on=pl.col("was").is_first_distinct(), came_from=pl.col("now").is_first_distinct())
    )
    fresh = now.unique("now").join(met, on="now", how="left").filter(pl.col("was").is_null())
    lost = was.unique("was").join(met, on="was", how="left").filter(pl.col("now").is_null())
    kept = met.filter("lives_on", "came_from")
    absorbed, parted = met.filter("lives_on", ~pl.col("came_from")), met.filter("came_from", ~pl.col("lives_on"))
    renamed = pl.when(pl.col("was") != pl.col("now")).then("was")
    return pl.concat(
        [
            _noted("new", "now", fresh).filter(_several("n_after")),
            _noted("grown", "now", kept.filter(pl.col("n_after") > pl.col("n_before")), renamed),
            _noted("shrunk", "now", kept.filter(pl.col("n_after") < pl.col("n_before")), renamed),
            _noted("merged", "was", absorbed, pl.col("now")).filter(_several("n_before")),
            _noted("split", "now", parted, pl.col("was")).filter(_several("n_after")),
            _noted("gone", "was", lost).filter(_several("n_before")),
        ]
    ).sort("story_id", "change")


def _noted(change: str, story: str, rows: pl.LazyFrame, other: pl.Expr = NOTHING) -> pl.LazyFrame:
    """Write rows down as a change of a story."""
    sizes = [pl.col(name).fill_null(0) for name in ("n_before", "n_after")]
    return rows.select(
        pl.col(story).alias("story_id"), pl.lit(change).alias("change"), *sizes, other.alias("other_story_id")
    )


def _several(size: str) -> pl.Expr:
    return pl.col(size) >= SEVERAL
