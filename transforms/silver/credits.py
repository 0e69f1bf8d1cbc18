"""Who wrote and filed it: bylines, datelines, agency credits, the site that a text names."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from transforms.silver.cues import agency_names, any_agency, cues, fold_cue
from transforms.silver.dates import is_calendar_name

_UPPER = "[^\\W\\d_a-zß-öø-ÿа-яёα-ω]"
_CAPITAL = rf"{_UPPER}[\w'’.\-]*"
_PARTICLE = "(?:de|da|do|dos|das|del|della|di|du|la|le|van|von|vom|der|den|ter|ten|zu|bin|ibn|al|el|y|e)"
_PERSON = rf"{_CAPITAL}(?:[ \u00a0]+(?:{_PARTICLE}[ \u00a0]+){{0,2}}{_CAPITAL}){{0,4}}"
_AND = r"(?:,| and| und| et| y| e| en| och| og| i| a| и| và| &|،)[ \u00a0]+"
_PEOPLE = re.compile(rf"{_PERSON}(?:{_AND}{_PERSON}){{0,5}}")
_SEPARATOR = re.compile(r"\s*[|–—•·;]\s*|\s+[-/]\s+|\s*[(（]|\s{3,}")
_PARTS = re.compile(r"(?:[,;&|،]| and | und | et | y | en | och | og | и | và | i | a | e )\s*")
_AFFILIATION = r"\s(?:for|in|at|from|on|für|aus|à|pour|en|em|per|voor|dla|w|из|в|для)\s"
_ARTICLES = frozenset({"the", "a", "an", "our", "this", "all"})
"""First words of what is no name: "By The Numbers", "By Our Staff". Other languages' articles begin names, too."""
_WORD = re.compile(r"\w+")
_DOMAIN = re.compile(r"\w\.[a-z]{2,4}$")
_ENDS = " \t\u00a0.,:;()（）[]"
MAX_BYLINE_WORDS = 14
"""Several names, a role and a desk; a longer line that begins with "by" is a sentence."""
MAX_NAME_WORDS = 5
MAX_CREDIT_WORDS = 40


class Dateline(NamedTuple):
    """Place and agency that open a report, and where the report goes on."""

    end: int
    place: str | None
    agency: str | None


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    shout = rf"{_UPPER}(?:{_UPPER}|['’.\-/])+"
    loud_place = rf"(?P<place>{shout}(?:[ \u00a0]{{1,2}}(?:{shout}|de|del|la|di|am|an|sur)){{0,4}})"
    any_place = rf"(?P<place>{_CAPITAL}(?:[/ \u00a0]{{1,2}}[^\W\d_][\w'’.\-]*){{0,3}})"
    region = r"(?:,\s{1,2}[^\W\d_][\w.'’\- ]{1,24}?)?"
    date = r"(?:[,.]?\s{1,2}[^()\n–—]{0,24}?\d[^()\n–—]{0,20}?)?"
    agency = rf"(?P<agency>{any_agency()})(?:\s?[/,-]\s?[\w .-]{{1,24}}?)?"
    credit = rf"\s*[(（/\[]\s*{agency}\s*[)）/\]]"
    mark = r"\s*(?:--?|–|—|―|−|:)\s*"
    dash = rf"(?:{mark}|\.?\s+)"
    firm_dash = r"\s*(?:--|–|—|―)\s*|\s+-\s+"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{loud_place}{region}{date}{credit}{dash}",
            rf"{any_place}{region}{date}{credit}{mark}",
            rf"{credit}{dash}",
            rf"{loud_place}{region}{date}(?:{firm_dash})(?:(?P<agency>{any_agency()})[.:]\s+)?",
            rf"(?P<agency>{any_agency()})(?P<place>[\u4e00-\u9fff]{{1,6}}?)(?:\d{{1,2}}月)?\d{{1,2}}日[电電讯訊]\s*",
            rf"[【（(](?P<place>[\u4e00-\u9fff\u30a0-\u30ff]{{1,10}}?)?[＝=・ ]?(?P<agency>{any_agency()})[】）)]\s*",
        )
    )


