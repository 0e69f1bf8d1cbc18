"""Find near copies as wiretrace does, on one core: sampled shingles in common, then the contract's shares."""

import numpy as np
import polars as pl

from benchmarks.peers.solving import Article, main
from transforms.gold.overlaps.links import MIN_SHARED
from transforms.gold.overlaps.relations import COPY_SHARE, EXCERPT_RUN
from transforms.gold.overlaps.verbatim import verbatim_share, word_runs
from transforms.shingles import Wording, wording
from transforms.silver.signatures import SAMPLING


def pairs(articles: list[Article]) -> list[tuple[str, str]]:
    """Count the sampled shingles of every two texts that share one; compare those with several."""
    words = {article["id"]: wording(article["text"], article["language"]) for article in articles}
    index = pl.DataFrame(
        [(name, grams[grams % SAMPLING == 0]) for name, each in words.items() for grams in [np.unique(each.shingles)]],
        schema={"id": pl.String, "shingles": pl.List(pl.UInt64)},
        orient="row",
    ).explode("shingles").drop_nulls()  # fmt: skip
    shared = (
        index.join(index, on="shingles", suffix="_b")
        .filter(pl.col("id") < pl.col("id_b"))
        .group_by("id", "id_b")
        .agg(n_shared=pl.len())
        .filter(pl.col("n_shared") >= MIN_SHARED)
        .select("id", "id_b")
        .sort("id", "id_b")
    )
    return [(a, b) for a, b in shared.iter_rows() if _is_near(words[a], words[b])]


def _is_near(a: Wording, b: Wording) -> bool:
    """Say whether two texts make a copy or an excerpt."""
    shares = verbatim_share(a, b), verbatim_share(b, a)
    return max(shares) >= COPY_SHARE or max((run.n for run in word_runs(a, b)), default=0) >= EXCERPT_RUN


if __name__ == "__main__":
    main(pairs)
