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
        ("  \n ", ""),
    ],
)
def test_a_defect_is_mended(raw, mended):
    assert tidy(raw) == mended


@pytest.mark.parametrize("clean", ["“Curly” quotes – stay", "全角ＡＢＣ", "AT&T and R&D", "d’accord… très «bien»"])
def test_clean_text_stays(clean):
    assert tidy(clean) == clean


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    assert tidy(tidy(text)) == tidy(text)
