import pytest

from transforms.silver.labels import label
from transforms.silver.line_shape import read_lines


def said(text):
    found = label(read_lines(text)[0])
    return found and found.kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Share", "navigation"),
        ("© 2031 The Port Courier. All rights reserved.", "navigation"),
        ("https://port.example/ferry", "navigation"),
        ("4 min read", "navigation"),
        ("More from The Port Courier", "promo"),
        ("Mehr zum Thema", "promo"),
        ("Lire aussi", "promo"),
        ("Te puede interesar", "promo"),
        ("Leggi anche", "promo"),
        ("Leia também", "promo"),
        ("Lees ook", "promo"),
        ("Czytaj także", "promo"),
        ("Čtěte také", "promo"),
        ("Читайте также", "promo"),
        ("İlgili haberler", "promo"),
        ("Tin liên quan", "promo"),
        ("相关新闻", "promo"),
        ("関連記事", "promo"),
        ("اقرأ أيضا", "promo"),
        ("Read more: Ferry strike ends", "promo"),
        ("12 Comments", "comment"),
        ("Kommentare (3)", "comment"),
        ("Updated: May 4, 2031, 3:23 PM ET", "date"),
        ("4. Mai 2031, 14:30 Uhr", "date"),
        ("2031年5月4日 14:00", "date"),
        ("Photo: A. Smith / Port Courier", "caption"),
        ("The ferry at its berth (Image: Port Courier)", "caption"),
        ("shutterstock 1234567 scaled 1", "caption"),
        ("ferry-at-night.jpg", "caption"),
        ("(Reporting by Ann Lee; Editing by Bo Ek)", "credit"),
        ("By Ann Lee", "byline"),
        ("Von Max Muster und Eva Klein", "byline"),
        ("Ann Lee, Reuters", "byline"),
    ],
)
def test_a_line_beside_the_story_says_what_it_is(text, kind):
    assert said(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "The ferry left the harbour at noon, the company told Reuters.",
        "By noon the ferry had left the harbour with ten people on board.",
        "A new ferry for the island",
        "The treaty of 4 May 2031 ended a quarrel between two towns over one ferry.",
        "Share prices fell after the ferry company named its new owner on Monday.",
    ],
)
def test_a_line_of_the_story_says_nothing(text):
    assert said(text) is None
