"""Addresses of pages, and what they say of an outlet."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

TRACKING: Final = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
"""Parameters that say where a reader came from: the same page with or without them."""

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+")


def canonical_url(url: str) -> str:
    """Fold addresses of one page into one: no fragment, no tracking, host in lower case."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # not an address; it still tells records apart
        return url.strip()
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(key)]
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, urlencode(query), ""))


def is_url(text: str) -> bool:
    """Tell an address from a name."""
    return _URL.fullmatch(text) is not None


def host_of(url: str | None) -> str | None:
    """Name the site of an address, as ``outlet_named`` does."""
    try:
        host = urlsplit((url or "").strip()).hostname
    except ValueError:
        return None
    return outlet_named(host) if host else None


def outlet_named(name: str) -> str:
    """Fold the ways to write one outlet's domain: an address, capitals, ``www.``; a name in words stays."""
    if is_url(name):
        return host_of(name) or name
    return name.lower().removeprefix("www.") if _DOMAIN.fullmatch(name) else name


def _tracks(key: str) -> bool:
    return key.lower().startswith(TRACKING)
