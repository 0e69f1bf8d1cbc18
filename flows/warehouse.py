"""The warehouse: the only module that opens DuckDB for writing.

A run works in a private folder beside the published file: ``warehouse.duckdb`` there is what will be published,
``state.duckdb`` what is remembered for the next run. Both outlive runs; a document stays touched until it is published.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from flows import rows
from flows.builders import table_of
from flows.reading import columns, frame
from schemas import PRIVATE, TABLES

READABLE_BY: Final = "v1.5.0"
"""Oldest DuckDB whose tools can open what is published."""

WITHHELD: Final = "withheld"
"""What ``ops.about`` says of the texts of a warehouse that is published without them."""


class Warehouse:
    """A working database, open for writing. Builders read and replace their tables through it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.sql = connection

    def inputs(self, table: str, part: rows.Part = rows.WHOLE) -> dict[str, pl.LazyFrame]:
        """Read what a table's builder asks for."""
        return {name: frame(self.sql, table_of(name), query) for name, query in rows.inputs(table, part).items()}

    def parts(self, table: str, size: int) -> list[rows.Part]:
        """Part a table's new documents, or pairs, into ranges of about so many that can be made apart."""
        docs = rows.divisible(table)
        if docs is None:
            return [rows.WHOLE]
        found = self.sql.execute(
            f"SELECT DISTINCT doc FROM ({docs}) QUALIFY row_number() OVER (ORDER BY doc) % ? = 0 ORDER BY doc", [size]
        ).fetchall()
        ends = ["", *(doc for (doc,) in found), None]
        return [rows.Part(low or "", high) for low, high in pairwise(ends)]

    def stage(self, table: str, parts: Iterable[tuple[pl.DataFrame, pl.DataFrame]]) -> pl.DataFrame:
        """Collect the fresh rows of a table, part by part, where they take no memory; return what broke a rule."""
        self.sql.execute(f"CREATE OR REPLACE TEMP TABLE staged AS FROM {TABLES[table].full_name()} LIMIT 0")
        rejected = []
        for good, bad in parts:
            rejected.append(bad)
            if not good.is_empty():  # of a small run most tables have no rows, and each costs 5 ms to insert
                with self.registered(good):
                    self.sql.execute("INSERT INTO staged FROM fresh")
        return pl.concat(rejected)

    def replace(self, table: str) -> int:
        """Put the staged rows in the place of those that the touched documents can change; write only what differs."""
        model = TABLES[table]
        key, others = model.key_columns(), [name for name in model.dtypes() if name not in model.key_columns()]
        same = " AND ".join(f'old."{name}" = fresh."{name}"' for name in key)
        differs = f"({columns('old', others)}) IS DISTINCT FROM ({columns('fresh', others)})"
        update = f"WHEN MATCHED AND {differs} THEN UPDATE" if others else ""
        written = self.sql.execute(
            f"MERGE INTO {model.full_name()} AS old USING staged AS fresh ON {same} {update} "
            f"WHEN NOT MATCHED THEN INSERT WHEN NOT MATCHED BY SOURCE AND {rows.replaceable(table)} THEN DELETE"
        ).fetchall()
        self.sql.execute("DROP TABLE staged")
        return int(written[0][0])

    def insert(self, table: str, fresh: pl.DataFrame) -> None:
        """Write rows of history; one whose key is known takes the place of the old."""
        model = TABLES[table]
        same = " AND ".join(f'old."{name}" = fresh."{name}"' for name in model.key_columns())
        with self.registered(fresh.select(model.dtypes().names())):
            self.sql.execute(
                f"MERGE INTO {model.full_name()} AS old USING fresh ON {same} "
                "WHEN MATCHED THEN UPDATE WHEN NOT MATCHED THEN INSERT"
            )

    def touch(self, documents: str) -> None:
        """Mark the documents that a query names: their rows are made anew before the next publication."""
        self.sql.execute(
            f"INSERT INTO private.touched SELECT DISTINCT doc_id FROM ({documents}) ON CONFLICT DO NOTHING"
        )

    def is_touched(self) -> bool:
        """Tell whether any document awaits its publication."""
        return bool(self.value("SELECT count(*) FROM private.touched"))

    def value(self, query: str, *parameters: object) -> object:
        """Ask for one value; None where no row answers."""
        found = self.sql.execute(query, parameters).fetchall()
        return found[0][0] if found else None

    def run(self) -> tuple[str, datetime]:
        """Name the run that is under way, and say when it started."""
        found: tuple[str, datetime] = self.sql.execute(
            "SELECT run_id, started_at FROM ops.runs WHERE state = 'running'"
        ).fetchall()[0]
        return found

    def quarantine(self, table: str, bad: pl.DataFrame) -> None:
        """Remember the rows that a table refused; resolve what it refused before and has made anew without fault."""
        pending = self.value("SELECT count(*) FROM ops.quarantine WHERE stage = ? AND resolved_at IS NULL", table)
        if bad.is_empty() and not pending:
            return
        run_id, started_at = self.run()
        keys = bad.select(
            uri=pl.concat_str(TABLES[table].key_columns(), separator="/", ignore_nulls=True), rule="rule"
        ).unique()
        with self.registered(keys), self.transaction():
            self.sql.execute(
                "UPDATE ops.quarantine SET resolved_at = ? WHERE stage = ? AND resolved_at IS NULL "
                f"AND {rows.remade(table)} AND (uri, rule) NOT IN (SELECT (uri, rule) FROM fresh)",
                [started_at, table],
            )
            self.sql.execute(
                "INSERT INTO ops.quarantine SELECT ?, ?, uri, NULL, rule, NULL, ?, NULL FROM fresh "
                "ON CONFLICT DO NOTHING",
                [run_id, table, started_at],
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all that follows, or nothing."""
        self.sql.execute("BEGIN")
        try:
            yield
        except BaseException:
            self.sql.execute("ROLLBACK")
            raise
        self.sql.execute("COMMIT")

    @contextmanager
    def registered(self, frame: pl.DataFrame) -> Iterator[None]:
        """Let SQL read a frame under the name ``fresh``."""
        self.sql.register("fresh", frame)
        try:
            yield
        finally:
            self.sql.unregister("fresh")


@contextmanager
def write(work: Path) -> Iterator[Warehouse]:
    """Open the working database and the state beside it."""
    with duckdb.connect(work / "warehouse.duckdb", config={"storage_compatibility_version": READABLE_BY}) as connection:
        connection.execute(f"ATTACH IF NOT EXISTS {quoted(work / 'state.duckdb')} AS {PRIVATE}")
        yield Warehouse(connection)


@contextmanager
def attached(db: Warehouse, published: Path, name: str) -> Iterator[bool]:
    """Let queries read a published warehouse under a name; tell whether there is one."""
    if not published.exists():
        yield False
        return
    db.sql.execute(f"ATTACH {quoted(published)} AS {name} (READ_ONLY)")
    try:
        yield True
    finally:
        db.sql.execute(f"DETACH {name}")


def about(work: Path, target: Path) -> dict[str, str]:
    """Tell the facts of a warehouse, as ``ops.about`` has them; none for a new one."""
    made = next((path for path in (work / "warehouse.duckdb", target) if path.exists()), None)
    if made is None:
        return {}
    with duckdb.connect(made) as connection:
        known = connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'ops' AND table_name = 'about'"
        )
        return dict(connection.execute("FROM ops.about").fetchall()) if known.fetchall()[0][0] else {}


def remove(database: Path) -> None:
    """Remove a database file and its log."""
    database.unlink(missing_ok=True)
    database.with_name(f"{database.name}.wal").unlink(missing_ok=True)


def clone(source: Path, copy: Path) -> None:
    """Copy a file whole or not at all, sharing its blocks where the file system can, and see it on disk."""
    part = copy.with_name(f"{copy.name}.part")
    with source.open("rb") as old, part.open("wb") as new:
        left = os.fstat(old.fileno()).st_size
        try:
            while left > 0:
                left -= os.copy_file_range(old.fileno(), new.fileno(), left)
        except OSError:  # not on this file system
            old.seek(0), new.seek(0)
            shutil.copyfileobj(old, new, 2**20)
        os.fsync(new.fileno())
    remove(copy)
    part.replace(copy)


def slack(database: Path) -> float:
    """Tell how many times its contents a file has room for: DuckDB keeps freed blocks."""
    with duckdb.connect(database) as connection:
        used, total = connection.execute("SELECT used_blocks, total_blocks FROM pragma_database_size()").fetchall()[0]
    return float(total / max(used, 1))


def compact(main: Path) -> None:
    """Write a database anew, without its freed blocks."""
    packed = main.with_name("compact.duckdb")
    remove(packed)
    with duckdb.connect(config={"storage_compatibility_version": READABLE_BY}) as connection:
        connection.execute(f"ATTACH {quoted(main)} AS old (READ_ONLY)")
        connection.execute(f"ATTACH {quoted(packed)} AS packed")
        connection.execute("COPY FROM DATABASE old TO packed")
    packed.replace(main)


def quoted(path: Path) -> str:
    """Spell a path as SQL's text."""
    return "'" + str(path).replace("'", "''") + "'"
