"""Question: the SQL box, with the questions of the README as examples."""

import re
from functools import cache
from importlib.metadata import metadata
from pathlib import Path
from typing import Any, Final, NamedTuple

from explorer.asking import Answer, QuestionError, answer
from explorer.reading import Reader

QUESTIONS: Final = re.compile(r"^(\S.*[?.])\n\n```sql\n((?:.*\n)*?)```", re.MULTILINE)
COLUMNS: Final = """
    SELECT schema_name || '.' || table_name AS "table", string_agg(column_name, ', ' ORDER BY column_index) AS columns
    FROM duckdb_columns() WHERE database_name = 'warehouse' AND NOT internal GROUP BY 1 ORDER BY 1
"""


class Question(NamedTuple):
    """A question in words and in SQL."""

    words: str
    query: str


def page(reader: Reader, asked: dict[str, str], warehouse: Path) -> dict[str, Any]:
    """Show the box, and the answer to what was asked."""
    query = asked.get("q", "").strip()
    found: Answer | None = None
    refused = None
    if query:
        try:
            found = answer(warehouse, query)
        except QuestionError as error:
            refused = str(error)
    return {
        "q": query, "found": found, "refused": refused, "questions": questions(), "known": reader.rows(COLUMNS),
    }  # fmt: skip


@cache
def questions() -> list[Question]:
    """Take the example questions from the README: of the checkout, else as the installed package carries it."""
    checkout = Path(__file__).parents[2] / "README.md"
    text = checkout.read_text(encoding="utf-8") if checkout.exists() else ""
    if not text.startswith("# wiretrace"):
        text = str(metadata("wiretrace").get_payload())  # type: ignore[attr-defined]
    return [Question(words, query.strip()) for words, query in QUESTIONS.findall(text)]
