"""The line by Daft on a Ray cluster that loses a worker, and on a store: still the tables of one machine."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.flows.test_daft import assert_same_tables

pytestmark = pytest.mark.cluster
BIN = Path(sys.executable).parent
STORE = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_REGION": "us-east-1"}


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def run(root, tables, target, **environment):
    command = [BIN / "wiretrace", "run", root, "--engine", "daft", "--tables", tables, "--warehouse", target, "--force"]
    return subprocess.Popen(command, env=os.environ | environment)


def raylets():
    found = subprocess.run(["pgrep", "-f", "raylet/raylet"], capture_output=True, text=True, check=False)
    return set(map(int, found.stdout.split()))


@pytest.fixture
def cluster(tmp_path_factory):
    """A Ray cluster of two workers; gives its address and the process of one of them."""
    pytest.importorskip("ray", reason="daft[ray] is not installed")
    address, folder = f"127.0.0.1:{free_port()}", tmp_path_factory.mktemp("ray")
    before = raylets()
    start = [BIN / "ray", "start", "--disable-usage-stats", "--object-store-memory=300000000"]
    head = [f"--port={address.rpartition(':')[2]}", "--include-dashboard=false", f"--temp-dir={folder}"]
    subprocess.run([*start, "--head", "--num-cpus=0", "--node-ip-address=127.0.0.1", *head], check=True)
    known = raylets()
    for _ in range(2):
        subprocess.run([*start, "--num-cpus=1", f"--address={address}"], check=True)
    yield address, min(raylets() - known)
    for process in raylets() - before:  # what they started ends with them
        os.kill(process, signal.SIGKILL)
    for process in subprocess.run(
        ["pgrep", "-f", str(folder)], capture_output=True, text=True, check=False
    ).stdout.split():
        os.kill(int(process), signal.SIGKILL)


def test_a_cluster_that_loses_a_worker_makes_the_tables_of_one_machine(cluster, samples, tmp_path):
    address, worker = cluster
    tables = tmp_path / "tables"
    line = run(SAMPLES, tables, tmp_path / "daft.duckdb", DAFT_RUNNER="ray", RAY_ADDRESS=address)
    while line.poll() is None and not (tables / "private" / "repeats").exists():
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)  # while the documents are read
    assert line.wait() == 0
    assert_same_tables(tmp_path / "daft.duckdb", samples)


@pytest.fixture
def store():
    """An S3-compatible store on loopback, with the samples in a bucket; gives its settings and a client."""
    pytest.importorskip("daft", reason="wiretrace[daft] is not installed")
    boto3 = pytest.importorskip("boto3", reason="moto is not installed")
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    names = ["aws_access_key_id", "aws_secret_access_key", "region_name"]
    client = boto3.client("s3", endpoint_url=address, **dict(zip(names, STORE.values(), strict=True)))
    client.create_bucket(Bucket="press")
    for file in SAMPLES.rglob("*"):
        if file.is_file():
            client.upload_file(str(file), "press", f"raw/{file.relative_to(SAMPLES).as_posix()}")
    yield STORE | {"AWS_ENDPOINT_URL": address}, client
    server.stop()


def test_a_store_is_read_and_written_batch_by_batch(store, samples, plain, tmp_path):
    settings, client = store
    target, root = tmp_path / "daft.duckdb", tmp_path / "raw"
    assert run("s3://press/raw", "s3://press/tables", target, **settings).wait() == 0
    assert_same_tables(target, samples)
    shutil.copytree(SAMPLES, root)
    changed = next(file for file in sorted(root.rglob("*.txt")) if len(file.read_text(encoding="utf-8")) > 1000)
    changed.write_text(changed.read_text(encoding="utf-8") + "\nThe clerk added a line on Friday.\n", encoding="utf-8")
    client.upload_file(str(changed), "press", f"raw/{changed.relative_to(root).as_posix()}")
    assert run("s3://press/raw", "s3://press/tables", target, **settings).wait() == 0
    plain(root, tmp_path / "local.duckdb")
    assert_same_tables(target, tmp_path / "local.duckdb")
