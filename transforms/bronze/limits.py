"""Limits that protect a run from its input. Each has a rule under which what exceeds it is in quarantine."""

from dataclasses import dataclass

from transforms.bronze.document import Document, Rejection, UnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may hold. The environment variable ``WIRETRACE_MAX_...`` (the name in capitals) sets each."""

    file_bytes: int = 64 * 2**30
    """A file as it lies on disk: a year of a large crawl has some 10 GiB, and each file is hashed whole."""

    stream_bytes: int = 8 * 2**30
    """What comes out of an archive: an export of a year of news has some GiB; a gz bomb of 10 MB makes 10 GB."""

    record_bytes: int = 16 * 2**20
    """A document, as a file or a record: the longest news page has 100 kB, a live blog 2 MB; more is a dump."""

    characters: int = 2_000_000
    """Text of a document, markup included. It bounds the time that one document can take: a clock would make what is
    read depend on how busy the machine is."""

    records: int = 2_000_000
    """Documents and rejections of one file: the ids of so many take 300 MB while it is read."""

    rejections: int = 1_000
    """Rejected records of one file that are listed one by one; the rest are counted in one line."""

    def record_too_large(self, uri: str) -> Rejection:
        """Reject what is too long for one document."""
        return Rejection(uri, "record too large", f"over {self.record_bytes} bytes for one document")

    def of_text(self, document: Document) -> Document | Rejection:
        """Let a document through, unless its text is too long."""
        if len(document.text) <= self.characters:
            return document
        return Rejection(document.uri, "text too long", f"over {self.characters} characters", document.content_hash)

    def stream_too_large(self) -> UnreadableError:
        """Reject an archive that makes too much."""
        return UnreadableError("stream too large", f"decompresses to over {self.stream_bytes} bytes")


USUAL = Limits()
