"""What a run changed of the stories that readers know."""

from pathlib import Path
from typing import Final

import polars as pl

from flows.reading import frame
from flows.warehouse import Warehouse, attached
from transforms.gold.changes import changed_stories

_KNOWN: Final = """
    SELECT count(*) FROM duckdb_tables()
    WHERE database_name = 'last_snapshot' AND schema_name = 'gold' AND table_name = 'story_articles'
"""
"""Whether the version that published had stories."""


def note(db: Warehouse, target: Path) -> None:
    """Write into ops.story_changes how the stories differ from those that are published.

    The first run finds all of them new: so the changes of all runs, summed up, are the stories there are.
    """
    run_id, _ = db.run()
    with attached(db, target, "last_snapshot") as there:
        known = there and db.value(_KNOWN)
        before = "last_snapshot.gold.story_articles" if known else "gold.story_articles LIMIT 0"
        stories = [frame(db.sql, "story_articles", f"FROM {table}") for table in (before, "gold.story_articles")]
        changes = changed_stories(*stories).collect()
    db.insert("story_changes", changes.with_columns(run_id=pl.lit(run_id)))
