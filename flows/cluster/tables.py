"""Tables as Parquet: every run adds a batch of rows to each, and nothing is rewritten.

Which rows hold now is a matter of their batch, and said once, in SQL that Daft and DuckDB both read. A batch counts
once its ``ops.runs`` stands, which is written last: what a killed run left behind is never read.
"""

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import Final
from uuid import uuid4

import daft
import polars as pl
from daft import DataFrame
from daft.exceptions import DaftCoreException
from polars.io.plugins import register_io_source

from flows.builders import BUILDERS, reads, table_of
from flows.rows import is_pairs
from schemas import TABLES

log = logging.getLogger("wiretrace")

LATEST: Final = "SELECT doc_id, max(batch) AS batch FROM touched GROUP BY doc_id"
"""The last batch that touched each document: the only one whose rows of it hold."""

VERSIONS: Final = "versions"
"""Beside the declared tables: which version of each document is current."""

ATTEMPTS: Final = 3
"""Times that rows are asked for, where workers get lost meanwhile."""

LOGS: Final = frozenset({"raw_documents", "touched"})
"""Tables of history that a batch adds rows to; of the others, every batch holds all rows."""


def holding(table: str) -> str:
    """Select the rows of a table that hold: of ``made``, by the ``latest`` batches, what is ``listed``, ``versions``.

    A document's rows are those of the batch that touched it last, be they none. Those of a pair are no older than
    either document, and the pair is still listed. A table of the corpus is whole in every batch.
    """
    columns = [f'made."{name}"' for name in TABLES[table].dtypes()]
    match TABLES[table].scope():
        case "document":
            rule = "JOIN latest ON made.doc_id = latest.doc_id AND made.batch = latest.batch"
        case "pair":
            rule = "JOIN latest AS a ON made.doc_a = a.doc_id JOIN latest AS b ON made.doc_b = b.doc_id "
            rule += "JOIN listed ON made.doc_a = listed.doc_a AND made.doc_b = listed.doc_b " * bool(listed_by(table))
            rule += "WHERE made.batch >= a.batch AND made.batch >= b.batch"
        case "history" if table == "raw_documents":
            columns[columns.index('made."is_current"')] = "versions.version IS NOT NULL AS is_current"
            rule = "LEFT JOIN versions ON made.doc_id = versions.doc_id AND made.version = versions.version"
        case _:
            rule = ""
    return f"SELECT {', '.join(columns)} FROM made {rule}"


def listed_by(table: str) -> str | None:
    """Name the table that lists the pairs of a table of pairs; None where each document meets all others."""
    if TABLES[table].scope() != "pair":
        return None
    return next((name for name in map(table_of, reads(BUILDERS[table])) if is_pairs(name)), None)


def is_whole(table: str) -> bool:
    """Tell whether a batch holds all rows of a table."""
    return table == VERSIONS or (TABLES[table].scope() in {"corpus", "history"} and table not in LOGS)


def as_daft(frame: pl.DataFrame) -> DataFrame:
    """Hand rows to Daft."""
    return daft.from_arrow(frame.to_arrow(compat_level=pl.CompatLevel.oldest()))


