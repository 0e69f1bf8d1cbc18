"""Articles on one event form one story, which knows its roots and how many independent origins it has."""

import re
from datetime import datetime

import polars as pl
import pytest

from schemas.gold import Overlap, Story, StoryArticle
from schemas.private import Alignment, Signature
from transforms.gold.stories import stories, story_articles

EDGE = {"direction_basis": None, "coverage_a": 1.0, "coverage_b": 1.0, "confidence": 1.0, "n_passages": 1}

UNSIGNED = pl.LazyFrame(schema=Signature.dtypes())


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


def members(articles, *edges):
    return story_articles(articles, UNSIGNED, evidence(*edges), overlaps(*edges)).collect()


def placed(silver, names, *edges):
    articles = silver(dict.fromkeys(names, "text")).articles
    rows = members(articles, *edges).rows(named=True)
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


def stories_of(made):
    found = made.story_articles.collect()
    return sorted(sorted(docs) for docs in found.group_by("story_id").agg("doc_id")["doc_id"].to_list())


WEATHER = """{place} can expect {sky} on {day}, with temperatures of up to {high} degrees in the afternoon.
At night it will cool down to {low} degrees, and the wind will blow from the {wind} at {speed} kilometres an hour.
The river gauge at {bridge} stood at {gauge} centimetres in the morning, said the weather office."""

MATCH = """{home} beat {away} by {n} points to {m} in front of {crowd} spectators.
{scorer} scored {most} points for the winners, who lead the league after {round} rounds."""


@pytest.mark.parametrize(
    ("form", "fillings"),
    [
        (
            WEATHER,
            [
                ("Lerwick", "sunshine", "Monday", 21, 12, "west", 15, "Scalloway", 143),
                ("Haverholm", "showers", "Thursday", 14, 10, "north", 38, "Oxmoor", 212),
                ("Tarnby", "thick fog", "Sunday", 17, 11, "south", 25, "Millgate", 187),
            ],
        ),
        (
            MATCH,
            [
                ("Lerwick Rovers", "Brae United", 81, 77, 1240, "Halcrow", 31, 12),
                ("Haverholm Bears", "Tarnby City", 64, 59, 880, "Lindqvist", 22, 14),
                ("Oxmoor Giants", "Millgate Town", 93, 70, 2115, "Okafor", 40, 17),
            ],
        ),
    ],
)
def test_a_form_filled_in_again_and_again_is_no_story(traced, form, fillings):
    names = re.findall(r"{(\w+)}", form)
    texts = {str(n): form.format(**dict(zip(names, filling, strict=True))) for n, filling in enumerate(fillings)}
    assert stories_of(traced(texts)) == [["0"], ["1"], ["2"]]


def test_reports_months_apart_are_of_two_events(silver):
    edge = "a", "b", "same_event", None, {"confidence": 0.9}
    dated = {
        name: {"text": "text", "published_at": datetime.fromisoformat(f"2024-0{month}-01")}
        for name, month in (("a", 1), ("b", 3))
    }
    assert members(silver(dated).articles, edge)["story_id"].to_list() == ["a", "b"]
    same = {name: about | {"published_at": datetime.fromisoformat("2024-01-01")} for name, about in dated.items()}
    assert members(silver(same).articles, edge)["story_id"].to_list() == ["a", "a"]


def test_a_root_is_in_the_same_story(silver):
    edges = (
        ("a", "d", "excerpt", "a", {"coverage_b": 0.2}),
        ("b", "c", "copy", "b"),
    )
    assert placed(silver, "abcd", *edges)["d"] == ("d", None, None)


def test_the_headline_is_that_of_the_article_that_most_came_from(silver):
    edges = ("b", "c", "copy", "b"), ("b", "d", "translation", "b"), ("a", "b", "same_event", None)
    texts = {
        name: {"text": name, "title": name.upper(), "published_at": datetime.fromisoformat(f"2024-01-0{day}")}
        for day, name in enumerate("abcd", 1)
    }
    articles = silver(texts).articles
    found = stories(members(articles, *edges).lazy(), articles, overlaps(*edges)).collect()
    assert found.select("story_id", "headline", "n_origins").rows() == [("a", "B", 2)]


def test_a_story_is_summed_up(silver):
    texts = {
        "a": {"text": "x", "source": "Herald", "title": None, "language": "en"},
        "b": {"text": "y", "source": "Bote", "title": "Titel", "language": "de"},
        "c": {"text": "z", "source": None, "title": "Other", "language": "en"},
    }
    edge = "a", "b", "translation", "a"
    articles = silver(texts).articles
    rows = stories(members(articles, edge).lazy(), articles, overlaps(edge)).collect().rows(named=True)
    assert [(row["story_id"], row["headline"], row["n_articles"], row["n_sources"]) for row in rows] == [
        ("a", "Titel", 2, 2),
        ("c", "Other", 1, 0),
    ]
    assert [(row["n_origins"], row["languages"]) for row in rows] == [(1, ["de", "en"]), (1, ["en"])]


def test_no_articles_make_no_stories(silver):
    articles = silver({}).articles
    placed = members(articles)
    assert placed.schema == StoryArticle.dtypes()
    assert stories(placed.lazy(), articles, overlaps()).collect().schema == Story.dtypes()
