"""The flow as Prefect runs it: names, tags, the artifact."""

import asyncio

import duckdb
import pytest
from prefect.client.orchestration import get_client
from prefect.testing.utilities import prefect_test_harness

from flows import pipeline
from flows.builders import BUILDERS

TEXT = "The council closed the old lighthouse on Monday. Its lamp goes to a museum. Its keepers asked for more time."


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Prefect's own server, as it is torn down
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_run_shows_its_tables_as_tasks_and_its_figures_as_an_artifact(tmp_path):
    root, target = tmp_path / "raw", tmp_path / "w.duckdb"
    root.mkdir()
    (root / "a.txt").write_text(TEXT)

    async def look():
        async with get_client() as client:
            return await client.read_flow_runs(), await client.read_task_runs(), await client.read_artifacts()

    with prefect_test_harness(server_startup_timeout=120):
        told = pipeline.ingest(root, target)
        runs, tasks, artifacts = asyncio.run(look())
    assert told["n_new"] == 1
    assert [run.name for run in runs] == [f"{root} to {target}"]
    assert {task.name for task in tasks} >= set(BUILDERS) | {"raw_documents", "touch repeats", "check", "publish"}
    assert all(task.state.is_completed() for task in tasks)
    assert ["wiretrace-run" in artifact.key for artifact in artifacts] == [True]
    assert "| articles | 1 | `silver.articles` |" in artifacts[0].data
    with duckdb.connect(target, read_only=True) as connection:
        assert connection.execute("SELECT state FROM ops.runs").fetchall() == [("published",)]
