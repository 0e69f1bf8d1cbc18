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

    Reads links.same_language; signatures.language, text_hash, n_shingles, lead.
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
    not one name and yet both be translations of an English article. Both steps lead to another language: what is near
    in one language does not add up.
    """
    abroad = links.filter(~pl.col("same_language"))
    both = pl.concat([abroad.select(a="doc_a", via="doc_b"), abroad.select(a="doc_b", via="doc_a")])
    about = signatures.select("doc_id", "language", outside=pl.col("lead").is_null())
    ends = both.join(about, left_on="a", right_on="doc_id")
    return (
        ends.filter("outside")
        .join(ends, on="via", suffix="_b")
        .filter(pl.col("language") != pl.col("language_b"))
        .select(doc_a=pl.min_horizontal("a", "a_b"), doc_b=pl.max_horizontal("a", "a_b"))
        .unique()
    )
