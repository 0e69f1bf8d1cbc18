"""Export: writes the pages of one snapshot into a folder of files that link to each other and need no server."""

import asyncio
import hashlib
import html
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp, Message, Scope

from explorer.app import LOCAL, application

LINK: Final = re.compile(r'\b(href|src)="(/[^"]*)"')
"""A link to a page of ours. No text can look like one: quotation marks in texts are escaped."""

UNSAFE: Final = re.compile(r"[^A-Za-z0-9._/-]+")
NAMED: Final = 40
"""Characters of a query that a file's name repeats, for people; a hash tells it from others."""


class Answer(NamedTuple):
    """What the application answers under an address."""

    status: int
    media: str
    body: bytes


def export(warehouse: Path, folder: Path) -> int:
    """Write every page that can be reached; return how many files were written."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty: name a new folder")
    app = application(warehouse, live=False)
    written = 0
    for place, body in pages(app):
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        written += 1
    return written


def pages(app: ASGIApp) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Follow all links from the overview; give each file's place and content, its links made relative."""
    waiting, known = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        answer = get(app, address)
        if answer.status != 200:  # noqa: PLR2004 - the page links to what is not there: a defect
            raise RuntimeError(f"{address} answers {answer.status}: {answer.body[:500].decode(errors='replace')}")
        place = place_of(address)
        if not answer.media.startswith("text/html"):
            yield place, answer.body
            continue
        text, links = _relative(answer.body.decode(), place)
        fresh = sorted(links - known)
        known |= links
        waiting += fresh
        yield place, text.encode()


def get(app: ASGIApp, address: str) -> Answer:
    """Ask the application for one address, without a server."""
    return asyncio.run(_get(app, address))


def place_of(address: str) -> PurePosixPath:
    """Name the file of an address."""
    parts = urlsplit(address)
    plain = unquote(parts.path).strip("/") or "index"
    name = UNSAFE.sub("-", plain)
    suffix = PurePosixPath(name).suffix
    if suffix not in {".css", ".js", ".svg", ".csv", ".parquet"}:
        suffix, stem = ".html", name
    else:
        stem = name.removesuffix(suffix)
    if parts.query or name != plain:
        asked = re.sub(r"[^A-Za-z0-9]+", "-", unquote(parts.query))[:NAMED].strip("-")
        told = hashlib.blake2b(f"{plain}?{parts.query}".encode(), digest_size=4).hexdigest()
        stem = "-".join(filter(None, (stem, asked, told)))
    return PurePosixPath(stem + suffix)


def _relative(text: str, place: PurePosixPath) -> tuple[str, set[str]]:
    """Make a page's links relative to its place; tell the addresses that they lead to."""
    found = set()

    def turn(link: re.Match[str]) -> str:
        address, _, fragment = html.unescape(link[2]).partition("#")
        found.add(address)
        target = os.path.relpath(place_of(address), place.parent)
        return f'{link[1]}="{html.escape(target + ("#" + fragment if fragment else ""))}"'

    return LINK.sub(turn, text), found


async def _get(app: ASGIApp, address: str) -> Answer:
    parts = urlsplit(address)
    scope: Scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(parts.path), "raw_path": parts.path.encode(), "query_string": parts.query.encode(),
        "root_path": "", "headers": [(b"host", LOCAL[0].encode())], "client": None, "server": None,
    }  # fmt: skip
    told: list[Message] = []

    async def receive() -> Message:
        await asyncio.Event().wait()  # nobody hangs up: a file is watched for that while it is sent
        raise AssertionError

    async def send(message: Message) -> None:
        told.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    body = b"".join(message.get("body", b"") for message in told[1:])
    return Answer(told[0]["status"], headers.get("content-type", ""), body)
