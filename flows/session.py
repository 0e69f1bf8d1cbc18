"""A run from start to end: who may write, from which root, and what is said of it afterwards."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import polars as pl

from flows import changes, layout, lock, places, snapshot, warehouse
from flows.garbage import seldom_collected
from schemas.ops import Run

MESSAGE_CHARS: Final = 500
"""Enough to say why a run failed; a database may add pages."""

log = logging.getLogger("wiretrace")


class ForeignRootError(RuntimeError):
    """The warehouse was made from another root folder."""


@contextmanager
def run(root: Path | None, target: Path, *, texts: bool | None = None, wait: float = 0) -> Iterator[Path]:
    """Hold the warehouse for one run; give the working folder. A run that fails is remembered as such.

    Without a root, the warehouse must be there and keeps its own. ``texts`` says whether texts are published; None
    leaves it as it is. ``wait`` is how many seconds to wait for another run to end before ``lock.BusyError``.
    """
    if root and not root.is_dir():
        raise FileNotFoundError(f"{root} is no folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    with lock.held(target, wait), seldom_collected():
        work = places.work_of(target)
        facts = _settled(root, work, target)
        if not (root or facts):
            raise FileNotFoundError(f"{target} does not exist; wiretrace run makes it")
        wanted = {"root": str(root.resolve())} if root else {}
        wanted |= {} if texts is None else {"texts": "published" if texts else warehouse.WITHHELD}
        with layout.prepared(work, target, facts) as keeper:  # held open, it makes the connections of the steps cheap
            run_id = begin(keeper, facts | wanted | {"version": layout.VERSION, "layout": layout.LAYOUT})
            with logged_as(run_id):
                try:
                    yield work
                except BaseException as error:
                    end(keeper, "failed", f"{type(error).__name__}: {error}"[:MESSAGE_CHARS])
                    raise


def root_of(work: Path) -> Path:
    """Tell which root folder a warehouse was made from."""
    with warehouse.write(work) as db:
        return Path(str(db.value("SELECT value FROM ops.about WHERE name = 'root'")))


@contextmanager
def logged_as(run_id: str) -> Iterator[None]:
    """Let every line of progress name the run."""

    def name(record: logging.LogRecord) -> bool:
        record.msg = f"{run_id} {record.msg}"
        return True

    log.addFilter(name)
    try:
        yield
    finally:
        log.removeFilter(name)


def is_due(work: Path) -> bool:
    """Tell whether any document is touched; where none is, every table stays as it was."""
    with warehouse.write(work) as db:
        return db.is_touched()


def finish(work: Path, target: Path) -> dict[str, object]:
    """Publish what the run made; return its row of ``ops.runs``."""
    with warehouse.write(work) as db:
        run_id, _ = db.run()
        if db.is_touched():  # else the stories are those that are published
            changes.note(db, target)
        end(db, "published", None)
        snapshot.publish(work, target)
        rows = db.sql.sql("FROM ops.runs WHERE run_id = $run", params={"run": run_id}).pl()
    return dict(rows.row(0, named=True))


def now() -> datetime:
    """Tell the time, in UTC and without a zone, as tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def begin(db: warehouse.Warehouse, facts: dict[str, str]) -> str:
    """Note that a run is under way, and the facts of its warehouse; return its name."""
    db.sql.execute(
        "UPDATE ops.runs SET state = 'failed', finished_at = ?, message = 'killed' WHERE state = 'running'", [now()]
    )
    db.sql.executemany("INSERT OR REPLACE INTO ops.about VALUES (?, ?)", list(facts.items()))
    started = now()
    run_id = f"{started:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}"
    row = dict.fromkeys(Run.dtypes(), None) | {
        "run_id": run_id,
        "started_at": started,
        "state": "running",
        "version": layout.VERSION,
        **{name: 0 for name in Run.dtypes() if name.startswith("n_")},
    }
    db.insert("runs", pl.DataFrame([row], schema=Run.dtypes()))
    return run_id


def end(db: warehouse.Warehouse, state: str, message: str | None) -> None:
    """Note how far the run that is under way came."""
    db.sql.execute(
        "UPDATE ops.runs SET state = ?, message = ?, finished_at = ?, seconds = epoch(?::TIMESTAMP - started_at), "
        "n_quarantined = (SELECT count(*) FROM ops.quarantine WHERE quarantine.run_id = runs.run_id) "
        "WHERE state = 'running'",
        [state, message, moment := now(), moment],
    )


def _settled(root: Path | None, work: Path, target: Path) -> dict[str, str]:
    """Read the facts of a warehouse; refuse one of another root, but start one anew that only holds the samples."""
    facts = warehouse.about(work, target)
    known = facts.get("root")
    if not (root and known) or known == str(root.resolve()):
        return facts
    if known != str(places.SAMPLES.resolve()):
        raise ForeignRootError(f"{target} was made from {known}, not from {root.resolve()}: name another --warehouse")
    shutil.rmtree(work, ignore_errors=True)
    warehouse.remove(target)
    return {}
