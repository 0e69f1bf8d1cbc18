"""What the first run finds among the samples is what a careful reader says of them."""

import tomllib
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from schemas.types import DERIVED, RELATIONS

TRUTH = tomllib.loads(Path(__file__).with_name("samples_truth.toml").read_text(encoding="utf-8"))
TRUE = {frozenset((pair["a"], pair["b"])): pair for pair in TRUTH["pair"]}
AMBIGUOUS = {frozenset((pair["a"], pair["b"])) for pair in TRUTH["ambiguous"]}

FREE = {frozenset(pair) for pair in (
    ("kurier-am-see/usa-vietnam-sicherheit.txt", "the-briefing/2024.jsonl#tb-0318"),
    ("tin-song-hong/doanh-nghiep-my-gap-bo-cong-an.txt", "the-briefing/2024.jsonl#tb-0318"),
)}  # fmt: skip
"""Rewrites so near to the translations of their original that they are taken for translations of each other."""

LEAST_FOUND = {"copy": 4, "excerpt": 8, "translation": 15, "rewrite": 7, "same_event": 2}
"""Pairs of each relation that were found; the figures may only rise."""


@pytest.fixture(scope="module")
def found(samples):
    with duckdb.connect(samples, read_only=True) as connection:
        rows = connection.execute(
            "SELECT a.uri, b.uri, relation, origin.uri FROM gold.overlaps "
            "JOIN silver.articles AS a ON a.doc_id = doc_a JOIN silver.articles AS b ON b.doc_id = doc_b "
            "LEFT JOIN silver.articles AS origin ON origin.doc_id = origin_doc_id"
        ).fetchall()
    return {frozenset((a, b)): (relation, origin) for a, b, relation, origin in rows}


def test_all_relations_are_shown(found):
    assert {relation for relation, _ in found.values()} == set(RELATIONS)


def test_a_pair_that_is_found_has_its_relation(found):
    wrong = {pair for pair in found.keys() & TRUE.keys() if found[pair][0] != TRUE[pair]["relation"]}
    assert wrong <= FREE


def test_no_pair_is_found_that_shares_nothing(found):
    assert not found.keys() - TRUE.keys() - AMBIGUOUS


def test_an_origin_that_is_said_is_the_right_one_where_there_is_one(found):
    for pair in found.keys() & TRUE.keys():
        origin = TRUE[pair]["origin"]
        assert not origin or found[pair][1] in {None, origin}, pair


def test_independent_reports_have_no_origin(found):
    assert {origin for relation, origin in found.values() if relation not in DERIVED} <= {None}


def test_most_pairs_are_found(found):
    right = Counter(
        TRUE[pair]["relation"] for pair in found.keys() & TRUE.keys() if found[pair][0] == TRUE[pair]["relation"]
    )
    assert {relation: right[relation] >= least for relation, least in LEAST_FOUND.items()} == dict.fromkeys(
        RELATIONS, True
    )


def test_two_events_of_one_subject_are_two_stories_in_whatever_language(samples):
    with duckdb.connect(samples, read_only=True) as connection:
        rows = connection.execute("SELECT uri, story_id FROM gold.story_articles JOIN silver.articles USING (doc_id)")
        story_of = dict(rows.fetchall())
    rescue, english = "el-faro-de-levante/teleferico-arvela.txt", "harbour-post/monte-arvela-rescue.txt"
    again, german = "harbour-post/monte-arvela-reopens-stops.txt", "kurier-am-see/blitz-am-monte-arvela.txt"
    assert story_of[rescue] == story_of[english] != story_of[again] == story_of[german]
