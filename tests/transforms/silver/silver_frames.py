"""Frames of raw documents for the tests of silver."""

from datetime import datetime

import polars as pl

from schemas.bronze import RawDocument
from transforms.silver.articles import articles
from transforms.silver.blocks import blocks
from transforms.silver.lines import lines, repeats


def raw(*texts, **columns):
    """Make a frame of raw documents, "d0", "d1", ..., of these texts."""
    plain = {
        "version": 1,
        "is_current": True,
        "source": None,
        "media_type": "text/plain",
        "encoding": "utf-8",
        "n_bytes": 0,
        "content_hash": "",
        "title": None,
        "author": None,
        "url": None,
        "published_at": None,
        "language_hint": None,
        "ingested_at": datetime(2026, 1, 1),  # noqa: DTZ001
        "run_id": "run",
    }
    rows = [{"doc_id": f"d{at}", "uri": f"d{at}.txt", "text": text} | plain | columns for at, text in enumerate(texts)]
    return pl.DataFrame(rows, schema=RawDocument.dtypes()).lazy()


def block_rows(*texts, **columns):
    """Build the blocks of these texts, repeats counted among them."""
    documents = raw(*texts, **columns)
    return blocks(documents, repeats(lines(documents))).collect()


def article_rows(*texts, **columns):
    """Build the articles of these texts."""
    documents = raw(*texts, **columns)
    return articles(documents, blocks(documents, repeats(lines(documents)))).collect().to_dicts()
