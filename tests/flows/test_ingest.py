"""What a run does with files: versions, moves, removals, rejections; readers are never blocked."""

import gzip
import inspect
import json
import os
import subprocess
import sys

import duckdb
import polars as pl
import pytest

from flows import checks, layout, lock, pipeline, places, session, warehouse

TEXT = (
    "The council closed the old lighthouse on Monday. Its lamp goes to a museum. Keepers had asked for two more years."
)


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "raw" / "north"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT)
    return folder.parent


@pytest.fixture
def target(tmp_path):
    return tmp_path / "w.duckdb"


@pytest.fixture
def ingest(plain, root, target):
    def run(**options):
        return plain(root, target, **({"prune": False} | options))

    return run


def ask(target, query):
    with duckdb.connect(target, read_only=True) as connection:
        return connection.execute(query).fetchall()


def versions(target):
    return ask(target, "SELECT uri, version, is_current FROM bronze.raw_documents ORDER BY uri, version")


def quarantine(target):
    return ask(target, "SELECT uri, rule, resolved_at IS NOT NULL FROM ops.quarantine ORDER BY uri, rejected_at")


def test_new_bytes_under_an_old_uri_are_its_next_version(ingest, root, target):
    ingest()
    (root / "north/a.txt").write_text(f"{TEXT} The town pays.")
    told = ingest()
    assert versions(target) == [("north/a.txt", 1, False), ("north/a.txt", 2, True)]
    assert (told["n_new"], told["n_changed"], told["n_unchanged"]) == (0, 1, 0)


def test_bytes_that_come_back_make_the_old_words_a_new_version(ingest, root, target):
    ingest()
    for text in (f"{TEXT} The town pays.", TEXT):
        (root / "north/a.txt").write_text(text)
        ingest()
    assert versions(target)[-1] == ("north/a.txt", 3, True)


def test_a_file_that_moved_leaves_no_current_document_behind(ingest, root, target):
    ingest()
    (root / "north/a.txt").rename(root / "north/b.txt")
    assert ingest()["n_removed"] == 1
    assert versions(target) == [("north/a.txt", 1, False), ("north/b.txt", 1, True)]


def test_a_file_that_vanished_stays_until_pruned(ingest, root, target):
    ingest()
    (root / "north/a.txt").unlink()
    ingest()
    assert versions(target) == [("north/a.txt", 1, True)]
    ingest(prune=True)
    assert versions(target) == [("north/a.txt", 1, False)]
    assert ask(target, "SELECT count(*) FROM silver.articles") == [(0,)]


def test_a_pruned_file_that_returns_is_current_again(ingest, root, target):
    ingest()
    (root / "north/a.txt").unlink()
    ingest(prune=True)
    (root / "north/a.txt").write_text(TEXT)
    assert ingest()["n_changed"] == 1
    assert versions(target) == [("north/a.txt", 1, True)]


def test_bytes_that_cannot_be_read_leave_no_current_version_and_resolve_when_mended(ingest, root, target):
    ingest()
    (root / "north/a.txt").write_bytes(b"\0\1\2\xff\0\0")
    ingest()
    assert versions(target) == [("north/a.txt", 1, False)]
    assert quarantine(target) == [("north/a.txt", "binary", False)]
    ingest()
    assert quarantine(target) == [("north/a.txt", "binary", False)]  # told once, not with every run
    (root / "north/a.txt").write_text(f"{TEXT} Again.")
    ingest()
    assert versions(target)[-1] == ("north/a.txt", 2, True)
    assert quarantine(target) == [("north/a.txt", "binary", True)]


def test_a_file_that_cannot_be_opened_keeps_what_is_known_of_it(ingest, root, target, monkeypatch):
    ingest()
    (root / "north/a.txt").write_text(f"{TEXT} More.")

    def closed(_file):
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("flows.scan._hash", closed)
        ingest()
    assert versions(target) == [("north/a.txt", 1, True)]
    assert quarantine(target) == [("north/a.txt", "unreadable", False)]
    ingest()
    assert versions(target)[-1] == ("north/a.txt", 2, True)


