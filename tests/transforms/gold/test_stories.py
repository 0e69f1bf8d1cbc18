"""Articles on one event form one story, which knows its roots and how many independent origins it has."""

import polars as pl

from schemas.gold import Overlap, Story, StoryArticle
from schemas.private import Alignment
from transforms.gold.stories import stories, story_articles

EDGE = {"direction_basis": None, "coverage_a": 1.0, "coverage_b": 1.0, "confidence": 1.0, "n_passages": 1}


NO_EVIDENCE = pl.LazyFrame(schema=Alignment.dtypes())


def overlaps(*edges):
    rows = [
        {**EDGE, "doc_a": a, "doc_b": b, "relation": relation, "origin_doc_id": origin, **dict(*more)}
        for a, b, relation, origin, *more in edges
    ]
    return pl.LazyFrame(rows, schema=Overlap.dtypes())


def evidence(*edges):
    """Align each pair across languages that no model knows: then its confidence is its score."""
    nothing = {name: False if dtype == pl.Boolean else 0 for name, dtype in Alignment.dtypes().items()}
    unknown = dict.fromkeys(("close_a", "close_b", "meaning_a", "meaning_b", "lead")) | {"passages": []}
    rows = [{**nothing, **unknown, "doc_a": a, "doc_b": b} for a, b, *_ in edges]
    return pl.LazyFrame(rows, schema=Alignment.dtypes())


def placed(silver, names, *edges):
    articles = silver(dict.fromkeys(names, "text")).articles
    rows = story_articles(articles, evidence(*edges), overlaps(*edges)).collect().rows(named=True)
    return {row["doc_id"]: (row["story_id"], row["origin_doc_id"], row["relation"]) for row in rows}


def test_every_article_has_a_story_of_its_own_at_least(silver):
    assert placed(silver, "ab") == {"a": ("a", None, None), "b": ("b", None, None)}


def test_a_chain_resolves_to_its_root(silver):
    found = placed(silver, "abc", ("a", "b", "translation", "a"), ("b", "c", "copy", "b"))
    assert found == {"a": ("a", None, None), "b": ("a", "a", "translation"), "c": ("a", "a", "copy")}


def test_the_relation_to_the_root_is_that_of_their_own_pair(silver):
    edges = ("a", "b", "copy", "a"), ("b", "c", "copy", "b"), ("a", "c", "excerpt", "a", {"coverage_b": 0.5})
    assert placed(silver, "abc", *edges)["c"] == ("a", "a", "excerpt")


def test_a_circle_has_no_root(silver):
    found = placed(silver, "abc", ("a", "b", "copy", "a"), ("b", "c", "copy", "b"), ("a", "c", "copy", "c"))
    assert {root for _, root, _ in found.values()} == {None}


def test_a_digest_joins_the_story_it_takes_most_from(silver):
    edges = (
        ("a", "d", "excerpt", "a", {"coverage_b": 0.4}),
        ("b", "d", "excerpt", "b", {"coverage_b": 0.3}),
        ("c", "d", "excerpt", "c", {"coverage_b": 0.1}),
    )
    found = placed(silver, "abcd", *edges)
    assert {doc: story for doc, (story, _, _) in found.items()} == {"a": "a", "b": "b", "c": "c", "d": "a"}


def test_a_digest_does_not_tie_two_stories_together(silver):
    edges = (
        ("a", "d", "excerpt", "a", {"coverage_b": 0.3}),
        ("b", "d", "excerpt", "b", {"coverage_b": 0.3}),
        ("c", "d", "excerpt", None, {"coverage_a": 0.4, "coverage_b": 0.3}),
    )
    found = placed(silver, "abcd", *edges)
    assert {doc: story for doc, (story, _, _) in found.items()} == {"a": "a", "b": "b", "c": "c", "d": "a"}


def test_independent_reports_of_one_event_are_one_story_without_a_root(silver):
    found = placed(silver, "abc", ("a", "b", "same_event", None, {"confidence": 0.9}))
    assert found == {"a": ("a", None, None), "b": ("a", None, None), "c": ("c", None, None)}


def test_stories_do_not_chain(silver):
    sure, unsure = {"confidence": 0.9}, {"confidence": 0.5}
    edges = [("a", "b", "same_event", None, sure), ("b", "c", "same_event", None, unsure)]
    edges.append(("c", "d", "same_event", None, sure))
    found = placed(silver, "abcd", *edges)
    assert {doc: story for doc, (story, _, _) in found.items()} == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_a_story_is_summed_up(silver):
    texts = {
        "a": {"text": "x", "source": "Herald", "title": None, "language": "en"},
        "b": {"text": "y", "source": "Bote", "title": "Titel", "language": "de"},
        "c": {"text": "z", "source": None, "title": "Other", "language": "en"},
    }
    edges = overlaps(("a", "b", "translation", "a"))
    articles = silver(texts).articles
    rows = stories(story_articles(articles, NO_EVIDENCE, edges), articles, edges).collect().rows(named=True)
    assert [(row["story_id"], row["headline"], row["n_articles"], row["n_sources"]) for row in rows] == [
        ("a", "Titel", 2, 2),
        ("c", "Other", 1, 0),
    ]
    assert [(row["n_origins"], row["languages"]) for row in rows] == [(1, ["de", "en"]), (1, ["en"])]


def test_no_articles_make_no_stories(silver):
    articles = silver({}).articles
    members = story_articles(articles, NO_EVIDENCE, overlaps())
    assert members.collect().schema == StoryArticle.dtypes()
    assert stories(members, articles, overlaps()).collect().schema == Story.dtypes()
