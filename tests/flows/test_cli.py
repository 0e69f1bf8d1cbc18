"""The command line: results on stdout, reasons on stderr, an exit code that tells."""

import io
import json

import polars as pl
import pytest

from flows import checks, cli, pipeline, session

TEXT = "The council closed the old lighthouse on Monday. Its lamp goes to a museum. Its keepers asked for more time."


@pytest.fixture
def target(plain, tmp_path):
    root = tmp_path / "raw" / "north"
    root.mkdir(parents=True)
    (root / "a.txt").write_text(TEXT)
    (root / "b.txt").write_bytes(b"")
    plain(root.parent, tmp_path / "w.duckdb", prune=False)
    return tmp_path / "w.duckdb"


def test_run_publishes_and_says_what_it_found(plain, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(pipeline, "ingest", plain)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(TEXT)
    assert cli.main(["run", str(tmp_path / "raw"), "--warehouse", str(tmp_path / "w.duckdb")]) == 0
    said = capsys.readouterr()
    assert "silver.articles" in said.out
    assert "published as" in said.err


def test_run_fails_in_one_line_when_the_folder_is_missing(plain, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(pipeline, "ingest", plain)
    assert cli.main(["run", str(tmp_path / "nowhere"), "--warehouse", str(tmp_path / "w.duckdb")]) == 1
    assert capsys.readouterr().err == f"wiretrace run: {tmp_path / 'nowhere'} is no folder\n"


def test_sql_writes_the_format_that_was_asked_for(target, capsys, monkeypatch):
    query = "SELECT uri, ['x', 'y'] AS tags FROM silver.articles"
    ask = ["sql", query, "--warehouse", str(target), "--format"]
    assert cli.main([*ask, "csv"]) == 0
    assert capsys.readouterr().out == "uri,tags\nnorth/a.txt,x | y\n"
    assert cli.main([*ask, "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"uri": "north/a.txt", "tags": ["x", "y"]}]
    assert cli.main([*ask, "table"]) == 0
    assert "north/a.txt" in capsys.readouterr().out
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdout", out)
    assert cli.main([*ask, "parquet"]) == 0
    assert pl.read_parquet(out.buffer.getvalue()).rows() == [("north/a.txt", ["x", "y"])]


def test_sql_reads_a_query_from_standard_input(target, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT 7 AS seven"))
    assert cli.main(["sql", "-", "--format", "csv", "--warehouse", str(target)]) == 0
    assert capsys.readouterr().out == "seven\n7\n"


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM silver.articles",
        "CREATE TABLE mine AS SELECT 1",
        "COPY silver.articles TO 'out.csv'",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY (SELECT 1) TO '/dev/stdout'",
        "EXPORT DATABASE 'out'",
        "IMPORT DATABASE '/tmp'",
        "FROM read_csv('/etc/passwd')",
        "FROM '/etc/passwd'",
        "FROM glob('/etc/*')",
        "FROM duckdb_secrets()",
        "ATTACH 'other.duckdb'",
        "ATTACH ':memory:' AS mine",
        "INSTALL httpfs",
        "LOAD httpfs",
        "UPDATE EXTENSIONS",
        "SET enable_external_access = true",
        "RESET enable_external_access",
        "SET temp_directory = '/tmp/mine'",
        "PRAGMA enable_profiling",
        "PRAGMA profiling_output = '/tmp/mine'",
        "SELECT getenv('HOME')",
        "FROM told",
        "SELECT 1; DELETE FROM silver.articles",
    ],
)
def test_sql_can_neither_write_nor_read_other_files(samples, capsys, query):
    before = samples.stat()
    assert cli.main(["sql", query, "--warehouse", str(samples)]) == 1
    assert capsys.readouterr().err.startswith("wiretrace sql: ")
    assert (samples.stat().st_size, samples.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_status_shows_runs_quarantine_and_checks(target, capsys):
    assert cli.main(["status", "--warehouse", str(target)]) == 0
    said = capsys.readouterr().out
    assert "published" in said
    assert "empty" in said
    assert "failed checks: none" in said


def test_a_missing_warehouse_is_named(tmp_path, capsys):
    assert cli.main(["status", "--warehouse", str(tmp_path / "none.duckdb")]) == 1
    assert "none.duckdb does not exist; wiretrace run makes it" in capsys.readouterr().err


def test_a_wrong_command_line_is_told_as_usage(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["fly"])
    assert stop.value.code == 2
    assert "usage: wiretrace" in capsys.readouterr().err


def test_busy_refused_and_failed_have_codes_of_their_own(target, tmp_path, plain, capsys, monkeypatch):
    monkeypatch.setattr(pipeline, "ingest", plain)
    run = ["run", str(tmp_path / "raw"), "--warehouse", str(target)]
    with session.run(tmp_path / "raw", target):
        assert cli.main(run) == 75
        assert "is being written by process" in capsys.readouterr().err
        assert cli.main(["status", "--warehouse", str(target)]) == 0
        assert "now written by process" in capsys.readouterr().out
    monkeypatch.setattr(checks, "GATES", (checks.Gate("nothing is wrong", "refuse", "SELECT 'all'"),))
    assert cli.main(run) == 3
    assert capsys.readouterr().err.splitlines()[-1] == "wiretrace run: nothing is wrong: 1, at most 0 (all)"
    assert cli.main(["status", "--warehouse", str(target)]) == 0  # what the run that was not published left
    assert "nothing is wrong" in capsys.readouterr().out


def test_a_table_on_a_terminal_obeys_no_text(samples, capsys):
    assert cli.main(["sql", "SELECT chr(27) || '[2J' || chr(8238) AS said", "--warehouse", str(samples)]) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}" in said
