"""Writes docs/tables.md from the schemas: ``python -m schemas.docs docs/tables.md``."""

import sys
from pathlib import Path

from schemas import PRIVATE, TABLES
from schemas.macros import MACROS
from schemas.table import Table, sql_type
from schemas.views import VIEWS, View

HEAD = """\
# The tables

Made from `schemas/` by `make docs`; do not edit. Text offsets count Unicode characters, ends are exclusive. Times are
UTC. Key columns are bold; columns marked ? may be NULL.
"""


def page() -> str:
    """Write the page of every published table, view and macro."""
    published = [model for model in TABLES.values() if model.layer() != PRIVATE]
    macros = [f"| `FROM {macro.call}` | {macro.says} |" for macro in MACROS]
    parts = [HEAD, *map(_section, published), "# Views", "", *map(_view, VIEWS)]
    return "\n".join([*parts, "# Macros", "", "| ask | answer |", "|---|---|", *macros, ""])


def _section(model: type[Table]) -> str:
    optional, said = model.nullable(), model.descriptions()
    lines = [f"## `{model.full_name()}`", "", model.summary(), "", "| column | type | what it holds |", "|---|---|---|"]
    for name, dtype in model.dtypes().items():
        shown = f"**`{name}`**" if name in model.key_columns() else f"`{name}`"
        lines.append(f"| {shown} | {sql_type(dtype)}{' ?' if name in optional else ''} | {said[name]} |")
    return "\n".join([*lines, ""])


def _view(view: View) -> str:
    columns = [f"| `{name}` | {says} |" for name, says in view.columns.items()]
    return "\n".join([f"## `{view.name}`", "", view.says, "", "| column | what it holds |", "|---|---|", *columns, ""])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
