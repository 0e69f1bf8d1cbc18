"""Everything on one machine: a Prefect server, the schedule, the event and the watcher, in one command."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, cast

from flows import places, watch

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

CRON: Final = "*/10 * * * *"
PORT: Final = 4200
START_SECONDS: Final = 300
"""A server's first start makes its database, which took two minutes on a busy machine."""

WAIT_SECONDS: Final = 3600
"""How long a run waits for another to end: so those of different deployments queue."""

GRACE_SECONDS: Final = 60
"""How long the place of a run that was killed stays taken, Prefect's least: the lock ends with its process."""

log = logging.getLogger("wiretrace")


def serve(root: Path | None, target: Path, cron: str = CRON, port: int = PORT) -> None:
    """Serve the deployments until interrupted, with a server of our own unless PREFECT_API_URL names one."""
    with _server(port) as url:
        os.environ["PREFECT_API_URL"] = url
        from prefect.runner import Runner  # noqa: PLC0415 - Prefect reads its settings when it is imported

        runner = Runner(pause_on_shutdown=False, limit=1)
        for deployment in deployments(root, target, cron):
            runner.add_deployment(deployment)
        folder = (root or places.RAW).absolute()  # watched from now on: before, nobody would have heard the event
        Thread(target=watch.watch, args=(folder, target.absolute()), daemon=True).start()
        log.info("serving; %s shows the runs", url.removesuffix("/api"))
        asyncio.run(runner.start())


def deployments(root: Path | None, target: Path, cron: str = CRON) -> "list[RunnerDeployment]":
    """Make what prefect.yaml declares: the scan, the same by event, replay and rebuild."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # noqa: PLC0415
    from prefect.events import DeploymentEventTrigger  # noqa: PLC0415
    from prefect.types.entrypoint import EntrypointType  # noqa: PLC0415

    from flows.pipeline import ingest, rebuild, replay  # noqa: PLC0415

    file = {"target": str(target.absolute()), "wait": WAIT_SECONDS}
    files = file | ({"root": str(root.absolute())} if root else {})
    one_writer = ConcurrencyLimitConfig(
        limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE, grace_period_seconds=GRACE_SECONDS
    )
    usual: dict[str, Any] = {
        "concurrency_limit": one_writer,
        "entrypoint_type": EntrypointType.MODULE_PATH,  # an installed package is below no working folder
    }
    arrived = DeploymentEventTrigger(expect={watch.EVENT})
    made = [
        ingest.to_deployment("scan", cron=cron, parameters=files, tags=["wiretrace", "scheduled"], **usual),
        ingest.to_deployment(
            "files-arrived", triggers=[arrived], parameters=files, tags=["wiretrace", "event"], **usual
        ),
        replay.to_deployment("quarantine", parameters=file, tags=["wiretrace"], **usual),
        rebuild.to_deployment("tables", parameters=file, tags=["wiretrace"], **usual),
    ]
    return cast("list[RunnerDeployment]", made)  # outside an event loop, no coroutines


@contextmanager
def _server(port: int) -> Iterator[str]:
    """Give the address of the server to use: the one that is set, or answers here, or is started for now."""
    url = os.environ.get("PREFECT_API_URL", f"http://127.0.0.1:{port}/api")
    if "PREFECT_API_URL" in os.environ or _answers(url):
        yield url
        return
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - Prefect's own command
    try:
        _wait_for(server, url)
        Thread(target=_end_with, args=(server,), daemon=True).start()
        yield url
    finally:
        server.terminate()
        server.wait()


def _wait_for(server: "subprocess.Popen[bytes]", url: str) -> None:
    end = time.monotonic() + START_SECONDS
    while not _answers(url):
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"Prefect's server did not start at {url}")
        time.sleep(0.5)


def _end_with(server: "subprocess.Popen[bytes]") -> None:
    """End this process when the server has ended: whoever started it (systemd, a container) starts both anew."""
    server.wait()
    os.kill(os.getpid(), signal.SIGTERM)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310 - a server of ours
            return bool(answer.status == 200)  # noqa: PLR2004
    except OSError:
        return False
