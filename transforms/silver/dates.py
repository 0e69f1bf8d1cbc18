"""Dates of publication: in the metadata, stamped on the text, in the file's name."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, Final, NamedTuple

from transforms.resources import lexicons
from transforms.silver.cues import cues

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = re.compile(
    r"\d{1,2}\s?[:.h]\s?\d{2}(?:\s?:\s?\d{2})?(?:\s?[ap]\.?\s?m\b\.?)?"
    r"(?:\s?\(?(?:[A-Z]{2,4}|Uhr|[+-]\d{2}:?\d{2})\b\)?)?",
    re.IGNORECASE,
)
_ZONED_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})\s?[:.h]\s?(?P<minute>\d{2})(?:\s?:\s?\d{2})?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?\s?\(?(?P<zone>[A-Z]{1,4})\b",
    re.IGNORECASE,
)
_ZONES: Final = {
    "Z": 0, "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
    "JST": 9, "KST": 9, "HKT": 8, "WIB": 7, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Hours from UTC of the zones that have one meaning in news; CST and IST have several."""
LAST_DAY, LAST_MONTH, LAST_HOUR, LAST_MINUTE = 31, 12, 23, 59
_DIGITS_ALONE = re.compile(r"(?:19|20)\d{12}")
_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+|\d{3})?")
FIRST_EPOCH, LAST_EPOCH = 631_152_000, 1_900_000_000
"""1990 to 2030: digits from 19 and 20 on begin a date that is written out, as 2024031114 does."""
_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
MAX_STAMP_WORDS = 16
"""A stamp with date, time, zone, place and desk stays under this; a longer line says more than a date."""


class Moment(NamedTuple):
    """A point in time and how exactly it is known."""

    at: datetime  # UTC, without a zone
    precision: str  # day, minute, second


def _info(language: str) -> dict[str, Any]:
    """Load dateparser's names of months and weekdays; data only: its parser asks for today's date."""
    info: dict[str, Any] = import_module(f"dateparser.data.date_translation_data.{language}").info
    return info


@cache
def _names(keys: tuple[str, ...]) -> str:
    found: set[str] = set()
    for language in lexicons():
        info = _info(language)
        found.update(name for key in keys for name in info[key] if not name.isdigit() and len(name) > 1)
    return "|".join(re.escape(name) for name in sorted(found, key=lambda name: (-len(name), name)))


@cache
def date_pattern() -> re.Pattern[str]:
    """Compile what a full date (day, month, year) looks like in the languages of the lexicons."""
    month = f"(?:{_names(_MONTHS)})"
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"""(?<!\d)(?:
            {year}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}}(?!\d)
          | {year}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日
          | \d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?{year}(?!\d)
          | \d{{1,2}}(?:st|nd|rd|th|er|º|°)?[\s.\-]*(?:de\s|del\s)?\s*{month}\b\.?[\s,\-]*(?:de\s|del\s)?{year}\b
          | ngày\s\d{{1,2}}\stháng\s\d{{1,2}}\snăm\s{year}
        )|(?<!\w){month}\.?\s{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,2}}{year}\b""",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_names(_WEEKDAYS)})\b\.?", re.IGNORECASE)


def find_date(text: str) -> re.Match[str] | None:
    """Find the first full date in a short text; cheap where there is no year."""
    if "19" not in text and "20" not in text:
        return None
    return date_pattern().search(text)


def is_stamp(text: str, n_words: int) -> bool:
    """Say whether a line is a date of publication and little else: cue word, weekday, clock, zone."""
    if n_words > MAX_STAMP_WORDS or (found := find_date(text)) is None:
        return False
    rest = text[: found.start()] + " " + text[found.end() :]
    rest = _weekday().sub(" ", _CLOCK.sub(" ", date_pattern().sub(" ", rest)))
    words = re.findall(r"[^\W\d_]+", rest)
    cue = cues("stamp").opening(text.lower().strip())
    spare = len(words) - len(cue.split())
    return spare <= (2 if not cue else 4)


