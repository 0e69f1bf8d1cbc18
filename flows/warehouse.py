"""The warehouse: the only module that opens DuckDB for writing.

A run works in a private folder beside the published file: ``warehouse.duckdb`` there is what will be published,
``state.duckdb`` what is remembered for the next run. Both outlive runs; a document stays touched until it is published.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl
from packaging.version import Version
from polars.io.plugins import register_io_source

from flows import rows
from flows.builders import table_of
from schemas import PRIVATE, TABLES
from schemas.macros import MACROS
from schemas.table import Table
from schemas.views import VIEWS

READABLE_BY: Final = "v1.5.0"
"""Oldest DuckDB whose tools can open what is published."""

SLACK: Final = 1.5
"""A file that grew to more than this times its contents is written anew: DuckDB keeps freed blocks."""

VERSION: Final = version("wiretrace")

WITHHELD: Final = "withheld"
"""What ``ops.about`` says of the texts of a warehouse that is published without them."""

OWNER_ONLY: Final = 0o700
"""The working folder holds the texts even where they are not published."""

NEUTRAL: Final[dict[Any, str]] = {pl.String: "''", pl.List: "[]", pl.Boolean: "false", pl.Datetime: "'epoch'"}
"""What stands in a column that must not be NULL where nothing is known, or nothing is told; numbers are 0."""

_DECLARED = "\n".join(
    [VERSION, *(model.ddl() for model in TABLES.values()), *(query.ddl() for query in (*VIEWS, *MACROS))]
)
LAYOUT: Final = hashlib.blake2b(_DECLARED.encode(), digest_size=8).hexdigest()
"""Stands for the tables' columns and the code that fills them: what another version derived is made anew."""


class NewerError(RuntimeError):
    """A newer version of wiretrace made this warehouse."""


class Warehouse:
    """A working database, open for writing. Builders read and replace their tables through it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.sql = connection

    def frame(self, table: str, query: str) -> pl.LazyFrame:
        """Read rows of a table, no more columns of them than are used, in the order of their key.

        Each scan has a cursor of its own: Polars may run several at once, and a connection serves one call at a time.
        """
        dtypes, key = TABLES[table].dtypes(), ", ".join(TABLES[table].key_columns())

        def scan(
            columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, _size: int | None
        ) -> Iterator[pl.DataFrame]:
            with self.sql.cursor() as cursor:
                found = cursor.sql(
                    f"SELECT {_columns('row', columns or list(dtypes))} FROM ({query}) AS row ORDER BY {key}"
                ).pl()
            found = found if predicate is None else found.filter(predicate)
            yield found if n_rows is None else found.head(n_rows)

        return register_io_source(scan, schema=dtypes, validate_schema=True)

    def inputs(self, table: str, part: rows.Part = rows.WHOLE) -> dict[str, pl.LazyFrame]:
        """Read what a table's builder asks for."""
        return {name: self.frame(table_of(name), query) for name, query in rows.inputs(table, part).items()}

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
            with self.registered(good):
                self.sql.execute("INSERT INTO staged FROM fresh")
        return pl.concat(rejected)

    def replace(self, table: str) -> int:
        """Put the staged rows in the place of those that the touched documents can change; write only what differs."""
        model = TABLES[table]
        key, others = model.key_columns(), [name for name in model.dtypes() if name not in model.key_columns()]
        same = " AND ".join(f'old."{name}" = fresh."{name}"' for name in key)
        differs = f"({_columns('old', others)}) IS DISTINCT FROM ({_columns('fresh', others)})"
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
        connection.execute(f"ATTACH IF NOT EXISTS {_quoted(work / 'state.duckdb')} AS {PRIVATE}")
        yield Warehouse(connection)


@contextmanager
def attached(db: Warehouse, published: Path, name: str) -> Iterator[bool]:
    """Let queries read a published warehouse under a name; tell whether there is one."""
    if not published.exists():
        yield False
        return
    db.sql.execute(f"ATTACH {_quoted(published)} AS {name} (READ_ONLY)")
    try:
        yield True
    finally:
        db.sql.execute(f"DETACH {name}")


def prepare(work: Path, target: Path) -> None:
    """Make the working folder ready: from what is published, if it is new, and with every table there is.

    Whatever of the two databases was lost or is of another layout is made anew from bronze, which is history and stays.
    Raises ``NewerError`` for a warehouse that a newer version made.
    """
    facts = about(work, target)
    if Version(facts.get("version", VERSION)) > Version(VERSION):
        raise NewerError(f"{target} was made by wiretrace {facts['version']}, this is {VERSION}: upgrade wiretrace")
    work.mkdir(parents=True, exist_ok=True)
    work.chmod(OWNER_ONLY)
    main, state = work / "warehouse.duckdb", work / "state.duckdb"
    if not main.exists():
        remove(state)
        if target.exists() and facts.get("texts") != WITHHELD:
            _clone(target, main)
    forgotten = not state.exists()
    with write(work) as db:
        if forgotten or facts.get("layout") != LAYOUT:
            derive_anew(db)
        used, total = db.sql.execute(
            "SELECT used_blocks, total_blocks FROM pragma_database_size() WHERE database_name = 'warehouse'"
        ).fetchall()[0]
    if total > SLACK * used:
        _compact(main)


