"""Rows of the warehouse come as lazy frames that read what is used, once."""

import duckdb
import polars as pl
import pytest

from flows.reading import frame
from schemas.silver import Sentence

ROWS = [("b", 0, 0, 2, "Ho"), ("a", 1, 3, 5, "Hi"), ("a", 0, 0, 2, "He")]


class Watched:
    """A connection that remembers what it is asked."""

    def __init__(self, connection):
        self.connection, self.asked = connection, []

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def sql(self, query):
        self.asked.append(query)
        return self.connection.sql(query)


@pytest.fixture
def watched():
    with duckdb.connect() as connection:
        connection.execute(f"CREATE SCHEMA silver; {Sentence.ddl()}")
        connection.executemany("INSERT INTO silver.sentences VALUES (?, ?, ?, ?, ?)", ROWS)
        yield Watched(connection)


def test_a_frame_holds_the_rows_of_a_query_in_the_order_of_their_key(watched):
    rows = frame(watched, "sentences", "FROM silver.sentences WHERE doc_id = 'a'").collect()
    assert rows.rows() == [("a", 0, 0, 2, "He"), ("a", 1, 3, 5, "Hi")]
    assert rows.schema == Sentence.dtypes()


def test_columns_that_are_not_used_are_not_read(watched):
    lengths = frame(watched, "sentences", "FROM silver.sentences").select(pl.col("text").str.len_chars().sum())
    assert lengths.collect().item() == 6
    assert not any("start_char" in query for query in watched.asked)


def test_a_plan_that_uses_a_frame_several_times_reads_each_column_once(watched):
    rows = frame(watched, "sentences", "FROM silver.sentences")
    first = rows.filter(pl.col("sentence_no") == 0).select("doc_id", first="text")
    counted = rows.group_by("doc_id").agg(end=pl.col("end_char").max())
    joined = rows.join(first, on="doc_id").join(counted, on="doc_id").select("first", "text", "end").sort("text")
    assert joined.collect().rows() == [("He", "He", 5), ("He", "Hi", 5), ("Ho", "Ho", 2)]
    asked = " ".join(query.partition(" FROM ")[0] for query in watched.asked)
    assert all(asked.count(f'"{name}"') == 1 for name in ("doc_id", "sentence_no", "end_char", "text"))


def test_a_frame_can_be_counted_and_cut(watched):
    rows = frame(watched, "sentences", "FROM silver.sentences")
    assert rows.select(pl.len()).collect().item() == 3
    assert rows.head(1).collect()["text"].to_list() == ["He"]
