"""The same tables, whether one process made them at once or several part by part."""

from shutil import copytree

import duckdb
import pytest

from flows import places, rows, spread, warehouse
from schemas import TABLES
from tests.conftest import SAMPLES


def tables(target):
    with duckdb.connect(target, read_only=True) as connection:
        return {
            name: connection.sql(f"FROM {model.full_name()} ORDER BY ALL").pl().drop("version", strict=False)
            for name, model in TABLES.items()
            if model.layer() in {"silver", "gold"}
        }


def test_parts_made_by_several_processes_are_the_tables_of_one(tmp_path, samples, plain, monkeypatch):
    monkeypatch.setattr(spread, "PART", 9)
    monkeypatch.setattr(spread, "workers", lambda: 2)
    plain(SAMPLES, tmp_path / "w.duckdb")
    together, apart = tables(samples), tables(tmp_path / "w.duckdb")
    assert [name for name in together if not together[name].equals(apart[name])] == []


def test_the_number_of_workers_may_be_set(monkeypatch):
    monkeypatch.setenv("WIRETRACE_WORKERS", "3")
    assert spread.workers() == 3
    monkeypatch.delenv("WIRETRACE_WORKERS")
    assert spread.workers() >= 1


@pytest.mark.parametrize("table", ["articles", "alignments"])
def test_parts_cover_all_that_is_new_once(tmp_path, samples, table):
    work = copytree(places.work_of(samples), tmp_path / "work")
    with warehouse.write(work) as db:
        db.touch("FROM bronze.raw_documents")
        parts = db.parts(table, 5)
        new = next(name for name in rows.inputs(table) if name.startswith("new_"))
        counts = [db.value(f"SELECT count(*) FROM ({rows.inputs(table, part)[new]})") for part in parts]
        assert len(parts) > 5
        assert sum(counts) == db.value(f"SELECT count(*) FROM ({rows.inputs(table)[new]})")