def derive_anew(db: Warehouse) -> None:
    """Bring the tables to this version's layout: history is kept, all else is dropped and made anew from bronze."""
    views = db.sql.execute("SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    for schema, view in views:
        db.sql.execute(f"DROP VIEW IF EXISTS {schema}.{view}")
    for model in TABLES.values():
        if model.scope() != "history" or model.layer() == PRIVATE:
            db.sql.execute(f"DROP TABLE IF EXISTS {model.full_name()}")
        else:
            _upgrade(db, model)
    _create(db)
    db.touch("FROM bronze.raw_documents")


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


def publish(work: Path, target: Path) -> None:
    """Put a copy of the working database in the target's place, in one step that no reader can see half of."""
    fresh = work / "published.duckdb"
    with write(work) as db:
        withheld = db.value("SELECT value FROM ops.about WHERE name = 'texts'") == WITHHELD
        if withheld:
            _copy_without_texts(db, fresh)
        db.sql.execute("CHECKPOINT")
    if not withheld:
        _clone(work / "warehouse.duckdb", fresh)
    if target.exists():
        shutil.copymode(target, fresh)  # who may read it is its owner's choice
    remove(target.with_name(f"{target.name}.wal"))  # of another file: it would make this one unopenable
    fresh.replace(target)
    with write(work) as db:
        db.sql.execute("DELETE FROM private.touched")


def remove(database: Path) -> None:
    """Remove a database file and its log."""
    database.unlink(missing_ok=True)
    database.with_name(f"{database.name}.wal").unlink(missing_ok=True)


def _create(db: Warehouse) -> None:
    _create_published(db)
    with db.transaction():
        for model in TABLES.values():
            if model.layer() == PRIVATE:
                db.sql.execute(model.ddl())


def _create_published(db: Warehouse) -> None:
    with db.transaction():
        for layer in dict.fromkeys(model.layer() for model in TABLES.values() if model.layer() != PRIVATE):
            db.sql.execute(f"CREATE SCHEMA IF NOT EXISTS {layer}")
        for model in TABLES.values():
            if model.layer() != PRIVATE:
                db.sql.execute(";".join([model.ddl(), *model.comments()]))
        for view in VIEWS:
            db.sql.execute(";".join([view.ddl(), *view.comments()]))
        for macro in MACROS:
            db.sql.execute(macro.ddl())
        db.sql.execute("INSERT OR REPLACE INTO ops.about VALUES ('layout', ?)", [LAYOUT])


def _upgrade(db: Warehouse, model: type[Table]) -> None:
    """Bring a table of history to its columns of today: those it lacks are NULL, or empty where they must not be."""
    found = db.sql.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() "
        "AND schema_name = ? AND table_name = ?",
        [model.layer(), model.table()],
    ).fetchall()
    known, optional = {name for (name,) in found}, model.nullable()
    if not known:
        return
    columns = [
        f'"{name}"' if name in known else f'{NEUTRAL.get(dtype.base_type(), 0)} AS "{name}"'
        for name, dtype in model.dtypes().items()
        if name in known or name not in optional
    ]
    with db.transaction():
        db.sql.execute(f"CREATE TEMP TABLE old AS SELECT {', '.join(columns)} FROM {model.full_name()}")
        db.sql.execute(f"DROP TABLE {model.full_name()}")
        db.sql.execute(model.ddl())
        db.sql.execute(f"INSERT INTO {model.full_name()} BY NAME FROM old")
        db.sql.execute("DROP TABLE old")


def _copy_without_texts(db: Warehouse, fresh: Path) -> None:
    """Write the tables into a new database, texts of articles left empty: one they never stood in."""
    remove(fresh)
    db.sql.execute(f"ATTACH {_quoted(fresh)} AS bare (STORAGE_VERSION '{READABLE_BY}')")
    try:
        db.sql.execute("USE bare")
        _create_published(db)
        for model in TABLES.values():
            if model.layer() != PRIVATE:
                columns = [
                    f'{NEUTRAL[dtype.base_type()]} AS "{name}"' if name in model.texts() else f'"{name}"'
                    for name, dtype in model.dtypes().items()
                ]
                full_name = model.full_name()
                db.sql.execute(
                    f"INSERT OR REPLACE INTO {full_name} SELECT {', '.join(columns)} FROM warehouse.{full_name}"
                )
    finally:
        db.sql.execute("USE warehouse")
        db.sql.execute("DETACH bare")


def _compact(main: Path) -> None:
    """Write a database anew, without its freed blocks."""
    packed = main.with_name("compact.duckdb")
    remove(packed)
    with duckdb.connect(config={"storage_compatibility_version": READABLE_BY}) as connection:
        connection.execute(f"ATTACH {_quoted(main)} AS old (READ_ONLY)")
        connection.execute(f"ATTACH {_quoted(packed)} AS packed")
        connection.execute("COPY FROM DATABASE old TO packed")
    packed.replace(main)


def _clone(source: Path, copy: Path) -> None:
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


def _columns(of: str, names: list[str]) -> str:
    return ", ".join(f'{of}."{name}"' for name in names)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
