import pytest

from transforms.bronze.document import Entry
from transforms.bronze.sources import read_sources, with_outlet

LIST = b"alias,source\ncoast.example,The Coast\nthe-coast,The Coast\nCoast  Daily,The Coast\n"


@pytest.mark.parametrize(
    ("entry", "folder"),
    [
        (Entry(source="www.Coast.example"), None),
        (Entry(source="COAST DAILY"), "other"),
        (Entry(), "the-coast"),
        (Entry(url="https://www.coast.example/a"), None),
        (Entry(source="The Coast"), None),
    ],
)
def test_domain_folder_and_name_are_one_outlet(entry, folder):
    outlets, rejected = read_sources("sources.csv", LIST)
    assert not rejected
    assert with_outlet(entry, folder, outlets).source == "The Coast"


def test_an_outlet_without_an_alias_keeps_its_name():
    assert with_outlet(Entry(source="The Bay"), "the-coast", {}).source == "The Bay"
    assert with_outlet(Entry(), "the-coast", {}).source == "the-coast"
    assert with_outlet(Entry(), None, {}).source is None


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"alias,source\n,The Coast\n", "no alias"),
        (b"alias,source\na,\n", "no source"),
        (b"name\na\n", "no alias"),
        (b"", "empty"),
        (b"\0\1\2" * 30, "binary"),
    ],
)
def test_a_line_that_names_nothing_is_rejected(data, rule):
    outlets, rejected = read_sources("sources.csv", data)
    assert (outlets, [each.rule for each in rejected]) == ({}, [rule])