def find_dateline(text: str) -> Dateline | None:
    """Find the dateline that a report opens with: "HANOI (Reuters) –", "MADRID — ", "BERLIN (dpa)"."""
    head = text[:120]
    for pattern in _datelines():
        found = pattern.match(head)
        if found and found.end() < len(text) and _is_place(place := found.groupdict().get("place")):
            known = None if place is None or is_calendar_name(place) else tidy_place(place)
            return Dateline(found.end(), known, canonical(found.groupdict().get("agency")))
    return None


def _is_place(place: str | None) -> bool:
    if place is None:
        return True
    return len(place) > 1 and place not in agency_names() and fold_cue(place) not in cues("sections")


def tidy_place(place: str) -> str:
    """Write a place as a name: "COSTA MESA" becomes "Costa Mesa"."""
    place = " ".join(place.split()).strip(_ENDS + "/")
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), place) if place.isupper() else place


def canonical(agency: str | None) -> str | None:
    """Name an agency as this project does, whichever way a text writes it."""
    return (agency_names().get(agency) or agency_names().get(agency.upper())) if agency else None


def is_byline(text: str, n_words: int) -> bool:
    """Say whether a line is a byline: a cue word and names, or names and an agency."""
    return n_words <= MAX_BYLINE_WORDS and bool(byline_names(text) or byline_agency(text) or _is_desk(text))


def _is_desk(text: str) -> bool:
    """Say whether a line names a writer by role alone: "By Our Correspondent"."""
    cue = cues("byline").opening(text.lower())
    role = _role().search(text, len(cue)) if cue else None
    return role is not None and not text[role.end() :].strip(_ENDS) and len(text.split()) <= MAX_NAME_WORDS


def byline_names(text: str) -> str | None:
    """Take the names from a byline: what follows "By", "Von", "Par", ..., up to a role, desk or agency."""
    text = " ".join(text.split())
    cue = cues("byline").opening(text.lower())
    rest = text[len(cue) :].lstrip(_ENDS)
    if not cue or not rest:
        agency_part = _agency_part(text)
        return _names_in(text[: agency_part.start()]) if agency_part else None
    names = _names_in(_SEPARATOR.split(rest)[0])
    # "By Design" heads a story as "By Madonna" signs one: a lone name needs a colon, or a script without capitals.
    firm = cue.endswith(":") or ":" in text[len(cue) : len(cue) + 2] or not rest[0].isupper()
    return names if names and (firm or " " in names) else None


def _names_in(text: str) -> str | None:
    """Read a list of names: up to a role, an affiliation or an agency; None if it is no list of names."""
    text = _role().split(text)[0].strip(_ENDS)
    found = _PEOPLE.match(text)
    if not found or (found.end() < len(text) and text[found.end()] not in ",("):
        return None
    people = [part.strip() for part in _PARTS.split(found[0]) if part.strip()]
    names = [_person_case(person) for person in people if _may_be_person(person)]
    return ", ".join(names) if names and all(len(name.split()) <= MAX_NAME_WORDS for name in names) else None


def _may_be_person(name: str) -> bool:
    first = name.split(maxsplit=1)[0]
    if first.lower() in _ARTICLES or canonical(name) or canonical(first):
        return False
    return not (is_calendar_name(name) or _DOMAIN.search(name))


def _person_case(name: str) -> str:
    return tidy_place(name) if " " in name else name


@cache
def _role() -> re.Pattern[str]:
    """Compile what ends the names in a byline: a role ("Staff Writer", even glued on), a place or a desk."""
    roles = sorted(map(re.escape, cues("role").phrases), reverse=True)
    return re.compile("|".join([*roles, _AFFILIATION]), re.IGNORECASE)


def are_names(text: str) -> bool:
    """Say whether a line is people's names and nothing else: two words at least, none with digits."""
    found = _PEOPLE.fullmatch(text.strip(_ENDS))
    return bool(found) and len(text.split()) in range(2, MAX_NAME_WORDS + 1)


@cache
def _agency_tail() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[,|/–—-]\s*|\s[|/–—-]\s|^[Bb][Yy]\s)(?:The )?(?P<agency>{any_agency()})\s*$")


