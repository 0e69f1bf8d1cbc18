"""Tables: comma- or tab-separated files and Parquet, a document a line."""

import csv
import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.bronze.decode import CONTROL_SHARE, SAMPLE, decode
from transforms.bronze.document import Document, Entry, Rejection, UnreadableError
from transforms.bronze.limits import Limits
from transforms.bronze.records import FIELDS, KNOWN, fold_name, no_text, read_row
from transforms.bronze.streams import replayed

BATCH_ROWS: Final = 64
"""Lines of a Parquet file held at once: some hundred kB of news."""

csv.field_size_limit(sys.maxsize)  # for the process: the module has no narrower place; rows have a limit of ours

Found = Iterator[Document | Rejection]


def read_separated(delimiter: str) -> Callable[[str, BinaryIO, Entry, Limits], Found]:
    """Make the reader of tables whose fields a delimiter parts."""

    def read(path: str, stream: BinaryIO, entry: Entry, limits: Limits) -> Found:
        text, encoding = _open_text(stream)
        lines = _Lines(text, limits.record_bytes)
        rows = csv.reader(lines, delimiter=_delimiter(lines.peek(), delimiter))
        names = next(rows, [])
        _require_text(names)
        while True:
            at = f"{path}#line-{rows.line_num + 1}"
            lines.left = limits.record_bytes
            try:
                row = next(rows, None)
                if row is None:
                    return
                if any(row):
                    yield _document_of(path, names, row, entry, encoding)
            except csv.Error as error:
                yield Rejection(at, "broken csv", str(error)[:200])
            except UnreadableError as error:
                yield error.rejection(at, None)

    return read


def read_parquet(path: str, stream: BinaryIO, entry: Entry, limits: Limits) -> Found:
    """Read a Parquet file in batches of lines, only the columns that say something here.

    It is read from its end, where its table of contents stands, so one in an archive is unpacked first.
    """
    with tempfile.TemporaryFile() as unpacked:
        file = stream
        if not stream.seekable():
            shutil.copyfileobj(stream, unpacked)
            file = unpacked
        try:
            for number, row in enumerate(_rows(file), start=1):
                at = f"{path}#line-{number}"
                if sum(len(value) for value in row.values() if isinstance(value, str)) > limits.record_bytes:
                    yield limits.record_too_large(at)
                    continue
                try:
                    yield read_row(path, row, entry, "utf-8")
                except UnreadableError as error:
                    yield error.rejection(at, None)
        except pa.ArrowException as error:
            raise UnreadableError("broken parquet", str(error)[:200]) from None
        except OSError as error:
            if error.errno is not None:  # the disk's fault, not the file's
                raise
            raise UnreadableError("broken parquet", str(error)[:200]) from None


def _rows(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """Give the lines of a Parquet file; texts stay in their dictionary, so that one written once is held once."""
    schema = pq.ParquetFile(file, pre_buffer=False).schema_arrow
    _require_text(schema.names)
    wanted = [name for name in schema.names if fold_name(name) in KNOWN]
    texts = [name for name in wanted if pa.types.is_string(schema.field(name).type)]
    table = pq.ParquetFile(file, buffer_size=2**20, pre_buffer=False, read_dictionary=texts)
    for batch in table.iter_batches(BATCH_ROWS, columns=wanted):
        for at in range(batch.num_rows):
            yield {name: column[at].as_py() for name, column in zip(wanted, batch.columns, strict=True)}


def _require_text(names: list[str]) -> None:
    if not any(fold_name(name) in FIELDS["text"] for name in names):
        raise UnreadableError("no text", no_text(dict.fromkeys(names)))


def _document_of(path: str, names: list[str], row: list[str], entry: Entry, encoding: str) -> Document:
    if any(row[len(names) :]):  # an unquoted comma: which field it stood in cannot be told
        raise UnreadableError("broken csv", f"{len(row)} fields under {len(names)} names")
    return read_row(path, dict(zip(names, row, strict=False)), entry, encoding)


def _open_text(stream: BinaryIO) -> tuple[TextIO, str]:
    """Decode a table on the way, as its first lines tell."""
    head = stream.read(SAMPLE)
    strays = head.count(0) <= CONTROL_SHARE * len(head)
    _, encoding = decode(head.replace(b"\0", b"") if strays else head)
    text = io.TextIOWrapper(replayed(head, stream), encoding=encoding, errors="replace", newline="")
    return text, encoding


def _delimiter(header: str, named: str) -> str:
    """Choose what parts the names of the first line: where the comma is decimal, spreadsheets write semicolons."""
    return max((named, ",", ";", "\t"), key=header.count)


class _Lines:
    """The lines of a text for one row after another: ``left`` characters at most until it is set anew."""

    def __init__(self, text: TextIO, most: int) -> None:
        self._text, self._first, self._most = text, text.readline(most), most
        self.left = most

    def peek(self) -> str:
        return self._first

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line, self._first = self._first or self._text.readline(self._most + 1), ""
        if not line:
            raise StopIteration
        if len(line) > self.left:
            self._skip(line)
            raise UnreadableError("record too large", f"over {self._most} characters for one row")
        self.left -= len(line)
        return line

    def _skip(self, line: str) -> None:
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(self._most)
