"""Ops: what the runs did, refused and checked."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.table import ARTICLE_TEXT, Table
from schemas.types import STORY_CHANGES, Strings, Utc


class Run(Table):
    """A run of the pipeline."""

    run_id: str = pa.Field(description="The run.")
    started_at: Utc = pa.Field(description="When it started.")
    finished_at: Utc = pa.Field(nullable=True, description="When it was published or failed.")
    state: str = pa.Field(isin=["running", "published", "failed"], description="How far it came.")
    n_read: pl.UInt32 = pa.Field(description="Documents found in the files.")
    n_new: pl.UInt32 = pa.Field(description="Of those, never seen before.")
    n_changed: pl.UInt32 = pa.Field(description="Of those, with new bytes or new metadata.")
    n_unchanged: pl.UInt32 = pa.Field(description="Of those, as they were.")
    n_removed: pl.UInt32 = pa.Field(description="Documents that stopped being current.")
    n_quarantined: pl.UInt32 = pa.Field(description="Files, records and rows that this run rejected.")
    seconds: float = pa.Field(nullable=True, description="How long it took.")
    version: str = pa.Field(description="Version of wiretrace.")
    message: str = pa.Field(nullable=True, description="Why it failed, else NULL.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "ops.runs"
        key = ("run_id",)
        scope = "history"


class Rejection(Table):
    """A file, record or row that a stage rejected."""

    run_id: str = pa.Field(description="The run that rejected it.")
    stage: str = pa.Field(description="bronze, or the table that refused a row.")
    uri: str = pa.Field(description="The file or record; for a row, its key.")
    content_hash: str = pa.Field(nullable=True, description="Hash of the rejected bytes, if they could be read.")
    rule: str = pa.Field(description="The rule it broke.")
    detail: str = pa.Field(nullable=True, description="What was found, in short; never the text.")
    rejected_at: Utc = pa.Field(description="When the run that rejected it started.")
    resolved_at: Utc = pa.Field(nullable=True, description="When a later run accepted it, else NULL.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "ops.quarantine"
        key = ("run_id", "stage", "uri", "rule")
        scope = "history"


class Check(Table):
    """A quality gate of a run."""

    run_id: str = pa.Field(description="The run.")
    name: str = pa.Field(description="What was checked.")
    severity: str = pa.Field(isin=["warn", "refuse"], description="Whether a failure stops the publication.")
    passed: bool = pa.Field(description="Whether it held.")
    value: float = pa.Field(description="What was measured.")
    expected: str = pa.Field(description="What it should be.")
    detail: str = pa.Field(nullable=True, description="A few of the rows that break it, by their keys.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "ops.checks"
        key = ("run_id", "name")
        scope = "history"


class StoryChange(Table):
    """A story that a run changed, followed by its articles: names of stories go with the smallest doc_id.

    Stories of one article count only where they grow or are what is left.
    """

    run_id: str = pa.Field(description="The run.")
    story_id: str = pa.Field(description="The story as it is now; one that merged or is gone, as it was.")
    change: str = pa.Field(isin=STORY_CHANGES, description="new, grown, shrunk, merged, split or gone.")
    n_before: pl.UInt32 = pa.Field(description="Articles before: of this story, or of the one it split from.")
    n_after: pl.UInt32 = pa.Field(description="Articles now: of this story, or of the one it merged into.")
    other_story_id: str = pa.Field(
        nullable=True,
        description="The story it merged into or split from, or what it was called before, if not the same.",
    )

    class Config:
        """Where the table stands and whose its rows are."""

        name = "ops.story_changes"
        key = ("run_id", "story_id", "change")
        scope = "history"


Edits = Annotated[
    pl.List, pl.Struct({"start_old": pl.UInt32, "start_new": pl.UInt32, "removed": pl.String, "added": pl.String})
]


class Revision(Table):
    """What changed between a version of a document and the one before it: corrections, updates, stealth edits."""

    doc_id: str = pa.Field(description="The document.")
    version: pl.UInt32 = pa.Field(ge=2, description="The version that brought the change.")
    revised_at: Utc = pa.Field(description="When the run that read this version started.")
    changed_metadata: Strings = pa.Field(
        description="Which of source, title, author, url, published_at and language_hint the file says otherwise."
    )
    share_changed: float = pa.Field(ge=0, le=1, description="Share of the words of both versions that one lacks.")
    n_words_removed: pl.UInt32 = pa.Field(description="Words of the old version that are gone.")
    n_words_added: pl.UInt32 = pa.Field(description="Words of the new version that were not there.")
    first_char: pl.UInt32 = pa.Field(
        nullable=True, description="Where the new text first differs; NULL if it does not."
    )
    end_char: pl.UInt32 = pa.Field(
        nullable=True, description="One past the last character of the new text that differs."
    )
    edits: Edits = pa.Field(
        metadata=ARTICLE_TEXT,
        description="What was removed and what stands in its place; of HTML, in the visible text.",
    )

    class Config:
        """Where the table stands and whose its rows are."""

        name = "ops.revisions"
        key = ("doc_id", "version")
        scope = "history"


class Fact(Table):
    """A fact about the warehouse: its root folder, the layout of its tables, the version that made it, its texts."""

    name: str = pa.Field(isin=["root", "layout", "version", "texts"], description="What is told.")
    value: str = pa.Field(description="What it is.")

    class Config:
        """Where the table stands and whose its rows are."""

        name = "ops.about"
        key = ("name",)
        scope = "history"