@cache
def _agency_role() -> re.Pattern[str]:
    """Compile an agency with its writer's role: "AP Science Writer", "Reuters Staff"."""
    roles = "|".join([*sorted(map(re.escape, cues("role").phrases), reverse=True), "staff"])
    return re.compile(rf"(?<!\w)(?P<agency>{any_agency()})(?: \w+)? (?:{roles})\b", re.IGNORECASE)


@cache
def _agency_words() -> frozenset[str]:
    """Collect the words that agencies' names begin with: a line without any names none, and most lines have none."""
    return frozenset(found[0] for name in agency_names() if (found := _WORD.search(name.lower())))


@lru_cache(maxsize=1024)  # a byline is asked for its names, then for its agency; furniture repeats
def _agency_part(text: str) -> re.Match[str] | None:
    if _agency_words().isdisjoint(_WORD.findall(text.lower())):
        return None
    return _agency_tail().search(text.strip()) or _agency_role().search(text)


def byline_agency(text: str) -> str | None:
    """Find the agency that a byline credits: "By X, Associated Press", "Reuters"."""
    found = _agency_part(text)
    return canonical(found["agency"]) if found else None


@cache
def _named_agency() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<agency>{any_agency()})(?!\w)")


def credit_agency(text: str) -> str | None:
    """Find the one agency that a credit line names; None if it names none or several."""
    named = {canonical(found["agency"]) for found in _named_agency().finditer(text)}
    return named.pop() if len(named) == 1 else None


def is_credit(text: str) -> bool:
    """Say whether a line, or the parenthesis that ends one, credits reporters, editors or translators."""
    folded = fold_cue(text[:160])
    cue = cues("credit").opening(folded)
    return bool(cue) and (text[:1] in "([（" or len(folded.split()) <= MAX_CREDIT_WORDS)


MAX_CLOSING_CHARS = 400
_LAST_PARENTHESIS = re.compile(r"[(（\[][^()（）]{4,}[)）\]]\.?$")


def find_closing_credit(text: str) -> int | None:
    """Find where a credit in parentheses closes a paragraph: "... he said. (Reporting by X; Editing by Y)"."""
    whole = text.rstrip()
    found = _LAST_PARENTHESIS.search(whole, max(0, len(whole) - MAX_CLOSING_CHARS))
    if found is None or found.start() == 0:
        return None
    credits_someone = is_credit(found[0]) or canonical(found[0].strip("()（）[]. ")) is not None
    return len(whole[: found.start()].rstrip()) if credits_someone else None


@cache
def _site() -> tuple[re.Pattern[str], ...]:
    name = r"(?P<site>[^\W\d_][^\n|,.©()]{1,38}?(?:\.[a-z]{2,4}\b)?)"
    year = r"(?:19|20)\d\d"
    years = rf"(?:{year}(?:\s?[-–]\s?(?:{year}|\d\d))?)"
    sign = r"(?:©|\(c\)|copyright(?:\s*(?:©|\(c\)))?),?"
    end = r"\s*(?:$|[|,.(]|\sall rights|\s-\s)"
    notice = rf"^(?:.{{0,40}}[ \t])?{sign}\s*(?:{years}\s*,?\s*)?(?:by\s+|the\s+)?{name}(?:\s+{years})?{end}"
    more = "|".join(sorted(map(re.escape, cues("source").phrases), reverse=True))
    return (
        re.compile(notice, re.IGNORECASE | re.MULTILINE),
        re.compile(rf"^[ \t]*(?:{more})[: \t][ \t]*{name}[ \t:»>]*$", re.IGNORECASE | re.MULTILINE),
    )


MAX_SITE_WORDS = 5


def site_named(text: str) -> str | None:
    """Find the site that a page names itself: "© 2024 X", "More from X"; None if it names none or several."""
    for pattern in _site():
        named = {" ".join(found["site"].split()) for found in pattern.finditer(text) if _is_site(found["site"])}
        if len(named) == 1:
            return named.pop()
    return None


def _is_site(name: str) -> bool:
    return name[0].isupper() and len(name.split()) <= MAX_SITE_WORDS and fold_cue(name) not in cues("sections")
