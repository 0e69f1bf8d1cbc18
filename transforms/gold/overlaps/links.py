"""Links: which articles share enough to be worth a closer look."""

from typing import Final, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pandera.typing.polars import LazyFrame

from schemas.private import Link, Signature
from transforms.silver.signatures import LEAD_SCALE

MIN_SHARED: Final = 2
"""Sampled shingles that two texts must share: one alone is a stock phrase; two find a run of 60 words nearly always."""

MIN_COSINE: Final = 0.5
"""Likeness of two leads: at .5 all translations and 96 to 98 % of the rewrites of two sets were found."""

CHUNK: Final = 1_000
"""Articles compared with all others at a time: bounds memory, and the result does not depend on it."""

MIN_ANCHORS: Final = 3
"""Numbers and names that two texts must share where one is in a language outside the encoder."""

MIN_ANCHOR_COSINE: Final = 0.15
"""Share of anchors (their number over the geometric mean of both) asked for beside: 54 of the 56 translations that have
3 anchors in common had that many, with 87 other pairs among 1,006 articles; closure finds the rest."""

_PAIR: Final = {"a": pl.UInt32, "b": pl.UInt32}


def links(new_signatures: LazyFrame[Signature], signatures: LazyFrame[Signature]) -> LazyFrame[Link]:
    """Link every two articles, one of them new, that share wording or whose leads mean alike.

    Identical texts get no link: ``candidates`` pairs them, and here they are compared once and joined back.
    Reads signatures.language, text_hash, shingles, lead.
    """
    known = signatures.sort("doc_id").with_row_index("row").collect()
    new = known.join(new_signatures.select("doc_id").collect(), on="doc_id", how="semi")
    shared, anchored = _sharing(new, known), _anchored(new, known)
    pairs = (
        pl.concat([shared.select("a", "b"), anchored.select("a", "b"), _alike(new, known)])
        .unique()
        .sort("a", "b")
        .join(shared, on=["a", "b"], how="left", maintain_order="left")
        .join(anchored, on=["a", "b"], how="left", maintain_order="left")
    )
    about = known.select("row", "doc_id", "language", "text_hash")
    named = (
        pairs.with_columns(cosine=_cosines(pairs, known))
        .join(about.rename(lambda name: f"{name}_a"), left_on="a", right_on="row_a", maintain_order="left")
        .join(about.rename(lambda name: f"{name}_b"), left_on="b", right_on="row_b", maintain_order="left")
        .filter(pl.col("text_hash_a") != pl.col("text_hash_b"))
        .select(
            doc_a="doc_id_a",
            doc_b="doc_id_b",
            same_language=pl.col("language_a") == pl.col("language_b"),
            n_shared=pl.col("n_shared").fill_null(0),
            n_anchors=pl.col("n_anchors").fill_null(0),
            cosine="cosine",
        )
    )
    return cast("LazyFrame[Link]", named.lazy())


