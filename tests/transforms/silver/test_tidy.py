import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.silver.tidy import tidy


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("a cafÃ© by the lake", "a café by the lake"),
        ("cafe\u0301", "café"),
        ("ferry\u200b boat", "ferry boat"),
        ("ferry\u00adman", "ferryman"),
        ("ten\u00a0boats\tand  oars", "ten boats and oars"),
        ("first\r\nsecond", "first second"),
        ("har-\nbour", "harbour"),
        ("Anglo-\nFrench", "Anglo-French"),
        ("bread &amp; wine &#8211; &quot;cheap&quot;", 'bread & wine – "cheap"'),
        ("&amp;lt; is less", "< is less"),
        ("half\ufeffway", "halfway"),
        ("\u200fمرحبا\u200e", "مرحبا"),
        ("bell\x07 rings", "bell rings"),
        ("left\u2066\u2069\u202a\u202c to right", "left to right"),
        ("one\u2028two\x0cthree\x85four", "one two three four"),
        ("a\u2060 word\u00a0 joined\u202fthinly", "a word joined thinly"),
        (
            "the old ferry that will\nnot return to the har-\r\nbour this year",
            "the old ferry that will not return to the harbour this year",
        ),
        ("  \n ", ""),
    ],
)
def test_a_defect_is_mended(raw, mended):
    assert tidy(raw) == mended


@pytest.mark.parametrize(
    "clean",
    ["“Curly” quotes – stay", "می\u200cخواهم", "👩\u200d🚒", "全角ＡＢＣ", "AT&T and R&D", "d’accord… très «bien»"],
)
def test_clean_text_stays(clean):
    assert tidy(clean) == clean


DEFECTS = [
    *(
        "caf\u00c3\u00a9",
        "e\u0301",
        "\u200b",
        "\u00ad",
        "\u00a0",
        "\t",
        "\r\n",
        "\ufeff",
        "&amp;",
        "&#38;lt;",
        "\u200f",
    ),
    *("\x07", "-\n", "\u2066", "\u00c3", "\u00a9", "\u00e2\u20ac\u2122", "\ufffd", "&", "amp;", "#x41;", "x", " "),
]


@given(st.text() | st.lists(st.sampled_from(DEFECTS)).map("".join))
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)
