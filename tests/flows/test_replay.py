"""Quarantined files are tried again; silver and gold are made anew from bronze alone."""

import shutil

import duckdb
import pytest

from flows import pipeline

TEXT = "The council closed the old lighthouse on Monday. Its lamp goes to a museum. Its keepers asked for more time."


def ask(target, query):
    with duckdb.connect(target, read_only=True) as connection:
        return sorted(connection.execute(query).fetchall(), key=repr)


@pytest.fixture
def made(plain, tmp_path, monkeypatch):
    """A warehouse with an article and a file that was too long for the limits of its day."""
    root, target = tmp_path / "raw", tmp_path / "w.duckdb"
    root.mkdir()
    (root / "a.txt").write_text(TEXT)
    (root / "long.txt").write_text(f"{TEXT} {TEXT}")
    with monkeypatch.context() as patch:
        patch.setenv("WIRETRACE_MAX_CHARACTERS", str(len(TEXT)))
        plain(root, target)
    return root, target


def test_replay_reads_quarantined_files_again_and_run_does_not(made, plain):
    root, target = made
    open_rules = "SELECT rule FROM ops.quarantine WHERE resolved_at IS NULL"
    assert ask(target, open_rules) == [("text too long",)]
    plain(root, target)
    assert ask(target, open_rules) == [("text too long",)]
    told = pipeline.replay.fn(target)
    assert (told["n_new"], told["n_unchanged"]) == (1, 1)
    assert ask(target, open_rules) == []


def test_rebuild_makes_the_same_tables_without_a_file(made):
    root, target = made
    queries = ["FROM silver.sentences", "FROM silver.blocks", "FROM gold.mentions", "FROM gold.sources"]
    before = [ask(target, query) for query in queries]
    shutil.rmtree(root)
    told = pipeline.rebuild.fn(target)
    assert told["state"] == "published"
    assert [ask(target, query) for query in queries] == before


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize("flow", ["replay", "rebuild"])
def test_there_must_be_a_warehouse(flow, tmp_path):
    with pytest.raises(FileNotFoundError, match=r"none.duckdb does not exist; wiretrace run makes it"):
        getattr(pipeline, flow).fn(tmp_path / "none.duckdb")
