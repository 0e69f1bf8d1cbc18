"""The macros answer on the samples, for articles named by uri or by doc_id."""

import duckdb
import pytest

from schemas.macros import MACROS
from schemas.views import VIEWS

WIRE = "meridian-wire/2024-03-12-hanoi-security-talks.txt"
COPY = "harbour-post/us-firms-hanoi.txt"
GERMAN = "kurier-am-see/usa-vietnam-sicherheit.txt"


@pytest.fixture
def ask(samples):
    with duckdb.connect(samples, read_only=True) as connection:
        yield lambda query, *values: connection.execute(query, values).fetchall()


def test_overlaps_of_names_the_others_and_which_came_first(ask):
    found = dict(ask("SELECT uri, origin FROM overlaps_of(?)", WIRE))
    assert found[GERMAN] == "this"
    assert WIRE not in found
    assert dict(ask("SELECT uri, origin FROM overlaps_of(?)", GERMAN))[WIRE] == "other"


def test_an_article_may_be_named_by_its_id(ask):
    ((doc_id,),) = ask("SELECT doc_id FROM silver.articles WHERE uri = ?", WIRE)
    assert ask("FROM overlaps_of(?)", doc_id) == ask("FROM overlaps_of(?)", WIRE)


def test_passages_of_shows_the_words_from_either_side(ask):
    forth = ask("SELECT text_one, text_other FROM passages_of(?, ?)", WIRE, COPY)
    back = ask("SELECT text_one, text_other FROM passages_of(?, ?)", COPY, WIRE)
    assert forth
    assert sorted(forth) == sorted((other, one) for one, other in back)
    (first, *_) = ask("SELECT kind, text_one[:9] = text_other[:9] FROM passages_of(?, ?)", WIRE, COPY)
    assert first == ("verbatim", True)


def test_lineage_leads_from_an_article_to_its_origin(ask):
    found = ask("SELECT uri, relation FROM lineage(?)", GERMAN)
    assert found[-1] == (GERMAN, None)
    assert (WIRE, "translation") in found
    assert ask("SELECT uri FROM lineage(?)", WIRE) == [(WIRE,)]


def test_an_unknown_article_has_no_overlaps(ask):
    assert ask("FROM overlaps_of('nobody')") == ask("FROM lineage('nobody')") == []


@pytest.mark.parametrize("kept", [*MACROS, *VIEWS], ids=lambda kept: kept[0])
def test_older_tools_understand_what_the_file_keeps(kept):
    """DuckDB 2 keeps if() as a function of that name, which no release before it has."""
    assert "if(" not in kept.query.lower().replace(" ", "")
