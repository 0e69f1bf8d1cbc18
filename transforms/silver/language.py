"""Language and script of texts: langdetect with a fixed seed, a vote of samples, a second voter where it may err."""

import re
import string
from typing import Any, Final, NamedTuple

from langdetect import DetectorFactory, LangDetectException, detect_langs

from transforms.silver.line_shape import count_words
from transforms.silver.second_voter import Opinion, are_near, second_opinion

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
MIN_BLOCK_CHARS: Final = 100
"""Shorter blocks take the document's language: below this langdetect errs on one block in twenty."""
SAMPLE_CHARS: Final = 400
"""Of a block. langdetect takes 0.1 ms a text, long or short."""
MAX_SAMPLES: Final = 4
"""Of a block: a text of one giant line may hold several languages, too."""

_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH_LETTERS = re.compile(rf"(?:[\W\d_]*[^\W\d_]){{{MIN_LETTERS}}}")
_ASCII_LETTERS = string.ascii_letters.encode()
_UNKNOWN_SCRIPTS = re.compile(r"[\u0530-\u058f\u0d80-\u0dff\u0e80-\u0fff\u1000-\u10ff\u1200-\u137f\u1780-\u17ff]")
"""Armenian, Sinhala, Lao, Tibetan, Burmese, Georgian, Ethiopic, Khmer: langdetect answers at random."""
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


class _Sample(NamedTuple):
    """A piece of a text and the block it is cut from; None for short blocks put together."""

    block: int | None
    text: str


UNDETERMINED: Final = Detected("und", 0.0)


def detect_blocks(texts: list[list[str]]) -> list[list[Opinion | None]]:
    """Name the language of each block of each document: its own if it is long enough to tell, else the document's.

    The document's is that of most words, so that a head, a quotation or a tail does not turn it. None for ``und``.
    """
    sampled = [_samples(blocks) for blocks in texts]
    found = iter(detect([sample.text for samples in sampled for sample in samples]))
    return [_opinions(len(blocks), [(sample, next(found)) for sample in samples])
            for blocks, samples in zip(texts, sampled, strict=True)]  # fmt: skip


def _samples(blocks: list[str]) -> list[_Sample]:
    """Take samples of long blocks, spread over each, and put short blocks together."""
    samples: list[_Sample] = []
    short = ""
    for at, text in enumerate(blocks):
        if len(text) < MIN_BLOCK_CHARS:
            short = f"{short} {text}" if short else text
            if len(short) < SAMPLE_CHARS:
                continue
            samples.append(_Sample(None, short))
            short = ""
            continue
        n = min(MAX_SAMPLES, -(-len(text) // (2 * SAMPLE_CHARS)))
        step = (len(text) - SAMPLE_CHARS) // (n - 1) if n > 1 else 0
        samples.extend(_Sample(at, text[step * k : step * k + SAMPLE_CHARS]) for k in range(n))
    return [*samples, _Sample(None, short)] if short else samples


def _opinions(n_blocks: int, answers: list[tuple[_Sample, Detected]]) -> list[Opinion | None]:
    told = [(sample, found) for sample, found in answers if found != UNDETERMINED or _in_unknown_script(sample.text)]
    document = _decided(told)
    if document is None:
        return [None] * n_blocks
    other: dict[int, list[tuple[_Sample, Detected]]] = {}
    for sample, found in told:
        if sample.block is not None and found.code != document.code:
            other.setdefault(sample.block, []).append((sample, found))
    opinions: list[Opinion | None] = [document] * n_blocks
    for at, mine in other.items():
        own = _decided(mine)
        if own is not None and not are_near(own.code, document.code):
            opinions[at] = own
    return opinions


def _decided(answers: list[tuple[_Sample, Detected]]) -> Opinion | None:
    """Let samples vote by their words, then hear the second voter on those that won."""
    votes = [(count_words(sample.text), Opinion(*found, "langdetect")) for sample, found in answers]
    first = vote(votes)
    if first is None:
        return None
    won = " ".join(sample.text for sample, found in answers if found.code == first.code)
    opinion = second_opinion(won, first.code, first.confidence)
    return None if opinion.code == UNDETERMINED.code else opinion


def vote(opinions: list[tuple[int, Opinion]]) -> Opinion | None:
    """Take the language that most words speak for; its confidence is their share, its basis that of the longest."""
    votes: dict[str, float] = {}
    for n_words, opinion in opinions:
        votes[opinion.code] = votes.get(opinion.code, 0.0) + n_words * opinion.confidence
    if not votes:
        return None
    code = max(votes, key=lambda code: (votes[code], code))
    total = sum(n_words for n_words, _ in opinions) or 1
    basis = max((n_words, opinion.basis) for n_words, opinion in opinions if opinion.code == code)[1]
    return Opinion(code, min(votes[code] / total, 1.0), basis)


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
    told = [(str(answer.lang).partition("-")[0], float(answer.prob)) for answer in ranked]
    code = told[0][0]
    if code in {"ko", "ja"} and _HAN.search(text) and not _KANA_OR_HANGUL.search(text):
        code = "zh"
    return Detected(code, min(sum(probability for said, probability in told if said == code), 1.0))


def _reference(texts: list[str]) -> list[list[Any] | None]:
    return [_ranked(text) for text in texts]


def _ranked(text: str) -> list[Any] | None:
    try:
        return list(detect_langs(text))
    except LangDetectException:  # it finds no features in the text
        return None


def _has_letters(text: str) -> bool:
    head = text[:120]
    if not head.isascii() and _in_unknown_script(head):
        return False
    if _ENOUGH_LETTERS.match(head):
        return True
    letters = len(_LETTER.findall(head))
    return letters >= MIN_LETTERS // 3 and len(_UNSPACED.findall(head)) * 2 > letters


def _in_unknown_script(text: str) -> bool:
    unknown = len(_UNKNOWN_SCRIPTS.findall(text))
    return unknown > 0 and unknown * 2 > len(_LETTER.findall(text))


def script_of(text: str) -> str | None:
    """Name the script that most letters are in, ISO 15924; None without letters."""
    head = text[:1000]
    encoded = head.encode("utf-8", "surrogatepass")
    if (len(encoded) - len(encoded.translate(None, _ASCII_LETTERS))) * 2 > len(head):
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