def test_a_record_keeps_its_document_when_others_are_inserted_before_it(ingest, root, target):
    (root / "north/a.txt").unlink()
    file = root / "north/wire.jsonl"
    first, second = ({"url": f"https://example.org/{n}?utm_source=x", "text": f"{TEXT} {n}"} for n in (1, 2))
    file.write_text(json.dumps(first))
    ingest()
    file.write_text(f"{json.dumps(second)}\n{json.dumps(first)}")
    assert ingest()["n_new"] == 1
    assert [uri for uri, *_ in versions(target)] == [f"north/wire.jsonl#https://example.org/{n}" for n in (1, 2)]


def test_a_change_in_the_manifest_is_a_new_version(ingest, root, target):
    ingest()
    (root / "manifest.csv").write_text("path,source,title\nnorth/a.txt,The Northerner,Lamp sold\n")
    assert ingest()["n_changed"] == 1
    assert ask(target, "SELECT source, title, version FROM silver.articles") == [("The Northerner", "Lamp sold", 2)]


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("picture.txt", bytes(range(256)) * 20, "binary"),
        ("letter.docx", b"PK", "unknown format"),
        ("cut.txt.gz", gzip.compress(b"word " * 500, mtime=0)[:-20], "broken archive"),
        ("lines.jsonl", b'{"text": ', "broken json"),
        ("\N{EARTH GLOBE AMERICAS} it's; DROP TABLE x.txt", b"", "empty"),
    ],
)
def test_what_cannot_be_read_is_in_quarantine_and_the_rest_goes_on(ingest, root, target, name, data, rule):
    (root / name).write_bytes(data)
    told = ingest()
    assert told["n_quarantined"] == 1
    assert [found for _, found, _ in quarantine(target)] == [rule]
    assert ask(target, "SELECT count(*) FROM silver.articles") == [(1,)]


def test_a_name_that_is_no_unicode_is_spelled_out(ingest, root, target):
    (root / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT)
    ingest()
    assert ("caf\\xe9.txt", 1, True) in versions(target)


def test_a_link_out_of_the_folder_is_not_followed(ingest, root, target, tmp_path):
    (tmp_path / "secret.txt").write_text(TEXT)
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    ingest()
    assert quarantine(target) == [("link.txt", "outside the root", False)]


def test_a_second_run_changes_nothing_but_bookkeeping(ingest, target):
    ingest()
    before = ask(target, "FROM silver.blocks"), versions(target)
    told = ingest()
    assert (told["n_new"], told["n_changed"], told["n_unchanged"]) == (0, 0, 1)
    assert (ask(target, "FROM silver.blocks"), versions(target)) == before
    assert ask(target, "SELECT count(*) FROM ops.runs WHERE state = 'published'") == [(2,)]


def test_an_open_reader_keeps_its_snapshot_while_a_run_publishes(ingest, root, target):
    ingest()
    with duckdb.connect(target, read_only=True) as reader:
        (root / "north/b.txt").write_text(f"{TEXT} And more.")
        subprocess.run(
            [sys.executable, "-c", RUN_PLAIN, str(root), str(target)], check=True, capture_output=True, timeout=120
        )
        assert reader.execute("SELECT count(*) FROM silver.articles").fetchall() == [(1,)]
    assert ask(target, "SELECT count(*) FROM silver.articles") == [(2,)]


def test_a_run_killed_by_the_system_leaves_the_snapshot_and_the_next_one_recovers(ingest, root, target):
    ingest()
    (root / "north/b.txt").write_text(f"{TEXT} And more.")
    dead = subprocess.run(  # random histories die at every table, test-hard at any moment
        [sys.executable, "-c", RUN_PLAIN, str(root), str(target), "articles"],
        check=False,
        capture_output=True,
        timeout=120,
    )
    assert dead.returncode == 9, dead.stderr
    assert ask(target, "SELECT count(*) FROM silver.articles") == [(1,)]
    ingest()
    assert ask(target, "SELECT count(*) FROM silver.articles") == [(2,)]
    assert ask(target, "SELECT count(*) FROM ops.runs WHERE message = 'killed'") == [(1,)]


