"""Pages (HTML, Markdown): what they say of themselves."""

import logging
import re
from typing import Final

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from trafilatura.metadata import extract_metadata

from transforms.bronze.addresses import host_of, outlet_named
from transforms.bronze.decode import decode
from transforms.bronze.document import Document, Entry, UnreadableError, digest
from transforms.bronze.records import fold_name, tell

HEAD_CHARS: Final = 500_000
"""Where a page says who wrote it and when: scripts and styles may come first, but not more than this."""

LATEST: Final = "2100-01-01"
"""htmldate takes no date after it. Its own default is today: a page's row would depend on the day it is read."""

PUBLISHED: Final = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[property="og:published_time"]', "content"),
    ('meta[itemprop="datePublished"]', "content"),
    ('time[itemprop="datePublished"]', "datetime"),
    ("time[pubdate]", "datetime"),
)
"""Where a page states the moment to the minute, of which trafilatura keeps the day."""

_STATED = re.compile(r'"datePublished"\s*:\s*"([^"\\]{8,40})"')
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<lines>.{0,20000}?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_HEADING = re.compile(r"\s*#[ \t]+(?P<title>[^\n]{1,300}?)[ \t]*#*[ \t]*\r?(?:\n|$)")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read shows in the tables
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_page(
    uri: str, path: str, data: bytes, entry: Entry, *, charset: str | None = None, url: str | None = None
) -> Document:
    """Read an HTML page, with its markup; raises ``UnreadableError`` if nothing of it is visible."""
    declared = charset or _declared(data)
    html, encoding = decode(data, declared)
    if not extract_plain_text(html, alt_texts=False).strip():
        raise UnreadableError("no text", f"{len(data)} bytes of markup with nothing to see")
    return Document(
        uri=uri,
        path=path,
        media_type="text/html",
        encoding=encoding,
        n_bytes=len(data),
        content_hash=digest(data),
        text=html,
        entry=entry.over(page_entry(html, url)),
    )


def read_markdown(path: str, data: bytes, entry: Entry) -> Document:
    """Read a Markdown file: what stands above it between dashes is metadata, and so is a heading that opens it."""
    text, encoding = decode(data)
    front = _FRONT_MATTER.match(text)
    told = tell(_front_fields(front["lines"])) if front else Entry()
    text = text[front.end() :] if front else text
    if not text.strip():
        raise UnreadableError("no text", "nothing below the metadata")
    heading = _HEADING.match(text)
    return Document(
        uri=path,
        path=path,
        media_type="text/markdown",
        encoding=encoding,
        n_bytes=len(data),
        content_hash=digest(data),
        text=text,
        entry=entry.over(told).over(Entry(title=heading["title"] if heading else None)),
    )


def page_entry(html: str, url: str | None = None) -> Entry:
    """Read a page's metadata: trafilatura's findings, with the time of day where the page states one.

    The outlet is the site of its address, else the name that the page gives its site.
    """
    head = html[:HEAD_CHARS]
    tree = HTMLTree.parse(head)
    published, language = _published(tree, head), _attribute(tree, "html[lang]", "lang")
    try:
        found = extract_metadata(head, default_url=url, date_config=_date_config())
    except Exception:  # noqa: BLE001  # whatever its many heuristics trip over, the page can be read without
        return Entry(url=url, source=host_of(url), published_at=published, language_hint=language)
    address = url or found.url
    outlet = host_of(address) or (outlet_named(found.sitename) if found.sitename else None)
    return Entry(
        source=outlet,
        title=found.title or None,
        author=found.author or None,
        url=address,
        published_at=published or found.date,
        language_hint=language,
    )


def _date_config() -> dict[str, object]:
    return {"original_date": True, "extensive_search": False, "max_date": LATEST}


def _published(tree: HTMLTree, head: str) -> str | None:
    stated = (_attribute(tree, selector, attribute) for selector, attribute in PUBLISHED)
    in_data = _STATED.search(head)
    return next(filter(None, stated), None) or (in_data[1].strip() if in_data else None)


def _attribute(tree: HTMLTree, selector: str, name: str) -> str | None:
    found = tree.document.query_selector(selector) if tree.document else None
    return (found.getattr(name) or "").strip() or None if found else None


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii", errors="replace") if found else None


def _front_fields(lines: str) -> dict[str, str]:
    """Read the ``name: value`` lines of front matter; what is nested stays unread."""
    pairs = (line.partition(":") for line in lines.splitlines() if not line.startswith((" ", "\t", "#", "-")))
    return {fold_name(name): value.strip().strip("\"'") for name, colon, value in pairs if colon}
