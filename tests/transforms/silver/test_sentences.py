import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.silver import Article, Sentence
from transforms.silver.sentences import sentences, split_sentences


def split(text, language="en"):
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "It sank. Nobody drowned.", ["It sank.", "Nobody drowned."]),
        ("en", "He saw the plan.Snow fell on it.", ["He saw the plan.", "Snow fell on it."]),
        ("en", "“It sank.” Nobody drowned.", ["“It sank.”", "Nobody drowned."]),
        ("de", "Am 18. Mai sank sie. Niemand ertrank.", ["Am 18. Mai sank sie.", "Niemand ertrank."]),
        ("de", "Sie sank am 3. Tag. Niemand ertrank.", ["Sie sank am 3. Tag.", "Niemand ertrank."]),
        ("cs", "Potopil se 3. října. Nikdo neutonul.", ["Potopil se 3. října.", "Nikdo neutonul."]),
        ("ja", "船が沈んだ。誰も溺れなかった。", ["船が沈んだ。", "誰も溺れなかった。"]),
        ("en", "The U.S.Army came.", ["The U.S.Army came."]),
        ("en", "One line\nAnother line", ["One line", "Another line"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language, text, parts):
    assert split(text, language) == parts


@given(st.text(), st.sampled_from(["en", "de", "ja", "ar", "und"]))
def test_offsets_are_exact_and_nothing_but_spaces_is_lost(text, language):
    found = list(split_sentences(text, language))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())


def test_no_articles_make_no_sentences():
    made = sentences(Article.empty().lazy()).collect()
    assert made.is_empty()
    assert made.schema == Sentence.dtypes()


def test_a_paragraph_without_end_is_cut_where_a_sentence_ends():
    text = "The tide came late. " * 1_000
    assert {text[start:end] for start, end in split_sentences(text.strip(), "en")} == {"The tide came late."}


def test_a_paragraph_of_one_word_without_end_loses_nothing():
    assert "".join("a" * (end - start) for start, end in split_sentences("a" * 25_000, "en")) == "a" * 25_000
