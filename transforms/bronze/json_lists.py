"""Lists of JSON objects, cut into objects without reading the list as a whole.

Cutting needs no more than brackets and quotation marks, so a broken object costs itself, not the file.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from transforms.bronze.document import UnreadableError

LISTS: Final = {"articles", "data", "docs", "documents", "entries", "items", "news", "records", "results", "stories"}
"""Keys under which exports and news services keep their list."""

CHUNK_BYTES: Final = 2**20

_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]', re.DOTALL)
_OBJECT = re.compile(rb"\s*\{")
_OUTSIDE = re.compile(rb'["{}\[\]]')
_INSIDE = re.compile(rb'\\.|"', re.DOTALL)
_OPENING: Final = {b"{", b"["}


def list_start(head: bytes) -> int:
    """Find where the objects start in a file that begins so: in its list, in a list under a usual key, at its top."""
    depth, key = 0, ""
    for token in _TOKEN.finditer(head):
        if token[0] == b"[" and (depth == 0 or (depth == 1 and key in LISTS and _OBJECT.match(head, token.end()))):
            return token.end()
        if token[0].startswith(b'"'):
            key = token[0][1:-1].decode("utf-8", errors="replace").lower() if depth == 1 else key
        else:
            depth += 1 if token[0] in _OPENING else -1
    return 0


def cut_objects(stream: BinaryIO, max_bytes: int) -> Iterator[bytes | None]:
    """Yield the bytes of each object up to the end of the list, None for one that has over ``max_bytes``.

    Raises ``UnreadableError`` if the stream ends inside an object.
    """
    depth, inside, held, dropped = 0, False, bytearray(), False
    for chunk in _chunks(stream):
        at = start = 0
        while found := (_INSIDE if inside else _OUTSIDE).search(chunk, at):
            at, token = found.end(), found[0]
            if inside or token == b'"':
                inside ^= token == b'"'
            elif token in _OPENING:
                start = start if depth else found.start()
                depth += 1
            else:
                depth -= 1
                if depth < 0:
                    return
                if depth == 0:
                    held += chunk[start:at]
                    yield None if dropped or len(held) > max_bytes else bytes(held)
                    held, dropped = bytearray(), False
        if depth:
            held += chunk[start:]
        if len(held) > max_bytes:
            held, dropped = bytearray(), True
    if depth:
        raise UnreadableError("broken json", "it ends inside an object")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Read in chunks, none of which ends between a backslash and what it escapes."""
    while chunk := stream.read(CHUNK_BYTES):
        while chunk.endswith(b"\\") and (more := stream.read(1)):
            chunk += more
        yield chunk
