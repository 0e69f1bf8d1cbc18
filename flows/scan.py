"""The files below the root: which are there, which changed, and what documents they hold."""

import hashlib
import os
import time
from collections import ChainMap
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple, TypeVar

from transforms.bronze.document import Document, Entry, Rejection, digest
from transforms.bronze.limits import USUAL, Limits
from transforms.bronze.manifest import NAME as MANIFEST
from transforms.bronze.manifest import read_manifest
from transforms.bronze.readers import read
from transforms.bronze.sources import NAME as SOURCES
from transforms.bronze.sources import read_sources, with_outlet

Told = TypeVar("Told")

Outlets = tuple[tuple[str, str], ...]
"""Names of outlets, each with what the lists beside and above a file call it."""

SETTLED_NS: Final = 2 * 10**9
"""A file changed less than two seconds before it is read may change again within the same tick of its clock."""


UNREADABLE: Final = "unreadable"
"""The rule for a file that cannot be opened now: the only one that says nothing against what is known of it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as a scan left it: the row of ``private.files``."""

    path: str
    stamp: str | None
    content_hash: str
    entry_hash: str
    n_documents: int


class Listed(NamedTuple):
    """A file that may hold documents, and what manifest.csv and sources.csv say of it."""

    path: str
    file: Path
    entry: Entry
    outlets: Outlets


@dataclass(slots=True)
class Scan:
    """A walk through the root folder. Its lists fill while ``documents`` is read."""

    root: Path
    known: dict[str, Seen]
    limits: Limits = USUAL
    seen: list[Seen] = field(default_factory=list)
    reread: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    rejected: list[Rejection] = field(default_factory=list)

    def documents(self) -> Iterator[Document]:
        """Read the documents of every file that is new or changed; note the others as they are."""
        for listed in self.listed():
            yield from self.documents_of(listed)

    def listed(self) -> Iterator[Listed]:
        """List the files that may hold documents, with what is told of each."""
        files = dict(self._walk())
        entries = self._entries(files)
        outlets = {PurePosixPath(path).parent: found for path, found in self._tables(files, SOURCES, read_sources)}

        @cache
        def known_in(folder: str) -> Outlets:
            above = [PurePosixPath(folder), *PurePosixPath(folder).parents]
            return tuple(sorted(ChainMap(*(outlets[each] for each in above if each in outlets)).items()))

        for path, file in files.items():
            if file.name not in {MANIFEST, SOURCES}:
                yield Listed(path, file, entries.get(path, Entry()), known_in(path.rpartition("/")[0]))

    def stamps(self) -> Iterator[tuple[str, str | None]]:
        """Give what tells whether a file changed, for each that is there; None for one that changed a moment ago."""
        for path, file in self._walk():
            with suppress(OSError):  # it vanished meanwhile
                yield path, _stamp(file)

    def _walk(self) -> Iterator[tuple[str, Path]]:
        """Find the files below the root, in order; hidden ones are none of our business."""
        inside = self.root.resolve()
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            links = {name for name in folders if Path(folder, name).is_symlink()}
            place = Path(folder).relative_to(self.root).as_posix().removeprefix(".")
            for name in sorted(name for name in [*names, *links] if not name.startswith(".")):
                file = Path(folder, name)
                path = os.fsencode(f"{place}/{name}".removeprefix("/")).decode("utf-8", "backslashreplace")
                if name in links:
                    self.rejected.append(Rejection(path, "link to a folder", "its files are read where they are"))
                elif file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(inside):  # resolve() raises
                    self.rejected.append(Rejection(path, "outside the root", "a link that leads out of the folder"))
                elif not file.is_file():
                    self.rejected.append(Rejection(path, UNREADABLE, "no regular file"))
                else:
                    yield path, file

    def _entries(self, files: dict[str, Path]) -> dict[str, Entry]:
        """Read every manifest; of several that name a file, the nearest to it wins."""
        entries: dict[str, Entry] = {}
        for _, found in self._tables(files, MANIFEST, read_manifest):
            entries |= found
        return entries

    def _tables(
        self, files: dict[str, Path], name: str, reader: Callable[[str, bytes], tuple[dict[str, Told], list[Rejection]]]
    ) -> Iterator[tuple[str, dict[str, Told]]]:
        """Read every file of a name that tells of the files beside it, the topmost first."""
        for path in sorted((path for path in files if files[path].name == name), key=lambda path: path.count("/")):
            try:
                found, rejected = reader(path, files[path].read_bytes())
            except OSError as error:
                found, rejected = {}, [Rejection(path, UNREADABLE, type(error).__name__)]
            self.rejected += rejected
            yield path, found

    def documents_of(self, listed: Listed) -> Iterator[Document]:
        """Read the documents of a file if it is new or changed; note it, and what is rejected of it."""
        path, file, entry, outlets = listed
        folder = path.partition("/")[0] if "/" in path else None
        entry_hash, known = _hash_of_said(entry, folder, outlets), self.known.get(path)
        try:
            stamp = _stamp(file)
            if known and known.stamp == stamp is not None and known.entry_hash == entry_hash:
                self.seen.append(known)
                return
            if file.stat().st_size > self.limits.file_bytes:
                self.rejected.append(Rejection(path, "file too large", f"over {self.limits.file_bytes} bytes"))
                return
            content_hash = _hash(file)
            if known and (known.content_hash, known.entry_hash) == (content_hash, entry_hash):
                self.seen.append(Seen(path, stamp, content_hash, entry_hash, known.n_documents))
                return
            n_documents = 0
            for document in self._read(path, file, entry, content_hash):
                n_documents += 1
                yield replace(document, entry=with_outlet(document.entry, folder, dict(outlets)))
        except OSError as error:  # it vanished, or is closed to us: what is known of it stays
            self.unread.add(path)
            self.rejected.append(Rejection(path, UNREADABLE, type(error).__name__))
        else:
            self.reread.add(path)
            self.seen.append(Seen(path, stamp, content_hash, entry_hash, n_documents))

    def _read(self, path: str, file: Path, entry: Entry, content_hash: str) -> Iterator[Document]:
        with file.open("rb") as stream:
            for found in read(path, stream, entry, content_hash, self.limits):
                if isinstance(found, Rejection):
                    self.rejected.append(found)
                else:
                    yield found


@lru_cache
def _hash_of_said(entry: Entry, folder: str | None, outlets: Outlets) -> str:
    """Stand for what is said of a file beside it: mostly the same of all in a folder."""
    return digest(repr((entry, folder, list(outlets))).encode())


def _stamp(file: Path) -> str | None:
    """Take what changes whenever a file does; None while that cannot be trusted yet."""
    found = file.stat()
    if max(found.st_mtime_ns, found.st_ctime_ns) > time.time_ns() - SETTLED_NS:
        return None
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_ino}"


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=8)).hexdigest()
