"""``sources.csv``: the names under which an outlet goes, folded into one."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from transforms.bronze.addresses import host_of, outlet_named
from transforms.bronze.decode import decode
from transforms.bronze.document import Entry, Rejection, UnreadableError, digest

NAME: Final = "sources.csv"


def read_sources(path: str, data: bytes) -> tuple[dict[str, str], list[Rejection]]:
    """Read a list of aliases; return the outlet of each folded alias, and the lines that make no sense."""
    try:
        text, _ = decode(data)
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except UnreadableError as error:
        return {}, [error.rejection(path, digest(data))]
    except csv.Error as error:
        return {}, [Rejection(path, "broken csv", str(error)[:200], digest(data))]
    outlets: dict[str, str] = {}
    rejected: list[Rejection] = []
    for number, row in enumerate(rows, start=2):
        alias, source = (_squeeze(row.get(column) or "") for column in ("alias", "source"))
        if alias and source:
            outlets[_fold(alias)] = source
        else:
            rule = "no source" if alias else "no alias"
            detail = "a line needs an alias and the source it stands for"
            rejected.append(Rejection(f"{path}#line-{number}", rule, detail, digest(data)))
    return outlets, rejected


def with_outlet(entry: Entry, folder: str | None, outlets: Mapping[str, str]) -> Entry:
    """Name the outlet: as the manifest or the document says, else by its folder or its address; aliases folded."""
    name = entry.source or folder or host_of(entry.url)
    return replace(entry, source=outlets.get(_fold(name), name) if name else None)


def _fold(name: str) -> str:
    return outlet_named(_squeeze(name)).casefold()


def _squeeze(name: str) -> str:
    return " ".join(name.split())
