"""A table is declared once: rows part by its rules, and its SQL follows from it."""

import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from schemas.silver import Sentence
from schemas.table import Table, sql_type


def sentences(*rows):
    return pl.DataFrame(rows, schema=Sentence.dtypes(), orient="row")


def test_rows_that_break_a_rule_part_from_the_good_ones_and_name_it():
    good, bad = Sentence.split(sentences(("d", 0, 0, 2, "Hi"), ("d", 1, 3, 5, None)))
    assert good.rows() == [("d", 0, 0, 2, "Hi")]
    assert bad.rows() == [("d", 1, "text: not_nullable")]


def test_what_is_told_of_a_bad_row_is_never_its_text():
    _, bad = Sentence.split(sentences(("d", 0, 0, 2, "secret"), ("d", 0, 3, 5, "secret")))
    assert len(bad) == 2
    assert "secret" not in repr(bad.rows())


def test_a_frame_of_other_columns_is_a_defect_of_its_builder():
    with pytest.raises(SchemaErrors):
        Sentence.split(pl.DataFrame({"doc_id": ["d"]}))
    with pytest.raises(SchemaErrors):
        Sentence.split(pl.DataFrame({"doc_id": []}, schema={"doc_id": pl.Int8}))


class Measure(Table):
    """A table with a rule of each kind."""

    doc_id: str = pa.Field()
    share: pl.Float64 = pa.Field(ge=0, le=1)
    kind: str = pa.Field(isin=["near", "far"], nullable=True)

    class Config:
        name = "gold.measures"
        key = ("doc_id",)
        scope = "corpus"


MEASURES = st.tuples(
    st.sampled_from(["a", "b", "c", None]),
    st.sampled_from([0.0, 0.5, 1.0, -0.1, 1.1, float("nan"), None]),
    st.sampled_from(["near", "far", "other", None]),
)


@settings(max_examples=30)
@given(st.lists(MEASURES, max_size=3))
def test_rows_part_exactly_where_pandera_finds_a_fault(rows):
    frame = pl.DataFrame(rows, schema=Measure.dtypes(), orient="row")
    _, bad = Measure.split(frame)
    try:
        Measure.validate(frame, lazy=True)
    except SchemaErrors:
        assert not bad.is_empty()
    else:
        assert bad.is_empty()


def test_an_empty_frame_has_neither_good_nor_bad_rows():
    good, bad = Sentence.split(Sentence.empty())
    assert good.is_empty()
    assert bad.is_empty()


def test_the_statement_that_makes_a_table_declares_its_key_and_what_must_be_there():
    assert Sentence.ddl() == (
        'CREATE TABLE IF NOT EXISTS silver.sentences ("doc_id" VARCHAR NOT NULL, "sentence_no" UINTEGER NOT NULL, '
        '"start_char" UINTEGER NOT NULL, "end_char" UINTEGER NOT NULL, "text" VARCHAR NOT NULL, '
        'PRIMARY KEY ("doc_id", "sentence_no"))'
    )


@pytest.mark.parametrize(
    ("dtype", "sql"),
    [
        (pl.List(pl.List(pl.UInt8)), "UTINYINT[][]"),
        (pl.Struct({"a": pl.Int16, "b": pl.List(pl.String)}), 'STRUCT("a" SMALLINT, "b" VARCHAR[])'),
        (pl.Datetime("us"), "TIMESTAMP"),
    ],
)
def test_a_polars_type_has_its_place_in_duckdb(dtype, sql):
    assert sql_type(dtype) == sql


def test_a_column_that_would_hide_a_method_is_refused():
    with pytest.raises(TypeError, match=r"gold\.trial: columns would hide the methods ddl"):

        class Trial(Table):
            ddl: str = pa.Field()

            class Config:
                name = "gold.trial"
                key = ("ddl",)
                scope = "corpus"
