"""A record (a JSON object, a line of a table) to a document, whatever its exporter calls the fields."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from transforms.bronze.addresses import canonical_url, host_of, is_url, outlet_named
from transforms.bronze.decode import decode
from transforms.bronze.document import Document, Entry, UnreadableError, digest

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "text": ("maintext", "plaintext", "text", "full_text", "content", "body", "articlebody", "raw_text"),
    "title": ("title", "headline"),
    "author": ("authors", "author", "byline"),
    "url": ("url", "canonical_url", "link", "sourceurl", "source_url", "responded_url", "requested_url"),
    "published_at": (
        "date_publish",
        "published_at",
        "publishing_date",
        "publish_date",
        "publication_date",
        "datepublished",
        "published",
        "pubdate",
        "seendate",
        "date",
    ),
    "source": (
        "source_domain",
        "hostname",
        "domain",
        "media_url",
        "sourcecommonname",
        "source_hostname",
        "sitename",
        "publisher",
        "media_name",
        "source",
        "outlet",
    ),
    "language_hint": ("language", "lang", "inlanguage"),
}
"""Names that news-please, trafilatura, Fundus, Media Cloud and GDELT exports use, folded by ``fold_name``.

The more exact one comes first: news-please keeps an empty ``text`` beside ``maintext``; of an outlet's names the domain
is the one that most exports share.
"""

KNOWN: Final = frozenset({"id", "html", *(name for names in FIELDS.values() for name in names)})

NOTHING: Final = {"none", "null", "nan", "n/a"}
"""What exporters write for metadata that is missing."""

MAX_ID_CHARS: Final = 500
"""The longest addresses of news pages have some 300; a longer id is a text in the wrong column."""

_MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|article|section|body|html)\b[^<>]*>", re.IGNORECASE)


def read_record(path: str, data: bytes, entry: Entry, *, whole: bool = False) -> Document:
    """Read one JSON object: a record, or with ``whole`` all that its file holds.

    Raises ``UnreadableError`` for what is no object or has no text.
    """
    raw, encoding = decode(data)
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("broken json", f"{type(error).__name__} after {len(data)} bytes") from None
    if not isinstance(record, dict):
        raise UnreadableError("broken json", f"a {type(record).__name__} where an object was expected")
    try:
        return to_document(path, record, entry, data, encoding, whole=whole)
    except RecursionError:
        raise UnreadableError("broken json", "a text, or what is said of it, nested beyond reason") from None


def read_row(path: str, row: Mapping[str, Any], entry: Entry, encoding: str) -> Document:
    """Read a line of a table; raises ``UnreadableError`` if it has no text."""
    data = json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", errors="replace")
    return to_document(path, row, entry, data, encoding)


def to_document(
    path: str, record: Mapping[str, Any], entry: Entry, data: bytes, encoding: str, *, whole: bool = False
) -> Document:
    """Make a document of a record; raises ``UnreadableError`` if none of the fields known for texts has one."""
    fields = _fold_fields(record)
    text = next(filter(str.strip, (_prose(fields.get(name)) for name in FIELDS["text"])), None)
    if text is None:
        raise UnreadableError("no text", no_text(record))
    content_hash = digest(data)
    told = tell(fields)
    return Document(
        uri=path if whole else f"{path}#{_record_id(fields, told) or content_hash}",
        path=path,
        media_type="text/html" if _MARKUP.search(text[:2000]) else "application/json",
        encoding=encoding,
        n_bytes=len(data),
        content_hash=content_hash,
        text=_printable(text),
        entry=entry.over(told),
    )


def no_text(names: Mapping[str, Any]) -> str:
    """Say which fields were looked for, and which were there."""
    seen = ", ".join(sorted(_printable(str(name))[:40] for name in names))[:160]
    return f"none of {', '.join(FIELDS['text'])} has text among the fields {seen}"


def fold_name(name: object) -> str:
    """Fold the ways to write a field's name: ``Source-Hostname``, ``source hostname``, ``source_hostname``."""
    return re.sub(r"[\s.-]+", "_", str(name).strip().lower())


def tell(fields: Mapping[str, Any]) -> Entry:
    """Read the metadata of folded fields; an outlet that is not named is the site of the address."""
    found = {field: _said(fields, names) for field, names in FIELDS.items() if field != "text"}
    if found["url"] is None and is_url(str(fields.get("source"))):  # trafilatura's name for it
        found["url"] = _said(fields, ("source",))
    outlet = found["source"]
    return Entry(**found | {"source": outlet_named(outlet) if outlet else host_of(found["url"])})


def _fold_fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """Bring all fields to one level: Fundus keeps the address and the publisher below ``html``."""
    fields = {fold_name(name): value for name, value in record.items()}
    page = fields.get("html")
    if not isinstance(page, dict):
        return fields
    origin = page.get("source_info")
    return (origin if isinstance(origin, dict) else {}) | page | fields


def _record_id(fields: Mapping[str, Any], told: Entry) -> str | None:
    found = _said(fields, ("id",)) or canonical_url(told.url or "")
    return found if len(found) <= MAX_ID_CHARS and found.isprintable() else digest(found.encode())


def _said(fields: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Take the first of the named fields that says something, on one line."""
    for name in names:
        said = " ".join(_printable(", ".join(_names(fields.get(name)))).split())
        if said and said.lower() not in NOTHING:
            return said
    return None


def _names(value: object) -> Iterator[str]:
    """Spell a value of metadata: lists (of authors) one by one, objects by their name."""
    if isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)
    elif isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, (str, int)) and not isinstance(value, bool):
        yield str(value)


def _prose(value: object) -> str:
    """Join a text that comes in parts (a summary, sections, their paragraphs), in their order."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = list(value.values())
    return "\n\n".join(filter(None, map(_prose, value))) if isinstance(value, list) else ""


def _printable(text: str) -> str:
    """Replace lone surrogates, which JSON can spell and no file can hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
