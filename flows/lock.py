"""The lock: one process at a time writes a warehouse, and the others are told who."""

import fcntl
import json
import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

log = logging.getLogger("wiretrace")


class BusyError(RuntimeError):
    """Another process is writing this warehouse."""

    exit_code: Final = 75
    """sysexits.h's "try later"."""


@contextmanager
def held(target: Path, wait: float) -> Iterator[None]:
    """Hold the operating system's lock on a warehouse, which ends with the process, and say who holds it.

    Waits so many seconds for another process to end, then raises ``BusyError``.
    """
    with _lock_of(target).open("a+") as file:
        _take(file, target, wait)
        file.truncate(0)
        since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
        json.dump({"pid": os.getpid(), "host": socket.gethostname(), "since": since}, file)
        file.flush()
        yield
        file.truncate(0)


def _take(file: IO[str], target: Path, wait: float) -> None:
    """Take the lock, trying for so many seconds."""
    end, told = time.monotonic() + wait, False
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise BusyError(f"{target} is being written by {_holder(file)}") from None
            if not told:
                log.info("waiting for %s, which writes %s", _holder(file), target)
                told = True
            time.sleep(min(1, wait))


def holder(target: Path) -> str | None:
    """Say who is writing a warehouse now; None if nobody is."""
    if not _lock_of(target).exists():
        return None
    with _lock_of(target).open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _holder(file)
    return None


def _holder(file: IO[str]) -> str:
    file.seek(0)
    try:
        told = json.load(file)
    except ValueError:  # it is just starting, or just done
        return "another process"
    return f"process {told['pid']} on {told['host']} since {told['since']}"


def _lock_of(target: Path) -> Path:
    """Name the file whose lock a writer holds."""
    return target.with_name(f"{target.name}.lock")
