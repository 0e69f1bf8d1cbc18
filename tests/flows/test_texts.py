"""A warehouse published without texts holds everything else, and later runs keep to it."""

import shutil

import duckdb
import pytest

from schemas import PRIVATE, TABLES

TELLING = "lighthouse"
TEXT = f"The council closed the old {TELLING} on Monday. Anna Berg bought its lamp. Its keepers asked for more time."


@pytest.fixture
def published(plain, tmp_path):
    root, target = tmp_path / "raw", tmp_path / "w.duckdb"
    (root / "north").mkdir(parents=True)
    (root / "north/a.txt").write_text(TEXT)

    def publish(**options):
        plain(root, target, **options)
        with duckdb.connect(target, read_only=True) as connection:
            return {
                model.full_name(): connection.sql(f"FROM {model.full_name()}").pl()
                for model in TABLES.values()
                if model.layer() != PRIVATE
            }

    return publish


def test_everything_but_the_texts_is_published_and_stays_so(published, tmp_path):
    published(texts=False)
    assert TELLING.encode() not in (tmp_path / "w.duckdb").read_bytes()
    assert (tmp_path / "w.duckdb.work").stat().st_mode & 0o777 == 0o700
    (tmp_path / "raw/north/a.txt").write_text(TEXT.replace("Monday", "Sunday"))
    withheld = published()
    assert withheld["silver.articles"]["text"].to_list() == [""]
    assert withheld["ops.revisions"]["edits"].to_list() == [[]]
    full = published(texts=True)
    assert full["silver.articles"]["text"].to_list() == [TEXT.replace("Monday", "Sunday")]
    for model in TABLES.values():
        if model.layer() in {"silver", "gold"}:
            shown = [name for name in model.dtypes() if name not in model.texts()]
            without, whole = (found[model.full_name()].select(shown) for found in (withheld, full))
            assert sorted(map(repr, without.rows())) == sorted(map(repr, whole.rows()))


def test_a_lost_working_folder_is_not_made_from_a_warehouse_without_texts(published, tmp_path):
    published(texts=False)
    shutil.rmtree(tmp_path / "w.duckdb.work")
    assert published()["silver.articles"]["text"].to_list() == [""]
    assert published(texts=True)["silver.articles"]["text"].to_list() == [TEXT]
