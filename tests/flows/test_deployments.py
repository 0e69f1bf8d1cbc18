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

pytestmark = pytest.mark.deploy


@pytest.fixture
def checkout(tmp_path):
    """A checkout of its own, so that data and deployments of this one stay as they are."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("flows", "transforms", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "prefect.yaml", folder)
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


def wait_for(happened, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return
        time.sleep(1)
    pytest.fail(f"{happened.__name__} did not come within {seconds} s")


def test_scan_and_event_reach_the_warehouse_through_a_worker(checkout, environment, port):
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

    def event_was_heard():
        return articles() == 2

    with running("server", "start", "--port", str(port), environment=environment, folder=checkout):
        wait_for(server_answers)
        prefect("work-pool", "create", "wiretrace", "--type", "process")
        prefect("--no-prompt", "deploy", "--all")
        with running("worker", "start", "--pool", "wiretrace", environment=environment, folder=checkout):
            (checkout / "data" / "raw" / "north" / "a.txt").write_text(TEXT)
            prefect("deployment", "run", "ingest/scan", "--watch", "--watch-timeout", "240")
            assert articles() == 1
            (checkout / "data" / "raw" / "north" / "b.txt").write_text(f"{TEXT} The town pays.")
            prefect("event", "emit", "raw-file.created", "--resource-id", "wiretrace.raw")
            wait_for(event_was_heard)
        assert "cron" in prefect("deployment", "inspect", "ingest/scan").lower()
        assert "wiretrace-run" in prefect("artifact", "ls")
