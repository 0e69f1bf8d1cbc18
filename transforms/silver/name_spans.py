"""Names in articles, each by its own document and fixed resources alone."""

from typing import Final, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.private import NameSpan
from schemas.silver import Article, Sentence
from transforms.silver.names.document import find_spans
from transforms.silver.names.draft import Document


def name_spans(new_articles: LazyFrame[Article], new_sentences: LazyFrame[Sentence]) -> LazyFrame[NameSpan]:
    """Find the names of each article: people, organisations, places and others.

    Reads articles.text, language; sentences.start_char, end_char. Rules over gazetteers (CLDR, GeoNames, Faker), word
    frequencies (wordfreq) and cue words give evidence, a tagger learnt from corpora decides; docs/methods says how both
    were measured.
    """
    articles = cast("pl.LazyFrame", new_articles).select("doc_id", "language", "text").collect()
    sentences = (
        cast("pl.LazyFrame", new_sentences)
        .sort("doc_id", "sentence_no")
        .group_by("doc_id", maintain_order=True)
        .agg("start_char", "end_char")
        .collect()
    )
    cuts = {doc_id: list(zip(starts, ends, strict=True)) for doc_id, starts, ends in sentences.iter_rows()}
    rows = [
        (doc_id, span.start, span.end, text[span.start : span.end], *span[2:])
        for batch in articles.iter_slices(_TOGETHER)
        for (doc_id, _, text), spans in zip(batch.iter_rows(), find_spans(_documents(batch, cuts)), strict=True)
        for span in spans
    ]
    return cast("LazyFrame[NameSpan]", pl.DataFrame(rows, schema=NameSpan.dtypes(), orient="row").lazy())


def _documents(articles: pl.DataFrame, cuts: dict[str, list[tuple[int, int]]]) -> list[Document]:
    return [Document(text, cuts.get(doc_id, []), language) for doc_id, language, text in articles.iter_rows()]


_TOGETHER: Final = 64
"""Articles tagged at once: steps of the tagger cost the same for one sentence as for a thousand."""