RUN_PLAIN = """
import os, sys
from pathlib import Path
from prefect import Task
from flows import pipeline
for name, step in list(vars(pipeline).items()):
    if isinstance(step, Task):
        setattr(pipeline, name, step.fn)
pipeline.tell = lambda run, target: None
root, target, *dies_at = sys.argv[1:]
build = pipeline.build
def mortal(table, work):
    build(table, work)
    if table in dies_at:
        os._exit(9)
pipeline.build = mortal
pipeline.ingest.fn(Path(root), Path(target), prune=False)
"""


def test_a_second_writer_is_told_who_holds_the_warehouse(ingest, root, target):
    with session.run(root, target), pytest.raises(lock.BusyError, match=f"process {os.getpid()} on "):
        ingest()


def test_a_warehouse_refuses_another_root_naming_both(ingest, plain, root, target, tmp_path):
    ingest()
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(session.ForeignRootError, match=f"{root}.*{other}"):
        plain(other, target, prune=False)


def test_a_warehouse_of_the_samples_starts_anew_with_the_users_own_files(plain, root, target, monkeypatch, tmp_path):
    samples = tmp_path / "samples"
    samples.mkdir()
    (samples / "one.txt").write_text(TEXT)
    monkeypatch.setattr(places, "SAMPLES", samples)
    plain(samples, target, prune=False)
    plain(root, target, prune=False)
    assert [uri for uri, *_ in versions(target)] == ["north/a.txt"]


def test_a_gate_that_does_not_hold_keeps_the_last_snapshot(ingest, root, target, monkeypatch):
    ingest()
    (root / "north/b.txt").write_text(f"{TEXT} And more.")
    broken = checks.Gate("nothing is wrong", "refuse", "SELECT 1")
    with monkeypatch.context() as patch:
        patch.setattr(checks, "GATES", (broken,))
        with pytest.raises(checks.RefusedError, match="nothing is wrong"):
            ingest()
    assert ask(target, "SELECT count(*) FROM silver.articles") == [(1,)]
    ingest()
    assert ask(target, "SELECT count(*) FROM silver.articles") == [(2,)]
    assert ask(target, "SELECT state, message LIKE 'RefusedError%' FROM ops.runs ORDER BY started_at") == [
        ("published", None),
        ("failed", True),
        ("published", None),
    ]


@pytest.fixture
def spoiled(monkeypatch):
    """A builder that adds a row which breaks a rule of its table, for each row it makes."""

    def spoil(table, **wrong):
        make = pipeline.BUILDERS[table]

        def spoiled(**frames):
            good = make(**frames).collect()
            return pl.concat([good, good.with_columns(**wrong)]).lazy()

        spoiled.__signature__ = inspect.signature(make)
        monkeypatch.setitem(pipeline.BUILDERS, table, spoiled)
        return lambda: monkeypatch.setitem(pipeline.BUILDERS, table, make)

    return spoil


def test_a_bad_row_is_in_quarantine_until_it_is_made_without_fault(ingest, root, target, spoiled):
    mend = spoiled("sources", source=pl.lit("x"), n_articles=pl.lit(0, pl.UInt32))
    ingest()
    assert ask(target, "SELECT source FROM gold.sources") == [("north",)]
    assert quarantine(target) == [("x", "n_articles: greater_than_or_equal_to(1)", False)]
    mend()
    (root / "north/b.txt").write_text(f"{TEXT} And more.")
    ingest()
    assert quarantine(target) == [("x", "n_articles: greater_than_or_equal_to(1)", True)]


def test_a_bad_row_of_a_document_stays_in_quarantine_while_others_are_made(ingest, root, target, spoiled):
    mend = spoiled("sentences", sentence_no=pl.lit(9, pl.UInt32), text=pl.lit(None, pl.String))
    ingest()
    assert [resolved for *_, resolved in quarantine(target)] == [False]
    mend()
    (root / "north/b.txt").write_text(f"{TEXT} And more.")
    ingest()
    assert [resolved for *_, resolved in quarantine(target)] == [False]
    (root / "north/a.txt").write_text(f"{TEXT} And less.")
    ingest()
    assert [resolved for *_, resolved in quarantine(target)] == [True]


