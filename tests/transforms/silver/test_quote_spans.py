"""Quotes are found in the marks of many languages, and given to whom the text gives them, or to nobody."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quotes import HELD_OUT, cases, read, score
from schemas.private import NameSpan, QuoteSpan
from schemas.silver import Article, Sentence
from transforms.resources import lexicons
from transforms.silver.quote_spans import quote_spans
from transforms.silver.quotes.document import find_quotes
from transforms.silver.quotes.marks import find_marked
from transforms.silver.sentences import sentences

CASES = list(cases(Path(__file__).with_name("quotes.toml")))
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "cs", "tr", "ja", "zh")


def enclosed(text):
    return [text[one.start : one.end] for one in find_marked(text)]


def spans(*texts):
    articles = pl.DataFrame(
        [(f"d{at}", "en", text) for at, text in enumerate(texts)], schema=["doc_id", "language", "text"], orient="row"
    )
    names = [
        (f"d{at}", text.index(name), text.index(name) + len(name), name, "PER", 1.0, name, name, None)
        for at, text in enumerate(texts)
        for name in ("Anna Berg", "Tom Reed")
        if name in text
    ]
    return quote_spans(
        articles.lazy(),
        sentences(articles.lazy()),
        pl.LazyFrame(names, schema=NameSpan.dtypes(), orient="row"),
    ).collect()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.language}: {case.text[:60]}")
def test_a_quote_is_given_to_its_speaker(case):
    assert read(case) == case.expected


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_texts_that_no_rule_was_tuned_on_keep_their_score(language):
    figures = score([case for case in cases(HELD_OUT) if case.language == language])
    assert figures["quotes"]["f1"] >= 0.95
    assert figures["speakers"]["precision"] == 1.0
    assert figures["speakers"]["f1"] >= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_lists_its_verbs_of_speech_in_lower_case(language):
    listed = lexicons()[language]["speech"]
    assert len(listed["verbs"]) >= 10
    words = [word for kind in listed.values() if isinstance(kind, list) for word in kind]
    assert [word for word in words if word != word.lower() or " " in word] == []


@pytest.mark.parametrize(
    "text",
    ["“a b”", "„a b“", "„a b”", "«a b»", "« a b »", "»a b«", "‘a b’", "‚a b‘", '"a b"', "'a b'", "「a b」", "”a b”"],
)
def test_marks_of_many_languages_are_paired(text):
    assert enclosed(text) == ["a b"]


@pytest.mark.parametrize(
    "text",
    ['the 12" pipe and the 40" pipe', "it's Anna's, isn't it", "never “closed", "no opening”", "rock 'n roll", '"', ""],
)
def test_what_only_looks_like_a_pair_of_marks_is_none(text):
    assert enclosed(text) == []


def test_a_mark_that_is_never_closed_does_not_swallow_the_next_quote():
    assert enclosed("He “left. She said “I stay here” and stayed.") == ["I stay here"]


def test_quotes_within_quotes_are_part_of_them():
    assert enclosed("«Он сказал «нет» и ушёл»") == ["Он сказал «нет» и ушёл"]


def test_a_quote_goes_on_where_the_next_paragraph_opens_it_again():
    assert enclosed("“One.\n“Two.”\n“Three.”") == ["One.\n“Two.", "Three."]
    assert enclosed("“One.\nTwo.”") == []


def test_the_same_words_have_the_same_hash_however_they_are_written():
    said = ("“We will not sell the old harbour,” said Anna Berg.", '"We will not sell the OLD harbour", said Tom Reed.')
    first, second = spans(*said)["quote_hash"]
    assert first == second
    assert spans("“We will sell the old harbour,” said Anna Berg.")["quote_hash"].item() != first


def test_a_row_says_where_the_words_and_the_name_stand():
    text = "“We will not sell the old harbour,” said Anna Berg."
    (row,) = spans(text).to_dicts()
    assert text[row["start_char"] : row["end_char"]] == row["text"] == "We will not sell the old harbour,"
    assert text[row["speaker_start"] : row["speaker_end"]] == row["speaker"] == "Anna Berg"
    assert (row["verb"], row["speaker_basis"], row["n_words"]) == ("said", "named", 7)


def test_how_sure_a_speaker_is_depends_on_how_the_text_says_so():
    text = (
        "“We will not sell it,” said Anna Berg. “It is not ours to sell.”\n"
        "“We never thought of selling it,” she said.\nTom Reed dreams of the sale. “I will buy it some day.”"
    )
    found = spans(text)
    basis = ["named", "continued", "pronoun", "preceding sentence"]
    assert found["speaker_basis"].to_list() == basis
    assert found["confidence"].is_sorted(descending=True)


def test_articles_without_marks_and_no_articles_have_no_quotes():
    assert spans("Nobody said a word.", "").is_empty()
    empty = quote_spans(Article.empty().lazy(), Sentence.empty().lazy(), NameSpan.empty().lazy()).collect()
    assert empty.schema == QuoteSpan.dtypes()


@given(
    st.text(alphabet="ab .,:\n“”„«»'\"‘’「」Anna said", max_size=80), st.sampled_from(["en", "fr", "de", "ja", "und"])
)
def test_quotes_of_any_text_lie_inside_it_one_after_another(text, language):
    at = 0
    for one in find_quotes(text, [(0, len(text))], [], language):
        assert at <= one.start < one.end <= len(text)
        at = one.end


def test_a_long_line_of_opening_marks_takes_no_time_to_speak_of():
    assert list(find_marked("“" * 20_000)) == []
    assert list(find_marked("«" * 20_000)) == []
