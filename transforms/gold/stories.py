"""Stories: the articles on one event, and where each came from."""

from typing import Final, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.gold import Overlap, Story, StoryArticle
from schemas.private import Alignment
from schemas.silver import Article
from schemas.types import DERIVED
from transforms.gold.linkage import Pair, average_link, components
from transforms.gold.means import exact_mean
from transforms.gold.overlaps.relations import one_event

MIN_SHARE: Final = 0.25
"""Share of an article that an excerpt must make up to put it into the other's story: a paragraph of background does
not."""

LOOSE: Final = 0.1
"""Probability of one event below which a pair says nothing for it: links of stories stay few."""

MEAN: Final = 0.4
"""Mean probability, over the pairs of two groups of families, from which they are one story."""


def story_articles(
    articles: LazyFrame[Article], alignments: LazyFrame[Alignment], overlaps: LazyFrame[Overlap]
) -> LazyFrame[StoryArticle]:
    """Put each article into its story, and name the root of its family.

    Derived pairs make families; families join by average link on the probability that their articles report one
    event. A story is called by the smallest doc_id of its members. A root is reached by going from article to origin
    until an article has none; its relation is that of the pair with the root, else that of the first step.
    Reads articles.doc_id; alignments: the evidence; overlaps.relation, origin_doc_id, coverage_a, coverage_b,
    confidence.
    """
    docs = articles.select("doc_id").sort("doc_id").collect()["doc_id"].to_list()
    family_of = components(docs, _one_content(overlaps).collect().iter_rows())
    group_of = average_link(_scores(alignments, overlaps, family_of), MEAN)
    story_of = {doc: group_of.get(family, family) for doc, family in family_of.items()}
    root_of, relation_of = _roots(overlaps)
    rows = [(story_of[doc], doc, root_of.get(doc), relation_of.get(doc)) for doc in docs]
    return cast("LazyFrame[StoryArticle]", pl.LazyFrame(rows, schema=StoryArticle.dtypes(), orient="row"))


def _scores(
    alignments: LazyFrame[Alignment], overlaps: LazyFrame[Overlap], family_of: dict[str, str]
) -> dict[Pair, float]:
    """Give each two families the mean probability that an article of one and one of the other report one event."""
    apart = overlaps.filter(pl.col("relation") == "excerpt").select("doc_a", "doc_b")
    told = overlaps.select("doc_a", "doc_b", "confidence")
    scored = (
        alignments.select("doc_a", "doc_b", score=one_event())
        .join(apart, on=["doc_a", "doc_b"], how="anti")
        .join(told, on=["doc_a", "doc_b"], how="left")
        .select("doc_a", "doc_b", score=pl.coalesce("score", "confidence"))
    )
    family = pl.LazyFrame(list(family_of.items()), schema={"doc": pl.String, "family": pl.String}, orient="row")
    nearest = (
        scored.drop_nulls("score")
        .join(family.select(doc_a="doc", family_a="family"), on="doc_a")
        .join(family.select(doc_b="doc", family_b="family"), on="doc_b")
        .filter(pl.col("family_a") != pl.col("family_b"))
        .group_by(low=pl.min_horizontal("family_a", "family_b"), high=pl.max_horizontal("family_a", "family_b"))
        .agg(score=exact_mean("score"))
        .filter(pl.col("score") >= LOOSE)
        .sort("low", "high")
        .collect()
    )
    return {(low, high): score for low, high, score in nearest.iter_rows()}


def _one_content(overlaps: LazyFrame[Overlap]) -> pl.LazyFrame:
    """List the pairs with one content: derived ones, but of an article's excerpts from others the largest only."""
    whole = overlaps.filter(pl.col("relation").is_in(DERIVED), pl.col("relation") != "excerpt")
    excerpts = overlaps.filter(pl.col("relation") == "excerpt")
    taken = pl.concat([_taken(excerpts, "a", "b"), _taken(excerpts, "b", "a")]).with_columns(
        largest=pl.struct(-pl.col("share"), "doc_a", "doc_b").rank("ordinal").over("taker") == 1
    )
    kept = taken.group_by("doc_a", "doc_b").agg((pl.col("largest") & (pl.col("share") >= MIN_SHARE)).all())
    return pl.concat([whole.select("doc_a", "doc_b"), kept.filter("largest").select("doc_a", "doc_b")])


