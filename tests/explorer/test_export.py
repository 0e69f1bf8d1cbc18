"""Export: a folder of pages that needs no server."""

import re

import pytest

from explorer.export import export, place_of
from flows import cli
from tests.explorer.pages_seen import Page


@pytest.fixture(scope="module")
def folder(hostile, tmp_path_factory):
    target = tmp_path_factory.mktemp("report") / "site"
    assert export(hostile, target) == sum(1 for file in target.rglob("*") if file.is_file())
    return target


def test_every_link_of_a_report_leads_to_a_file_of_it(folder):
    files = {file.resolve() for file in folder.rglob("*") if file.is_file()}
    pages = [file for file in files if file.suffix == ".html"]
    assert len(pages) > 20
    for page in pages:
        for link in Page(page.read_text()).links:
            assert not link.startswith("/"), link
            assert not re.match(r"[a-z]+:", link), link
            target = link.split("#")[0]
            assert not target or (page.parent / target).resolve() in files, (page, link)


def test_a_report_holds_no_form_and_nothing_that_only_a_server_can_do(folder):
    for page in folder.rglob("*.html"):
        assert not {"form", "textarea"} & set(Page(page.read_text()).tags), page


def test_every_address_has_a_place_of_its_own():
    addresses = [
        *("/", "/pairs", "/pairs?page=2", "/pairs?page=3", "/outlet?name=..", "/outlet?name=../x", "/topics/a:b"),
        *("/topics/a-b", "/articles.csv", "/static/style.css", "/outlet?name=%C3%A9", "/outlet?name=%C3%A8"),
    ]
    places = [str(place_of(address)) for address in addresses]
    assert len(set(places)) == len(addresses)
    assert places[0] == "index.html"
    assert not [place for place in places if ".." in place or place.startswith("/")]


def test_a_folder_that_holds_something_is_left_alone(hostile, tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert cli.main(["report", str(tmp_path), "--warehouse", str(hostile)]) == 1
    assert "is not empty" in capsys.readouterr().err


def test_explore_says_what_is_missing_instead_of_serving_nothing(tmp_path, capsys):
    assert cli.main(["explore", "--warehouse", str(tmp_path / "none.duckdb")]) == 1
    assert "none.duckdb does not exist; wiretrace run makes it" in capsys.readouterr().err
