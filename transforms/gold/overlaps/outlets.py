"""Outlets: whether a text names one as where it has something from."""

import re
from functools import lru_cache
from typing import Final

from transforms.rarity import COMMON, rarity
from transforms.shingles import fold

TELLING: Final = 15
"""Rarity, in tenths, of a name of one word: "Time" and "The Post" may mean anything, two words together hardly."""

_PART = re.compile(r"[^\W_]+")
_DOMAIN = re.compile(r"^(?:www\.)?([\w-]+)(?:\.[a-z]{2,})+$")


@lru_cache(maxsize=10_000)
def _name(outlet: str) -> tuple[str, re.Pattern[str]] | None:
    """Make the first word of a name and the pattern of all, apart or together; None if it could mean anything."""
    name = _DOMAIN.sub(r"\1", fold(outlet))
    parts = [part for part in _PART.findall(name) if part not in {"the", "www"}]
    if not parts or (len(parts) == 1 and rarity(parts[0], "en", COMMON) < TELLING):
        return None
    return parts[0], re.compile(r"\b" + r"[\W_]*".join(map(re.escape, parts)) + r"\b")


def names_outlet(folded: str, outlet: str | None) -> bool:
    """Say whether a folded text names an outlet."""
    name = _name(outlet) if outlet else None
    if name is None:
        return False
    first, pattern = name
    return first in folded and pattern.search(folded) is not None  # most texts lack the word: looking it up is faster
