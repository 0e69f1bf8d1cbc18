"""Candidates: the pairs of articles that are worth aligning."""

from itertools import combinations
from typing import Final, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.private import Candidate, Link, Signature

MAX_ALL_PAIRS: Final = 50
"""Articles of one text up to which every two are a pair; in larger groups each is paired with the smallest doc_id."""


def candidates(links: LazyFrame[Link], signatures: LazyFrame[Signature]) -> LazyFrame[Candidate]:
    """Choose the linked pairs, those of identical texts, and those that a third article connects.

    Reads links.n_shared, n_anchors, cosine; signatures.text_hash, n_shingles.
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
    """Pair two articles in different languages, one outside the encoder, that are both linked to a third.

    Where the encoder knows both languages, their own link says as much; where it does not, Czech and Japanese may share
    not one name and yet both be translations of an English article.
    """
    both = pl.concat([links.select(a="doc_a", via="doc_b"), links.select(a="doc_b", via="doc_a")])
    about = signatures.select("doc_id", "language", outside=pl.col("lead").is_null())
    ends = both.join(about, left_on="a", right_on="doc_id")
    return (
        ends.join(ends, on="via", suffix="_b")
        .filter(pl.col("a") < pl.col("a_b"), pl.col("language") != pl.col("language_b"))
        .filter(pl.col("outside") | pl.col("outside_b"))
        .select(doc_a="a", doc_b="a_b")
        .unique()
    )
