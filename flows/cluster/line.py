"""The line beyond one machine: the same steps, from raw files to tables, each where its scope lets it run."""

import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from flows import checks, layout, lock, places, session
from flows.cluster import ledger, reading, scopes
from flows.cluster.tables import Tables, as_daft
from flows.warehouse import Warehouse

log = logging.getLogger("wiretrace")


class Options(NamedTuple):
    """How a run goes: as ``wiretrace run`` has it, and whether what is published reads the tables where they are."""

    prune: bool = False
    force: bool = False
    wait: float = 0
    views: bool = False


USUAL: Final = Options()


def ingest(root: str, folder: str, target: Path, options: Options = USUAL) -> dict[str, object]:
    """Bring Parquet tables up to date with the files below a folder or address, and publish them as one DuckDB file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if places.work_of(target).exists():
        raise ledger.OtherTablesError(f"{target} was made without --engine daft: name another --warehouse")
    with lock.held(target, options.wait), TemporaryDirectory(prefix=f"{target.name}.", dir=target.parent) as name:
        work, tables = Path(name), Tables(folder)
        with layout.prepared(work, work / "none", {}) as db:
            ledger.load(db, tables)
            facts = {"root": root, "version": layout.VERSION, "layout": layout.LAYOUT}
            with session.logged_as(session.begin(db, facts)):
                reading.read_bronze(root, tables, db, prune=options.prune)
                refine(tables, db)
                (ledger.show if options.views else ledger.fill)(db, tables)
                checks.check(work, target, force=options.force)
                run = session.finish(work, target)
                ledger.save(db, tables)
    return run


def refine(tables: Tables, db: Warehouse) -> None:
    """Make silver and gold from bronze, as far as the touched documents can change them."""
    stages = scopes.stages()
    for stage in stages:
        scopes.make(stage, tables, db)
        if "repeats" in stage and touch_repeats(tables, db):
            scopes.make(next(each for each in stages if "lines" in each), tables, db)  # now of all that is touched


def touch_repeats(tables: Tables, db: Warehouse) -> bool:
    """Touch the articles that hold a line which now repeats across their outlet, or no longer does: the only ripple."""
    if not tables.finished:
        return False
    now, before = tables.lazy("repeats").collect(), tables.before("repeats")
    keys = ["source", "line_hash"]
    crossed = now.join(before, on=keys, how="anti").vstack(before.join(now, on=keys, how="anti"))
    holders = tables.now("lines").join(as_daft(crossed), on=[*keys], how="semi").select("doc_id").distinct()
    with db.registered(holders.to_arrow()):
        n_before = db.value("SELECT count(*) FROM private.touched")
        db.touch("FROM fresh")
        n_now = db.value("SELECT count(*) FROM private.touched")
    tables.write("touched", as_daft(db.sql.sql("FROM private.touched").pl()))
    return n_now != n_before
