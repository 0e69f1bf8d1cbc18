"""A run from start to end: who may write, from which root, and what is said of it afterwards."""

import fcntl
import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final
from uuid import uuid4

import polars as pl

from flows import changes, warehouse
from schemas.ops import Run

RAW: Final = Path("data/raw")
SAMPLES: Final = Path("data/samples")
WAREHOUSE: Final = Path("data/warehouse.duckdb")


class BusyError(RuntimeError):
    """Another process is writing this warehouse."""


class ForeignRootError(RuntimeError):
    """The warehouse was made from another root folder."""


def default_root() -> Path:
    """Choose the folder to read: the user's files, or the samples while there are none."""
    own = any(not path.name.startswith(".") for path in RAW.iterdir()) if RAW.is_dir() else False
    return RAW if own else SAMPLES


@contextmanager
def run(root: Path, target: Path) -> Iterator[Path]:
    """Hold the warehouse for one run; give the working folder. A run that fails is remembered as such."""
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is no folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target):
        work = target.with_name(f"{target.name}.work")
        _settle_root(root, work, target)
        warehouse.prepare(work, target)
        with warehouse.write(work) as keeper:  # one open connection makes those of the steps cheap
            _begin(keeper, root)
            try:
                yield work
            except BaseException as error:
                _end(keeper, "failed", f"{type(error).__name__}: {error}"[:500])
                raise


def is_due(work: Path) -> bool:
    """Tell whether any document is touched; where none is, every table stays as it was."""
    with warehouse.write(work) as db:
        return db.is_touched()


def finish(work: Path, target: Path) -> dict[str, object]:
    """Publish what the run made; return its row of ``ops.runs``."""
    with warehouse.write(work) as db:
        run_id, _ = db.run()
        changes.note(db, target)
        _end(db, "published", None)
        warehouse.publish(work, target)
        rows = db.sql.sql("FROM ops.runs WHERE run_id = $run", params={"run": run_id}).pl()
    return dict(rows.row(0, named=True))


def now() -> datetime:
    """Tell the time, in UTC and without a zone, as tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _begin(db: warehouse.Warehouse, root: Path) -> None:
    db.sql.execute(
        "UPDATE ops.runs SET state = 'failed', finished_at = ?, message = 'killed' WHERE state = 'running'", [now()]
    )
    db.sql.execute(
        "INSERT OR REPLACE INTO ops.about VALUES ('root', ?), ('version', ?)",
        [str(root.resolve()), warehouse.VERSION],
    )
    started = now()
    row = dict.fromkeys(Run.dtypes(), None) | {
        "run_id": f"{started:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}",
        "started_at": started,
        "state": "running",
        "version": warehouse.VERSION,
        **{name: 0 for name in Run.dtypes() if name.startswith("n_")},
    }
    db.insert("runs", pl.DataFrame([row], schema=Run.dtypes()))


def _end(db: warehouse.Warehouse, state: str, message: str | None) -> None:
    db.sql.execute(
        "UPDATE ops.runs SET state = ?, message = ?, finished_at = ?, seconds = epoch(?::TIMESTAMP - started_at), "
        "n_quarantined = (SELECT count(*) FROM ops.quarantine WHERE quarantine.run_id = runs.run_id) "
        "WHERE state = 'running'",
        [state, message, moment := now(), moment],
    )


def _settle_root(root: Path, work: Path, target: Path) -> None:
    """Refuse a warehouse of another root, unless it only holds the samples: then it starts anew."""
    known = warehouse.root_of(work, target)
    if known is None or known == root.resolve():
        return
    if known != SAMPLES.resolve():
        raise ForeignRootError(f"{target} was made from {known}, not from {root.resolve()}: name another --warehouse")
    shutil.rmtree(work, ignore_errors=True)
    warehouse.remove(target)


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Hold the operating system's lock on a warehouse, which ends with the process, and say who holds it."""
    with target.with_name(f"{target.name}.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"{target} is being written by {_holder(file)}") from None
        file.truncate(0)
        json.dump({"pid": os.getpid(), "host": socket.gethostname(), "since": f"{now():%Y-%m-%d %H:%M:%S} UTC"}, file)
        file.flush()
        yield
        file.truncate(0)


def _holder(file: IO[str]) -> str:
    file.seek(0)
    try:
        told = json.load(file)
    except ValueError:  # it is just starting, or just done
        return "another process"
    return f"process {told['pid']} on {told['host']} since {told['since']}"
