"""Split sentences and find names as name_spans does, on one core."""

import polars as pl

from benchmarks.peers.solving import Article, main
from flows.garbage import seldom_collected
from schemas.silver import Article as SilverArticle
from transforms.silver.name_spans import name_spans
from transforms.silver.sentences import sentences


def n_names(articles: list[Article]) -> int:
    """Count the names of all texts."""
    told = [{"doc_id": article["id"], "language": article["language"], "text": article["text"]} for article in articles]
    cleaned = pl.DataFrame(told, schema=SilverArticle.dtypes()).lazy()
    return len(name_spans(cleaned, sentences(cleaned)).collect())


if __name__ == "__main__":
    with seldom_collected():
        main(n_names)
