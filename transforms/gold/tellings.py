"""Tellings: what of an article may tell its event from others on the same subject."""

from typing import cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.private import Telling
from schemas.silver import Article
from transforms.anchors import anchors
from transforms.rarity import KEY, rare_words
from transforms.shingles import fold, stable_hash


def tellings(new_articles: LazyFrame[Article]) -> LazyFrame[Telling]:
    """List the facts of each article: names and numbers, and the stems of words that are rare in its language.

    Reads articles.title, language, text.
    """
    rows = [
        (doc_id, language, sorted(_facts(f"{title or ''}\n{text}", language)))
        for doc_id, title, language, text in new_articles.select("doc_id", "title", "language", "text")
        .collect()
        .iter_rows()
    ]
    return cast("LazyFrame[Telling]", pl.LazyFrame(rows, schema=Telling.dtypes(), orient="row"))


def _facts(text: str, language: str) -> set[int]:
    names = [stable_hash(anchor) for anchor in anchors(text)]
    return {term >> KEY for term in names + rare_words(fold(text), language).tolist()}
