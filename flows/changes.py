"""What a run changed of the stories that readers know."""

from pathlib import Path

import duckdb
import polars as pl

from flows.warehouse import Warehouse
from schemas import TABLES
from schemas.gold import StoryArticle
from transforms.gold.changes import changed_stories


def note(db: Warehouse, target: Path) -> None:
    """Write into ops.story_changes how the stories differ from those that are published.

    The first run finds all of them new: so the changes of all runs, summed up, are the stories there are.
    """
    run_id, _ = db.run()
    changes = changed_stories(_published(target), db.frame("story_articles", "FROM gold.story_articles")).collect()
    db.insert("story_changes", changes.with_columns(run_id=pl.lit(run_id)))


def _published(target: Path) -> pl.LazyFrame:
    """Read who is in which story from the published file; nothing where there is none."""
    table, nothing = TABLES["story_articles"].full_name(), pl.LazyFrame(schema=StoryArticle.dtypes())
    if not target.exists():
        return nothing
    with duckdb.connect(target, read_only=True) as connection:
        known = connection.execute("SELECT 1 FROM duckdb_tables() WHERE schema_name || '.' || table_name = ?", [table])
        return connection.sql(f"SELECT story_id, doc_id FROM {table}").pl().lazy() if known.fetchall() else nothing
