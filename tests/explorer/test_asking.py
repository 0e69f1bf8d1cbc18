"""The SQL box: it answers, and can do nothing else."""

import time

import duckdb
import pytest

from explorer import answering
from explorer.app import application
from explorer.asking import QuestionError, answer
from explorer.export import get
from explorer.pages.question import questions
from tests.explorer.pages_seen import Page

ENDLESS = "SELECT levenshtein(repeat('a', 100000), repeat('b', 100000))"
"""One call of a function that takes minutes: DuckDB does not notice an interrupt meanwhile."""


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM silver.articles",
        "CREATE TABLE mine AS SELECT 1",
        "CREATE TEMP TABLE mine AS SELECT 1",
        "COPY silver.articles TO 'out.csv'",
        "COPY (SELECT 1) TO '/dev/stdout'",
        "EXPORT DATABASE 'out'",
        "ATTACH 'other.duckdb'",
        "ATTACH ':memory:' AS other",
        "USE memory",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA database_size",
        "CHECKPOINT",
        "CALL enable_logging()",
        "PREPARE mine AS SELECT 1",
        "BEGIN",
        "SELECT 1; SELECT 2",
        "SELECT 1) TO 'out.csv'; --",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_parquet('x.parquet')",
        "SELECT * FROM glob('/*')",
        "FROM '/etc/passwd'",
        "FROM 'https://example.org/x.csv'",
        "SELECT getenv('HOME')",
        "",
        "-- nothing",
    ],
)
def test_nothing_is_written_attached_set_or_read_from_elsewhere(samples, query, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises((ValueError, duckdb.Error)):
        answering.answer(str(samples), query, 10)
    assert list(tmp_path.iterdir()) == []


def test_a_question_is_answered_with_names_rows_and_whether_there_are_more(samples):
    found = answer(samples, "SELECT uri, published_at, [1, 2] AS l FROM silver.articles ORDER BY uri", most=3)
    assert found.names == ["uri", "published_at", "l"]
    assert len(found.rows) == 3
    assert found.is_cut
    assert found.frame().height == 3


def test_columns_of_one_name_are_told_apart_in_a_file(samples):
    assert answer(samples, "SELECT 1 AS a, 2 AS a, uuid() AS b").frame().columns == ["a_1", "a_2", "b"]


def test_a_question_ends_when_its_time_is_over_whatever_it_does(samples):
    began = time.monotonic()
    with pytest.raises(QuestionError, match="No answer within 2 seconds"):
        answer(samples, ENDLESS, seconds=2)
    assert time.monotonic() - began < 9


def test_an_answer_that_is_too_large_is_refused(samples):
    with pytest.raises(QuestionError, match="64 MB"):
        answer(samples, "SELECT repeat('x', 70000000)")


def test_the_page_shows_the_answer_or_why_there_is_none(ask):
    assert b"seven" in ask("/sql?q=SELECT+7+AS+seven").body
    refused = ask("/sql?q=DROP+TABLE+silver.articles")
    assert refused.status == 200
    assert b"nothing can be written" in refused.body


def test_an_answer_downloads(ask):
    assert ask("/sql.csv?q=SELECT+7+AS+seven").body == b"seven\n7\n"
    assert ask("/sql.csv?q=DROP+TABLE+x").status == 400


def test_the_questions_of_the_readme_stand_on_the_page(ask):
    said = Page(ask("/sql").body.decode()).text
    assert len(questions()) >= 5
    assert all("\n" not in question.words and question.query.endswith(";") for question in questions())
    assert all(question.words in said for question in questions())


def test_a_folder_of_files_has_no_box(hostile):
    assert b'href="/sql"' not in get(application(hostile, live=False), "/").body
