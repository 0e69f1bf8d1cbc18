"""Outlets are counted by the contract's definitions."""

import polars as pl

from schemas.gold import Overlap, Source, SourceOverlap
from transforms.gold.sources import source_overlaps, sources

OUTLETS = {"a": "Herald", "b": "Herald", "c": "Bote", "d": "Bote", "e": None}


def overlaps(*edges):
    rows = [
        {
            "doc_a": a,
            "doc_b": b,
            "relation": relation,
            "origin_doc_id": origin,
            "coverage_a": coverage_a,
            "coverage_b": coverage_b,
            "confidence": 1.0,
            "n_passages": 1,
        }
        for a, b, relation, origin, coverage_a, coverage_b in edges
    ]
    return pl.LazyFrame(rows, schema=Overlap.dtypes())


EDGES = overlaps(
    ("a", "c", "copy", "a", 0.8, 0.9),
    ("b", "c", "excerpt", None, 0.4, 0.5),
    ("b", "d", "same_event", None, 0.1, 0.1),
    ("d", "e", "copy", "e", 1.0, 1.0),
)


def articles(silver):
    return silver({doc: {"text": "text", "source": source} for doc, source in OUTLETS.items()}).articles


def test_derived_articles_are_those_with_an_origin_anywhere(silver):
    rows = sources(articles(silver), EDGES).collect().rows(named=True)
    assert [(row["source"], row["n_articles"], row["n_derived"], row["n_original"]) for row in rows] == [
        ("Bote", 2, 2, 0),
        ("Herald", 2, 0, 2),
    ]


def test_an_article_counts_once_with_its_largest_coverage(silver):
    rows = source_overlaps(articles(silver), EDGES).collect().rows(named=True)
    assert rows == [
        {
            "source": "Bote",
            "other_source": "Herald",
            "n_articles": 2,
            "n_overlapping": 1,
            "n_derived": 1,
            "share_derived": 0.5,
            "mean_coverage": 0.9,
        },
        {
            "source": "Herald",
            "other_source": "Bote",
            "n_articles": 2,
            "n_overlapping": 2,
            "n_derived": 0,
            "share_derived": 0.0,
            "mean_coverage": (0.4 + 0.8) / 2,
        },
    ]


def test_an_outlet_may_copy_itself(silver):
    (row,) = source_overlaps(articles(silver), overlaps(("a", "b", "copy", "a", 1.0, 1.0))).collect().rows(named=True)
    assert (row["source"], row["other_source"], row["n_overlapping"], row["n_derived"]) == ("Herald", "Herald", 2, 1)


def test_no_articles_make_no_outlets(silver):
    nothing = silver({}).articles
    assert sources(nothing, overlaps()).collect().schema == Source.dtypes()
    assert source_overlaps(nothing, overlaps()).collect().schema == SourceOverlap.dtypes()
