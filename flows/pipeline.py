"""The line, from raw files to published tables. Tasks hand on paths and names, never frames."""

import logging
from pathlib import Path
from time import perf_counter

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows import bronze, checks, places, report, session, spread, warehouse
from flows.builders import BUILDERS
from flows.places import WAREHOUSE
from schemas import TABLES

log = logging.getLogger("wiretrace")


def _run_name() -> str:
    given = flow_run.parameters
    return f"{given['root'] or places.default_root()} to {given['target']}"


@task(cache_policy=NO_CACHE, task_run_name="raw_documents", tags=["bronze"])
def read_bronze(root: Path, work: Path, *, prune: bool) -> None:
    """Store the documents that are new, changed, moved or removed, and touch them."""
    bronze.read_bronze(root, work, prune=prune)


@task(cache_policy=NO_CACHE, task_run_name="{table}")
def build(table: str, work: Path) -> int:
    """Replace the rows of a table that the touched documents can change, in one transaction."""
    started = perf_counter()
    with warehouse.write(work) as db:
        db.quarantine(table, db.stage(table, spread.made(db, table)))
        n_written = db.replace(table)
    log.info("%-16s %8d rows written %6.1f s", table, n_written, perf_counter() - started)
    return n_written


@task(cache_policy=NO_CACHE, task_run_name="touch repeats")
def touch_repeats(work: Path) -> None:
    """Touch the articles that hold a line which now repeats across their outlet, or no longer does: the only ripple."""
    with warehouse.write(work) as db:
        fresh = BUILDERS["repeats"](**db.inputs("repeats")).collect()
        with db.registered(fresh):
            crossed = "(FROM fresh EXCEPT FROM private.repeats) UNION (FROM private.repeats EXCEPT FROM fresh)"
            db.touch(f"FROM private.lines SEMI JOIN ({crossed}) USING (source, line_hash)")


@task(cache_policy=NO_CACHE, task_run_name="take back")
def take_back(work: Path) -> None:
    """Forget the files in quarantine, so that this run reads them again."""
    bronze.take_back(work)


@task(cache_policy=NO_CACHE, task_run_name="empty derived")
def empty_derived(work: Path) -> None:
    """Empty every table that is made from bronze, so that this run makes it anew."""
    with warehouse.write(work) as db:
        db.touch("FROM bronze.raw_documents")  # first: a run killed here must know
        for model in TABLES.values():
            if model.scope() != "history":
                db.sql.execute(f"DELETE FROM {model.full_name()}")


@task(cache_policy=NO_CACHE, task_run_name="check", tags=["gate"])
def check(work: Path, target: Path, *, force: bool) -> None:
    """Hold the tables against the quality gates; one that refuses keeps the last snapshot in place."""
    checks.check(work, target, force=force)


@task(cache_policy=NO_CACHE, task_run_name="publish")
def publish(work: Path, target: Path) -> dict[str, object]:
    """Put the finished tables where readers find them, in one step."""
    return session.finish(work, target)


@task(cache_policy=NO_CACHE, task_run_name="tell")
def tell(run: dict[str, object], target: Path) -> None:
    """Show the run's figures in Prefect."""
    create_markdown_artifact(report.markdown(run, target), key="wiretrace-run", description="What the run found")


@flow(name="ingest", flow_run_name=_run_name)
def ingest(
    root: Path | None = None,
    target: Path = WAREHOUSE,
    *,
    prune: bool = False,
    texts: bool | None = None,
    force: bool = False,
    wait: float = 0,
) -> dict[str, object]:
    """Bring a warehouse up to date with the files below a folder, and publish it; return the run's figures."""
    root = root or places.default_root()
    with session.run(root, target, texts=texts, wait=wait) as work:
        read_bronze(root, work, prune=prune)
        refine(work)
        check(work, target, force=force)
        run = publish(work, target)
    tell(run, target)
    return run


def refine(work: Path) -> None:
    """Make silver and gold from bronze, as far as the touched documents can change them."""
    if session.is_due(work):
        for table in BUILDERS:  # each after what it reads
            if table == "repeats":
                touch_repeats(work)
            build(table, work)


@flow(name="replay", flow_run_name="{target}")
def replay(target: Path = WAREHOUSE, *, force: bool = False, wait: float = 0) -> dict[str, object]:
    """Try again what is in quarantine: after an upgrade, a change of limits, a mended disk."""
    with session.run(None, target, wait=wait) as work:
        take_back(work)
        read_bronze(session.root_of(work), work, prune=False)
        refine(work)
        check(work, target, force=force)
        run = publish(work, target)
    tell(run, target)
    return run


@flow(name="rebuild", flow_run_name="{target}")
def rebuild(target: Path = WAREHOUSE, *, force: bool = False, wait: float = 0) -> dict[str, object]:
    """Make silver and gold anew from bronze; no file is read."""
    with session.run(None, target, wait=wait) as work:
        empty_derived(work)
        refine(work)
        check(work, target, force=force)
        run = publish(work, target)
    tell(run, target)
    return run
