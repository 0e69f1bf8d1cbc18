"""Candidates: the pairs of articles that are worth aligning."""

from itertools import combinations
from typing import Final, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.private import Candidate, Link, Signature

MAX_ALL_PAIRS: Final = 50
"""Articles of one text up to which every two are a pair; in larger groups each is paired with the smallest doc_id."""

CLOSE: Final = 1.5
CLOSE_ABROAD: Final = 0.85
"""Kinship of links that a third article adds up: rewrites had 1.54 or more, translations across cased scripts .85."""


def candidates(links: LazyFrame[Link], signatures: LazyFrame[Signature]) -> LazyFrame[Candidate]:
    """Choose the linked pairs, those of identical texts, and those that a third article connects.

    Reads links.same_language, kin; signatures.language, text_hash, n_shingles, lead.
    """
    linked = links.select("doc_a", "doc_b")
    pairs = pl.concat([linked, _identical(signatures), _connected(links, signatures)]).unique().sort("doc_a", "doc_b")
    return cast("LazyFrame[Candidate]", pairs)


def _identical(signatures: LazyFrame[Signature]) -> pl.LazyFrame:
    """Pair the articles of one text."""
    groups = (
        signatures.filter(pl.col("n_shingles") > 0)
        .sort("doc_id")
        .group_by("text_hash")
        .agg("doc_id")
        .filter(pl.col("doc_id").list.len() > 1)
        .collect()
    )
    pairs = [
        pair
        for docs in groups["doc_id"].to_list()
        for pair in (combinations(docs, 2) if len(docs) <= MAX_ALL_PAIRS else ((docs[0], doc) for doc in docs[1:]))
    ]
    return pl.LazyFrame(pairs, schema={"doc_a": pl.String, "doc_b": pl.String}, orient="row")


def _connected(links: LazyFrame[Link], signatures: LazyFrame[Signature]) -> pl.LazyFrame:
    """Pair two articles in different languages that are both linked to a third.

    Closely linked: what retells an article retells its translation, too, whose lead may be another. Or one of the two
    is outside the encoder and both steps lead to another language: Czech and Japanese may share not one name and yet
    both be translations of an English article.
    """
    about = signatures.select("doc_id", "language", outside=pl.col("lead").is_null())
    both = pl.concat([links.rename({"doc_a": "a", "doc_b": "via"}), links.rename({"doc_b": "a", "doc_a": "via"})])
    ends = both.join(about, left_on="a", right_on="doc_id").select(
        "a",
        "via",
        "language",
        "outside",
        abroad=~pl.col("same_language"),
        close=pl.col("kin") >= pl.when("same_language").then(CLOSE).otherwise(CLOSE_ABROAD),
    )
    steps = ends.filter("abroad")
    closely = steps.filter("close").join(ends.filter("close"), on="via", suffix="_b")
    outside = steps.filter("outside").join(steps, on="via", suffix="_b")
    return (
        pl.concat([closely, outside])
        .filter(pl.col("language") != pl.col("language_b"))
        .select(doc_a=pl.min_horizontal("a", "a_b"), doc_b=pl.max_horizontal("a", "a_b"))
        .unique()
    )
