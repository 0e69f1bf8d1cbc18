"""The line by Daft makes the tables of the line on one machine, from whatever batches the files came in."""

from contextlib import nullcontext

import duckdb
import pytest

pytest.importorskip("daft", reason="wiretrace[daft] is not installed")

from flows import cli
from flows.builders import BUILDERS, reads, table_of
from flows.cluster import bundles, ledger, line
from flows.cluster.line import Options
from flows.cluster.scopes import _seats, stages
from flows.cluster.tables import _write
from schemas import PRIVATE, TABLES
from tests.flows.test_histories import TEXTS

DERIVED = [model for model in TABLES.values() if model.layer() != PRIVATE and model.scope() != "history"]
SEEN_BY_A_RUN = ["version", "run_id", "ingested_at"]


def test_daft_needs_to_know_where_its_tables_are(capsys, tmp_path):
    assert cli.main(["run", str(tmp_path), "--engine", "daft"]) == cli.FAILED
    assert "--tables" in capsys.readouterr().err


@pytest.fixture
def by_daft(monkeypatch):
    """The line by Daft, its builders run in this process: others take seconds to start."""
    monkeypatch.setattr(bundles, "APART", False)
    return line.ingest


def tables(target):
    with duckdb.connect(target, read_only=True) as connection:
        return {
            model.full_name(): connection.sql(f"FROM {model.full_name()} ORDER BY {', '.join(model.key_columns())}")
            .pl()
            .drop(SEEN_BY_A_RUN, strict=False)
            for model in DERIVED
        }


def assert_same_tables(target, reference):
    ours, theirs = tables(target), tables(reference)
    assert [name for name in theirs if not theirs[name].equals(ours[name])] == []
    assert not theirs["gold.overlaps"].is_empty()


def write(root, files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path):
    files = {f"{outlet}/{number}.txt": text for outlet in ("north", "south") for number, text in enumerate(TEXTS[:5])}
    write(tmp_path / "raw", files | {"north/nothing.txt": ""})
    return tmp_path / "raw"


def test_daft_makes_the_tables_of_one_machine(by_daft, plain, root, tmp_path):
    plain(root, tmp_path / "local.duckdb")
    run = by_daft(str(root), str(tmp_path / "tables"), tmp_path / "daft.duckdb")
    assert (run["state"], run["n_new"], run["n_quarantined"]) == ("published", 10, 1)
    assert_same_tables(tmp_path / "daft.duckdb", tmp_path / "local.duckdb")


def test_batches_come_to_the_tables_of_one_run(by_daft, plain, root, tmp_path):
    def ingest(**options):
        return by_daft(str(root), str(tmp_path / "tables"), tmp_path / "daft.duckdb", Options(**options))

    ingest()
    write(root, {"north/1.txt": TEXTS[6], "north/7.txt": TEXTS[7], "south/8.txt": TEXTS[8]})
    (root / "south/0.txt").unlink()
    second = ingest(prune=True)
    assert [second[name] for name in ("n_new", "n_changed", "n_removed")] == [2, 1, 1]
    (root / "north/2.txt").rename(root / "north/9.txt")
    assert ingest()["n_removed"] == 1
    plain(root, tmp_path / "local.duckdb")
    assert_same_tables(tmp_path / "daft.duckdb", tmp_path / "local.duckdb")
    with duckdb.connect(tmp_path / "daft.duckdb", read_only=True) as connection:
        versions = connection.execute(
            "SELECT version, is_current FROM bronze.raw_documents WHERE uri = 'north/1.txt' ORDER BY version"
        )
        assert versions.fetchall() == [(1, False), (2, True)]
        assert connection.execute("SELECT count(*) FROM ops.runs").fetchall() == [(3,)]
        assert connection.execute("SELECT n_words_added > 0 FROM ops.revisions").fetchall() == [(True,)]


def test_views_show_what_the_file_would_hold(by_daft, root, tmp_path):
    folder = str(tmp_path / "tables")
    by_daft(str(root), folder, tmp_path / "rows.duckdb")
    by_daft(str(root), folder, tmp_path / "views.duckdb", Options(views=True))
    assert_same_tables(tmp_path / "views.duckdb", tmp_path / "rows.duckdb")
    with duckdb.connect(tmp_path / "views.duckdb", read_only=True) as connection:
        (comment,) = connection.execute("SELECT comment FROM duckdb_views() WHERE view_name = 'overlaps'").fetchone()
        assert comment == TABLES["overlaps"].summary()


def test_what_a_killed_run_left_counts_for_nothing(by_daft, plain, root, tmp_path, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "fill", killed)
        with pytest.raises(KeyboardInterrupt):
            by_daft(str(root), str(tmp_path / "tables"), tmp_path / "daft.duckdb")
    assert not (tmp_path / "daft.duckdb").exists()
    assert by_daft(str(root), str(tmp_path / "tables"), tmp_path / "daft.duckdb")["n_new"] == 10
    plain(root, tmp_path / "local.duckdb")
    assert_same_tables(tmp_path / "daft.duckdb", tmp_path / "local.duckdb")


def test_every_table_is_made_once_and_after_what_it_reads():
    made = [table for stage in stages() for table in stage]
    assert sorted(made) == sorted(BUILDERS)
    for number, table in enumerate(made):
        assert {table_of(name) for name in reads(BUILDERS[table])} & BUILDERS.keys() <= set(made[:number]), table


def test_documents_are_read_in_two_passes_around_the_repeated_lines():
    passes = [stage for stage in stages() if TABLES[stage[0]].scope() == "document"]
    assert [stage[0] for stage in passes] == ["lines", "blocks"]


def test_a_block_meets_every_other_once():
    meetings = _seats(2, 1).group_by("bundle", maintain_order=True).agg("block")["block"].to_list()
    assert meetings == [[0], [0, 1], [0, 2], [1], [1, 2]]


class Losing:
    """Rows that a cluster loses so many times before they are written."""

    def __init__(self, times):
        self.times = times

    def write_parquet(self, _place, write_mode):
        assert write_mode == "overwrite"
        if self.times:
            self.times -= 1
            raise KeyError


@pytest.mark.parametrize(("times", "is_lost"), [(0, False), (2, False), (3, True)])
def test_what_is_lost_with_a_worker_is_made_again(monkeypatch, times, is_lost):
    monkeypatch.setattr("flows.cluster.tables._losses", lambda: (KeyError,))
    with pytest.raises(KeyError) if is_lost else nullcontext():
        _write(Losing(times), "anywhere")