def _taken(excerpts: pl.LazyFrame, taker: str, giver: str) -> pl.LazyFrame:
    """List the excerpts that one side may have taken from the other: where no origin is known, either may have."""
    from_giver = (pl.col("origin_doc_id") == pl.col(f"doc_{giver}")).fill_null(value=True)
    return excerpts.filter(from_giver).select("doc_a", "doc_b", taker=f"doc_{taker}", share=f"coverage_{taker}")


def _roots(overlaps: LazyFrame[Overlap]) -> tuple[dict[str, str], dict[str, str]]:
    """Find each derived article's root and its relation to it."""
    derived = overlaps.filter(pl.col("relation").is_in(DERIVED)).sort("doc_a", "doc_b").collect()
    relation = {frozenset((row["doc_a"], row["doc_b"])): row["relation"] for row in derived.iter_rows(named=True)}
    origin = _nearest_origins(derived)
    roots, relations = {}, {}
    for doc, first in origin.items():
        root = _followed(first, origin)
        if root is not None and root != doc:
            roots[doc] = root
            relations[doc] = relation.get(frozenset((doc, root)), relation[frozenset((doc, first))])
    return roots, relations


def _nearest_origins(derived: pl.DataFrame) -> dict[str, str]:
    """Name for each derived article the origin that covers most of it."""
    is_a = pl.col("origin_doc_id") == pl.col("doc_a")
    nearest = (
        derived.filter(pl.col("origin_doc_id").is_not_null())
        .select(
            doc=pl.when(is_a).then("doc_b").otherwise("doc_a"),
            origin="origin_doc_id",
            coverage=pl.when(is_a).then("coverage_b").otherwise("coverage_a"),
        )
        .sort("coverage", "origin", descending=[True, False])
        .unique("doc", keep="first", maintain_order=True)
    )
    return dict(nearest.select("doc", "origin").iter_rows())


def _followed(doc: str, origin: dict[str, str]) -> str | None:
    """Go from origin to origin to the root; a circle has none."""
    seen = set()
    while doc in origin:
        if doc in seen:
            return None
        seen.add(doc)
        doc = origin[doc]
    return doc


def stories(
    story_articles: LazyFrame[StoryArticle], articles: LazyFrame[Article], overlaps: LazyFrame[Overlap]
) -> LazyFrame[Story]:
    """Sum up each story: how many articles, outlets, languages and independent origins, and when.

    The headline is that of the earliest article with a title; undated ones come last, roots before derived ones.
    Reads articles.source, title, language, published_at; overlaps.doc_a, doc_b, relation.
    """
    docs = articles.select("doc_id").collect()["doc_id"].to_list()
    derived = overlaps.filter(pl.col("relation").is_in(DERIVED)).select("doc_a", "doc_b").collect()
    family_of = components(docs, derived.iter_rows())
    families = pl.LazyFrame(list(family_of.items()), schema={"doc_id": pl.String, "family": pl.String}, orient="row")
    about = articles.select("doc_id", "source", "title", "language", "published_at")
    summed = (
        story_articles.join(about, on="doc_id")
        .join(families, on="doc_id")
        .sort("published_at", pl.col("origin_doc_id").is_not_null(), "doc_id", nulls_last=True)
        .group_by("story_id")
        .agg(
            headline=pl.col("title").drop_nulls().first(),
            n_articles=pl.len().cast(pl.UInt32),
            n_sources=pl.col("source").drop_nulls().n_unique().cast(pl.UInt32),
            n_origins=pl.col("family").n_unique().cast(pl.UInt32),
            languages=pl.col("language").unique().sort(),
            first_published_at=pl.col("published_at").min(),
            last_published_at=pl.col("published_at").max(),
        )
        .sort("story_id")
    )
    return cast("LazyFrame[Story]", summed)
