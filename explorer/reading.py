"""Reading: the one place that opens the published warehouse, and always for reading only.

A run puts a new file in the old one's place. Within one process DuckDB takes two files of the same path for the same
database, but not when each is attached to a database of its own in memory; so every snapshot gets one. It lives until
its last reader is done. Beside it in memory stand the texts, folded for the search.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl

Row = dict[str, Any]
Identity = tuple[int, int, int]

CONFIG: Final[dict[str, str | bool | int | float | list[str]]] = {
    "memory_limit": "2GB",
    "temp_directory": "",  # nothing is spilled to disk
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}

FOLDED: Final = """
    CREATE TABLE memory.main.folded AS
    SELECT doc_id, strip_accents(lower(concat_ws(' \n', title, text))) AS words FROM warehouse.silver.articles
"""
"""Of 20,000 articles, asking this takes 90 ms where folding the texts in the question took 800 and more."""


class WarehouseError(RuntimeError):
    """There is no warehouse to show, or it is of another version."""


class Reader:
    """A question of one page to one snapshot, whatever is published meanwhile."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, snapshot: "Snapshot") -> None:
        self._cursor = cursor
        self._snapshot = snapshot

    def rows(self, query: str, **given: object) -> list[Row]:
        """Ask for rows; the query names what is given as $name."""
        found = self._cursor.execute(query, given or None)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def row(self, query: str, **given: object) -> Row | None:
        """Ask for one row; None where there is none."""
        return next(iter(self.rows(query, **given)), None)

    def value(self, query: str, **given: object) -> Any:  # noqa: ANN401 - whatever the query selects
        """Ask for one value."""
        return next(iter(self.rows(query, **given)[0].values()))

    def keep(self, name: str, query: str, **given: object) -> None:
        """Keep the answer to a question for those that follow, as a table of this reader's own."""
        self._cursor.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", given or None)

    def frame(self, query: str, **given: object) -> pl.DataFrame:
        """Ask for a table to hand on."""
        found: pl.DataFrame = self._cursor.sql(query, params=given or None).pl()
        return found

    def has(self, table: str) -> bool:
        """Tell whether the warehouse holds a table or view of this name ("layer.table")."""
        return table in self._snapshot.tables

    def await_folded(self) -> None:
        """Wait until the texts are ready to be searched."""
        self._snapshot.folded.wait()


class Snapshot:
    """A published file that is open, and who reads it."""

    def __init__(self, path: Path, identity: Identity) -> None:
        self.identity = identity
        self.readers = 0
        self.folded = threading.Event()
        self.connection = duckdb.connect(config=CONFIG)
        quoted = str(path).replace("'", "''")
        self.connection.execute(f"ATTACH '{quoted}' AS warehouse (READ_ONLY)")
        self.connection.execute("USE warehouse")
        self.connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        named = "SELECT schema_name || '.' || {} FROM {} WHERE database_name = 'warehouse'"
        found = self.connection.execute(
            f"{named.format('table_name', 'duckdb_tables()')} UNION {named.format('view_name', 'duckdb_views()')}"
        )
        self.tables = frozenset(name for (name,) in found.fetchall())

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Open a further conversation with the same file."""
        cursor = self.connection.cursor()
        cursor.execute("USE warehouse")
        return cursor


class Warehouse:
    """The published file: whichever it is now while ``live``, else the one that was read first."""

    def __init__(self, path: Path, *, live: bool = True) -> None:
        self.path = path
        self.live = live
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read a snapshot; it stays the same until the end, though another may be published meanwhile."""
        snapshot = self._enter()
        try:
            with snapshot.cursor() as cursor:
                yield Reader(cursor, snapshot)
        finally:
            self._leave(snapshot)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            snapshot, self._snapshot = self._snapshot, None
            if snapshot and not snapshot.readers:
                snapshot.connection.close()

    def _enter(self) -> Snapshot:
        with self._lock:
            known = self._snapshot
            if known is None or (self.live and known.identity != _identity(self.path)):
                self._snapshot = _opened(self.path)
                if known and not known.readers:
                    known.connection.close()
                if self.live:
                    self._snapshot.readers += 1
                    threading.Thread(target=self._fold, args=(self._snapshot,), daemon=True).start()
                known = self._snapshot
            known.readers += 1
            return known

    def _leave(self, snapshot: Snapshot) -> None:
        with self._lock:
            snapshot.readers -= 1
            if not snapshot.readers and snapshot is not self._snapshot:
                snapshot.connection.close()

    def _fold(self, snapshot: Snapshot) -> None:
        """Make the texts ready for the search, while the first page is already read."""
        try:
            if "silver.articles" in snapshot.tables:
                with snapshot.cursor() as cursor:
                    cursor.execute(FOLDED)
        finally:
            snapshot.folded.set()
            self._leave(snapshot)


def _identity(path: Path) -> Identity:
    try:
        told = path.stat()
    except FileNotFoundError:
        raise WarehouseError(f"{path} does not exist; wiretrace run makes it") from None
    return told.st_ino, told.st_mtime_ns, told.st_size


def _opened(path: Path) -> Snapshot:
    """Open the file; if it is replaced while it is opened, the next reader opens the newer one."""
    identity = _identity(path)
    try:
        return Snapshot(path, identity)
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be opened: {error}") from error
