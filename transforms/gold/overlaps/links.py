"""Links: which articles share enough to be worth a closer look."""

from datetime import timedelta
from typing import Final, cast

import numpy as np
import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.private import Link, Signature
from transforms.gold.overlaps.bags import Bags, Integers, Postings
from transforms.gold.overlaps.evidence import Signed

MIN_SHARED: Final = 2
"""Sampled shingles that two texts must share: one alone is a stock phrase."""

RUN: Final = 6
"""Sampled shingles in common that are worth a look in texts of any length: 3 in 1,000 runs of 60 words have fewer."""

PART: Final = 0.1
"""Share of the shorter text's sampled shingles that is, too: stock phrases in long texts are less."""

MIN_COSINE: Final = 0.45
"""Likeness of two leads: so alike were all translations, 99 % of the rewrites and 96 % of the reports of one event that
newsrooms had taken from each other or from agencies."""

MIN_COSINE_NEAR: Final = 0.3
NEAR: Final = timedelta(days=7)
"""Likeness asked for of articles published so near to each other, or without a date. Reports written independently,
each with an angle of its own, have .46 in the median: they are known by the names they share."""

NAMED: Final = 4.0
"""Weight of the names and numbers that such a pair must share: two names that are in no list of words, or more."""

KIN_NAMED: Final = 0.9
KIN_NAMED_ABROAD: Final = 0.6
"""Cosine of the leads, twice the largest share of names and that of rare words, summed up; across languages cosine and
share of names. In one language 99 % of a set's reports of one event had this much, 7 in 10 of reports written
independently, and 1 of 200 other pairs."""

MIN_ANCHORS: Final = 3
"""Numbers and names that two texts must share where one is in a language outside the encoder."""

MIN_ANCHOR_COSINE: Final = 0.15
"""Share of anchors (their number over the geometric mean of both) asked for beside: 54 of the 56 translations that have
3 anchors in common had that many, with 87 other pairs among 1,006 articles; closure finds the rest."""

KIN: Final = 0.95
"""Cosine of the leads and largest shares of names and of rare words, summed up: rewrites had 1.54 or more, 98 % of the
reports of one event had this much, and three in four of the other pairs of like leads had less."""

KIN_ABROAD: Final = 0.75
"""Cosine of the leads and half the share of names, across languages: translations had .85 or more."""

FEW_NAMES: Final = 8
KIN_NAMELESS: Final = 0.58
"""The same where one article has so few names that both languages could write: translations had .62 or more."""

FAR: Final = timedelta(days=30)
KIN_FAR: Final = 1.4
"""Asked for, in one language, of articles published so far apart: they may derive, but do not report one event."""

CHUNK: Final = 500
"""Articles linked with all others at a time: bounds memory, and the result does not depend on it."""

_PAIR: Final = {"a": pl.Int64, "b": pl.Int64}


def links(new_signatures: LazyFrame[Signature], signatures: LazyFrame[Signature]) -> LazyFrame[Link]:
    """Link every two articles, one of them new, that share wording, or whose leads, names and rare words are alike.

    Identical texts get no link: ``candidates`` pairs them, and here they are compared once and joined back. Articles
    too short for a shingle are linked with none.
    Reads all of signatures.
    """
    new = new_signatures.select("doc_id", is_new=pl.lit(value=True))
    known = (
        signatures.filter(pl.col("n_shingles") > 0)
        .join(new, on="doc_id", how="left")
        .with_columns(
            pl.col("is_new").fill_null(value=False), text=pl.col("text_hash").rank("dense").cast(pl.Int64) - 1
        )
        .sort("is_new", "doc_id")
        .with_columns(row=pl.int_range(pl.len()))
        .collect()
    )
    corpus = _Corpus(known)
    n_old = len(known) - int(known["is_new"].sum())
    found = [corpus.linked(start, min(start + CHUNK, len(known))) for start in range(n_old, len(known), CHUNK)]
    linked = pl.concat([pl.DataFrame(schema=Link.dtypes()), *found]).sort("doc_a", "doc_b")
    return cast("LazyFrame[Link]", linked.lazy())


