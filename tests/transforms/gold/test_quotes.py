"""A quote is the entity's that the name beside it means."""

import polars as pl

from schemas.gold import Mention
from schemas.private import QuoteSpan
from transforms.gold.quotes import quotes


def test_a_speaker_is_linked_by_the_place_of_the_name():
    spans = [
        ("d", 10, 30, "We stay.", 2, 7, "Berg", 40, 44, "named", "said", 0.9),
        ("d", 60, 80, "We go.", 2, 8, None, None, None, None, "said", 0.7),
        ("e", 10, 30, "We stay.", 2, 7, "Berg", 50, 54, "pronoun", "said", 0.6),
    ]
    mentions = [("d", "anna-berg", 40, 44, "Berg", "PER", 1.0), ("e", "tom-berg", 40, 44, "Berg", "PER", 1.0)]
    made = quotes(
        pl.LazyFrame(spans, schema=QuoteSpan.dtypes(), orient="row"),
        pl.LazyFrame(mentions, schema=Mention.dtypes(), orient="row"),
    ).collect()
    assert made.select("doc_id", "start_char", "entity_id").rows() == [
        ("d", 10, "anna-berg"),
        ("d", 60, None),
        ("e", 10, None),
    ]


def test_no_quotes_make_an_empty_table():
    assert quotes(QuoteSpan.empty().lazy(), Mention.empty().lazy()).collect().is_empty()