def _sharing(new: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Count the sampled shingles of pairs of articles; each distinct text is looked at once."""
    texts = known.unique("text_hash", keep="first", maintain_order=True).select("text_hash", "shingles")
    index = texts.explode("shingles").drop_nulls()
    fresh = new.unique("text_hash", keep="first", maintain_order=True).select("text_hash", "shingles")
    counted = [
        chunk.explode("shingles")
        .drop_nulls()
        .join(index, on="shingles", suffix="_b")
        .filter(pl.col("text_hash") != pl.col("text_hash_b"))
        .group_by("text_hash", "text_hash_b")
        .agg(n_shared=pl.len().cast(pl.UInt32))
        .filter(pl.col("n_shared") >= MIN_SHARED)
        for chunk in fresh.iter_slices(CHUNK)
    ]
    of_new, of_known = new.select("text_hash", a="row"), known.select(text_hash_b="text_hash", b="row")
    return _ordered(
        pl.concat(
            [pl.DataFrame(schema={"text_hash": pl.UInt64, "text_hash_b": pl.UInt64, "n_shared": pl.UInt32}), *counted]
        )
        .join(of_new, on="text_hash")
        .join(of_known, on="text_hash_b")
    ).select("a", "b", "n_shared")


def _anchored(new: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Count the anchors in common where one of two articles is outside the encoder."""
    sizes, outside = known["anchors"].list.len().to_numpy(), known["lead"].is_null().to_numpy()
    with_all, with_outside = _postings(known), _postings(known.filter(pl.col("lead").is_null()))
    found = [pl.DataFrame(schema={**_PAIR, "n_anchors": pl.UInt32})]
    for row, own in new.filter(pl.col("anchors").list.len() >= MIN_ANCHORS).select("row", "anchors").iter_rows():
        hashes, rows = with_all if outside[row] else with_outside
        low, high = np.searchsorted(hashes, own, side="left"), np.searchsorted(hashes, own, side="right")
        counts = np.bincount(np.concatenate([rows[i:j] for i, j in zip(low, high, strict=True)]), minlength=len(known))
        others = np.flatnonzero(counts >= np.maximum(MIN_ANCHORS, MIN_ANCHOR_COSINE * np.sqrt(sizes * float(len(own)))))
        if (others != row).any():
            found.append(pl.DataFrame({"a": row, "b": others, "n_anchors": counts[others]}, schema=found[0].schema))
    return _ordered(pl.concat(found))


def _postings(known: pl.DataFrame) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """List where each anchor stands, in the order of the anchors."""
    postings = known.select("row", "anchors").explode("anchors").drop_nulls().sort("anchors", "row")
    return postings["anchors"].to_numpy(), postings["row"].to_numpy()


def _alike(new: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Find the pairs of articles whose leads mean alike."""
    leads, rows = _leads(known), known.filter(pl.col("lead").is_not_null())["row"].to_numpy()
    fresh = np.flatnonzero(np.isin(rows, new["row"].to_numpy()))
    found = [pl.DataFrame(schema=_PAIR)]
    for start in range(0, len(fresh), CHUNK):
        chunk = fresh[start : start + CHUNK]
        i, j = np.nonzero(leads[chunk] @ leads.T >= MIN_COSINE * LEAD_SCALE**2)
        found.append(pl.DataFrame({"a": rows[chunk[i]], "b": rows[j]}, schema=_PAIR))
    return _ordered(pl.concat(found)).select("a", "b")


def _ordered(pairs: pl.DataFrame) -> pl.DataFrame:
    """Give each unordered pair once, the smaller row first."""
    return (
        pairs.filter(pl.col("a") != pl.col("b"))
        .with_columns(a=pl.min_horizontal("a", "b"), b=pl.max_horizontal("a", "b"))
        .unique(["a", "b"])
    )


def _cosines(pairs: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """Compute the likeness of the leads of each pair, exactly: whole numbers multiplied, then one division."""
    place = (
        known.with_columns(place=pl.col("lead").is_not_null().cum_sum().cast(pl.Int64) - 1)
        .select(place=pl.when(pl.col("lead").is_not_null()).then("place").otherwise(-1))["place"]
        .to_numpy()
    )
    leads = _leads(known)
    a, b = place[pairs["a"].to_numpy()], place[pairs["b"].to_numpy()]
    cosines = np.full(len(pairs), np.nan, dtype=np.float32)
    both = np.flatnonzero((a >= 0) & (b >= 0))
    for start in range(0, len(both), CHUNK):
        chunk = both[start : start + CHUNK]
        cosines[chunk] = np.einsum("ij,ij->i", leads[a[chunk]], leads[b[chunk]]) / np.float32(LEAD_SCALE**2)
    return pl.Series(cosines).fill_nan(None)


def _leads(known: pl.DataFrame) -> NDArray[np.float32]:
    """Stack the leads there are; their products stay whole numbers below 2**24, exact in float32."""
    leads = known["lead"].drop_nulls()
    values = leads.explode(empty_as_null=False).to_numpy().astype(np.float32)
    return values.reshape(len(leads), -1) if len(leads) else np.empty((0, 1), dtype=np.float32)
