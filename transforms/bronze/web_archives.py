"""WARC files: the pages that a crawler was answered."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from transforms.bronze.addresses import canonical_url
from transforms.bronze.document import Document, Entry, Rejection, UnreadableError, digest
from transforms.bronze.limits import Limits
from transforms.bronze.pages import read_page

PAGES: Final = ("text/html", "application/xhtml+xml")


def read_warc(path: str, stream: BinaryIO, entry: Entry, limits: Limits) -> Iterator[Document | Rejection]:
    """Read the HTML pages of an archive, each under its canonical address; pictures and the like are no documents.

    Raises ``UnreadableError`` where the archive is broken or cut.
    """
    records = ArchiveIterator(
        stream, record_types=WarcRecordType.response, parse_http=False, stream_detect=False, fsspec_args=False
    )
    try:
        for record in records:
            length = record.content_length
            if length > limits.record_bytes:
                yield limits.record_too_large(_uri(path, record))
                continue
            if not record.freeze() or record.content_length < length:
                raise UnreadableError("broken archive", "it ends inside a record")
            yield from _page(path, record, entry, limits)
    except OSError as error:
        if error.errno is not None:  # the disk's fault, not the archive's
            raise
        raise UnreadableError("broken archive", str(error)[:200]) from None


def _page(path: str, record: WarcRecord, entry: Entry, limits: Limits) -> Iterator[Document | Rejection]:
    uri = _uri(path, record)
    try:
        record.parse_http(auto_decode="all")
        if (record.http_content_type or "").lower() not in PAGES:
            return
        data = record.reader.read(limits.record_bytes + 1)
    except (OSError, ValueError) as error:  # its bytes are in memory: the page is at fault
        yield Rejection(uri, "broken page", str(error)[:200])
        return
    if len(data) > limits.record_bytes:
        yield limits.record_too_large(uri)
        return
    status = record.http_headers.status_code
    if status is None or status // 100 != 2:  # noqa: PLR2004  # HTTP's class of successes
        yield Rejection(uri, "no success", f"the server answered {status}", digest(data))
        return
    try:
        url = record.headers.get("WARC-Target-URI")
        yield read_page(uri, path, data, entry, charset=record.http_charset, url=url)
    except UnreadableError as error:
        yield error.rejection(uri, digest(data))


def _uri(path: str, record: WarcRecord) -> str:
    target = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    return f"{path}#{canonical_url(target) or record.record_id}"
