"""A warehouse of many articles, made from a small one: every document is copied under other names.

What is measured on it is the reading of pages, not the making of tables: the copies' texts are alike.
"""

from pathlib import Path
from typing import Final

import duckdb

from schemas import PRIVATE, TABLES
from schemas.macros import MACROS
from schemas.table import Table
from schemas.views import VIEWS

OF_A_COPY: Final = ("doc_id", "doc_a", "doc_b", "origin_doc_id", "story_id", "uri", "path", "source", "other_source")
"""Columns whose values name a document, a story or an outlet: a suffix keeps the copies apart and their order."""

OUTLETS: Final = 10
"""Copies share this many sets of outlets, so that outlets grow with the corpus as they do in life."""


def enlarge(small: Path, large: Path, copies: int) -> int:
    """Write a warehouse that holds every document of a small one several times; return the number of articles."""
    large.unlink(missing_ok=True)
    with duckdb.connect(large) as connection:
        connection.execute(f"ATTACH '{small}' AS small (READ_ONLY)")
        known = {
            f"{layer}.{name}": count
            for layer, name, count in connection.execute(
                "SELECT schema_name, table_name, estimated_size FROM duckdb_tables() WHERE database_name = 'small'"
            ).fetchall()
        }
        for model in TABLES.values():
            if model.layer() != PRIVATE:
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {model.layer()}; {model.ddl()}")
                if model.full_name() in known:
                    connection.execute(_copies(model, copies))
        for made in (*VIEWS, *MACROS):
            connection.execute(made.ddl())
        return int(connection.execute("SELECT count(*) FROM silver.articles").fetchall()[0][0])


def _copies(model: type[Table], copies: int) -> str:
    once = not any(name in OF_A_COPY for name in model.key_columns())
    columns = ", ".join(_column(name) for name in model.dtypes())
    return (  # names come from the schemas
        f"INSERT INTO {model.full_name()} SELECT {columns} FROM small.{model.full_name()}, "
        f"range({1 if once else copies}) AS copy(n) ON CONFLICT DO NOTHING"
    )


def _column(name: str) -> str:
    if name in ("source", "other_source"):
        return f"{name} || ' ' || (n % {OUTLETS}) AS {name}"
    if name in OF_A_COPY:
        return f"{name} || '-' || n AS {name}"
    if name == "quote_hash":  # in life few quotes stand in more than one story
        return f"hash({name}, n) AS {name}"
    if name.endswith("published_at"):
        return f"try_cast({name} AS TIMESTAMP) + to_days((5 * n)::INTEGER) AS {name}"
    return name