def as_polars(frame: DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """Collect rows from Daft."""
    return pl.DataFrame(frame.select(*schema).to_arrow()).cast(schema)


def _write(rows: DataFrame, place: str) -> None:
    """Write rows in the place of others; anew if a cluster lost a worker on the way, and what it had made with it.

    Daft asks Ray for no second attempt: it would lose what went from worker to worker.
    """
    for left in reversed(range(ATTEMPTS)):
        try:
            rows.write_parquet(place, write_mode="overwrite")
        except _losses() as loss:
            if not left:
                raise
            log.warning("a worker was lost (%s): what it made is made again", type(loss).__name__)
        else:
            return


def _losses() -> tuple[type[Exception], ...]:
    """Name what a cluster raises for the loss of a worker."""
    if daft.get_or_infer_runner_type() != "ray":
        return ()
    known = import_module("ray.exceptions")
    return known.ObjectLostError, known.RayActorError, known.WorkerCrashedError, known.NodeDiedError


class Tables:
    """The Parquet tables below a folder, or a bucket, as one run reads and extends them."""

    def __init__(self, folder: str) -> None:
        self.folder = folder.rstrip("/")
        self.finished = self._finished()
        self.batch = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{uuid4().hex[:6]}"
        self._begun: set[str] = set()

    @property
    def is_store(self) -> bool:
        """Whether the tables are in a store, by an address, rather than in a folder."""
        return "://" in self.folder

    def places(self, table: str) -> list[str]:
        """Name the folders whose rows count, of this run and of those that finished."""
        batches = self.finished + [self.batch] * (table in self._begun)
        return [self._place(table, batch) for batch in (batches[-1:] if is_whole(table) else batches)]

    def write(self, table: str, rows: DataFrame) -> None:
        """Write this run's rows of a table; once more, and they take the place of the first."""
        _write(rows, self._place(table, self.batch))
        self._begun.add(table)

    def add(self, table: str, rows: DataFrame) -> None:
        """Write more of this run's rows of a table."""
        rows.write_parquet(self._place(table, self.batch), write_mode="append")
        self._begun.add(table)

    def staged(self, rows: DataFrame) -> DataFrame:
        """Write rows that several tables are cut from, in the place of the last such, and read them again."""
        place = f"{self.folder}/staged"
        _write(rows, place)
        return daft.read_parquet(place)

    def new(self, table: str) -> DataFrame:
        """Read this run's rows of a table."""
        return daft.read_parquet(self._place(table, self.batch))

    def now(self, table: str) -> DataFrame:
        """Read the rows of a table that hold now: of the first batch, all."""
        if not self.finished and table != "raw_documents":
            return self.new(table)
        return daft.sql(holding(table), register_globals=False, **self._bound(table))

    def before(self, table: str) -> pl.DataFrame:
        """Read a table that batches hold whole, as it was before this run."""
        return as_polars(daft.read_parquet(self._place(table, self.finished[-1])), TABLES[table].dtypes())

    def lazy(self, table: str) -> pl.LazyFrame:
        """Read the rows that hold into Polars, no more columns of them than are used, in the order of their key."""
        dtypes, key = TABLES[table].dtypes(), TABLES[table].key_columns()

        def scan(
            columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, _size: int | None
        ) -> Iterator[pl.DataFrame]:
            wanted = columns or list(dtypes)
            read = pl.Schema({name: dtypes[name] for name in dict.fromkeys([*wanted, *key])})
            found = as_polars(self.now(table), read).sort(key).select(wanted)
            found = found if predicate is None else found.filter(predicate)
            yield found if n_rows is None else found.head(n_rows)

        return register_io_source(scan, schema=dtypes, validate_schema=True)

    def _bound(self, table: str) -> dict[str, DataFrame]:
        """Give the frames that the rule of a table names."""
        bound, listed = {"made": self.made(table)}, listed_by(table)
        if TABLES[table].scope() in {"document", "pair"}:
            bound["latest"] = daft.sql(LATEST, register_globals=False, touched=self.made("touched"))
        if listed:
            bound["listed"] = self.now(listed)
        if table == "raw_documents":
            bound[VERSIONS] = self.made(VERSIONS)
        return bound

    def made(self, table: str) -> DataFrame:
        """Read all rows of a table that count, with their batch."""
        return daft.read_parquet(self.places(table), hive_partitioning=True)

    def _place(self, table: str, batch: str) -> str:
        model = TABLES.get(table)
        return f"{self.folder}/{model.full_name().replace('.', '/') if model else table}/batch={batch}"

    def _finished(self) -> list[str]:
        try:
            found = daft.from_glob_path(self._place("runs", "*") + "/*.parquet").to_pydict()["path"]
        except (DaftCoreException, FileNotFoundError):  # no run finished yet
            return []
        return sorted(set(re.findall(r"/batch=([^/]+)/[^/]+$", "\n".join(found), re.MULTILINE)))
