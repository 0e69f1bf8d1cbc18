"""The published file: a copy of the working database, whole or without texts, put in place in one step."""

import shutil
from pathlib import Path

from flows.layout import NEUTRAL, create_published
from flows.warehouse import READABLE_BY, WITHHELD, Warehouse, clone, quoted, remove, write
from schemas import PRIVATE, TABLES


def publish(work: Path, target: Path) -> None:
    """Put a copy of the working database in the target's place, in one step that no reader can see half of."""
    fresh = work / "published.duckdb"
    with write(work) as db:
        withheld = db.value("SELECT value FROM ops.about WHERE name = 'texts'") == WITHHELD
        if withheld:
            _copy_without_texts(db, fresh)
        db.sql.execute("CHECKPOINT")
    if not withheld:
        clone(work / "warehouse.duckdb", fresh)
    if target.exists():
        shutil.copymode(target, fresh)  # who may read it is its owner's choice
    remove(target.with_name(f"{target.name}.wal"))  # of another file: it would make this one unopenable
    fresh.replace(target)
    with write(work) as db:
        db.sql.execute("DELETE FROM private.touched")


def _copy_without_texts(db: Warehouse, fresh: Path) -> None:
    """Write the tables into a new database, texts of articles left empty: one they never stood in."""
    remove(fresh)
    db.sql.execute(f"ATTACH {quoted(fresh)} AS bare (STORAGE_VERSION '{READABLE_BY}')")
    try:
        db.sql.execute("USE bare")
        create_published(db)
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
