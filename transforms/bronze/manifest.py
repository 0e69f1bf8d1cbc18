"""``manifest.csv``: what its keeper says of the files beside it."""

import csv
import io
import posixpath

from transforms.bronze.decode import decode
from transforms.bronze.document import Entry, Rejection, UnreadableError, digest

NAME = "manifest.csv"
COLUMNS = ("source", "url", "title", "author", "published_at")


def read_manifest(path: str, data: bytes) -> tuple[dict[str, Entry], list[Rejection]]:
    """Read a manifest; return an entry for each file it names, by path below the root, and what it got wrong."""
    try:
        text, _ = decode(data)
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except UnreadableError as error:
        return {}, [error.rejection(path, digest(data))]
    except csv.Error as error:
        return {}, [Rejection(path, "broken csv", str(error)[:200], digest(data))]
    entries: dict[str, Entry] = {}
    rejected: list[Rejection] = []
    for number, row in enumerate(rows, start=2):
        name = (row.get("path") or "").strip()
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        if not name or target.startswith(("../", "/")):
            rule = "outside the root" if name else "no path"
            rejected.append(Rejection(f"{path}#line-{number}", rule, "a line needs a path to a file beside it"))
            continue
        entries[target] = Entry(**{column: (row.get(column) or "").strip() or None for column in COLUMNS})
    return entries, rejected
