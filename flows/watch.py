"""The watcher: tells Prefect that files came, changed or went, once a burst has settled.

A scan on a schedule finds everything by itself; the event only makes it sooner. So nothing is lost with the watcher,
and all it must remember is the state of the folder that it told last.
"""

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Signal
from typing import Final

from flows.scan import Scan
from transforms.bronze.document import digest

EVENT: Final = "raw-file.created"
RESOURCE: Final = "wiretrace.raw"

POLL_SECONDS: Final = 2.0
"""A look at 10,000 files takes .2 s."""

PATIENCE_SECONDS: Final = 60.0
"""Files that never stop arriving are told of this often."""

log = logging.getLogger("wiretrace")


@dataclass(slots=True)
class Watcher:
    """Looks at a folder and tells each settled change once; ``memory`` keeps what was told over restarts."""

    root: Path
    memory: Path
    tell: Callable[[], None]
    unsettled_since: float | None = None

    def look(self) -> bool:
        """Take one look; tell, and say so, if the folder has changed and is at rest, or has been restless for long."""
        state, settled = self._state()
        if state == self._told():
            self.unsettled_since = None
            return False
        self.unsettled_since = self.unsettled_since or time.monotonic()
        if not settled and time.monotonic() - self.unsettled_since < PATIENCE_SECONDS:
            return False
        self.tell()
        fresh = self.memory.with_name(f"{self.memory.name}.part")
        fresh.write_text(state, encoding="utf-8")
        fresh.replace(self.memory)
        self.unsettled_since = None
        return True

    def _state(self) -> tuple[str, bool]:
        """Fold the stamps of all files into one; a file that changed a moment ago has none, and the folder no rest."""
        stamps = list(Scan(self.root, {}).stamps())
        return digest(repr(stamps).encode()), all(stamp for _, stamp in stamps)

    def _told(self) -> str | None:
        return self.memory.read_text(encoding="utf-8") if self.memory.exists() else None


def emit() -> None:
    """Emit the event, and see that the server has it."""
    from httpx import HTTPError  # noqa: PLC0415
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - Prefect reads its settings when it is imported
    from prefect.events import Event, Resource  # noqa: PLC0415

    event = Event(event=EVENT, resource=Resource.model_validate({"prefect.resource.id": RESOURCE}))
    try:
        with get_client(sync_client=True) as client:
            client.request("POST", "/events", json=[event.model_dump(mode="json")])
    except HTTPError as error:
        raise ConnectionError(f"Prefect's server did not take the event: {error}") from error


def watch(root: Path, target: Path, stop: Signal | None = None) -> None:
    """Look again and again, until asked to stop; a server that does not answer is asked again at the next look."""
    stop, troubled = stop or Signal(), False
    target.parent.mkdir(parents=True, exist_ok=True)
    watcher = Watcher(root, target.with_name(f"{target.name}.watch"), emit)
    log.info("watching %s", os.fspath(root))
    while not stop.wait(POLL_SECONDS):
        try:
            if watcher.look():
                log.info("told of new files below %s", root)
            troubled = False
        except (OSError, RuntimeError) as error:
            if not troubled:
                log.warning("could not tell: %s", error)
            troubled = True
