"""Whatever happens to a run, what is published stays whole and the next run makes up for it.

``make test-hard`` does the same with 1,000 articles and 30 kills (WIRETRACE_HARD), and opens the file with DuckDB 1.5.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pytest

from benchmarks.generate import Generator, write
from flows import session
from schemas import TABLES

ROOT = Path(__file__).parents[2]
DRAW = random.Random(1)  # noqa: S311
HARD = "WIRETRACE_HARD" in os.environ
N_ARTICLES, N_KILLS, N_PUBLICATIONS = (1000, 30, 10) if HARD else (12, 2, 3)
SHARE_BEFORE = 0.5
"""Of the articles, what was published before the run that is killed."""

TEXT = "The council closed the old lighthouse on Monday. Its lamp goes to a museum. Its keepers asked for more time."
DERIVED = [model for model in TABLES.values() if model.layer() in {"silver", "gold"}]

pytestmark = [pytest.mark.hard, pytest.mark.filterwarnings("ignore::ResourceWarning")]


def tables(target):
    with duckdb.connect(target, read_only=True) as connection:
        return {
            model.full_name(): sorted(map(repr, connection.sql(f"FROM {model.full_name()}").pl().rows()))
            for model in DERIVED
        }


def start(root, target, **options):
    """Start a run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.line", str(root), str(target)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A warehouse of half the articles, all of them, and the tables and seconds of an undisturbed run over the rest."""
    folder = tmp_path_factory.mktemp("corpus")
    write(folder, Generator(3).families(N_ARTICLES))
    files = sorted(path for path in (folder / "raw").rglob("*") if path.is_file())
    later = DRAW.sample(files, round(len(files) * (1 - SHARE_BEFORE)))
    for file in later:
        file.rename(file.with_name(f".{file.name}"))
    assert start(folder / "raw", folder / "w.duckdb").wait() == 0
    for file in later:
        file.with_name(f".{file.name}").rename(file)
    shutil.copytree(folder, folder / "clean", ignore=shutil.ignore_patterns("raw", "clean"))
    started = time.monotonic()
    assert start(folder / "raw", folder / "clean/w.duckdb").wait() == 0
    return folder, tables(folder / "w.duckdb"), tables(folder / "clean/w.duckdb"), time.monotonic() - started


@pytest.mark.parametrize("kill", range(N_KILLS))
def test_a_run_killed_at_any_moment_leaves_the_snapshot_and_the_next_one_ends_as_if_undisturbed(corpus, tmp_path, kill):
    folder, before, undisturbed, seconds = corpus
    shutil.copytree(folder, tmp_path / "w", ignore=shutil.ignore_patterns("raw", "clean"))
    target = tmp_path / "w" / "w.duckdb"
    run = start(folder / "raw", target, start_new_session=True)
    time.sleep(random.Random(kill).uniform(0, seconds))  # noqa: S311
    os.killpg(run.pid, signal.SIGKILL)  # the run and its workers
    run.wait()
    assert tables(target) in (before, undisturbed)
    again = start(folder / "raw", target)
    assert again.wait() == 0, again.stderr.read()
    assert tables(target) == undisturbed


READ = """
import sys, duckdb
target, n = sys.argv[1], 0
print("ready", flush=True)
last = 0
while last < int(sys.argv[2]):
    with duckdb.connect(target, read_only=True) as reader:
        counts = [reader.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0] for table in (
            "silver.articles", "gold.story_articles", "(FROM bronze.raw_documents WHERE is_current)",
            "(FROM ops.runs WHERE state = 'published')")]
    assert len(set(counts)) == 1, counts
    assert counts[0] >= last, counts
    last, n = counts[0], n + 1
print(n)
"""


