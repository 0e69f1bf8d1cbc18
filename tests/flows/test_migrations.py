"""A warehouse of another version is upgraded, made anew or refused; never misread."""

import duckdb
import pytest

from flows import layout, snapshot, warehouse
from schemas.bronze import RawDocument


@pytest.fixture
def work(tmp_path):
    return tmp_path / "w.duckdb.work"


@pytest.fixture
def target(tmp_path):
    return tmp_path / "w.duckdb"


def prepare(work, target):
    with layout.prepared(work, target, warehouse.about(work, target)):
        pass


def test_a_warehouse_of_a_newer_version_is_refused_and_left_as_it_is(work, target):
    with duckdb.connect(target) as made:
        made.execute("CREATE SCHEMA ops; CREATE TABLE ops.about (name VARCHAR PRIMARY KEY, value VARCHAR)")
        made.execute("INSERT INTO ops.about VALUES ('version', '99.1'), ('layout', 'x')")
    before = target.read_bytes()
    with pytest.raises(layout.NewerError, match=r"w.duckdb was made by wiretrace 99.1, this is .*: upgrade wiretrace"):
        prepare(work, target)
    assert target.read_bytes() == before


def test_history_gets_the_columns_that_it_lacks_and_keeps_its_rows(work, target):
    row = dict.fromkeys(RawDocument.dtypes(), "x") | {
        "version": 1, "is_current": True, "n_bytes": 3, "ingested_at": "2024-03-01", "retired": "no longer a column",
    }  # fmt: skip
    old = [name for name in row if name not in {"path", "title"}]  # one must not be NULL, one may be
    with duckdb.connect(target) as made:
        made.execute(
            f"CREATE SCHEMA bronze; CREATE TABLE bronze.raw_documents ({', '.join(f'{n} VARCHAR' for n in old)})"
        )
        made.execute(f"INSERT INTO bronze.raw_documents VALUES ({', '.join('?' for _ in old)})", [row[n] for n in old])
    prepare(work, target)
    with warehouse.write(work) as db:
        (found,) = db.sql.sql("FROM bronze.raw_documents").pl().to_dicts()
        assert (found["doc_id"], found["version"], found["path"], found["title"]) == ("x", 1, "", None)
        assert list(found) == RawDocument.dtypes().names()
        assert db.value("SELECT count(*) FROM private.touched") == 1
        with pytest.raises(duckdb.ConstraintException, match="Duplicate key"):
            db.sql.execute("INSERT INTO bronze.raw_documents FROM bronze.raw_documents")


def test_tables_of_an_older_layout_are_emptied_to_be_made_anew(work, target):
    prepare(work, target)
    with warehouse.write(work) as db:
        db.sql.execute("DROP TABLE gold.sources; CREATE TABLE gold.sources (outlet VARCHAR)")
        db.sql.execute("UPDATE ops.about SET value = 'older' WHERE name = 'layout'")
    prepare(work, target)
    with warehouse.write(work) as db:
        assert db.value("SELECT count(n_articles) FROM gold.sources") == 0


def test_a_copy_that_was_cut_short_is_not_taken_for_a_database(work, target):
    prepare(work, target)
    snapshot.publish(work, target)
    for file in work.iterdir():
        file.unlink()
    (work / "warehouse.duckdb.part").write_bytes(target.read_bytes()[:5000])
    prepare(work, target)
    with warehouse.write(work) as db:
        assert db.value("SELECT count(*) FROM silver.articles") == 0
