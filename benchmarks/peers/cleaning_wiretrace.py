"""Make all of silver from raw texts, on one core: blocks, languages, articles, sentences."""

import polars as pl

from benchmarks.peers.solving import Article, main
from flows.garbage import seldom_collected
from schemas.bronze import RawDocument
from transforms.silver.articles import articles as silver_articles
from transforms.silver.blocks import blocks
from transforms.silver.lines import lines, repeats
from transforms.silver.sentences import sentences


def n_sentences(articles: list[Article]) -> int:
    """Count the sentences that are left."""
    raw = _raw(articles)
    tiled: pl.LazyFrame = blocks(raw, repeats(lines(raw).collect().lazy()).collect().lazy()).collect().lazy()
    cleaned = silver_articles(raw, tiled).collect().lazy()
    return len(sentences(cleaned).collect())


def _raw(articles: list[Article]) -> pl.LazyFrame:
    """Show the files as bronze does."""
    known = {"media_type": "text/plain", "version": 1}
    rows = [
        known | dict.fromkeys(("doc_id", "uri"), article["id"])
        | {"source": article["id"].split("/")[0], "text": "\n".join(article["file"])}
        for article in articles
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=RawDocument.dtypes()).lazy()


if __name__ == "__main__":
    with seldom_collected():
        main(n_sentences)
