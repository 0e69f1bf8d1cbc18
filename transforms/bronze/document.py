"""What reading a file yields: documents, and rejections with a rule."""

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import Self


def digest(data: bytes) -> str:
    """Hash bytes to 16 hexadecimal digits: the same on every machine, and no two among 100 million documents alike.

    64 bits make a collision among 10^8 documents a matter of 1 in 3,700.
    """
    return hashlib.blake2b(data, digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What metadata says of a document, none of it read from the text."""

    source: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    published_at: str | None = None
    language_hint: str | None = None

    def over(self, other: Self) -> Self:
        """Fill the gaps of this entry from another."""
        gaps = {name: getattr(other, name) for name in self.__slots__ if getattr(self, name) is None}
        return replace(self, **gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A raw document as a reader found it."""

    uri: str
    path: str
    media_type: str
    encoding: str
    n_bytes: int
    content_hash: str
    text: str
    entry: Entry

    @property
    def doc_id(self) -> str:
        """Identify the document by its uri, whatever its versions."""
        return digest(self.uri.encode())

    def row(self) -> dict[str, object]:
        """Spell the document as a row of ``bronze.raw_documents``, as far as a file tells it."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "entry"}
        return {"doc_id": self.doc_id, **told, **asdict(self.entry)}


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file or record that cannot be read, and why. ``detail`` never holds its text."""

    uri: str
    rule: str
    detail: str
    content_hash: str | None = None


class UnreadableError(ValueError):
    """Bytes that no reader can make sense of."""

    def __init__(self, rule: str, detail: str) -> None:
        super().__init__(f"{rule}: {detail}")
        self.rule, self.detail = rule, detail

    def rejection(self, uri: str, content_hash: str | None) -> Rejection:
        """Say which file or record it was."""
        return Rejection(uri, self.rule, self.detail, content_hash)
