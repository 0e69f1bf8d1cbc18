import tomllib
from pathlib import Path

import pytest

from transforms.silver.second_voter import are_near, second_opinion

NEAR = tomllib.loads(Path(__file__).with_name("paragraphs.toml").read_text(encoding="utf-8"))["near"]


def test_a_sure_answer_that_nothing_is_taken_for_is_not_questioned():
    assert second_opinion(NEAR["is"][0], "en", 0.999) == ("en", 0.999, "langdetect")


@pytest.mark.parametrize(
    ("code", "first", "confidence"),
    [("is", "no", 0.86), ("sr", "mk", 1.0), ("ms", "id", 1.0), ("gl", "es", 0.86), ("eu", "id", 1.0)],
)
def test_a_language_that_langdetect_lacks_is_named_by_the_second_voter(code, first, confidence):
    found = second_opinion(NEAR[code][0], first, confidence)
    assert (found.code, found.basis) == (code, "second voter")


@pytest.mark.parametrize("code", ["hr", "bs", "sr"])
def test_words_part_croatian_bosnian_and_serbian_in_latin_script(code):
    latin = [text for text in NEAR[code] if text.isascii() or "č" in text]
    assert latin
    for text in latin:
        assert second_opinion(text, "hr", 1.0)[::2] == (code, "tell-tale words")


def test_where_both_agree_langdetect_decides():
    assert second_opinion(NEAR["da"][0], "da", 0.7) == ("da", 0.7, "langdetect")


def test_an_unsure_answer_gives_way_to_a_sure_one():
    assert second_opinion(NEAR["sv"][0], "no", 0.5).code == "sv"


def test_where_neither_is_sure_no_language_is_named():
    names = "5. Ann Lee 5.80 6. Bo Ek 5.65 7. Iva Ban 5.65 8. Olu Ade 5.60"
    assert second_opinion(names, "tl", 0.3).code == "und"


def test_near_languages_are_known():
    assert are_near("no", "da")
    assert are_near("en", "en")
    assert not are_near("en", "de")
