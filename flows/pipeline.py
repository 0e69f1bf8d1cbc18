"""The line, from raw files to published tables. Tasks hand on paths and names, never frames."""

import logging
from pathlib import Path
from time import perf_counter

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows import bronze, checks, report, session, spread, warehouse
from flows.builders import BUILDERS
from flows.session import WAREHOUSE

log = logging.getLogger("wiretrace")


def _run_name() -> str:
    given = flow_run.parameters
    return f"{given['root'] or session.default_root()} to {given['target']}"


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


@task(cache_policy=NO_CACHE, task_run_name="check", tags=["gate"])
def check(work: Path) -> None:
    """Hold the tables against the quality gates; one that refuses keeps the last snapshot in place."""
    checks.check(work)


@task(cache_policy=NO_CACHE, task_run_name="publish")
def publish(work: Path, target: Path) -> dict[str, object]:
    """Put the finished tables where readers find them, in one step."""
    return session.finish(work, target)


@task(cache_policy=NO_CACHE, task_run_name="tell")
def tell(run: dict[str, object], target: Path) -> None:
    """Show the run's figures in Prefect."""
    create_markdown_artifact(report.markdown(run, target), key="wiretrace-run", description="What the run found")


@flow(name="ingest", flow_run_name=_run_name)
def ingest(root: Path | None = None, target: Path = WAREHOUSE, *, prune: bool = False) -> dict[str, object]:
    """Bring a warehouse up to date with the files below a folder, and publish it; return the run's figures."""
    root = root or session.default_root()
    with session.run(root, target) as work:
        read_bronze(root, work, prune=prune)
        if session.is_due(work):
            for table in BUILDERS:  # each after what it reads
                if table == "repeats":
                    touch_repeats(work)
                build(table, work)
        check(work)
        run = publish(work, target)
    tell(run, target)
    return run
