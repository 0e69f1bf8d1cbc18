"""Bytes to text: a mark, strict UTF-8, then a detector."""

import codecs

from resiliparse.parse.encoding import detect_encoding

from transforms.bronze.document import UnreadableError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

SAMPLE = 65_536
"""Bytes that the detector looks at: more changes no answer and costs time on long files."""

CONTROL_SHARE = 0.02
"""Text has tabs and line breaks; of other control characters real files hold a stray one, binary ones a tenth."""

DAMAGE_SHARE = 0.001
"""Bytes that may be wrong in a file that is UTF-8 all the same: cut or overwritten somewhere, not another encoding."""

WIDE_SHARE = 0.03
"""Spaces are a sixth of the characters of a text in Cyrillic, each with one zero byte of the two in UTF-16."""

_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Decode the bytes of a document; return its text and the encoding's name.

    ``declared`` is the encoding that a page or its server names: heard only where the bytes are not UTF-8, which
    hardly ever happens to be valid by chance. Raises ``UnreadableError`` for what is empty or no text.
    """
    text, encoding = _decode(data, declared)
    if not text.strip("\ufeff\0 \t\r\n\f\v"):
        raise UnreadableError("empty", f"{len(data)} bytes without a visible character")
    return text.removeprefix("\ufeff"), encoding


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    if b"\0" in data[:SAMPLE]:
        return _decode_wide(data)
    controls = len(data[:SAMPLE]) - len(data[:SAMPLE].translate(None, _CONTROLS))
    if controls > CONTROL_SHARE * len(data[:SAMPLE]):
        raise UnreadableError("binary", f"{controls} control characters in the first {len(data[:SAMPLE])} bytes")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_declared(data, declared) or _decode_detected(data)


def _decode_declared(data: bytes, declared: str | None) -> tuple[str, str] | None:
    """Believe a declaration that fits every byte."""
    try:
        return (data.decode(declared), codecs.lookup(declared).name) if declared else None
    except (LookupError, ValueError):  # no such encoding, none of text, or not this one
        return None


def _decode_wide(data: bytes) -> tuple[str, str]:
    """Read UTF-16 without a mark: spaces and punctuation leave zero bytes, all on one side, in every script."""
    sample = data[:SAMPLE]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[start::2].count(0) > WIDE_SHARE * len(sample) and not sample[1 - start :: 2].count(0):
            return data.decode(encoding, errors="replace"), encoding
    raise UnreadableError("binary", f"{sample.count(0)} zero bytes in the first {len(sample)}")


def _decode_detected(data: bytes) -> tuple[str, str]:
    damaged = data.decode("utf-8", errors="replace")
    if damaged.count("\ufffd") <= max(1, DAMAGE_SHARE * len(damaged)) and not damaged.isascii():
        others = sum(char > "\x7f" and char != "\ufffd" for char in damaged)
        if others > damaged.count("\ufffd"):
            return damaged, "utf-8"
    encoding = detect_encoding(data[:SAMPLE]) or "windows-1252"
    try:
        return data.decode(encoding), encoding
    except (UnicodeDecodeError, LookupError):
        return data.decode("windows-1252", errors="replace"), "windows-1252"
