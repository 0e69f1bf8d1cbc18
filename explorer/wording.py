"""Wording: how values are said on a page."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

LANGUAGES: Final = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ms": "Malay", "nb": "Norwegian", "nl": "Dutch",
    "nn": "Norwegian", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovene", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "und": "not told", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

TYPES: Final = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}

BASES: Final = {
    "attribution": "it is credited by the other",
    "date": "it was published first",
    "lead": "the other begins with its lead",
    "containment": "it holds the other and more",
    "fuller": "it is the fuller text",
    "home": "it comes from where the event is at home",
    "length": "translations run longer than their originals",
}
"""Why one of two articles is taken for the origin, said of the origin."""

SIZES: Final = ("bytes", "kB", "MB", "GB")
KILO: Final = 1000


def number(value: float | None) -> str:
    """Write a whole number with its thousands apart."""
    return "" if value is None else f"{value:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def decimal(value: float | None) -> str:
    """Write a number as shortly as it can be told."""
    return "" if value is None else f"{value:,.3g}" if abs(value) < KILO else number(value)


def share(value: float | None) -> str:
    """Write a share in per cent."""
    return "" if value is None else f"{100 * value:.0f} %"


def moment(value: date | None, precision: str | None = None) -> str:
    """Write a date, and the time where it is known."""
    if value is None:
        return ""
    day = f"{value.day} {value:%b} {value.year}"
    if not isinstance(value, datetime):
        return day
    bare = precision == "day" or (precision is None and (value.hour, value.minute, value.second) == (0, 0, 0))
    return day if bare else f"{day}, {value:%H:%M}"


def language(code: str | None) -> str:
    """Name a language; the code itself where no name is known."""
    return LANGUAGES.get(code or "", code or "")


def relation(name: str | None) -> str:
    """Name a relation."""
    return (name or "").replace("_", " ")


def basis(name: str | None) -> str:
    """Say why one of two articles is taken for the origin."""
    return BASES.get(name or "", name or "")


def type_of(code: str | None) -> str:
    """Name a type of entity."""
    return TYPES.get(code or "", code or "")


def size(n_bytes: int) -> str:
    """Write a size."""
    value, step = float(n_bytes), 0
    while value >= KILO and step < len(SIZES) - 1:
        value, step = value / KILO, step + 1
    return f"{value:.0f} {SIZES[step]}" if step == 0 else f"{value:.1f} {SIZES[step]}"


def counted(n: int, one: str, many: str = "") -> str:
    """Write how many there are of something."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def called(title: str | None, uri: str | None) -> str:
    """Name an article: by its title, else by its file. A title may hold nothing that can be seen."""
    return title if title and is_seen(title) else uri or "without title"


def headline(title: str | None) -> str:
    """Name a story."""
    return title if title and is_seen(title) else "Story without a title"


def is_seen(text: str | None) -> bool:
    """Tell whether a text holds anything that can be seen: letters, figures, signs."""
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in text or "")


def listed(values: Sequence[str] | None, most: int = 6) -> str:
    """Write a list, shortened."""
    known = list(values or [])
    return ", ".join(known[:most]) + (f" and {len(known) - most} more" if len(known) > most else "")
