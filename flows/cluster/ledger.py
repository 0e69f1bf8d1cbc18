"""The ledger: what the machine that drives a run has to know, in a warehouse of that run alone.

It holds the history (runs, files, quarantine, versions without their texts) and, at the end, views over the Parquet
tables: then it is what is published. The tables alone are kept; every run loads it from them anew.
"""

from typing import Final

import polars as pl

from flows import layout
from flows.cluster.tables import LATEST, VERSIONS, Tables, as_daft, as_polars, holding, listed_by
from flows.reading import frame
from flows.warehouse import Warehouse
from schemas import PRIVATE, TABLES

KEPT: Final = [name for name, model in TABLES.items() if model.scope() == "history" and model.layer() == "ops"] + [
    "files"
]
"""History that every batch holds whole; its ``runs`` are written last, which makes the batch count."""


class OtherTablesError(RuntimeError):
    """The folder holds tables that this run cannot go on with."""


def load(db: Warehouse, tables: Tables) -> None:
    """Take up the history where the last batch left it. Raises ``OtherTablesError`` for tables of another layout."""
    if not tables.finished:
        return
    for table in KEPT:
        _insert(db, table, as_polars(tables.now(table), TABLES[table].dtypes()))
    dtypes = TABLES["raw_documents"].dtypes()
    facts = pl.Schema({name: dtype for name, dtype in dtypes.items() if name != "text"})
    _insert(db, "raw_documents", as_polars(tables.now("raw_documents"), facts).with_columns(text=pl.lit("")))
    made = db.value("SELECT value FROM ops.about WHERE name = 'layout'")
    if made != layout.LAYOUT:
        raise OtherTablesError(f"{tables.folder} was made by another version of wiretrace: name another --tables")


def save(db: Warehouse, tables: Tables) -> None:
    """Write the history into this run's batch; the last thing that a run does."""
    if Tables(tables.folder).finished != tables.finished:
        raise OtherTablesError(f"{tables.folder} was written by another run meanwhile; this one counts for nothing")
    for table in sorted(KEPT, key=lambda name: name == "runs"):
        tables.write(table, as_daft(frame(db.sql, table, f"FROM {TABLES[table].full_name()}").collect()))


def fill(db: Warehouse, tables: Tables) -> None:
    """Copy the rows that hold into the ledger: then it is the same warehouse as that of one machine."""
    for table in _shown():
        full_name = TABLES[table].full_name()
        db.sql.execute(f"DELETE FROM {full_name}")
        if tables.is_store:  # DuckDB reads no store without an extension that its wheel lacks
            for part in tables.now(table).to_arrow_iter():
                _insert(db, table, pl.DataFrame(part))
        else:
            db.sql.execute(f"INSERT INTO {full_name} {view(table, tables)}")


def show(db: Warehouse, tables: Tables) -> None:
    """Put views in the place of the ledger's tables: then it is a small file that reads the Parquet tables.

    Raises ``OtherTablesError`` for tables in a store: DuckDB's wheel reads none.
    """
    if tables.is_store:
        raise OtherTablesError(f"{tables.folder} is no folder, and DuckDB's wheel reads no store: run without --views")
    for table in _shown():
        model = TABLES[table]
        db.sql.execute(f"DROP TABLE {model.full_name()}")
        db.sql.execute(f"CREATE VIEW {model.full_name()} AS {view(table, tables)}")
        db.sql.execute(";".join(model.comments()).replace("COMMENT ON TABLE", "COMMENT ON VIEW"))


def _shown() -> list[str]:
    """Name the tables that are published and kept as Parquet alone."""
    return [name for name, model in TABLES.items() if name not in KEPT and model.layer() != PRIVATE]


def view(table: str, tables: Tables) -> str:
    """Select the rows of a table that hold, from the files of the batches that count."""
    sources = {"made": _files(tables, table), "touched": _files(tables, "touched"), "latest": LATEST}
    sources |= {VERSIONS: _files(tables, VERSIONS)}
    if listed := listed_by(table):
        sources["listed"] = _files(tables, listed)
    return f"WITH {', '.join(f'{name} AS ({query})' for name, query in sources.items())} {holding(table)}"


def _files(tables: Tables, table: str) -> str:
    quoted = ", ".join("'" + place.replace("'", "''") + "/*.parquet'" for place in tables.places(table))
    return f"FROM read_parquet([{quoted}], hive_partitioning = true)"


def _insert(db: Warehouse, table: str, rows: pl.DataFrame) -> None:
    model = TABLES[table]
    with db.registered(rows.select(model.dtypes().names())):
        db.sql.execute(f"INSERT OR REPLACE INTO {model.full_name()} FROM fresh")