def test_a_reader_that_asks_all_the_time_never_fails_nor_sees_a_mixed_state(plain, tmp_path):
    root, target = tmp_path / "raw", tmp_path / "w.duckdb"
    root.mkdir()
    reader = None
    for number in range(1, N_PUBLICATIONS + 2):  # each brings one article: so many runs, so many articles
        (root / f"{number}.txt").write_text(f"{TEXT} {number}")
        plain(root, target)
        if reader is None:
            command = [sys.executable, "-c", READ, str(target), str(N_PUBLICATIONS + 1)]
            reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            assert reader.stdout.readline() == "ready\n"
    said, complaint = reader.communicate(timeout=60)
    assert not complaint
    assert int(said) > N_PUBLICATIONS


@pytest.fixture
def published(plain, tmp_path):
    root, target = tmp_path / "raw", tmp_path / "w.duckdb"
    root.mkdir()
    (root / "a.txt").write_text(TEXT)
    plain(root, target)
    (root / "b.txt").write_text(f"{TEXT} And more.")
    return root, target


def n_articles(target):
    with duckdb.connect(target, read_only=True) as connection:
        return connection.execute("SELECT count(*) FROM silver.articles").fetchall()[0][0]


def test_a_full_disk_is_told_and_nothing_is_lost(published, plain):
    root, target = published
    room = target.stat().st_size // 2  # no file may grow beyond it: what a write meets on a full disk
    full = start(root, target, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
    assert full.wait() != 0
    assert "File too large" in full.stderr.read()
    assert n_articles(target) == 1
    plain(root, target)
    assert n_articles(target) == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small disk")
def test_a_full_disk_of_its_own_is_told_and_nothing_is_lost(published, plain, tmp_path):
    root, target = published
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        shutil.copy(target, disk)
        (disk / "ballast").write_bytes(bytes(4 * 2**20))
        full = start(root, disk / target.name)
        assert full.wait() != 0
        assert "No space left" in full.stderr.read()
        assert n_articles(disk / target.name) == 1
        (disk / "ballast").unlink()
        subprocess.run(["mount", "-o", "remount,size=200m", disk], check=True)
        plain(root, disk / target.name)
        assert n_articles(disk / target.name) == 2
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_folder_that_may_not_be_written_is_named(published):
    _, target = published
    folder = Path(tempfile.mkdtemp())
    shutil.copy(target, folder)
    folder.chmod(0o555)
    before = os.geteuid()
    try:
        if before == 0:
            os.seteuid(65534)  # nobody: the superuser may write everywhere
        with pytest.raises(PermissionError, match=str(folder)), session.run(folder, folder / target.name):
            pytest.fail("it ran")
    finally:
        os.seteuid(before)
        folder.chmod(0o755)
    assert n_articles(folder / target.name) == 1
    shutil.rmtree(folder)


def test_a_file_that_vanishes_or_grows_while_it_is_read_is_right_after_the_next_run(published, plain, monkeypatch):
    root, target = published
    (root / "c.txt").write_text(f"{TEXT} One.")

    def restless(file):
        if file.name == "b.txt":
            file.unlink()
        if file.name == "c.txt":
            file.write_text(f"{TEXT} One, and two.")
        return "of what it was"

    with monkeypatch.context() as patch:
        patch.setattr("flows.scan._hash", restless)
        assert plain(root, target)["state"] == "published"
    plain(root, target)
    with duckdb.connect(target, read_only=True) as connection:
        found = connection.execute(
            "SELECT uri, text LIKE '%One, and two.' FROM silver.articles ORDER BY uri"
        ).fetchall()
    assert found == [("a.txt", False), ("c.txt", True)]


def test_duckdb_1_5_opens_the_file(published):
    """Needs a folder with DuckDB 1.5, named by WIRETRACE_DUCKDB_15: make test-hard makes one."""
    _, target = published
    query = """
import duckdb, sys
with duckdb.connect(sys.argv[1], read_only=True) as reader:
    print(duckdb.__version__, *reader.execute("SELECT count(*) FROM silver.articles").fetchall())
"""
    done = subprocess.run(
        [sys.executable, "-c", query, str(target)],
        env=os.environ | {"PYTHONPATH": os.environ["WIRETRACE_DUCKDB_15"]},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("1.5.")
    assert done.stdout.endswith(" (1,)\n")
