"""Families: articles with one content, and the root that each came from."""

from typing import Final

import polars as pl

from schemas.types import DERIVED

WHOLE: Final = 0.7
"""Share of an article that one content must make up for the article to be in its family: what takes over less may take
over several, and is in the family that it took most from."""

MIN_SHARE: Final = 0.25
"""Share of an article that what it took most must make up: a paragraph of background makes no family."""

FILLED_IN: Final = 2 / 3
"""Share of names and numbers in common, over the share of wording in common, below which two texts are one form filled
in twice, such as two days' weather: of 1,247 related pairs of one language none shares fewer names than wording."""

_KEY: Final = ("doc_a", "doc_b")


def filled_in() -> pl.Expr:
    """Tell whether two texts have wording in common without its facts. Reads private.alignments."""
    wording = pl.max_horizontal("verbatim_a", "verbatim_b", "run_share")
    own = pl.min_horizontal("own_a", "own_b") > 0
    return own & pl.col("same_language") & (pl.max_horizontal("names_a", "names_b") < FILLED_IN * wording)


def one_content(alignments: pl.LazyFrame, judgements: pl.LazyFrame) -> pl.LazyFrame:
    """List the derived pairs that put two articles into one family.

    The one that took from the other, or that is less covered where this cannot be told, has to be covered as a whole,
    or by nothing else as much. Pairs said through a third article alone add nothing and are left out.
    Reads alignments: the evidence; judgements.relation, origin_doc_id, coverage_a, coverage_b.
    """
    own = alignments.filter(~filled_in()).select(*_KEY, "same_language", "fit", "meaning_a")
    judged = pl.col("same_language") | pl.col("meaning_a").is_not_null() | (pl.col("relation") != "rewrite")
    derived = judgements.filter(pl.col("relation").is_in(DERIVED)).join(own, on=_KEY).filter(judged)
    largest = (
        pl.concat([derived.select(*_KEY, doc=f"doc_{side}", share=f"coverage_{side}") for side in ("a", "b")])
        .sort(pl.col("share").neg(), *_KEY)
        .unique("doc", keep="first", maintain_order=True)
        .select(*_KEY, "doc", largest=pl.lit(value=True))
    )
    by_coverage = pl.col("coverage_a") <= pl.col("coverage_b")
    a_took = (pl.col("origin_doc_id") == pl.col("doc_b")).fill_null(by_coverage)
    enough = (pl.col("share") >= MIN_SHARE) | (pl.col("relation") == "rewrite")  # few of its words are the other's
    return (
        derived.with_columns(
            doc=pl.when(a_took).then("doc_a").otherwise("doc_b"),
            share=pl.when(a_took).then("coverage_a").otherwise("coverage_b"),
        )
        .join(largest, on=[*_KEY, "doc"], how="left")
        .filter((pl.col("share") >= WHOLE) | (pl.col("largest") & enough))
        .select(_KEY)
    )


def roots(judgements: pl.LazyFrame, story_of: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Find each derived article's root in its story, and its relation to it.

    A root is reached by going from article to origin until an article has none; the relation is that of the pair of the
    two, else that of the first step.
    """
    story = pl.LazyFrame(list(story_of.items()), schema={"doc": pl.String, "story": pl.String}, orient="row")
    derived = (
        judgements.filter(pl.col("relation").is_in(DERIVED))
        .join(story.select(doc_a="doc", story="story"), on="doc_a")
        .join(story.select(doc_b="doc", story="story"), on=["doc_b", "story"])
        .sort(_KEY)
        .collect()
    )
    relation = {frozenset((row["doc_a"], row["doc_b"])): row["relation"] for row in derived.iter_rows(named=True)}
    origin = _nearest_origins(derived)
    found, relations = {}, {}
    for doc, first in origin.items():
        root = _followed(first, origin)
        if root is not None and root != doc:
            found[doc] = root
            relations[doc] = relation.get(frozenset((doc, root)), relation[frozenset((doc, first))])
    return found, relations


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
