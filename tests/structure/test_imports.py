"""Imports go one way: flows -> transforms -> schemas, and explorer -> schemas; the command line starts them all."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {
    "schemas": {"schemas"},
    "transforms": {"transforms", "schemas"},
    "flows": {"flows", "transforms", "schemas"},
    "explorer": {"explorer", "schemas"},
}
COMMAND_LINE = ROOT / "flows" / "cli.py"
ONLY_IN_FLOWS = {"prefect", "duckdb", "time", "datetime.now", "random", "requests", "socket"}


def imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_a_package_imports_only_what_lies_below_it(package):
    ours = set(MAY_IMPORT)
    for file in (ROOT / package).rglob("*.py"):
        allowed = ours if file == COMMAND_LINE else MAY_IMPORT[package]
        assert imported(file) & ours <= allowed, file


def test_transforms_know_neither_prefect_nor_duckdb_nor_the_clock():
    for file in (ROOT / "transforms").rglob("*.py"):
        assert not imported(file) & ONLY_IN_FLOWS, file


def test_only_the_warehouse_opens_duckdb_for_writing():
    for file in (ROOT / "flows").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert file.name == "warehouse.py" or text.count("duckdb.connect(") == text.count("read_only=True"), file


def test_no_module_shadows_a_package_or_the_standard_library():
    for file in (ROOT / "flows").glob("*.py"):
        assert file.stem not in MAY_IMPORT, file
        assert file.stem not in sys.stdlib_module_names, file
