"""A table is declared once: everything else that needs its columns asks the class."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

ARTICLE_TEXT: Final = {"article_text": True}
"""Metadata of a column that holds what articles say, at length: a warehouse without texts is published without it."""

Scope = Literal["document", "pair", "corpus", "history"]

_SQL_TYPES: dict[Any, str] = {
    pl.String: "VARCHAR",
    pl.Boolean: "BOOLEAN",
    pl.UInt8: "UTINYINT",
    pl.UInt16: "USMALLINT",
    pl.UInt32: "UINTEGER",
    pl.UInt64: "UBIGINT",
    pl.Int8: "TINYINT",
    pl.Int16: "SMALLINT",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
    pl.Float32: "FLOAT",
    pl.Float64: "DOUBLE",
    pl.Binary: "BLOB",
    pl.Date: "DATE",
}


_RULES: Final[dict[str, Callable[..., pl.Expr]]] = {
    "greater_than_or_equal_to": lambda value, min_value: value >= min_value,
    "less_than_or_equal_to": lambda value, max_value: value <= max_value,
    "isin": lambda value, allowed_values: value.is_in(list(allowed_values)),
}
"""Pandera's checks that tables declare, as expressions."""


def sql_type(dtype: "PolarsDataType") -> str:
    """Name the DuckDB type that holds a Polars type."""
    if isinstance(dtype, pl.List):
        return f"{sql_type(dtype.inner)}[]"
    if isinstance(dtype, pl.Struct):
        fields = ", ".join(f'"{f.name}" {sql_type(f.dtype)}' for f in dtype.fields)
        return f"STRUCT({fields})"
    if isinstance(dtype, pl.Datetime):
        return "TIMESTAMP"
    return _SQL_TYPES[dtype.base_type()]


class Table(pa.DataFrameModel):
    """Base of all tables: a Pandera model that also knows its place, its key and whose its rows are.

    A subclass says in its ``Config``: ``name`` ("layer.table"), ``key`` (columns) and ``scope``: ``document`` and
    ``pair`` rows are replaced when their documents are touched, ``corpus`` tables are computed anew from tables,
    ``history`` is written by the flows and never computed.
    """

    _full_name: ClassVar[str]
    _key: ClassVar[tuple[str, ...]]
    _scope: ClassVar[Scope]

    class Config:
        """Pandera's settings that hold for every table."""

        strict = True

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Take our own settings out of ``Config``, where Pandera would refuse them, and derive its own."""
        config = cls.__dict__["Config"]
        shadowed = sorted(name for name in inspect.get_annotations(cls) if hasattr(Table, name))
        if shadowed:
            raise TypeError(f"{config.name}: columns would hide the methods {', '.join(shadowed)}")
        cls._full_name, cls._key, cls._scope = config.name, tuple(config.key), config.scope
        config.unique = list(config.key)
        del config.key, config.scope
        super().__init_subclass__(**kwargs)  # type: ignore[no-untyped-call]

    @classmethod
    def full_name(cls) -> str:
        """Name the table with its layer, as SQL does."""
        return cls._full_name

    @classmethod
    def key_columns(cls) -> tuple[str, ...]:
        """Name the columns that no two rows share."""
        return cls._key

    @classmethod
    def scope(cls) -> Scope:
        """Say whose the rows are."""
        return cls._scope

    @classmethod
    def layer(cls) -> str:
        """Name the schema of the database that holds the table."""
        return cls._full_name.split(".")[0]

    @classmethod
    def table(cls) -> str:
        """Name the table without its layer, as builders and their arguments name it."""
        return cls._full_name.split(".")[1]

    @classmethod
    def dtypes(cls) -> pl.Schema:
        """Give the columns and their Polars types, in order."""
        return _dtypes(cls)

    @classmethod
    def descriptions(cls) -> dict[str, str]:
        """Say what each column holds."""
        return {name: column.description or "" for name, column in cls.to_schema().columns.items()}

    @classmethod
    def nullable(cls) -> set[str]:
        """Name the columns that may be NULL."""
        return {name for name, column in cls.to_schema().columns.items() if column.nullable}

    @classmethod
    def texts(cls) -> set[str]:
        """Name the columns that hold texts of articles."""
        return {name for name, column in cls.to_schema().columns.items() if column.metadata == ARTICLE_TEXT}

    @classmethod
    def summary(cls) -> str:
        """Say in one line what a row is."""
        return (cls.__doc__ or "").strip().splitlines()[0]

    @classmethod
    def ddl(cls) -> str:
        """Write the statement that creates the table."""
        optional = cls.nullable()
        columns = [
            f'"{name}" {sql_type(dtype)}{"" if name in optional else " NOT NULL"}'
            for name, dtype in cls.dtypes().items()
        ]
        key = ", ".join(f'"{name}"' for name in cls._key)
        return f"CREATE TABLE IF NOT EXISTS {cls._full_name} ({', '.join([*columns, f'PRIMARY KEY ({key})'])})"

    @classmethod
    def comments(cls) -> list[str]:
        """Write the statements that explain the table and its columns to whoever opens the file."""
        said = [f"COMMENT ON TABLE {cls._full_name} IS {quoted(cls.summary())}"]
        return said + [
            f'COMMENT ON COLUMN {cls._full_name}."{column}" IS {quoted(text)}'
            for column, text in cls.descriptions().items()
        ]

    @classmethod
    def split(cls, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Part the rows that keep the table's rules from those that break one.

        Returns the good rows and, for each bad one, its key columns with ``rule``: what it broke, never its text.
        Raises ``SchemaErrors`` where the columns themselves are wrong: that is a defect of the builder, not of a row.
        """
        if frame.schema == cls.dtypes() and frame.select(_is_kept(cls)).item():
            return frame, frame.clear().select(*cls._key, rule=pl.lit(""))
        try:
            return cls.validate(frame, lazy=True), frame.clear().select(*cls._key, rule=pl.lit(""))
        except SchemaErrors as errors:
            cases = errors.failure_cases
            if cases["index"].null_count():
                raise
            broken = cases.group_by(pl.col("index").cast(pl.UInt32)).agg(
                rule=(pl.col("column") + ": " + pl.col("check")).sort().first()
            )
            rows = frame.with_row_index("index")
            bad = rows.join(broken, on="index", how="inner").sort("index").select(*cls._key, "rule")
            return rows.join(broken, on="index", how="anti").sort("index").drop("index"), bad


@cache
def _dtypes(model: type[Table]) -> pl.Schema:
    return pl.Schema({name: column.dtype.type for name, column in model.to_schema().columns.items()})


@cache
def _is_kept(model: type[Table]) -> pl.Expr:
    """Tell whether all rows of a frame keep a table's rules, as Pandera would.

    One query where Pandera makes several a column: that took a third of a run over a few articles. Which row broke
    which rule is still Pandera's to say.
    """
    kept = [pl.struct(model.key_columns()).is_unique()]
    for name, column in model.to_schema().columns.items():
        value = pl.col(name)
        if not column.nullable:
            kept += [value.is_not_null(), *([value.is_not_nan()] * column.dtype.type.is_float())]
        kept += [_RULES[check.name](value, **check.statistics) for check in column.checks]
    return pl.all_horizontal(rule.all() for rule in kept)


def quoted(text: str) -> str:
    """Write a text as SQL does."""
    return "'" + text.replace("'", "''") + "'"
