"""Scopes: how a table is made beyond one machine, which is decided by whose its rows are.

Tables of documents are made together, in one pass over bundles of documents. Pairs that another table lists come in
bundles with the rows of their documents. Where each document meets all others, blocks of documents meet. Tables of the
corpus are made from tables, on the machine that drives the run.
"""

import logging
from time import perf_counter
from typing import Final

import polars as pl
from daft import DataFrame, col

from flows.builders import BUILDERS, NEW, reads, table_of
from flows.cluster.bundles import BUNDLE, REJECTED, bundled, made, numbered, rejected_schema, rows_of
from flows.cluster.tables import Tables, as_daft, as_polars, listed_by
from flows.rows import is_pairs
from flows.warehouse import Warehouse
from schemas import TABLES

PART: Final = 500
"""Documents or pairs of a bundle: what a worker has in memory, and loses when it dies."""

BLOCK: Final = 10_000
"""Documents of a block: a million articles are 100 blocks in 5,050 meetings, each with 20,000 signatures."""

log = logging.getLogger("wiretrace")


def stages() -> list[list[str]]:
    """Group the tables into what is made at once, in order.

    Tables of documents that wait for the same tables of other scopes are made in one pass: none of them needs more
    than the documents at hand.
    """
    awaited: dict[str, frozenset[str]] = {}
    grouped: dict[object, list[str]] = {}
    for table in BUILDERS:
        sources = [table_of(name) for name in reads(BUILDERS[table])]
        awaited[table] = frozenset().union(
            *(awaited.get(name, frozenset()) for name in sources),
            (name for name in sources if name in BUILDERS and TABLES[name].scope() != "document"),
        )
        grouped.setdefault(awaited[table] if TABLES[table].scope() == "document" else table, []).append(table)
    return list(grouped.values())


def make(stage: list[str], tables: Tables, db: Warehouse) -> None:
    """Make the tables of a stage, as far as the touched documents can change them."""
    started = perf_counter()
    scope = TABLES[stage[0]].scope()
    if scope == "corpus":
        _of_corpus(stage[0], tables, db)
    elif scope == "document":
        _in_bundles(stage, _documents(stage, tables, db), tables, db)
    elif listed := listed_by(stage[0]):
        _in_bundles(stage, _listed_pairs(stage[0], listed, tables), tables, db)
    else:
        _in_bundles(stage, _meetings(stage[0], tables), tables, db)
    log.info("%-16s %6.1f s", ", ".join(stage), perf_counter() - started)


def _of_corpus(table: str, tables: Tables, db: Warehouse) -> None:
    inputs = {name: tables.lazy(name) for name in reads(BUILDERS[table])}
    good, bad = TABLES[table].split(BUILDERS[table](**inputs).collect())
    tables.write(table, as_daft(good))
    db.quarantine(table, bad)


def _in_bundles(stage: list[str], bundles: DataFrame, tables: Tables, db: Warehouse) -> None:
    """Make tables bundle by bundle; cut them from what the bundles hold, a pair that two of them found once."""
    whole = {name for table in stage for name in reads(BUILDERS[table])} - set(bundles.column_names)
    given = {name: tables.lazy(name).collect() for name in sorted(whole) if table_of(name) not in stage}
    found = tables.staged(made(bundles, stage, given))
    for table in stage:
        key = TABLES[table].key_columns()
        rows = rows_of(found, table)
        tables.write(table, rows.distinct(*key) if is_pairs(table) else rows)
        db.quarantine(table, as_polars(rows_of(found, REJECTED + table), rejected_schema(table)).unique())


def _documents(stage: list[str], tables: Tables, db: Warehouse) -> DataFrame:
    """Bundle the touched documents: their rows of the tables that the stage reads and does not make."""
    read = {name for table in stage for name in reads(BUILDERS[table]) if name.startswith(NEW)}
    n_bundles = _parts(db.value("SELECT count(*) FROM private.touched"), PART)
    new = {name: _new(name, tables) for name in sorted(read) if table_of(name) not in stage}
    return bundled({name: numbered(frame, "doc_id", n_bundles) for name, frame in new.items()}, n_bundles)


def _new(argument: str, tables: Tables) -> DataFrame:
    """Read the rows of the touched documents; of raw documents, the current version, whichever run read it."""
    table = table_of(argument)
    if table in BUILDERS:
        return tables.new(table)
    touched = tables.new("touched")
    return tables.now(table).where(col("is_current")).join(touched, on="doc_id", how="semi")


def _listed_pairs(table: str, listed: str, tables: Tables) -> DataFrame:
    """Bundle the listed pairs that have no row yet, with the rows of their documents."""
    pairs = tables.now(listed)
    if tables.finished:
        pairs = pairs.join(tables.now(table), on=["doc_a", "doc_b"], how="anti")
    n_bundles = _parts(pairs.count_rows(), PART)
    pairs = numbered(pairs, "doc_a", n_bundles).collect()
    sides = [pairs.select(BUNDLE, col(side).alias("doc_id")) for side in ("doc_a", "doc_b")]
    documents = sides[0].union(sides[1])
    others = [name for name in reads(BUILDERS[table]) if table_of(name) != listed]
    theirs = {name: tables.now(table_of(name)).join(documents, on="doc_id") for name in others}
    return bundled({NEW + listed: pairs} | theirs, n_bundles)


def _meetings(table: str, tables: Tables) -> DataFrame:
    """Bundle blocks of touched documents, each with a block of any: every two documents meet, one of them touched.

    The likeness of two leads has no key to join by; blocks that meet let the builder find pairs by that and by all
    else it looks at, in one place.
    """
    arguments = reads(BUILDERS[table])
    whole = table_of(arguments[0])
    new = tables.new(whole)
    n_new, n_old = _parts(new.count_rows(), BLOCK), 0
    known = numbered(new, "doc_id", n_new, "block")
    if tables.finished:
        old = tables.now(whole).join(tables.new("touched"), on="doc_id", how="anti")
        n_old = _parts(old.count_rows(), BLOCK)
        known = known.union_all(numbered(old, "doc_id", n_old, "block").with_column("block", col("block") + n_new))
    seats = _seats(n_new, n_old)
    seated = known.join(as_daft(seats), on="block")
    sides = {name: seated.where(col("is_left")) if name.startswith(NEW) else seated for name in arguments}
    return bundled(sides, seats[BUNDLE].n_unique())


def _seats(n_new: int, n_old: int) -> pl.DataFrame:
    """Seat blocks for their meetings: each new one on the left, with itself, new ones after it and all old ones."""
    meetings = [(left, right) for left in range(n_new) for right in range(left, n_new + n_old)]
    seats = [(bundle, block, block == pair[0]) for bundle, pair in enumerate(meetings) for block in sorted(set(pair))]
    return pl.DataFrame(seats, schema={BUNDLE: pl.Int64, "block": pl.Int64, "is_left": pl.Boolean}, orient="row")


def _parts(n: object, size: int) -> int:
    return max(1, -(-int(str(n)) // size))
