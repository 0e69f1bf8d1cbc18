"""Passages: what proves an overlap, place by place."""

from typing import cast

from pandera.typing.polars import LazyFrame

from schemas.gold import Overlap, Passage
from schemas.private import Alignment


def passages(alignments: LazyFrame[Alignment], overlaps: LazyFrame[Overlap]) -> LazyFrame[Passage]:
    """List the aligned passages of the pairs that overlap.

    Reads alignments.passages; overlaps.doc_a, doc_b.
    """
    listed = (
        alignments.select("doc_a", "doc_b", "passages")
        .join(overlaps.select("doc_a", "doc_b"), on=["doc_a", "doc_b"], how="semi")
        .explode("passages")
        .drop_nulls("passages")
        .unnest("passages")
        .select(Passage.dtypes().names())
    )
    return cast("LazyFrame[Passage]", listed)
