"""Files to documents: one reader a format, chosen by the end of the name.

A reader takes the file's path below the root, a binary stream and what its manifest says, and yields documents and
rejections. It holds one document, or a batch of lines of a table, in memory at a time.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from transforms.bronze.decode import decode
from transforms.bronze.document import Document, Entry, Rejection, UnreadableError, digest
from transforms.bronze.json_lists import CHUNK_BYTES, cut_objects, list_start
from transforms.bronze.limits import USUAL, Limits
from transforms.bronze.pages import read_markdown, read_page
from transforms.bronze.records import read_record
from transforms.bronze.streams import CODECS, bare_name, decompressed, replayed
from transforms.bronze.tables import read_parquet, read_separated
from transforms.bronze.web_archives import read_warc

Found = Iterator[Document | Rejection]
Reader = Callable[[str, BinaryIO, Entry, Limits], Found]


def read_whole(make: Callable[[str, bytes, Entry], Document]) -> Reader:
    """Make the reader of files that hold one document."""

    def read(path: str, stream: BinaryIO, entry: Entry, limits: Limits) -> Found:
        data = stream.read(limits.record_bytes + 1)
        if len(data) > limits.record_bytes:
            yield limits.record_too_large(path)
            return
        try:
            yield make(path, data, entry)
        except UnreadableError as error:
            yield error.rejection(path, digest(data))

    return read


def plain_text(path: str, data: bytes, entry: Entry) -> Document:
    """Read a plain text; raises ``UnreadableError`` for what is none."""
    text, encoding = decode(data)
    return Document(
        uri=path,
        path=path,
        media_type="text/plain",
        encoding=encoding,
        n_bytes=len(data),
        content_hash=digest(data),
        text=text,
        entry=entry,
    )


def page(path: str, data: bytes, entry: Entry) -> Document:
    """Read a saved page; raises ``UnreadableError`` if nothing of it is visible."""
    return read_page(path, path, data, entry)


def read_json(path: str, stream: BinaryIO, entry: Entry, limits: Limits) -> Found:
    """Read a JSON file: one object is a document, a list of objects (or one under a usual key) holds a document each.

    Objects that follow one another without a list are read too: many exports write JSON Lines into ``.json``.
    """
    head = stream.read(limits.record_bytes + 1)
    if len(head) <= limits.record_bytes:
        text, _ = decode(head)
        try:
            yield read_record(path, head, entry, whole=True)
        except UnreadableError as error:
            head = text.encode()  # brackets are found in UTF-8
            if error.rule == "no text" and not list_start(head[:CHUNK_BYTES]):
                yield error.rejection(path, digest(head))
                return
        else:
            return
    start = list_start(head[:CHUNK_BYTES])
    yield from _read_each(
        path, "object", cut_objects(replayed(head[start:], stream), limits.record_bytes), entry, limits
    )


def read_json_lines(path: str, stream: BinaryIO, entry: Entry, limits: Limits) -> Found:
    """Read a file of one JSON object a line: a document each, blank lines aside."""
    yield from _read_each(path, "line", _lines(stream, limits.record_bytes), entry, limits)


READERS: Final[dict[str, Reader]] = {
    ".txt": read_whole(plain_text),
    ".md": read_whole(read_markdown),
    ".html": read_whole(page),
    ".htm": read_whole(page),
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_separated(","),
    ".tsv": read_separated("\t"),
    ".parquet": read_parquet,
    ".warc": read_warc,
}


def read(path: str, stream: BinaryIO, entry: Entry, content_hash: str, limits: Limits = USUAL) -> Found:
    """Read the documents of a file; a stream that breaks ends in a rejection of the file.

    A broken archive may have yielded documents before: they were whole, and stay.
    """
    name, codec = bare_name(path)
    reader = next((reader for end, reader in READERS.items() if name.endswith(end)), None)
    if reader is None:
        known, packed = ", ".join(READERS), ", ".join(CODECS)
        yield Rejection(path, "unknown format", f"its name ends in none of {known} (each also {packed})", content_hash)
        return
    nothing = True
    try:
        for found in _limited(path, reader(path, decompressed(stream, codec, limits), entry, limits), limits):
            nothing = False
            unhashed = isinstance(found, Rejection) and found.content_hash is None
            yield replace(found, content_hash=content_hash) if unhashed else found
    except UnreadableError as error:
        nothing = False
        yield error.rejection(path, content_hash)
    if nothing:
        yield Rejection(path, "empty", "no document in it", content_hash)


def _limited(path: str, documents: Found, limits: Limits) -> Found:
    """Let through what the limits allow; list so many rejections and count the others."""
    n_rejected = 0
    for number, each in enumerate(_distinct(documents), start=1):
        if number > limits.records:
            yield Rejection(path, "too many records", f"over {limits.records}; those before are read")
            return
        found = limits.of_text(each) if isinstance(each, Document) else each
        n_rejected += isinstance(found, Rejection)
        if isinstance(found, Document) or n_rejected <= limits.rejections:
            yield found
    if n_rejected > limits.rejections:
        yield Rejection(path, "more rejections", f"{n_rejected - limits.rejections} more records were rejected")


def _distinct(documents: Found) -> Found:
    """Reject what comes under an id that was seen in the file before."""
    seen: set[str] = set()
    for found in documents:
        if isinstance(found, Document):
            if found.uri in seen:
                yield Rejection(found.uri, "duplicate id", "an earlier record of the file has it", found.content_hash)
                continue
            seen.add(found.uri)
        yield found


def _read_each(path: str, unit: str, records: Iterable[bytes | None], entry: Entry, limits: Limits) -> Found:
    """Read records one by one; ``None`` is one that is too large, an empty one none at all."""
    for number, record in enumerate(records, start=1):
        uri = f"{path}#{unit}-{number}"
        if record is None:
            yield limits.record_too_large(uri)
        elif record:
            try:
                yield read_record(path, record, entry)
            except UnreadableError as error:
                yield error.rejection(uri, digest(record))


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[bytes | None]:
    """Split a stream into lines without the space around them; None stands for one that is too long."""
    while line := stream.readline(max_bytes + 1):
        if len(line) <= max_bytes:
            yield line.strip()
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(max_bytes)
        yield None
