import pytest

from transforms.silver.credits import (
    byline_agency,
    byline_names,
    credit_agency,
    find_closing_credit,
    find_dateline,
    is_byline,
    site_named,
)


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("OSLO (Reuters) – A ferry", "Oslo", "Reuters"),
        ("PARIS, 3 mai (AFP) - Un bac", "Paris", "AFP"),
        ("Berlin (dpa) - Eine Fähre", "Berlin", "dpa"),
        ("BERLIN (dpa/lby) – Eine Fähre", "Berlin", "dpa"),
        ("PORT ELLEN, Ont.  (AP) - A ferry", "Port Ellen", "AP"),
        ("MADRID — A ferry", "Madrid", None),
        ("МОСКВА, 3 мая. /ТАСС/. Паром", "Москва", "TASS"),
        ("新华社北京5月3日电 渡轮", "北京", "Xinhua"),
        ("【東京共同】フェリー", "東京", "Kyodo"),
        ("May 3 (UPI) -- A ferry", None, "UPI"),
        ("(Reuters) - A ferry", None, "Reuters"),
    ],
)
def test_a_dateline_gives_place_and_agency(text, place, agency):
    found = find_dateline(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)


@pytest.mark.parametrize(
    "text", ["A ferry (Reuters) sank.", "CRICKET - Port win again", "UPDATE - Ferry sinks", "Oslo."]
)
def test_what_is_no_dateline_gives_none(text):
    assert find_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("By ANN LEE, AP Science Writer", "Ann Lee"),
        ("Von Max Muster und Eva Klein, dpa", "Max Muster, Eva Klein"),
        ("Par Anne de la Tour", "Anne de la Tour"),
        ("By Ann Lee | Port Media for port.example", "Ann Lee"),
        ("By Ann LeeStaff Writer", "Ann Lee"),
        ("Автор: Иван Петров, корреспондент", "Иван Петров"),
        ("作者：王小明", "王小明"),
        ("Ann Lee, Reuters", "Ann Lee"),
        ("By the river", None),
        ("By The Associated Press", None),
        ("By Design", None),
        ("By The Numbers", None),
        ("By Our Correspondent", None),
        ("Author: Madonna", "Madonna"),
        ("Von der Küste", None),
    ],
)
def test_a_byline_gives_names_only(text, names):
    assert byline_names(text) == names


def test_a_byline_may_credit_an_agency():
    assert byline_agency("By Ann Lee, Associated Press") == "AP"
    assert byline_agency("By The Associated Press") == "AP"
    assert byline_agency("By Reuters Staff") == "Reuters"
    assert byline_agency("By Ann Lee") is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("By The Associated Press", True),
        ("By Our Correspondent", True),
        ("By Design", False),
        ("By The Numbers", False),
    ],
)
def test_a_byline_may_name_an_agency_or_a_desk_but_not_a_thing(text, is_one):
    assert is_byline(text, len(text.split())) == is_one


def test_a_credit_names_one_agency_or_none():
    assert credit_agency("(Mit Material von dpa)") == "dpa"
    assert credit_agency("(With material from Reuters and AFP)") is None


def test_a_credit_in_parentheses_closes_a_paragraph():
    assert find_closing_credit("It sank. (Reporting by Ann Lee; Editing by Bo Ek)") == len("It sank.")
    assert find_closing_credit("It sank (and rose again).") is None


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("A story.\n© 2031 Port Courier. All rights reserved.", "Port Courier"),
        ("A story.\nMore from Port Courier", "Port Courier"),
        ("A story.\nMehr von Hafenblatt", "Hafenblatt"),
        ("A story.\nMore from World", None),
        ("A story.\n© 2031 Port Courier\n© 2031 Getty", None),
        ("A story.", None),
    ],
)
def test_the_site_is_the_one_that_the_page_names(text, site):
    assert site_named(text) == site
