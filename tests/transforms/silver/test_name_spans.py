"""Names are found where they stand, by the document and fixed resources alone."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.private import NameSpan
from schemas.silver import Article, Sentence
from transforms.silver.name_spans import name_spans
from transforms.silver.names.acronyms import acronyms_in, is_acronym
from transforms.silver.names.document import find_spans
from transforms.silver.names.draft import Document
from transforms.silver.names.gazetteer import NOTHING
from transforms.silver.names.keys import form_of, place_key
from transforms.silver.names.sentence import Case, case_of, read_sentence
from transforms.silver.names.words import Shape, shape_of


def spans_of(text, sentences, language):
    return find_spans([Document(text, sentences, language)])[0]


def found(text, language="en"):
    sentences, start = [], 0
    for line in text.split("\n"):
        sentences.append((start, start + len(line)))
        start += len(line) + 1
    return {(text[span.start : span.end], span.type) for span in spans_of(text, sentences, language)}


def keys(text, language="en"):
    return {text[span.start : span.end]: span.key for span in spans_of(text, [(0, len(text))], language)}


def words_of(text):
    return read_sentence(text, 0, len(text), "en").words


def frames(documents):
    articles = pl.DataFrame(documents, schema=["doc_id", "language", "text"], orient="row").lazy()
    rows = [(doc_id, 0, 0, len(text), text) for doc_id, _, text in documents]
    return articles, pl.DataFrame(rows, schema=Sentence.dtypes(), orient="row").lazy()


def test_a_title_is_no_part_of_a_persons_name():
    assert found("On Monday President Maria Keller flew home.") == {("Maria Keller", "PER")}


def test_a_word_that_opens_a_sentence_is_no_name_for_its_capital():
    assert found("Highlighting trade, Canada sent a minister.") == {("Canada", "LOC")}


def test_a_heading_in_title_case_holds_no_names_but_known_ones():
    assert found("Growing Concerns and Strategic Partnerships\nThe talks went on.") == set()


def test_a_head_tells_institutions_from_places():
    names = found("The Harbour Bank of Norway stands near the Silver River in Oslo.")
    assert ("Oslo", "LOC") in names
    assert any(kind == "ORG" for name, kind in names if name.startswith("Harbour Bank"))
    assert ("Silver River", "LOC") in names


def test_german_nouns_are_no_names():
    assert found("Die Vertreter der Wirtschaft trafen den Minister gestern in München.", "de") == {("München", "LOC")}


def test_weekdays_months_and_abbreviations_of_things_are_no_names():
    assert found("They met on Friday in March and watched TV.") == set()


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("他昨天抵达东京参加会议。", "zh", "东京"),
        ("会談はベトナムで行われた。", "ja", "ベトナム"),
        ("وصل الوفد إلى باريس صباح اليوم", "ar", "باريس"),
    ],
)
def test_places_are_found_in_scripts_without_capitals(text, language, name):
    assert (name, "LOC") in found(text, language)


def test_a_sentence_is_words_where_they_stand_and_says_which_open_it():
    text = "Hm. “Oslo: The U.S. left,” he said."
    sentence = read_sentence(text, 4, len(text), "en")
    written = [text[start:end] for start, end in zip(sentence.starts, sentence.ends, strict=True)]
    assert written == [word.surface for word in sentence.words]
    assert written == ["“", "Oslo", ":", "The", "U.S.", "left", ",", "”", "he", "said", "."]
    assert [word for word, opens in zip(written, sentence.opens, strict=True) if opens] == ["“", "Oslo", "The", "he"]


def test_a_sentence_without_words_opens_with_none():
    assert read_sentence("   ", 0, 3, "en") == ([], [], [], [])


def test_what_brackets_hold_after_a_name_is_its_short_form():
    text = "The Lake Ferry Operators Council (LF OC) met. Later LF OC said no."
    assert acronyms_in(words_of(text), [(1, 5)]) == {"lf oc": "lake ferry operators council"}
    assert keys(text)["LF OC"] == "lake ferry operators council"


@pytest.mark.parametrize(("short", "fits"), [("LFOC", True), ("FLOC", False), ("Lake", False), ("L", False)])
def test_an_acronym_is_made_of_beginnings_in_their_order(short, fits):
    assert is_acronym(short, ["Lake", "Ferry", "Operators", "Council"]) is fits


def test_a_family_name_means_the_person_named_in_full():
    assert keys("Peter Hansen came. Later Hansen left again.")["Hansen"] == "peter hansen"


def test_a_place_that_a_full_name_ran_into_is_nobodys_family_name():
    text = "Als Präsident Anna Berg Hanoi besuchte, regnete es. Der Verband in Hanoi schwieg, die Börse in Hanoi auch."
    read = keys(text, "de")
    assert read["Anna Berg Hanoi"] == "anna berg hanoi"
    assert read["Hanoi"] != "anna berg hanoi"


def test_a_country_has_one_key_in_every_language():
    assert keys("He went to Germany again.")["Germany"] == "country:DE"
    assert keys("Er fuhr wieder nach Deutschland.", "de")["Deutschland"] == "country:DE"
    assert keys("Он снова вернулся из Германии.", "ru")["Германии"] == "country:DE"


@pytest.mark.parametrize(
    "words", [("east", "china", "sea"), ("ostchinesischen", "meer"), ("mer", "de", "chine", "orientale")]
)
def test_a_sea_is_known_by_its_parts(words):
    assert place_key(words, NOTHING) == "place:CN+east+sea"


def test_forms_fold_accents_endings_and_scripts():
    assert form_of(("müller",), "de") == "muller"
    assert form_of(("путина",), "ru") == form_of(("путиным",), "ru") == "putin"


@pytest.mark.parametrize(
    ("surface", "shape"),
    [
        ("Boat", Shape.TITLE),
        ("Jean-Paul", Shape.TITLE),
        ("al-Hasan", Shape.TITLE),
        ("Oslo-based", Shape.LOWER),
        ("SkyBoat", Shape.MIXED),
        ("NATO", Shape.CAPS),
        ("J.", Shape.INITIAL),
        ("4th", Shape.OTHER),
    ],
)
def test_shapes(surface, shape):
    assert shape_of(surface) is shape


def test_shouting_is_told_from_running_text():
    assert case_of(words_of("FERRY SINKS OFF COAST")) is Case.SHOUT
    assert case_of(words_of("The ferry sank off the coast.")) is Case.SENTENCE


def test_spans_fit_the_schema_and_their_text():
    text = "Peter Hansen works for Nordic Airlines in Oslo."
    rows = name_spans(*frames([("a", "en", text), ("b", "und", "")])).collect()
    assert rows.schema == NameSpan.dtypes()
    assert NameSpan.validate(rows).height >= 3
    assert all(text[start:end] == surface for _, start, end, surface, *_ in rows.iter_rows())


def test_no_articles_have_no_names():
    empty = name_spans(Article.empty().lazy(), Sentence.empty().lazy()).collect()
    assert empty.schema == NameSpan.dtypes()
    assert empty.is_empty()


@given(st.text(max_size=200), st.sampled_from(["en", "de", "fr", "ru", "ja", "zh", "ar", "ko", "th", "und"]))
def test_any_text_is_read_and_spans_are_whole_and_apart(text, language):
    spans = spans_of(text, [(0, len(text))], language)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
