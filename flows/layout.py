"""The working folder, made ready for a run: every table of this version, whatever the warehouse was before."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import polars as pl
from packaging.version import Version

from flows.warehouse import WITHHELD, Warehouse, clone, compact, remove, slack, write
from schemas import PRIVATE, TABLES
from schemas.macros import MACROS
from schemas.table import Table
from schemas.views import VIEWS

SLACK: Final = 1.5
"""A file that grew to more than this times its contents is written anew: DuckDB keeps freed blocks."""

SMALL_BYTES: Final = 64 * 2**20
"""A file no larger is left: after any run it is mostly freed blocks, and writing it anew takes longer than the run."""

OWNER_ONLY: Final = 0o700
"""The working folder holds the texts even where they are not published."""

NEUTRAL: Final[dict[Any, str]] = {pl.String: "''", pl.List: "[]", pl.Boolean: "false", pl.Datetime: "'epoch'"}
"""What stands in a column that must not be NULL where nothing is known, or nothing is told; numbers are 0."""

VERSION: Final = version("wiretrace")

_DECLARED = "\n".join(
    [VERSION, *(model.ddl() for model in TABLES.values()), *(query.ddl() for query in (*VIEWS, *MACROS))]
)
LAYOUT: Final = hashlib.blake2b(_DECLARED.encode(), digest_size=8).hexdigest()
"""Stands for the tables' columns and the code that fills them: what another version derived is made anew."""


class NewerError(RuntimeError):
    """A newer version of wiretrace made this warehouse."""


@contextmanager
def prepared(work: Path, target: Path, facts: dict[str, str]) -> Iterator[Warehouse]:
    """Make the working folder ready: from what is published, if it is new, and with every table there is; open it.

    Whatever of the two databases was lost, or by its ``facts`` is of another layout, is made anew from bronze, which is
    history and stays. Raises ``NewerError`` for a warehouse that a newer version made.
    """
    if Version(facts.get("version", VERSION)) > Version(VERSION):
        raise NewerError(f"{target} was made by wiretrace {facts['version']}, this is {VERSION}: upgrade wiretrace")
    work.mkdir(parents=True, exist_ok=True)
    work.chmod(OWNER_ONLY)
    main, state = work / "warehouse.duckdb", work / "state.duckdb"
    if not main.exists():
        remove(state)
        if target.exists() and facts.get("texts") != WITHHELD:
            clone(target, main)
    elif main.stat().st_size > SMALL_BYTES and slack(main) > SLACK:
        compact(main)
    forgotten = not state.exists()
    with write(work) as db:
        if forgotten or facts.get("layout") != LAYOUT:
            derive_anew(db)
        yield db


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


def _create(db: Warehouse) -> None:
    create_published(db)
    with db.transaction():
        for model in TABLES.values():
            if model.layer() == PRIVATE:
                db.sql.execute(model.ddl())


def create_published(db: Warehouse) -> None:
    """Create the tables, views and macros that readers find, with their explanations."""
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