class _Corpus:
    """Signed articles in rows, each to be linked with those before it."""

    def __init__(self, known: pl.DataFrame) -> None:
        self._signed = Signed(known)
        self._rows = known.select("row", "text")
        texts = known.unique("text", keep="first").sort("text")
        self._shingles = Bags.of(texts["shingles"])
        self._sharing = Postings(self._shingles, np.ones(len(texts), dtype=np.bool_))
        self._outside = ~self._signed.leads.known
        self._anchored = [Postings(self._signed.names_abroad, self._outside | known) for known in (False, True)]
        self._published = known["published_at"].dt.epoch("s").cast(pl.Float64).fill_null(np.nan).to_numpy()
        self._about = known.select(
            "row",
            "doc_id",
            "text",
            published="published_at",
            n_sampled=pl.lit(self._shingles.sizes).gather("text"),
            n_names=pl.lit(self._signed.names_abroad.sizes),
        )

    def linked(self, first: int, stop: int) -> pl.DataFrame:
        """Link the articles of some rows with those before them."""
        shared, anchored, alike = self._shared(first, stop), self._anchors(first, stop), self._alike(first, stop)
        pairs = (
            pl.concat([frame.select("a", "b") for frame in (shared, anchored, alike)])
            .unique()
            .sort("a", "b")
            .join(shared, on=["a", "b"], how="left", maintain_order="left")
            .join(anchored, on=["a", "b"], how="left", maintain_order="left")
            .with_columns(pl.col("n_shared", "n_anchors").fill_null(0))
        )
        return (
            pairs.hstack(self._signed.likeness(pairs["a"].to_numpy(), pairs["b"].to_numpy()))
            .join(self._about.rename(lambda name: f"{name}_a"), left_on="a", right_on="row_a")
            .join(self._about.rename(lambda name: f"{name}_b"), left_on="b", right_on="row_b")
            .filter(pl.col("text_a") != pl.col("text_b"), _worded() | _likely() | _named() | _anchored())
            .select(
                "same_language",
                doc_a=pl.min_horizontal("doc_id_a", "doc_id_b"),
                doc_b=pl.max_horizontal("doc_id_a", "doc_id_b"),
                n_shared=pl.col("n_shared").cast(pl.UInt32),
                n_anchors=pl.col("n_anchors").cast(pl.UInt32),
                cosine=pl.col("lead").cast(pl.Float32),
                kin=_kin().cast(pl.Float32),
            )
            .select(Link.dtypes().names())
        )

    def _shared(self, first: int, stop: int) -> pl.DataFrame:
        """Count the sampled shingles in common; each distinct text is looked at once."""
        rows = self._rows.slice(first, stop - first)
        found = [
            _pairs(text, others, counts[others], "n_shared")
            for text in rows["text"].unique().sort()
            for counts in [self._sharing.in_common(text)]
            for others in [np.flatnonzero(counts >= MIN_SHARED)]
        ]
        return (
            pl.concat(found)
            .rename({"a": "text", "b": "other"})
            .join(rows.rename({"row": "a"}), on="text")
            .join(self._rows.select(b="row", other="text"), on="other")
            .filter(pl.col("b") < pl.col("a"), pl.col("text") != pl.col("other"))
            .select("a", "b", "n_shared")
        )

    def _anchors(self, first: int, stop: int) -> pl.DataFrame:
        """Count the anchors in common where one of two articles is outside the encoder."""
        sizes, found = self._signed.names_abroad.sizes, [pl.DataFrame(schema={**_PAIR, "n_anchors": pl.Int64})]
        for row in range(first, stop) if self._outside.any() else ():
            counts = self._anchored[int(self._outside[row])].in_common(row)[:row]
            least = np.maximum(MIN_ANCHORS, MIN_ANCHOR_COSINE * np.sqrt(sizes[:row] * float(sizes[row])))
            others = np.flatnonzero(counts >= least)
            found.append(_pairs(row, others, counts[others], "n_anchors"))
        return pl.concat(found)

    def _alike(self, first: int, stop: int) -> pl.DataFrame:
        """List the pairs whose leads mean alike, and those of some days that share names besides."""
        found = [pl.DataFrame(schema=_PAIR)]
        for a, b, cosines in self._signed.leads.alike(first, stop, MIN_COSINE_NEAR):
            alike = cosines >= MIN_COSINE
            far = np.abs(self._published[a] - self._published[b]) > NEAR.total_seconds()
            near = np.flatnonzero(~alike & ~far)
            named = near[self._signed.named_in_common(a[near], b[near]) >= NAMED]
            at = np.union1d(np.flatnonzero(alike), named)
            found.append(pl.DataFrame({"a": a[at], "b": b[at]}))
        return pl.concat(found)


def _pairs(a: int, others: Integers, counts: Integers, name: str) -> pl.DataFrame:
    return pl.DataFrame({"a": np.full(len(others), a), "b": others, name: counts})


def _worded() -> pl.Expr:
    """Tell pairs that share wording from those that share a stock phrase."""
    sampled = pl.min_horizontal("n_sampled_a", "n_sampled_b")
    return (pl.col("n_shared") >= RUN) | (pl.col("n_shared") >= pl.max_horizontal(MIN_SHARED, PART * sampled))


def _kin() -> pl.Expr:
    """Sum up how alike two articles are; outside the encoder, leads of one language count as just alike enough."""
    at_home = pl.col("lead").fill_null(MIN_COSINE) + pl.col("names") + pl.col("rare")
    return pl.when("same_language").then(at_home).otherwise(pl.col("lead") + pl.col("names") / 2)


def _likely() -> pl.Expr:
    """Tell pairs that may be about one event, or derive from each other, from those on one subject."""
    far = _apart(FAR)
    nameless = pl.min_horizontal("n_names_a", "n_names_b") <= FEW_NAMES
    at_home = pl.when(far).then(KIN_FAR).otherwise(KIN)
    abroad = pl.when(nameless).then(KIN_NAMELESS).otherwise(KIN_ABROAD)
    return (_kin() >= pl.when("same_language").then(at_home).otherwise(abroad)).fill_null(value=False)


def _named() -> pl.Expr:
    """Tell pairs of some days that share so many names that they may report one event, whatever they begin with."""
    at_home = pl.col("lead") + 2 * pl.col("names") + pl.col("rare") >= KIN_NAMED
    abroad = pl.col("lead") + pl.col("names") >= KIN_NAMED_ABROAD
    kin = pl.when("same_language").then(at_home).otherwise(abroad)
    enough = (pl.col("lead") >= MIN_COSINE_NEAR) & (pl.col("named") >= NAMED)
    return (~_apart(NEAR) & enough & kin).fill_null(value=False)


def _apart(most: timedelta) -> pl.Expr:
    """Tell whether both dates are known and so far apart."""
    return ((pl.col("published_a") - pl.col("published_b")).abs() > most).fill_null(value=False)


def _anchored() -> pl.Expr:
    """Tell whether names and numbers speak for a pair across languages, one of them outside the encoder."""
    return ~pl.col("same_language") & (pl.col("n_anchors") > 0)
