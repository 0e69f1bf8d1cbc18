from datetime import datetime

from silver_frames import article_rows

from schemas.bronze import RawDocument
from schemas.silver import Article, Block
from transforms.silver.articles import articles

LEAD = "The old ferry will not return to the harbour before the winter, the mayor said on Tuesday."
MORE = "The company that owns it has asked for money three times since spring, and got none of it."
WIRE = f"""Old ferry will not return
By Ann Lee
May 4, 2031
OSLO (Reuters) – {LEAD}
{MORE}
(Reporting by Ann Lee; Editing by Bo Ek)
Comments
"""


def test_a_wire_story_gives_its_metadata():
    (article,) = article_rows(WIRE)
    assert article["text"] == f"{LEAD}\n{MORE}"
    wanted = {
        "title": "Old ferry will not return",
        "byline": "Ann Lee",
        "dateline": "Oslo",
        "agency": "Reuters",
        "published_at": datetime(2031, 5, 4),  # noqa: DTZ001
        "published_precision": "day",
        "published_basis": "text",
        "language": "en",
        "script": "Latn",
        "source": None,
        "n_sentences": 2,
    }
    assert {name: article[name] for name in wanted} == wanted


def test_what_the_metadata_say_comes_first():
    (article,) = article_rows(
        WIRE, author="B. Ek", title="Ferry gone", published_at="2031-05-03T08:00:00Z", source="port"
    )
    assert (article["byline"], article["title"], article["source"]) == ("B. Ek", "Ferry gone", "port")
    assert article["published_at"] == datetime(2031, 5, 3, 8)  # noqa: DTZ001
    assert (article["published_precision"], article["published_basis"]) == ("second", "metadata")


def test_where_nothing_is_said_nothing_is_known():
    (article,) = article_rows(f"{LEAD}\n{MORE} The owner told Reuters so in May 2031.")
    assert {article[name] for name in ("agency", "byline", "dateline", "title", "published_at", "source")} == {None}


def test_the_file_s_name_is_the_last_to_be_asked_for_a_date():
    (article,) = article_rows(LEAD, uri="2031/05/02/ferry.txt")
    assert article["published_basis"] == "file name"
    assert article["published_at"] == datetime(2031, 5, 2)  # noqa: DTZ001


def test_of_two_stamps_the_earlier_counts():
    (article,) = article_rows(f"Old ferry will not return\nMay 4, 2031\nUpdated: May 6, 2031\n{LEAD}\n{MORE}")
    assert article["published_at"] == datetime(2031, 5, 4)  # noqa: DTZ001


def test_a_text_without_words_is_an_article_of_no_language():
    (article,) = article_rows("")
    assert (article["text"], article["language"], article["language_confidence"]) == ("", "und", 0)
    assert (article["n_words"], article["n_sentences"], article["n_removed_chars"]) == (0, 0, 0)


def test_empty_tables_make_an_empty_table():
    made = articles(RawDocument.empty().lazy(), Block.empty().lazy()).collect()
    assert made.schema == Article.dtypes()


def test_a_page_that_is_nearly_all_debris_is_flagged():
    furniture = ["Read more: Ferry strike ends", "Share", "All rights reserved", "Log in"] * 30
    flagged, clean = article_rows("\n".join([*furniture, LEAD]), WIRE)
    assert (flagged["mostly_debris"], clean["mostly_debris"]) == (True, False)


def test_an_article_says_who_decided_on_its_language():
    icelandic = "Bæjarstjórnin ákvað seint á fimmtudagskvöld að loka gömlu sundlauginni og þar með lauk langri deilu."
    assert [row["language_basis"] for row in article_rows(LEAD, icelandic, "")] == ["langdetect", "second voter", None]
    assert article_rows(icelandic)[0]["language"] == "is"
