"""Language and script of texts: langdetect with a fixed seed."""

import re
from typing import Any, Final, NamedTuple

from langdetect import DetectorFactory, LangDetectException, detect_langs

try:
    from langdetect_rs import DetectorFactory as FastFactory
    from langdetect_rs import detect_langs_batch
except ImportError:  # no wheel for this machine: the same answers, slower
    detect_langs_batch = None
else:
    FastFactory.seed = 0

DetectorFactory.seed = 0  # both draw lots: without a seed each run would give other probabilities

MIN_LETTERS: Final = 20
"""Below 20 to 30 letters langdetect is often wrong; a block then takes the document's language."""
MAX_CHARS: Final = 2000
"""Enough for a certain answer; the rest of a long text only costs time."""

_LETTER = re.compile(r"[^\W\d_]")
_ASCII_LETTERS = re.compile(r"[A-Za-z]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\u1100-\u11ff\uac00-\ud7af]")
_SCRIPTS: Final = (
    ("Cyrl", re.compile(r"[\u0400-\u052f]")),
    ("Arab", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("Hebr", re.compile(r"[\u0590-\u05ff]")),
    ("Grek", re.compile(r"[\u0370-\u03ff]")),
    ("Hang", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")),
    ("Kana", re.compile(r"[\u3040-\u30ff]")),
    ("Hani", re.compile(r"[\u3400-\u9fff]")),
    ("Deva", re.compile(r"[\u0900-\u097f]")),
    ("Beng", re.compile(r"[\u0980-\u09ff]")),
    ("Guru", re.compile(r"[\u0a00-\u0a7f]")),
    ("Gujr", re.compile(r"[\u0a80-\u0aff]")),
    ("Taml", re.compile(r"[\u0b80-\u0bff]")),
    ("Telu", re.compile(r"[\u0c00-\u0c7f]")),
    ("Knda", re.compile(r"[\u0c80-\u0cff]")),
    ("Mlym", re.compile(r"[\u0d00-\u0d7f]")),
    ("Thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("Geor", re.compile(r"[\u10a0-\u10ff]")),
    ("Armn", re.compile(r"[\u0530-\u058f]")),
    ("Latn", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_HANS = frozenset("们这国说会为个时对发来过进产业东车长门问间见贝员场关开现还应该经济结组织给统计边达远运动态势议论设")
_HANT = frozenset("們這國說會為個時對發來過進產業東車長門問間見貝員場關開現還應該經濟結組織給統計邊達遠運動態勢議論設")


class Detected(NamedTuple):
    """A language and how sure the detector is."""

    code: str
    confidence: float


UNDETERMINED: Final = Detected("und", 0.0)


def detect(texts: list[str]) -> list[Detected]:
    """Name the language of each text, ISO 639-1; ``und`` for texts with too few letters."""
    asked = [at for at, text in enumerate(texts) if _has_letters(text)]
    heads = [texts[at][:MAX_CHARS] for at in asked]
    answers = _reference(heads) if detect_langs_batch is None else detect_langs_batch(heads)
    found = [UNDETERMINED] * len(texts)
    for at, ranked in zip(asked, answers, strict=True):
        if ranked:
            found[at] = _decide(ranked, texts[at][:MAX_CHARS])
    return found


def _decide(ranked: list[Any], text: str) -> Detected:
    """Take the likeliest language, zh-cn and zh-tw being one; Han without kana or hangul is Chinese, whatever is said.

    langdetect takes short Chinese texts for Korean, which no text without hangul is.
    """
    code = str(ranked[0].lang).split("-")[0]
    if code in {"ko", "ja"} and _HAN.search(text) and not _KANA_OR_HANGUL.search(text):
        code = "zh"
    probability = sum(float(answer.prob) for answer in ranked if str(answer.lang).split("-")[0] == code)
    return Detected(code, min(probability, 1.0))


def _reference(texts: list[str]) -> list[list[Any] | None]:
    return [_ranked(text) for text in texts]


def _ranked(text: str) -> list[Any] | None:
    try:
        return list(detect_langs(text))
    except LangDetectException:  # it finds no features in the text
        return None


def _has_letters(text: str) -> bool:
    head = text[:120]
    letters = len(_LETTER.findall(head))
    return letters >= MIN_LETTERS or (letters >= MIN_LETTERS // 3 and len(_UNSPACED.findall(head)) * 2 > letters)


def script_of(text: str) -> str | None:
    """Name the script that most letters are in, ISO 15924; None without letters."""
    head = text[:1000]
    if len(_ASCII_LETTERS.findall(head)) * 2 > len(head):
        return "Latn"
    counts = {name: len(pattern.findall(head)) for name, pattern in _SCRIPTS}
    name, n = max(counts.items(), key=lambda item: (item[1], item[0]))
    if n == 0:
        return None
    if counts["Kana"] and name in {"Kana", "Hani"}:
        return "Jpan"
    if name == "Hang":
        return "Kore"
    return _chinese(head) if name == "Hani" else name


def _chinese(text: str) -> str:
    simplified, traditional = sum(char in _HANS for char in text), sum(char in _HANT for char in text)
    return "Hant" if traditional > simplified else "Hans"