def test_a_stale_log_beside_the_published_file_is_removed(ingest, target):
    ingest()
    target.with_name("w.duckdb.wal").write_bytes(b"left by a writer of long ago")
    ingest()
    assert ask(target, "SELECT count(*) FROM silver.articles") == [(1,)]


def test_a_published_file_that_was_lost_comes_back_without_telling_its_stories_anew(ingest, root, target):
    (root / "north/b.txt").write_text(TEXT)
    ingest()
    told = ask(target, "SELECT change, count(*) FROM ops.story_changes GROUP BY change")
    target.unlink()
    ingest()
    assert ask(target, "SELECT change, count(*) FROM ops.story_changes GROUP BY change") == told == [("new", 1)]


def test_tables_of_another_layout_are_made_anew_from_bronze(ingest, target, monkeypatch):
    ingest()
    monkeypatch.setattr(layout, "LAYOUT", "another")
    assert ingest()["n_unchanged"] == 1
    assert ask(target, "SELECT count(*) FROM silver.articles") == [(1,)]
    assert ask(target, "SELECT value FROM ops.about WHERE name = 'layout'") == [("another",)]


def test_a_database_that_grew_over_its_contents_is_written_anew_unless_it_is_small(ingest, target, monkeypatch):
    ingest()
    work = target.with_name("w.duckdb.work")
    with warehouse.write(work) as db:
        db.sql.execute("CREATE TABLE waste AS SELECT random() AS x FROM range(5_000_000); CHECKPOINT")
        db.sql.execute("CREATE TABLE behind AS SELECT random() AS x FROM range(500_000); CHECKPOINT")
        db.sql.execute("DROP TABLE waste; CHECKPOINT")
    size = (work / "warehouse.duckdb").stat().st_size
    ingest()
    assert (work / "warehouse.duckdb").stat().st_size >= size
    monkeypatch.setattr(layout, "SMALL_BYTES", size - 1)
    ingest()
    assert (work / "warehouse.duckdb").stat().st_size < size / 2
    assert ask(target, "SELECT count(*) FROM silver.articles") == [(1,)]


def test_each_run_notes_what_became_of_stories(ingest, root, target):
    (root / "north/b.txt").write_text(TEXT)
    ingest()
    (root / "south").mkdir()
    (root / "south/c.txt").write_text(TEXT)
    ingest()
    ingest()
    (root / "north/a.txt").unlink()
    (root / "north/b.txt").unlink()
    ingest(prune=True)
    noted = "SELECT change, n_before, n_after FROM ops.story_changes JOIN ops.runs USING (run_id) ORDER BY started_at"
    assert ask(target, noted) == [("new", 0, 2), ("grown", 2, 3), ("shrunk", 3, 1)]


def test_what_changed_between_two_versions_is_told(ingest, root, target):
    ingest()
    (root / "north/a.txt").write_text(TEXT.replace("Monday", "Sunday"))
    ingest()
    (root / "manifest.csv").write_text("path,title\nnorth/a.txt,Lamp sold\n")
    ingest()
    told = ask(target, "SELECT version, changed_metadata, n_words_added, edits FROM ops.revisions ORDER BY version")
    edit = {"start_old": 41, "start_new": 41, "removed": "Monday", "added": "Sunday"}
    assert told == [(2, [], 1, [edit]), (3, ["title"], 0, [])]


def test_revisions_that_an_older_version_did_not_keep_are_made_from_bronze(ingest, root, target):
    ingest()
    (root / "north/a.txt").write_text(f"{TEXT} The town pays.")
    ingest()
    with warehouse.write(target.with_name("w.duckdb.work")) as db:
        db.sql.execute("DELETE FROM ops.revisions")
    ingest()
    assert ask(target, "SELECT version, n_words_added FROM ops.revisions") == [(2, 4)]
