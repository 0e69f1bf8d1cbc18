"""Rows of the warehouse as lazy frames."""

from collections.abc import Iterable, Iterator
from threading import Lock

import duckdb
import polars as pl
from polars.io.plugins import register_io_source

from schemas import TABLES


def frame(connection: duckdb.DuckDBPyConnection, table: str, query: str) -> pl.LazyFrame:
    """Read rows of a table, no more columns of them than are used, in the order of their key.

    A plan that uses a frame several times scans it as often, with other columns each time: each column is read once.
    """
    dtypes, key = TABLES[table].dtypes(), columns("row", TABLES[table].key_columns())
    known: dict[str, pl.Series] = {}
    reading = Lock()  # Polars may run several scans at once, and a connection serves one call at a time

    def scan(
        names: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, _size: int | None
    ) -> Iterator[pl.DataFrame]:
        wanted = names or list(dtypes)
        with reading:
            unknown = [name for name in wanted if name not in known]
            if unknown:
                with connection.cursor() as cursor:
                    found = cursor.sql(f"SELECT {columns('row', unknown)} FROM ({query}) AS row ORDER BY {key}").pl()
                known.update(zip(unknown, found, strict=True))
        rows = pl.DataFrame([known[name] for name in wanted])
        rows = rows if predicate is None else rows.filter(predicate)
        yield rows if n_rows is None else rows.head(n_rows)

    return register_io_source(scan, schema=dtypes, validate_schema=True)


def columns(of: str, names: Iterable[str]) -> str:
    """Name columns of a relation, as SQL does."""
    return ", ".join(f'{of}."{name}"' for name in names)
