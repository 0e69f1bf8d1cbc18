"""Bundles: rows that belong together, of several tables, in one row of lists, and builders run on one bundle each.

Whose a table's rows are decides what a bundle is: some documents, some listed pairs with their documents, or two blocks
of documents that meet. Daft brings the rows of a bundle together; the builder sees Polars frames, as everywhere.
"""

from collections.abc import Sequence
from functools import cache, reduce
from importlib import import_module
from typing import Any, Final

import daft
import polars as pl
import pyarrow as pa
from daft import DataFrame, DataType, Series, col, lit
from daft.functions import hash as hashed
from daft.functions import to_struct

from flows.builders import BUILDERS, NEW, reads, table_of
from schemas import TABLES

BUNDLE: Final = "bundle"
PARTS: Final = 256
"""Most parts of a frame: a shuffle has their square in pieces."""

PARTS_A_CORE: Final = 8
"""Most parts for each core of a cluster: each starts a process that loads models, some 5 seconds, and a core that is
lost takes a part of its work along."""

APART: Final = True
"""Whether builders run in processes of their own, one a core: most of their time is Python's."""

REJECTED: Final = "rejected_"
"""Before a table's name: the keys of its rows that broke a rule."""


def numbered(frame: DataFrame, key: str, n: int, name: str = BUNDLE) -> DataFrame:
    """Spread rows over so many bundles, those of one key to the same: which it is decides nothing but where."""
    return frame.with_column(name, (hashed(col(key)) % lit(n)).cast(DataType.int64()))


def shared_out(frame: DataFrame, n: int, *keys: str) -> DataFrame:
    """Part rows for the workers of a cluster, those of one key to the same; on one machine Daft does so by itself."""
    if daft.get_or_infer_runner_type() != "ray":
        return frame
    n_parts = min(max(n, 1), PARTS, PARTS_A_CORE * _cores())
    return frame.repartition(n_parts, *keys) if keys else frame.into_partitions(n_parts)


@cache
def _cores() -> int:
    """Count the cores of the cluster that Daft is connected to."""
    daft.get_or_create_runner()
    return max(int(import_module("ray").cluster_resources().get("CPU", 1)), 1)


def bundled(inputs: dict[str, DataFrame], n: int) -> DataFrame:
    """Bring the rows of each of n bundles together: a list an argument; the first one says which bundles there are."""
    lists = [_listed(argument, shared_out(frame, n, BUNDLE)) for argument, frame in inputs.items()]
    return reduce(lambda left, right: left.join(right, on=BUNDLE, how="left"), lists)


def _listed(argument: str, frame: DataFrame) -> DataFrame:
    row = to_struct(*(col(name) for name in TABLES[table_of(argument)].dtypes()))
    return frame.groupby(BUNDLE).agg(row.list_agg().alias(argument))


def made(bundles: DataFrame, tables: Sequence[str], given: dict[str, pl.DataFrame]) -> DataFrame:
    """Run the builders of some tables on each bundle: a column of lists a table, and one for what it rejects.

    ``given`` are whole tables that every bundle needs, too.
    """
    arguments = [name for name in bundles.column_names if name != BUNDLE]
    make = daft.func.batch(return_dtype=DataType.from_arrow_type(_type(tables)), batch_size=1, use_process=APART)(_make)
    columns = [col(name) for name in arguments]
    found = bundles.select(make(*columns, arguments=arguments, tables=list(tables), given=given).alias("made"))
    return found.select(col("made").unnest())


def rows_of(found: DataFrame, name: str) -> DataFrame:
    """Take the rows of a table, or what it rejected, out of their bundles."""
    return found.select(name).explode(name).where(col(name).not_null()).select(col(name).unnest())


def rejected_schema(table: str) -> pl.Schema:
    """Tell what is kept of a row that broke a rule: its key, and the rule."""
    dtypes = TABLES[table].dtypes()
    return pl.Schema({name: dtypes[name] for name in TABLES[table].key_columns()} | {"rule": pl.String()})


def _make(*columns: Series, arguments: list[str], tables: list[str], given: dict[str, pl.DataFrame]) -> pa.ChunkedArray:
    lists = [pl.Series(column.to_arrow()) for column in columns]
    bundles = [
        {name: _unpacked(name, rows[number]) for name, rows in zip(arguments, lists, strict=True)}
        for number in range(len(lists[0]))
    ]
    packed = [_packed(_made_of(given | frames, tables), tables) for frames in bundles]
    return pa.chunked_array(packed, type=_type(tables))


def _made_of(frames: dict[str, pl.DataFrame], tables: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Run builders one after another; each finds what those before it made."""
    found: dict[str, pl.DataFrame] = {}
    for table in tables:
        inputs = {name: frames[name].lazy() for name in reads(BUILDERS[table])}
        good, bad = TABLES[table].split(BUILDERS[table](**inputs).collect())
        frames[NEW + table] = good.sort(TABLES[table].key_columns())
        found |= {table: good, REJECTED + table: bad}
    return found


def _unpacked(argument: str, rows: pl.Series | None) -> pl.DataFrame:
    """Make a frame of a bundle's rows, in the order of their key, as the warehouse hands them to builders."""
    model = TABLES[table_of(argument)]
    if rows is None or rows.is_empty():
        return pl.DataFrame(schema=model.dtypes())
    return rows.struct.unnest().cast(model.dtypes()).sort(model.key_columns())


def _packed(found: dict[str, pl.DataFrame], tables: Sequence[str]) -> pa.Array:
    lists = [pl.Series(name, [frame.to_struct()]) for name, frame in found.items()]
    packed = pl.DataFrame(lists).to_struct().to_arrow(compat_level=pl.CompatLevel.oldest())
    return packed.cast(_type(tables))


def _type(tables: Sequence[str]) -> pa.DataType:
    """Describe what is made of a bundle."""
    schemas: dict[str, Any] = {}
    for table in tables:
        schemas |= {table: TABLES[table].dtypes(), REJECTED + table: rejected_schema(table)}
    lists = {name: pl.List(pl.Struct(dict(schema))) for name, schema in schemas.items()}
    arrow = pl.DataFrame(schema=lists).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    return pa.struct(list(arrow))
