"""Names are compared by ear, whatever script they are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.gold.linking.spelling import is_latin, likeness, sounds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("marta kovak", "マルタ コヴァク"),
        ("peter hansen", "петер хансен"),
        ("joe barker", "dzho barker"),
        ("nadim shah", "nadim sah"),
        ("hessen", "hesse"),
    ],
)
def test_one_name_in_two_spellings_is_alike(one, other):
    assert likeness(one, other) >= 0.75


@pytest.mark.parametrize(
    ("one", "other"), [("marta kovak", "peter hansen"), ("eu", "ue"), ("lee", "leo"), ("oslo", "bergen"), ("", "oslo")]
)
def test_other_names_and_short_ones_are_not(one, other):
    assert likeness(one, other) < 0.5


def test_consonants_are_as_coarse_as_katakana():
    assert sounds("karen lane") == sounds("カレン レーン")


@pytest.mark.parametrize(("name", "latin"), [("müller", True), ("nguyễn", True), ("バイデン", False), ("путин", False)])
def test_scripts(name, latin):
    assert is_latin(name) is latin


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_share_and_has_no_direction(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == pytest.approx(likeness(other, one))
