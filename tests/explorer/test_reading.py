"""Reading: the newest snapshot for whoever comes, the old one for whoever is still reading."""

import duckdb
import pytest

from explorer.reading import Warehouse, WarehouseError

TITLE = "SELECT title FROM silver.articles"


def publish(path, title):
    fresh = path.with_name("fresh")
    with duckdb.connect(fresh) as connection:
        connection.execute("CREATE SCHEMA silver")
        connection.execute("CREATE TABLE silver.articles AS SELECT 'a' AS doc_id, ? AS title, 'x' AS text", [title])
    fresh.replace(path)


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "it's a warehouse.duckdb"
    publish(path, "old")
    return path


def test_a_new_snapshot_is_noticed(target):
    warehouse = Warehouse(target)
    with warehouse.read() as reader:
        assert reader.value(TITLE) == "old"
        publish(target, "new")
        with warehouse.read() as other:
            assert other.value(TITLE) == "new"
        assert reader.value(TITLE) == "old"
    with warehouse.read() as reader:
        assert reader.value(TITLE) == "new"
    warehouse.close()


def test_an_export_keeps_to_the_snapshot_that_it_began_with(target):
    warehouse = Warehouse(target, live=False)
    with warehouse.read() as reader:
        assert reader.value(TITLE) == "old"
    publish(target, "new")
    with warehouse.read() as reader:
        assert reader.value(TITLE) == "old"
    warehouse.close()


def test_nothing_can_be_written_and_no_file_read(target):
    warehouse = Warehouse(target)
    with warehouse.read() as reader:
        for query in ("DELETE FROM silver.articles", "FROM read_text('/etc/hostname')", "SET threads = 1"):
            with pytest.raises(duckdb.Error):
                reader.rows(query)
    warehouse.close()


def test_texts_are_ready_to_be_searched_once_they_are_awaited(target):
    warehouse = Warehouse(target)
    with warehouse.read() as reader:
        reader.await_folded()
        assert reader.value("SELECT words FROM memory.main.folded") == "old \nx"
    warehouse.close()


def test_a_missing_file_is_told(tmp_path):
    with (
        pytest.raises(WarehouseError, match="does not exist; wiretrace run makes it"),
        Warehouse(tmp_path / "n").read(),
    ):
        pass
