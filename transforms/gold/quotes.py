"""Quotes: who says what."""

from typing import cast

from pandera.typing.polars import LazyFrame

from schemas.gold import Mention, Quote
from schemas.private import QuoteSpan


def quotes(quote_spans: LazyFrame[QuoteSpan], mentions: LazyFrame[Mention]) -> LazyFrame[Quote]:
    """Say of each quote which entity its speaker is: the one that the name beside it means.

    Reads quote_spans; mentions.doc_id, start_char, end_char, entity_id.
    """
    meant = mentions.select("doc_id", "entity_id", speaker_start="start_char", speaker_end="end_char")
    made = (
        quote_spans.join(meant, on=["doc_id", "speaker_start", "speaker_end"], how="left")
        .select(Quote.dtypes().names())
        .sort("doc_id", "start_char")
    )
    return cast("LazyFrame[Quote]", made)
