"""Texts: made ready once, whatever pairs and parts they are held side by side in."""

import polars as pl

from schemas.silver import Article, Sentence
from transforms.gold.overlaps.texts import SENTENCES, texts_of


def test_a_text_is_made_ready_once_for_all_who_hold_it():
    told = "The ferry sails at noon."
    held = pl.DataFrame({"doc_id": ["a", "b", "c"], "text": [told, told, told], "language": ["en", "en", "de"]})
    blank = [pl.lit(None, dtype).alias(name) for name, dtype in Article.dtypes().items() if name not in held.columns]
    articles = held.with_columns(blank).select(Article.dtypes().names()).lazy()
    sentences = pl.LazyFrame([(doc, 0, 0, len(told), told) for doc in "abc"], schema=Sentence.dtypes(), orient="row")
    first, again = texts_of(articles, sentences), texts_of(articles.filter(doc_id="b"), sentences)
    assert first["a"] is first["b"] is again["b"]
    assert first["c"] is not first["a"]
    assert (first["a"].starts.tolist(), first["a"].ends.tolist()) == ([0], [len(told)])


def test_of_a_text_without_end_the_first_sentences_are_held_side_by_side():
    blank = {name: [None] for name in Article.dtypes()} | {
        "doc_id": ["a"],
        "text": ["So. " * 2_000],
        "language": ["en"],
    }
    rows = [("a", number, number * 4, number * 4 + 3, "So.") for number in range(2_000)]
    sentences = pl.LazyFrame(rows, schema=Sentence.dtypes(), orient="row").reverse()
    text = texts_of(pl.LazyFrame(blank, schema=Article.dtypes()), sentences)["a"]
    assert text.starts.tolist() == list(range(0, 4 * SENTENCES, 4))
