# ruff: noqa: DTZ001  # moments are stored in UTC, without a zone
from datetime import datetime

import pytest

from transforms.silver.dates import date_in_name, is_stamp, parse_metadata, parse_stamp


@pytest.mark.parametrize(
    ("text", "language", "at", "precision"),
    [
        ("Updated: May 4, 2031, 3:23 PM GMT", "en", datetime(2031, 5, 4, 15, 23), "minute"),
        ("4 May 2031 8:00 AM PDT", "en", datetime(2031, 5, 4, 15), "minute"),
        ("4. Mai 2031, 14:30 Uhr", "de", datetime(2031, 5, 4), "day"),
        ("04/05/2031", "en", datetime(2031, 4, 5), "day"),
        ("04/05/2031", "fr", datetime(2031, 5, 4), "day"),
        ("5 de octubre de 2031", "es", datetime(2031, 10, 5), "day"),
        ("1. listopadu 2031", "cs", datetime(2031, 11, 1), "day"),
        ("12 марта 2031", "ru", datetime(2031, 3, 12), "day"),
        ("2031年3月11日", "ja", datetime(2031, 3, 11), "day"),
    ],
)
def test_a_stamp_is_read_in_the_text_s_language(text, language, at, precision):
    assert parse_stamp(text, language) == (at, precision)


@pytest.mark.parametrize("text", ["04/05/2031", "2031-02-31", "yesterday"])
def test_an_unsure_date_is_none(text):
    assert parse_stamp(text, None) is None


def test_a_date_within_a_sentence_is_no_stamp():
    assert not is_stamp("The treaty of 4 May 2031 ended a long quarrel", 9)


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("2031-05-04T10:20:30Z", datetime(2031, 5, 4, 10, 20, 30), "second"),
        ("2031-05-04T12:20+02:00", datetime(2031, 5, 4, 10, 20), "minute"),
        ("Sun, 04 May 2031 10:00:00 +0100", datetime(2031, 5, 4, 9), "second"),
        ("2031-05-04", datetime(2031, 5, 4), "day"),
        ("20310504102030", datetime(2031, 5, 4, 10, 20, 30), "second"),
        ("May 4, 2031", datetime(2031, 5, 4), "day"),
        ("1714564800", datetime(2024, 5, 1, 12), "second"),
        ("1714564800000", datetime(2024, 5, 1, 12), "second"),
    ],
)
def test_metadata_write_dates_in_many_ways(text, at, precision):
    assert parse_metadata(text, "en") == (at, precision)


@pytest.mark.parametrize("text", ["12345678", "9999999999", "2024031114"])
def test_other_digits_are_no_date(text):
    assert parse_metadata(text, "en") is None


def test_a_file_s_name_may_hold_a_date():
    assert date_in_name("port/2031/05/04/ferry.txt") == (datetime(2031, 5, 4), "day")
    assert date_in_name("port/20310504_ferry.txt") == (datetime(2031, 5, 4), "day")
    assert date_in_name("2031-05-04/2031-05-05.txt") is None
    assert date_in_name("id20315504.txt") is None


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_outside_all_years_is_none(text):
    assert parse_metadata(text, "en") is None