@lru_cache(maxsize=4096)
def parse_stamp(text: str, language: str | None) -> Moment | None:
    """Read the date of a stamp, and its clock where a known zone stands with it; None when unsure.

    A clock without a zone may be off by half a day, so only the day counts. A numeric date that can be read both ways
    is read day first unless the text is English; without a language it is not read.
    """
    found = find_date(text)
    day = _day(found[0], language) if found else None
    if found is None or day is None:
        return None
    around = text[: found.start()] + " | " + text[found.end() :]
    clock = _ZONED_CLOCK.search(around)
    if clock is None or clock["zone"].upper() not in _ZONES:
        return Moment(day, "day")
    hour, minute = int(clock["hour"]), int(clock["minute"])
    half = (clock["half"] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > LAST_HOUR or minute > LAST_MINUTE:
        return Moment(day, "day")
    offset = timedelta(hours=_ZONES[clock["zone"].upper()])
    return Moment(day + timedelta(hours=hour, minutes=minute) - offset, "minute")


def _day(date: str, language: str | None) -> datetime | None:
    """Read day, month and year; None where they make no date or may be read in two ways."""
    numbers = [int(number) for number in re.findall(r"\d+", date)]
    month = _month(date, language)
    if month is not None:
        day, year = numbers if len(numbers) == len(("day", "year")) else (0, 0)
    elif numbers[0] > LAST_DAY:
        year, month, day = numbers
    else:
        day, month, year = numbers
        if language == "en" or month > LAST_MONTH:
            day, month = month, day
        if month > LAST_MONTH or (language is None and max(day, month) <= LAST_MONTH and day != month):
            return None if month <= LAST_MONTH else _safe(year, day, month)
    return _safe(year, month, day)


def _month(date: str, language: str | None) -> int | None:
    names = re.findall(r"[^\W\d_]+", date.lower())
    for known in (language, None):
        for name in names:
            if (month := _month_numbers(known).get(name)) is not None:
                return month
    return None


@cache
def _month_numbers(language: str | None) -> dict[str, int]:
    """Map the names of months to their numbers: of one language, or those that no two languages use differently."""
    meanings: dict[str, set[int]] = {}
    for code in lexicons() if language is None else {language} & set(lexicons()):
        info = _info(code)
        for number, month in enumerate(_MONTHS, start=1):
            for name in info[month]:
                meanings.setdefault(name.lower().strip("."), set()).add(number)
    return {name: numbers.pop() for name, numbers in meanings.items() if len(numbers) == 1}


def is_calendar_name(word: str) -> bool:
    """Say whether a word names a month or a weekday: "July 25 (UPI)" has no place."""
    word = word.lower().strip(".")
    return word in _month_numbers(None) or _weekday().fullmatch(word) is not None


def _safe(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)  # noqa: DTZ001  # stored without a zone
    except ValueError:  # 31 February
        return None


@lru_cache(maxsize=4096)
def parse_metadata(text: str, language: str | None) -> Moment | None:
    """Read a date as metadata write it: ISO 8601, RFC 5322, digits, epoch seconds, or words."""
    text = text.strip()
    if (epoch := _EPOCH.fullmatch(text)) and FIRST_EPOCH <= int(epoch[1]) < LAST_EPOCH:
        return Moment(datetime.fromtimestamp(int(epoch[1]), UTC).replace(tzinfo=None), "second")
    if _DIGITS_ALONE.fullmatch(text):
        text = f"{text[:8]}T{text[8:]}"
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, TypeError):
            return parse_stamp(text, language)
    if at.tzinfo is not None:
        try:
            at = at.astimezone(UTC).replace(tzinfo=None)
        except OverflowError:  # a day before the first or after the last year there is
            return None
    if re.search(r":\d\d:\d\d|T\d{6}", text):
        return Moment(at, "second")
    return Moment(at, "minute" if ":" in text else "day")


def date_in_name(uri: str) -> Moment | None:
    """Read a date from a file's path: 2024-03-11, 20240311, 2024/03/11; None if there are two that differ."""
    found = {(int(year), int(month), int(day)) for year, _, month, day in _FILE_DATE.findall(uri)}
    day = _safe(*found.pop()) if len(found) == 1 else None
    return Moment(day, "day") if day else None
