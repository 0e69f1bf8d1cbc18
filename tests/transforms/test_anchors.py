"""Names and numbers look the same in most languages."""

import pytest

from transforms.anchors import anchors


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Merkelová", "Merkel"),
        ("Путин", "Putin"),
        ("Αθήνα", "Athina"),
        ("Łódź", "Lodz"),
        ("١٢٣", "123"),
        ("USA", "USA"),
    ],
)
def test_the_same_name_in_two_languages_is_one_anchor(one, other):
    assert anchors(one) == anchors(other) != set()


def test_small_words_and_single_digits_are_none():
    assert anchors("In the 3 villages, The end") == set()


def test_a_number_too_long_to_be_read_counts_by_its_end():
    assert anchors("7" * 9_000) == {"7" * 18}
