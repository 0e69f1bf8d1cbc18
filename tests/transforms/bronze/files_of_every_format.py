"""Files of every format, made of Python values."""

import bz2
import gzip
import io
from typing import Final

import pyarrow as pa
from fastwarc.warc import WarcRecord, WarcRecordType

from transforms.bronze.document import Document, Entry, Rejection
from transforms.bronze.limits import USUAL, Limits
from transforms.bronze.readers import read

FILE_HASH: Final = "0123456789abcdef"


def read_bytes(
    path: str, data: bytes, entry: Entry | None = None, limits: Limits = USUAL
) -> list[Document | Rejection]:
    return list(read(path, io.BytesIO(data), entry or Entry(), FILE_HASH, limits))


def documents(path: str, data: bytes, entry: Entry | None = None) -> list[Document]:
    found = read_bytes(path, data, entry)
    assert all(isinstance(each, Document) for each in found), found
    return [each for each in found if isinstance(each, Document)]


def rules(path: str, data: bytes, limits: Limits = USUAL) -> list[tuple[str, str]]:
    """Give the rejections alone, as uri and rule."""
    return [(each.uri, each.rule) for each in read_bytes(path, data, limits=limits) if isinstance(each, Rejection)]


def compress(data: bytes, end: str) -> bytes:
    if end == ".gz":
        return gzip.compress(data, mtime=0)
    if end == ".bz2":
        return bz2.compress(data)
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue())


def warc(pages: dict[str, bytes], content_type: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """Write the archive of a crawl, one response a page."""
    sink = io.BytesIO()
    for url, body in pages.items():
        record = WarcRecord()
        record.init_headers(WarcRecordType.response, b"urn:uuid:" + url.encode())
        record.headers.append("WARC-Target-URI", url)
        record.headers.append("Content-Type", "application/http; msgtype=response")
        record.set_bytes_content(f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + body)
        record.write(sink)
    return sink.getvalue()
