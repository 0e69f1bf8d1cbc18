"""Wording: how values are said on a page."""

from datetime import date, datetime

from explorer import wording


def test_a_title_of_nothing_that_can_be_seen_gives_way_to_the_file():
    assert wording.called(" \u00a0\u200b", "a/b.txt") == "a/b.txt"
    assert wording.called("7", "a/b.txt") == "7"
    assert wording.headline("\u200f ") == "Story without a title"


def test_a_moment_is_told_as_exactly_as_it_is_known():
    assert wording.moment(datetime.fromisoformat("2024-03-12"), "day") == "12 Mar 2024"
    assert wording.moment(datetime.fromisoformat("2024-03-12"), "minute") == "12 Mar 2024, 00:00"
    assert wording.moment(datetime.fromisoformat("2024-03-12T08:30")) == "12 Mar 2024, 08:30"
    assert wording.moment(date(2024, 3, 12)) == "12 Mar 2024"


def test_what_has_no_name_here_goes_by_its_code():
    assert wording.language("de") == "German"
    assert wording.language("xx") == "xx"
    assert wording.basis("something new") == "something new"


def test_numbers_are_written_for_people():
    assert wording.number(20120) == "20\u202f120"
    assert wording.counted(1, "story", "stories") == "1 story"
    assert wording.counted(2, "story", "stories") == "2 stories"
    assert wording.size(999) == "999 bytes"
    assert wording.size(2300) == "2.3 kB"
    assert wording.listed(["a", "b", "c"], 2) == "a, b and 1 more"
