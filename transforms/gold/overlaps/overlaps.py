"""Overlaps: the typed, directed edges between articles."""

from typing import Final, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.gold import Overlap, StoryArticle
from schemas.private import Alignment, Judgement
from schemas.types import DERIVED
from transforms.gold.overlaps.relations import one_event

IN_STORY: Final = 0.5
"""Probability of one event that two articles of one story must have: the rest is said by what the whole story tells. No
more of what is found is wrong, and 68 in 100 reports are found, against 60 where each pair must prove it alone."""

_KEY: Final = ("doc_a", "doc_b")


def overlaps(
    judgements: LazyFrame[Judgement], alignments: LazyFrame[Alignment], story_articles: LazyFrame[StoryArticle]
) -> LazyFrame[Overlap]:
    """List the derived pairs as judged, and the independent reports of one event: they are in one story.

    Reads judgements; alignments: the evidence, coverage_a, coverage_b, passages; story_articles.
    """
    derived = judgements.filter(pl.col("relation").is_in(DERIVED))
    story = story_articles.select("doc_id", "story_id")
    told = judgements.filter(pl.col("relation") == "same_event").select(*_KEY, "confidence")
    reports = (
        alignments.select(*_KEY, "coverage_a", "coverage_b", "passages", probable=one_event())
        .join(story, left_on="doc_a", right_on="doc_id")
        .join(story, left_on=["doc_b", "story_id"], right_on=["doc_id", "story_id"])
        .join(derived, on=_KEY, how="anti")
        .join(told, on=_KEY, how="left")
        .with_columns(
            relation=pl.lit("same_event"),
            origin_doc_id=pl.lit(None, pl.String),
            direction_basis=pl.lit(None, pl.String),
            confidence=pl.coalesce("probable", "confidence"),
            n_passages=pl.col("passages").list.len(),
        )
        .filter((pl.col("probable") >= IN_STORY) | pl.col("probable").is_null() & pl.col("confidence").is_not_null())
    )
    names = Overlap.dtypes().names()
    listed = pl.concat([derived.select(names), reports.select(names)]).sort(_KEY)
    return cast("LazyFrame[Overlap]", listed)
