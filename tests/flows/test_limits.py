"""Limits are set by the environment, all in one place."""

import pytest

from flows.limits import limits
from flows.scan import Scan
from transforms.bronze.limits import USUAL, Limits


def test_the_usual_limits_hold_unless_the_environment_says_otherwise():
    assert limits({"PATH": "/bin"}) == USUAL
    assert limits({"WIRETRACE_MAX_RECORD_BYTES": "1_000"}) == Limits(record_bytes=1_000)


@pytest.mark.parametrize("value", ["", "0", "-1", "many"])
def test_a_limit_that_makes_no_sense_is_refused_by_name(value):
    with pytest.raises(ValueError, match="WIRETRACE_MAX_RECORDS="):
        limits({"WIRETRACE_MAX_RECORDS": value})


def test_a_limit_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match=r"WIRETRACE_MAX_RECORD is no limit; there are .*WIRETRACE_MAX_RECORDS"):
        limits({"WIRETRACE_MAX_RECORD": "1"})


def test_a_file_that_is_too_large_is_not_even_hashed(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"The tide came late.")
    scan = Scan(tmp_path, {}, Limits(file_bytes=10))
    assert list(scan.documents()) == []
    assert [(each.uri, each.rule, each.content_hash) for each in scan.rejected] == [("a.txt", "file too large", None)]
