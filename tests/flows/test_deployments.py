"""The deployments, proven against a real server, work pool and worker on this machine: ``make deploy-check``."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
PREFECT = str(Path(sys.executable).with_name("prefect"))
TEXT = "The council closed the old lighthouse on Monday. Its lamp goes to a museum. Its keepers asked for more time."

EVERY_TEN, EVERY_MINUTE = '"*/10 * * * *"', '"* * * * *"'
"""The schedule, and one that a test can wait for."""

pytestmark = pytest.mark.deploy


@pytest.fixture
def checkout(tmp_path):
    """A checkout of its own, so that data and deployments of this one stay as they are."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("flows", "transforms", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    declared = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    assert EVERY_TEN in declared
    (folder / "prefect.yaml").write_text(declared.replace(EVERY_TEN, EVERY_MINUTE), encoding="utf-8")
    (folder / "data" / "raw" / "north").mkdir(parents=True)
    return folder


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def environment(tmp_path, port, checkout):
    return os.environ | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PWD": str(checkout),  # as a shell sets it: prefect.yaml deploys "here"
        "PYTHONPATH": "",
        "COLUMNS": "200",  # the width of Prefect's tables, which cut keys short
    }


@contextmanager
def running(*command, environment, folder):
    process = subprocess.Popen(
        [PREFECT, *command], env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def watching(checkout, environment):
    """The watcher, as a service of its own."""
    command = [sys.executable, "-m", "flows.cli", "watch"]
    process = subprocess.Popen(command, env=environment, cwd=checkout)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def wait_for(happened, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return
        time.sleep(1)
    pytest.fail(f"{happened.__name__} did not come within {seconds} s")


def test_every_deployment_reaches_the_warehouse_through_a_worker(
    checkout, environment, port, record_testsuite_property
):
    target = checkout / "data" / "warehouse.duckdb"

    def prefect(*command):
        done = subprocess.run(
            [PREFECT, *command], env=environment, cwd=checkout, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def server_answers():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2) as answer:
                return json.load(answer) is True
        except OSError:
            return False

    def articles():
        with duckdb.connect(target, read_only=True) as connection:
            return connection.execute("SELECT count(*) FROM silver.articles").fetchall()[0][0]

    def timed(what, step):
        started = time.monotonic()
        step()
        took = f"{time.monotonic() - started:.0f} s"
        record_testsuite_property(what, took)
        print(f"{what}: {took}")

    def run(deployment):
        timed(deployment, lambda: prefect("deployment", "run", deployment, "--watch", "--watch-timeout", "240"))

    def put(name, text=TEXT):
        (checkout / "data" / "raw" / "north" / name).write_text(text)

    def cron_was_heard():
        return target.exists() and articles() == 1

    def event_was_heard():
        return articles() == 2

    def restarted_watcher_was_heard():
        return articles() == 3

    with running("server", "start", "--port", str(port), environment=environment, folder=checkout):
        timed("server", lambda: wait_for(server_answers))
        prefect("work-pool", "create", "wiretrace", "--type", "process")
        prefect("--no-prompt", "deploy", "--all")
        with running("worker", "start", "--pool", "wiretrace", environment=environment, folder=checkout):
            put("a.txt")
            timed("cron", lambda: wait_for(cron_was_heard))
            prefect("deployment", "schedule", "pause", "--all")
            with watching(checkout, environment):
                put("b.txt", f"{TEXT} The town pays.")
                timed("files-arrived, from the file to the table", lambda: wait_for(event_was_heard))
            put("c.txt", f"{TEXT} The town paid.")  # while nobody watches
            with watching(checkout, environment):
                timed("files-arrived, after a restart", lambda: wait_for(restarted_watcher_was_heard))
            run("ingest/scan")
            run("replay/quarantine")
            run("rebuild/tables")
        assert articles() == 3
        assert "wiretrace-run" in prefect("artifact", "ls")
