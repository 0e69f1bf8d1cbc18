from silver_frames import raw

from schemas.bronze import RawDocument
from schemas.private import Line, Repeat
from transforms.silver.lines import hash_line, lines, repeats

FOOTER = "The Courier writes for the coast"


def found(*texts, source="port"):
    return repeats(lines(raw(*texts, source=source))).collect()["line_hash"].to_list()


def test_a_line_in_three_different_articles_is_a_repeat():
    assert found(*(f"Story {'x' * n} about one more boat in the harbour\n{FOOTER}" for n in range(3))) == [
        hash_line(FOOTER.lower())
    ]


def test_copies_of_one_article_count_once():
    assert found(*(["One story about one more boat in the old harbour\n" + FOOTER] * 5)) == []


def test_numbers_do_not_make_lines_differ():
    stories = [f"Story {'x' * n} about one more boat in the harbour\nComments ({n})" for n in range(9, 12)]
    assert len(found(*stories)) == 1


def test_documents_without_an_outlet_have_no_lines():
    assert lines(raw("A story", source=None)).collect().is_empty()


def test_the_site_that_a_text_names_is_its_outlet():
    made = lines(raw("A story\n© 2031 Port Courier. All rights reserved.", source=None)).collect()
    assert made["source"].unique().to_list() == ["Port Courier"]


def test_the_hash_is_the_same_on_every_machine():
    assert hash_line("comments") == 3493953721635643620


def test_empty_tables_make_empty_tables():
    assert lines(RawDocument.empty().lazy()).collect().schema == Line.dtypes()
    assert repeats(Line.empty().lazy()).collect().schema == Repeat.dtypes()
