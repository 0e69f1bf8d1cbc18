"""Sources: outlets, and who takes from whom."""

from typing import cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.gold import Overlap, Source, SourceOverlap
from schemas.silver import Article
from schemas.types import DERIVED
from transforms.gold.means import exact_mean


def sources(articles: LazyFrame[Article], overlaps: LazyFrame[Overlap]) -> LazyFrame[Source]:
    """Count each outlet's articles, and those of them that some pair says derive from another.

    Reads articles.source, language, published_at; overlaps.relation, origin_doc_id.
    """
    derived = _sides(overlaps).filter("derives").select("doc_id").unique()
    counted = (
        articles.filter(pl.col("source").is_not_null())
        .join(derived.with_columns(derives=True), on="doc_id", how="left")
        .group_by("source")
        .agg(
            n_articles=pl.len().cast(pl.UInt32),
            n_derived=pl.col("derives").count().cast(pl.UInt32),
            n_original=pl.col("derives").null_count().cast(pl.UInt32),
            languages=pl.col("language").unique().sort(),
            first_published_at=pl.col("published_at").min(),
            last_published_at=pl.col("published_at").max(),
        )
        .sort("source")
    )
    return cast("LazyFrame[Source]", counted)


def source_overlaps(articles: LazyFrame[Article], overlaps: LazyFrame[Overlap]) -> LazyFrame[SourceOverlap]:
    """Count, for each ordered pair of outlets, the articles of one that overlap the other.

    Reads articles.source; overlaps.relation, origin_doc_id, coverage_a, coverage_b.
    """
    known = articles.filter(pl.col("source").is_not_null()).select("doc_id", "source")
    totals = known.group_by("source").agg(n_articles=pl.len().cast(pl.UInt32))
    counted = (
        _sides(overlaps)
        .join(known, on="doc_id")
        .join(known.select(other_doc_id="doc_id", other_source="source"), on="other_doc_id")
        .group_by("source", "other_source", "doc_id")
        .agg(pl.col("derives").any(), pl.col("coverage").max())
        .group_by("source", "other_source")
        .agg(
            n_overlapping=pl.len().cast(pl.UInt32),
            n_derived=pl.col("derives").sum().cast(pl.UInt32),
            mean_coverage=exact_mean("coverage"),
        )
        .join(totals, on="source")
        .with_columns(share_derived=pl.col("n_derived") / pl.col("n_articles"))
        .select(SourceOverlap.dtypes().names())
        .sort("source", "other_source")
    )
    return cast("LazyFrame[SourceOverlap]", counted)


def _sides(overlaps: LazyFrame[Overlap]) -> pl.LazyFrame:
    """Look at each derived pair from both of its articles."""
    derived = overlaps.filter(pl.col("relation").is_in(DERIVED))
    sides = [
        derived.select(
            doc_id=f"doc_{one}",
            other_doc_id=f"doc_{other}",
            coverage=f"coverage_{one}",
            derives=(pl.col("origin_doc_id") == pl.col(f"doc_{other}")).fill_null(value=False),
        )
        for one, other in (("a", "b"), ("b", "a"))
    ]
    return pl.concat(sides)
