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
from dataclasses import dataclass
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
def machine(checkout, tmp_path, capfd):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PWD": str(checkout),  # as a shell sets it: prefect.yaml deploys "here"
        "PYTHONPATH": "",
        "COLUMNS": "200",  # the width of Prefect's tables, which cut keys short
    }
    return Machine(checkout, environment, port, capfd)


@dataclass
class Machine:
    """A machine with a server and a pool of its own."""

    folder: Path
    environment: dict[str, str]
    port: int
    terminal: pytest.CaptureFixture

    @property
    def target(self):
        return self.folder / "data" / "warehouse.duckdb"

    def put(self, name, text=TEXT):
        (self.folder / "data" / "raw" / "north" / name).write_text(text)

    def prefect(self, *command):
        done = subprocess.run(
            [PREFECT, *command], env=self.environment, cwd=self.folder, capture_output=True, text=True, timeout=300,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def running(self, *command):
        process = subprocess.Popen(
            command, env=self.environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(60)

    def watching(self):
        return self.running(sys.executable, "-m", "flows.cli", "watch")

    def answers(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/health", timeout=2) as answer:
                return json.load(answer) is True
        except OSError:
            return False

    def n_articles(self):
        if not self.target.exists():
            return 0
        with duckdb.connect(self.target, read_only=True) as connection:
            return connection.execute("SELECT count(*) FROM silver.articles").fetchall()[0][0]

    def n_runs(self):
        with duckdb.connect(self.target, read_only=True) as connection:
            return connection.execute("SELECT count(*) FROM ops.runs WHERE state = 'published'").fetchall()[0][0]

    def wait_for(self, what, happened, seconds=600):
        """Wait, and say on the terminal how long it took."""
        started = time.monotonic()
        while not happened():
            assert time.monotonic() < started + seconds, f"{what} did not come within {seconds} s"
            time.sleep(1)
        self.say(what, started)

    def run(self, deployment):
        started, n_runs = time.monotonic(), self.n_runs()
        self.prefect("deployment", "run", deployment, "--watch", "--watch-timeout", "600")
        assert self.n_runs() > n_runs  # scans that were late may have come between
        self.say(deployment, started)

    def say(self, what, started):
        with self.terminal.disabled():
            sys.stdout.write(f"{what}: {time.monotonic() - started:.0f} s\n")


def test_every_deployment_reaches_the_warehouse_through_a_worker(machine):
    with machine.running(PREFECT, "server", "start", "--port", str(machine.port)):
        machine.wait_for("server", machine.answers)
        machine.prefect("work-pool", "create", "wiretrace", "--type", "process")
        machine.prefect("--no-prompt", "deploy", "--all")
        with machine.running(PREFECT, "worker", "start", "--pool", "wiretrace"):
            machine.put("a.txt")
            machine.wait_for("cron scan, from the file to the table", lambda: machine.n_articles() == 1)
            machine.prefect("deployment", "schedule", "pause", "--all")
            with machine.watching():
                machine.put("b.txt", f"{TEXT} The town pays.")
                machine.wait_for("event, from the file to the table", lambda: machine.n_articles() == 2)
            machine.put("c.txt", f"{TEXT} The town paid.")  # while nobody watches
            with machine.watching():
                machine.wait_for("event, after the watcher's restart", lambda: machine.n_articles() == 3)
            machine.run("ingest/scan")
            machine.run("replay/quarantine")
            machine.run("rebuild/tables")
        assert machine.n_articles() == 3
        assert "wiretrace-run" in machine.prefect("artifact", "ls")


def test_serve_does_the_same_with_a_server_of_its_own(machine):
    del machine.environment["PREFECT_API_URL"]
    command = [sys.executable, "-m", "flows.cli", "serve", "--port", str(machine.port), "--cron", "0 0 1 1 *"]
    with machine.running(*command):
        machine.wait_for("serve: server", machine.answers)
        machine.put("a.txt")
        machine.wait_for("serve: event, from the file to the table", lambda: machine.n_articles() == 1)
    machine.put("b.txt", f"{TEXT} The town pays.")
    with machine.running(*command):
        machine.wait_for("serve: event, after a restart", lambda: machine.n_articles() == 2)
    assert not machine.answers()
