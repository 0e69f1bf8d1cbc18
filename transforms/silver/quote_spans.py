"""Quotes in articles and who says them, each by its own document and fixed resources alone."""

import re
from collections import defaultdict
from typing import Any, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.private import NameSpan, QuoteSpan
from schemas.silver import Article, Sentence
from transforms.shingles import fold, stable_hash
from transforms.silver.quotes.document import find_quotes
from transforms.silver.quotes.marks import MARKS
from transforms.silver.quotes.speakers import Name

_WORD = re.compile(r"\w+")


def quote_spans(
    new_articles: LazyFrame[Article], new_sentences: LazyFrame[Sentence], new_name_spans: LazyFrame[NameSpan]
) -> LazyFrame[QuoteSpan]:
    """Find the direct quotes of each article, and the name of who says each.

    Reads articles.text, language; sentences.start_char, end_char; name_spans.start_char, end_char, type. Rules over
    quotation marks and verbs of speech (transforms/lexicons); docs/methods/quotes.md says how they were measured.
    """
    marked = pl.col("text").str.contains(MARKS)
    articles = cast("pl.LazyFrame", new_articles).filter(marked).select("doc_id", "language", "text").collect()
    sentences, names = (
        _by_document(
            cast("pl.LazyFrame", spans).join(articles.lazy(), on="doc_id", how="semi").select("doc_id", *columns)
        )
        for spans, columns in (
            (new_sentences, ("start_char", "end_char")),
            (new_name_spans, ("start_char", "end_char", "type")),
        )
    )
    rows = [
        (doc_id, *row)
        for doc_id, language, text in articles.iter_rows()
        for row in _rows(text, sentences[doc_id], names[doc_id], language)
    ]
    return cast("LazyFrame[QuoteSpan]", pl.DataFrame(rows, schema=QuoteSpan.dtypes(), orient="row").lazy())


def _by_document(spans: pl.LazyFrame) -> defaultdict[str, list[tuple[Any, ...]]]:
    """Gather the spans of each document, in the order of its text."""
    found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for doc_id, *span in spans.sort("doc_id", "start_char", "end_char").collect().iter_rows():
        found[doc_id].append(tuple(span))
    return found


def _rows(
    text: str, sentences: list[tuple[Any, ...]], names: list[tuple[Any, ...]], language: str
) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for one in find_quotes(text, sentences, map(Name._make, names), language):
        said, who = text[one.start : one.end], one.speaker
        named = (text[who.start : who.end], who.start, who.end) if who else (None, None, None)
        words = " ".join(_WORD.findall(fold(said)))
        rows.append(
            (one.start, one.end, said, one.n_words, stable_hash(words), *named, one.basis, one.verb, one.confidence)
        )
    return rows
