"""Lines that an outlet repeats: what is no article's own."""

from hashlib import blake2b
from typing import cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.bronze import RawDocument
from schemas.private import Line, Repeat
from transforms.silver.credits import site_named
from transforms.silver.cues import fold_line
from transforms.silver.line_shape import split_paragraphs
from transforms.silver.visible import raw_text

REPEAT_THRESHOLD = 3
"""Articles of an outlet, differing elsewhere, that must hold a line before it counts as the outlet's own."""


def hash_line(folded: str) -> int:
    """Hash a folded line to 64 bits.

    BLAKE2b, since the hash is stored: Polars' own changes between its versions, and this takes a microsecond.
    """
    return int.from_bytes(blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def lines(new_raw_documents: LazyFrame[RawDocument]) -> LazyFrame[Line]:
    """Hash the folded lines of each document whose outlet is known.

    Reads raw_documents.text, media_type, source; without a source, the site that the text names. The hash of a
    document's longest line stands for its story: copies of one article under several addresses count once.
    """
    documents = cast("pl.LazyFrame", new_raw_documents).select("doc_id", "source", "text", "media_type").collect()
    rows = [row for document in documents.iter_rows() for row in _lines_of(*document)]
    frame = pl.DataFrame(rows, schema=Line.dtypes(), orient="row")
    return cast("LazyFrame[Line]", frame.lazy())


def _lines_of(doc_id: str, source: str | None, written: str, media_type: str) -> list[tuple[str, int, str, int]]:
    text = raw_text(written, media_type)
    outlet = source or site_named(text)
    folded = {fold_line(text[start:end]) for start, end in split_paragraphs(text)} if outlet else set()
    if not folded or outlet is None:
        return []
    body = hash_line(max(folded, key=lambda line: (len(line), line)))
    return [(doc_id, hashed, outlet, body) for hashed in sorted({hash_line(line) for line in folded})]


def repeats(lines: LazyFrame[Line]) -> LazyFrame[Repeat]:
    """Find the lines that stand in at least REPEAT_THRESHOLD articles of an outlet that differ elsewhere.

    Reads lines.source, line_hash, body_hash. Absolute counts, never shares: only articles that hold a line crossing the
    threshold are touched when others arrive.
    """
    counted = cast("pl.LazyFrame", lines).group_by("source", "line_hash").agg(n_bodies=pl.col("body_hash").n_unique())
    frame = counted.filter(pl.col("n_bodies") >= REPEAT_THRESHOLD).select("source", "line_hash")
    return cast("LazyFrame[Repeat]", frame.sort("source", "line_hash"))
