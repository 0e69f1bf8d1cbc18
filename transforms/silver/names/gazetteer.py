"""Gazetteers: what is known about names and words before a document is read."""

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import polars as pl


class Known:
    """What a name is known as; one name may be many things. Plain integers: IntFlag takes most of the time."""

    COUNTRY: Final = 1
    REGION: Final = 2
    CITY: Final = 4
    FIRST: Final = 8
    LAST: Final = 16
    LANGUAGE: Final = 32
    CALENDAR: Final = 64


class Entry(NamedTuple):
    """A name of the gazetteer."""

    known: int
    code: str | None
    size: int
    city: str | None
    """The city's own name, whatever the language."""


NOTHING: Final = Entry(0, None, 0, None)
PLACE: Final = Known.COUNTRY | Known.REGION | Known.CITY
BIG: Final = 500_000
"""Inhabitants from which a city is looked for under inflected forms: village names collide with common words."""
INFLECTING: Final = frozenset({"ru", "uk", "bg", "mk", "sr", "pl", "cs", "sk", "sl", "hr"})
"""Languages whose names take case endings, cut off by rule."""
_SHORTEST_STEM: Final = 4
_CYRILLIC: Final = "ым им ыми ского ским ском ская ской ами ями ого ому ой ою ей ем ом ах ях ов ы и у ю е а я ь"
_LATIN: Final = "ami ách ech ích ou em ie ii ią ów ego iej ej om es s ů y i u ę e a ą ě é"
_ENDINGS: Final = (*_CYRILLIC.split(), *_LATIN.split())
_WORLD: Final = "001"
"""CLDR counts the world among the territories."""
_CUES: Final = files("transforms").joinpath("gazetteers", "cues")


def fold(name: str) -> str:
    """Fold a name to look it up: NFC, case, apostrophes."""
    return unicodedata.normalize("NFC", name).casefold().replace("’", "'")


@cache
def names() -> dict[str, Entry]:
    """Load names: CLDR's countries and languages, GeoNames' cities, Faker's first and last names."""
    path = files("transforms").joinpath("gazetteers", "names.parquet")
    kinds = {name.lower(): flag for name, flag in vars(Known).items() if name.isupper()}
    order = ["country", "region", "city", "language", "first", "last", "calendar"]
    rows = (
        pl.read_parquet(path.read_bytes())
        .filter(pl.col("code").ne_missing(_WORLD))
        .with_columns(flag=pl.col("kind").replace_strict(kinds, return_dtype=pl.Int64))
        .sort("key", pl.col("kind").cast(pl.Enum(order)))
        .group_by("key", maintain_order=True)
        .agg(
            pl.col("flag").sum().alias("known"),
            pl.col("code", "city").drop_nulls().first(),
            pl.col("size").max(),
        )
    )
    entries = map(cache(Entry), *(rows[name].to_list() for name in Entry._fields))  # most are first or last names only
    found = dict(zip(rows["key"].to_list(), entries, strict=True))
    for section, flag in (("countries", Known.COUNTRY), ("parts", Known.REGION), ("regions", Known.REGION)):
        for code, forms in cue_file("any")[section].items():
            for form in forms:
                known = found.get(form, NOTHING).known
                found[form] = Entry((known & ~Known.CITY) | flag, code, 0, None)
    return found


@cache
def first_names() -> frozenset[str]:
    """List the first names."""
    return frozenset(key for key, entry in names().items() if entry.known & Known.FIRST)


@cache
def longest_from() -> dict[str, int]:
    """Say of each first word how many words the longest place that begins with it has."""
    longest: dict[str, int] = {}
    for key, entry in names().items():
        if " " in key and entry.known & PLACE:
            first, *rest = key.split(" ")
            longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


@cache
def _stems() -> dict[str, Entry]:
    """Index countries and big cities by what stays when they are inflected."""
    found: dict[str, Entry] = {}
    big = (key for key, entry in names().items() if _is_big(entry))
    for key in sorted(key for key in big if key[-1] in "аяьоеиaoeyií" and len(key) > _SHORTEST_STEM):
        found.setdefault(key[:-1], names()[key])
    return found


def _is_big(entry: Entry) -> bool:
    return bool(entry.known & (Known.COUNTRY | Known.REGION)) or entry.size >= BIG


@lru_cache(maxsize=50_000)
def inflected(key: str, language: str) -> Entry:
    """Look a place up under an inflected form: Australiens, Москвы, Polsku."""
    for ending in _ENDINGS if language in INFLECTING else ("s", "es") if language == "de" else ():
        stem = key.removesuffix(ending)
        if stem == key or len(stem) < _SHORTEST_STEM:
            continue
        entry = names().get(stem, NOTHING)
        if _is_big(entry):
            return entry
        if stem in _stems():
            return _stems()[stem]
    return NOTHING


@cache
def words(language: str) -> dict[str, tuple[float, float]]:
    """Load a language's words with their frequency (Zipf), and the largest in a language not akin (wordfreq)."""
    path = files("transforms").joinpath("gazetteers", "words.parquet")
    rows = (
        pl.scan_parquet(path.read_bytes())
        .filter(pl.col("language") == {"no": "nb", "hr": "sh", "sr": "sh", "bs": "sh"}.get(language, language))
        .select("word", "zipf", "abroad")
        .collect()
    )
    word, zipf, abroad = (rows[name].to_list() for name in ("word", "zipf", "abroad"))
    return dict(zip(word, zip(zipf, abroad, strict=True), strict=True))


@cache
def cue_file(language: str) -> dict[str, Any]:
    """Load the cue words of a language; none for a language without a file."""
    path = _CUES.joinpath(f"{language}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
