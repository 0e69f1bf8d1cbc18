"""Every table has a builder or is awaited, and says by its signature what is incremental."""

from pathlib import Path

import duckdb
import pytest

from flows.builders import AWAITED, BUILDERS, NEW, reads, table_of
from schemas import TABLES, docs

BUILT = sorted(name for name, model in TABLES.items() if model.scope() != "history")


@pytest.mark.parametrize("table", BUILT)
def test_a_table_has_a_builder_or_is_awaited(table):
    assert (table in BUILDERS) != (table in AWAITED)


@pytest.mark.parametrize("table", sorted(BUILDERS))
def test_a_builder_makes_a_table_whose_rows_may_be_replaced(table):
    assert TABLES[table].scope() != "history"


@pytest.mark.parametrize("table", sorted(BUILDERS))
def test_a_table_of_documents_or_pairs_reads_what_is_new(table):
    incremental = any(argument.startswith(NEW) for argument in reads(BUILDERS[table]))
    assert incremental == (TABLES[table].scope() in {"document", "pair"})


def test_a_builder_follows_what_it_reads():
    order = list(BUILDERS)
    for table, make in BUILDERS.items():
        for argument in reads(make):
            name = table_of(argument)
            assert name not in order or order.index(name) < order.index(table), (table, name)


def test_gold_is_computed_from_the_whole_corpus():
    assert {model.scope() for model in TABLES.values() if model.layer() == "gold"} == {"corpus"}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_duckdb_keeps_a_table_as_its_schema_says(table):
    model = TABLES[table]
    with duckdb.connect() as connection:
        connection.execute(f"CREATE SCHEMA {model.layer()}; {model.ddl()}; {'; '.join(model.comments())}")
        assert connection.sql(f"FROM {model.full_name()}").pl().schema == model.dtypes()
        said = connection.sql("SELECT column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall()
        assert dict(said) == model.descriptions()
        required = connection.sql(
            "SELECT column_name FROM duckdb_columns() WHERE NOT internal AND NOT is_nullable"
        ).fetchall()
        assert {name for (name,) in required} == set(model.dtypes()) - model.nullable()


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_is_explained(table):
    assert all(text.endswith(".") for text in TABLES[table].descriptions().values())
    assert TABLES[table].summary().endswith(".")


def test_the_page_of_tables_is_in_step():
    page = Path(__file__).parents[2] / "docs" / "tables.md"
    assert page.read_text(encoding="utf-8") == docs.page(), "run make docs"
