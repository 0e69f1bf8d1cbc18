"""Answering: the process that answers one question in SQL; ``asking`` starts it with the file and the rows wanted.

Reads the question from standard input; writes the names of the columns and the rows to standard output, or to standard
error why there are none. Opens the warehouse for reading only, without other files and without extensions, and answers
SELECT statements alone. Imports nothing but DuckDB: with Polars and Arrow it takes four times as long to start.
"""

import pickle
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

import duckdb

CONFIG: Final[dict[str, str | bool | int | float | list[str]]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "temp_directory": "",
    "memory_limit": "1GB",
    "lock_configuration": "true",
}
LARGEST: Final = 64 * 2**20
"""Bytes of an answer: one cell may hold a text of any length."""

KEPT: Final = (bool, int, float, str, bytes, date, datetime, time, timedelta, Decimal, type(None))


def answer(warehouse: str, query: str, most: int) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Answer a question; one row more than is wanted says that there are more. Raises ``ValueError`` for none."""
    statements = duckdb.extract_statements(query)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise ValueError("Ask one question that selects: nothing can be written, attached, copied or set here.")
    with duckdb.connect(warehouse, read_only=True, config=CONFIG) as connection:
        found = connection.execute(query)
        return [column[0] for column in found.description or ()], found.fetchmany(most + 1)


def main(arguments: list[str]) -> int:
    """Answer the question on standard input."""
    try:
        names, rows = answer(arguments[0], sys.stdin.buffer.read().decode(), int(arguments[1]))
    except (ValueError, duckdb.Error) as error:
        sys.stderr.write(str(error))
        return 1
    written = pickle.dumps((names, [tuple(map(_plain, row)) for row in rows]))
    if len(written) > LARGEST:
        sys.stderr.write("The answer is larger than 64 MB: ask for fewer columns or rows.")
        return 1
    sys.stdout.buffer.write(written)
    return 0


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever DuckDB gives
    """Keep what tables hold; write all else as text."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, KEPT) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
