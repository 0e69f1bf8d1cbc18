"""Streams: archives opened with an eye on how much comes out of them, and beginnings read twice."""

import io
from typing import Any, BinaryIO, Final

import pyarrow as pa

from transforms.bronze.document import UnreadableError
from transforms.bronze.limits import Limits

CODECS: Final = {".gz": "gzip", ".zst": "zstd", ".bz2": "bz2"}


def bare_name(path: str) -> tuple[str, str | None]:
    """Part a file's name, in lower case, from its end that says how it is compressed; name the codec."""
    name = path.lower()
    return next(((name.removesuffix(end), codec) for end, codec in CODECS.items() if name.endswith(end)), (name, None))


def decompressed(stream: BinaryIO, codec: str | None, limits: Limits) -> BinaryIO:
    """Open an archive, also one of several members, the way ``cat`` and crawlers write them.

    Reading it raises ``UnreadableError`` where it is broken or cut, or makes more than it may.
    """
    if codec is None:
        return stream
    return io.BufferedReader(_Archive(pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), codec), limits), 2**16)


def replayed(head: bytes, stream: BinaryIO) -> BinaryIO:
    """Give a stream whose beginning was read already its beginning back."""
    return io.BufferedReader(_Replay(head, stream), 2**16)


class _Archive(io.RawIOBase):
    """What comes out of an archive, up to a limit."""

    def __init__(self, archive: Any, limits: Limits) -> None:  # noqa: ANN401  # pyarrow has no types
        self._archive, self._limits, self._made = archive, limits, 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._made

    def readinto(self, room: Any) -> int:  # noqa: ANN401  # Python 3.11 has no name for a buffer
        try:
            data = self._archive.read(len(room))
        except OSError as error:
            if error.errno is not None:  # the disk's fault, not the archive's
                raise
            raise UnreadableError("broken archive", str(error)[:200]) from None
        self._made += len(data)
        if self._made > self._limits.stream_bytes:
            raise self._limits.stream_too_large()
        room[: len(data)] = data
        return len(data)


class _Replay(io.RawIOBase):
    """A beginning, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:  # noqa: ANN401
        data = self._head.read(len(room)) or self._rest.read(len(room))
        room[: len(data)] = data
        return len(data)
