"""Bronze: hold what the files say now against what is stored, and write versions."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Final

import polars as pl

from flows import warehouse
from flows.limits import limits
from flows.scan import UNREADABLE, Scan, Seen
from schemas.bronze import RawDocument
from schemas.ops import Rejection, Revision
from schemas.private import File
from transforms.bronze.document import Document
from transforms.bronze.revisions import METADATA, revision

BATCH_CHARS: Final = 32 * 2**20
"""Text held in memory at once while files are read."""

ADDED: Final = ("version", "is_current", "ingested_at", "run_id")
"""Columns of a raw document that the file does not tell."""

COMPARED: Final = ("text", "media_type", *METADATA)
"""Columns of a raw document that tell its revisions."""

COMPARED_AT_ONCE: Final = 64
"""Pairs of versions held in memory at once."""

FOUND: Final = pl.Schema({name: dtype for name, dtype in RawDocument.dtypes().items() if name not in ADDED})

SAME: Final = (
    "path",
    "source",
    "media_type",
    "content_hash",
    "title",
    "author",
    "url",
    "published_at",
    "language_hint",
)
"""What makes a version when it changes: the bytes, or what is said about them."""


def read_bronze(root: Path, work: Path, *, prune: bool) -> None:
    """Read new and changed files below the root into ``bronze.raw_documents``; mark the documents that this touches.

    A document whose file vanished stays current unless ``prune``; one whose bytes now stand under another uri moved.
    """
    with warehouse.write(work) as db:
        scan = Scan(root, known_files(db), limits())
        store(db, scan, _batches(scan.documents()), prune=prune)
        write_revisions(db)
        remember(db, scan)


def known_files(db: warehouse.Warehouse) -> dict[str, Seen]:
    """Tell how the last scan saw each file."""
    known = db.sql.execute(f"SELECT {', '.join(File.dtypes())} FROM private.files").fetchall()
    return {row[0]: Seen(*row) for row in known}


def store(db: warehouse.Warehouse, scan: Scan, found: Iterable[pl.DataFrame], *, prune: bool) -> None:
    """Write what a scan found as versions of documents, and touch those that this changes."""
    _stage(db, found)
    _compare(db, scan, prune=prune)
    db.touch("FROM changes")  # before what it is about: a run killed here touches some in vain, never too few
    with db.transaction():
        _write_versions(db)
        _write_quarantine(db, scan)
        _count(db, scan)


def remember(db: warehouse.Warehouse, scan: Scan) -> None:
    """Keep how a scan saw each file, for the next."""
    with db.transaction():
        db.sql.execute("DELETE FROM private.files")
        db.insert("files", pl.DataFrame(map(attrgetter(*File.dtypes()), scan.seen), schema=File.dtypes(), orient="row"))


def take_back(work: Path) -> None:
    """Forget the files that hold something in quarantine: to the next scan they are new."""
    with warehouse.write(work) as db:
        db.sql.execute("""
            DELETE FROM private.files WHERE EXISTS (
                FROM ops.quarantine WHERE stage = 'bronze' AND resolved_at IS NULL
                AND (uri = path OR starts_with(uri, path || '#')))
        """)


def _stage(db: warehouse.Warehouse, found: Iterable[pl.DataFrame]) -> None:
    db.sql.execute(
        f"CREATE TEMP TABLE found AS SELECT * EXCLUDE ({', '.join(ADDED)}) FROM bronze.raw_documents LIMIT 0"
    )
    for batch in found:
        with db.registered(batch):
            db.sql.execute("INSERT INTO found BY NAME FROM fresh")


def _batches(documents: Iterable[Document]) -> Iterator[pl.DataFrame]:
    rows: list[dict[str, object]] = []
    size = 0
    for document in documents:
        rows.append(document.row())
        size += len(document.text)
        if size > BATCH_CHARS:
            yield pl.DataFrame(rows, schema=FOUND)
            rows, size = [], 0
    yield pl.DataFrame(rows, schema=FOUND)


def _compare(db: warehouse.Warehouse, scan: Scan, *, prune: bool) -> None:
    """List in ``changes`` what became of documents: new, changed, back (as it once was), or retired."""
    present = {seen.path for seen in scan.seen} - scan.reread | scan.unread
    refused = {rejection.uri for rejection in scan.rejected if rejection.rule != UNREADABLE}
    same = ", ".join(f"{{0}}.{column}" for column in SAME)
    for name, paths in (("present", present), ("refused", refused)):
        with db.registered(pl.DataFrame({"path": sorted(paths)}, schema={"path": pl.String})):
            db.sql.execute(f"CREATE TEMP TABLE {name} AS FROM fresh")
    db.sql.execute(f"""
        CREATE TEMP TABLE changes AS
        WITH latest AS (
            SELECT * EXCLUDE (text) FROM bronze.raw_documents
            QUALIFY version = max(version) OVER (PARTITION BY doc_id)
        ), compared AS (
            SELECT doc_id, found.content_hash, CASE
                WHEN latest.version IS NULL THEN 'new'
                WHEN ({same.format("found")}) IS DISTINCT FROM ({same.format("latest")}) THEN 'changed'
                WHEN NOT is_current THEN 'back'
                ELSE 'unchanged' END AS change
            FROM found LEFT JOIN latest USING (doc_id)
        ), gone AS (
            SELECT doc_id, content_hash, uri, path FROM latest
            WHERE is_current AND path NOT IN (FROM present) AND doc_id NOT IN (SELECT doc_id FROM found)
        )
        SELECT doc_id, change FROM compared WHERE change <> 'unchanged'
        UNION ALL
        SELECT doc_id, 'retired' FROM gone
        WHERE {"true" if prune else "false"}
            OR uri IN (FROM refused) OR path IN (FROM refused)
            OR content_hash IN (SELECT content_hash FROM compared WHERE change IN ('new', 'back'))
    """)


def _write_versions(db: warehouse.Warehouse) -> None:
    run_id, started_at = db.run()
    db.sql.execute("""
        UPDATE bronze.raw_documents SET is_current = false
        WHERE is_current AND doc_id IN (SELECT doc_id FROM changes WHERE change IN ('changed', 'retired'))
    """)
    db.sql.execute("""
        UPDATE bronze.raw_documents AS old SET is_current = true
        WHERE doc_id IN (SELECT doc_id FROM changes WHERE change = 'back')
            AND version = (SELECT max(version) FROM bronze.raw_documents AS other WHERE other.doc_id = old.doc_id)
    """)
    db.sql.execute(
        """
        INSERT INTO bronze.raw_documents BY NAME
        SELECT found.*, true AS is_current, ? AS run_id, ? AS ingested_at, 1 + coalesce(
            (SELECT max(version) FROM bronze.raw_documents AS old WHERE old.doc_id = found.doc_id), 0) AS version
        FROM found SEMI JOIN (FROM changes WHERE change IN ('new', 'changed')) USING (doc_id)
        """,
        [run_id, started_at],
    )


def write_revisions(db: warehouse.Warehouse) -> None:
    """Compare each version that was not compared yet with the one before it: bronze alone decides what is found."""
    sides = [f"{{{', '.join(f'{name}: {side}.{name}' for name in COMPARED)}}}" for side in ("old", "new")]
    with db.sql.cursor() as cursor:
        cursor.execute(f"""
            SELECT doc_id, new.version, new.ingested_at, {", ".join(sides)}
            FROM bronze.raw_documents AS new JOIN bronze.raw_documents AS old USING (doc_id)
            ANTI JOIN ops.revisions ON revisions.doc_id = new.doc_id AND revisions.version = new.version
            WHERE old.version = new.version - 1 ORDER BY doc_id, new.version
        """)
        while pairs := cursor.fetchmany(COMPARED_AT_ONCE):
            found = [
                {"doc_id": doc_id, "version": version, "revised_at": moment, **revision(old, new)}
                for doc_id, version, moment, old, new in pairs
            ]
            db.insert("revisions", pl.DataFrame(found, schema=Revision.dtypes()))


def _write_quarantine(db: warehouse.Warehouse, scan: Scan) -> None:
    """Add what this scan rejected and did not know as such; resolve what is accepted now, or gone."""
    run_id, started_at = db.run()
    rows = [
        (run_id, "bronze", each.uri, each.content_hash, each.rule, each.detail, started_at, None)
        for each in scan.rejected
    ]
    fresh = pl.DataFrame(rows, schema=Rejection.dtypes(), orient="row").unique(
        Rejection.key_columns(), maintain_order=True
    )
    kept = pl.DataFrame(
        {"path": [seen.path for seen in scan.seen if seen.path not in scan.reread]}, schema={"path": pl.String}
    )
    with db.registered(kept):
        db.sql.execute("CREATE TEMP TABLE kept AS FROM fresh")
    with db.registered(fresh):
        pending = "stage = 'bronze' AND resolved_at IS NULL"
        again = "(uri, rule, content_hash) IS NOT DISTINCT FROM (fresh.uri, fresh.rule, fresh.content_hash)"
        db.sql.execute(
            f"""
            UPDATE ops.quarantine AS old SET resolved_at = ? WHERE {pending}
                AND NOT EXISTS (FROM fresh WHERE {again})
                AND NOT EXISTS (FROM kept WHERE old.uri = path OR starts_with(old.uri, path || '#'))
            """,
            [started_at],
        )
        db.sql.execute(
            f"INSERT INTO ops.quarantine FROM fresh WHERE NOT EXISTS (FROM ops.quarantine WHERE {pending} AND {again})"
        )


def _count(db: warehouse.Warehouse, scan: Scan) -> None:
    counted = dict(db.sql.execute("SELECT change, count(*) FROM changes GROUP BY change").fetchall())
    n_read, n_new = sum(seen.n_documents for seen in scan.seen), counted.get("new", 0)
    n_changed = counted.get("changed", 0) + counted.get("back", 0)
    db.sql.execute(
        "UPDATE ops.runs SET n_read = ?, n_new = ?, n_changed = ?, n_unchanged = ?, n_removed = ? "
        "WHERE state = 'running'",
        [n_read, n_new, n_changed, n_read - n_new - n_changed, counted.get("retired", 0)],
    )
