"""The graph of tables: each builder is named after the table it makes, its arguments after the tables it reads."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from types import ModuleType
from typing import Any

import polars as pl

import transforms
from schemas import TABLES

NEW = "new_"
"""Before a table's name: only its rows that this run touched."""

AWAITED: frozenset[str] = frozenset()
"""Tables of the contract that are published empty until their builder comes."""

Builder = Callable[..., pl.LazyFrame]


def reads(make: Builder) -> list[str]:
    """Name the arguments of a builder, ``new_`` included."""
    return list(inspect.signature(make).parameters)


def table_of(argument: str) -> str:
    """Name the table behind an argument."""
    return argument.removeprefix(NEW)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(info.name)


def _scan() -> dict[str, Builder]:
    """Find the builders below ``transforms``, in an order in which each follows what it reads."""
    found: dict[str, Any] = {
        name: value
        for module in _modules(transforms)
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and name in TABLES
    }
    graph = {name: sorted({table_of(argument) for argument in reads(make)}) for name, make in sorted(found.items())}
    unknown = {name for sources in graph.values() for name in sources} - TABLES.keys()
    if unknown:
        raise LookupError(f"builders read tables that no schema declares: {', '.join(sorted(unknown))}")
    return {name: found[name] for name in TopologicalSorter(graph).static_order() if name in found}


BUILDERS: dict[str, Builder] = _scan()
