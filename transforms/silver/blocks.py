"""Blocks: the raw text of each document, tiled by spans that are kept or stripped for a reason."""

from collections.abc import Iterator
from typing import Any, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.bronze import RawDocument
from schemas.private import Repeat
from schemas.silver import Block
from transforms.silver.credits import site_named
from transforms.silver.language import detect_blocks
from transforms.silver.segment import segment
from transforms.silver.tidy import tidy
from transforms.silver.visible import main_lines, raw_text

_LANGUAGE = {"language": pl.String, "language_confidence": pl.Float64, "language_basis": pl.String}
_TILED = {name: dtype for name, dtype in Block.dtypes().items() if name not in _LANGUAGE} | {"tidied": pl.String}


def blocks(new_raw_documents: LazyFrame[RawDocument], repeats: LazyFrame[Repeat]) -> LazyFrame[Block]:
    """Tile each raw text with blocks.

    Reads raw_documents.text, media_type, title, source; repeats. ``text_start`` counts in articles.text, which is the
    kept blocks, tidied and joined by line breaks.
    """
    documents = (
        cast("pl.LazyFrame", new_raw_documents).select("doc_id", "source", "title", "text", "media_type").collect()
    )
    known = _by_source(cast("pl.LazyFrame", repeats).collect())
    rows = [row for document in documents.iter_rows(named=True) for row in _blocks_of(document, known)]
    frame = pl.DataFrame(rows, schema=_TILED, orient="row")
    return cast("LazyFrame[Block]", _with_language(frame).lazy())


def _by_source(repeats: pl.DataFrame) -> dict[str, frozenset[int]]:
    grouped = repeats.group_by("source").agg("line_hash")
    return {source: frozenset(hashes) for source, hashes in grouped.iter_rows()}


def _blocks_of(document: dict[str, Any], known: dict[str, frozenset[int]]) -> Iterator[tuple[Any, ...]]:
    text = raw_text(document["text"], document["media_type"])
    main = main_lines(document["text"]) if document["media_type"] == "text/html" else frozenset()
    outlet = (document["source"] or site_named(text) or "") if known else ""
    length = 0
    for number, span in enumerate(segment(text, document["title"], known.get(outlet, frozenset()), main)):
        raw = text[span.start : span.end]
        tidied = tidy(raw) if span.kept else ""
        kept = bool(tidied)
        kind = span.kind if kept or not span.kept else "space"
        start = length + bool(length) if kept else None
        length = start + len(tidied) if start is not None else length
        yield document["doc_id"], number, kind, kept, span.rule, span.start, span.end, start, raw, tidied


def _with_language(frame: pl.DataFrame) -> pl.DataFrame:
    """Name the language of each kept block."""
    texts = frame.filter("kept").group_by("doc_id", maintain_order=True).agg("tidied")
    told = [opinion for opinions in detect_blocks(texts["tidied"].to_list()) for opinion in opinions]
    found = iter(opinion or (None, None, None) for opinion in told)
    rows = [next(found) if kept else (None, None, None) for kept in frame["kept"]]
    languages = pl.DataFrame(rows, schema=_LANGUAGE, orient="row")
    return frame.with_columns(languages).select(*Block.dtypes())
