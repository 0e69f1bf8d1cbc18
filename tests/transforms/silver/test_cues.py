import pytest

from transforms.resources import lexicons
from transforms.silver.cues import agency_names, cues, fold_cue, fold_line

LANGUAGES = ["ar", "cs", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "tr", "vi", "zh"]
KINDS = ["share", "navigation", "tail", "comment", "promo", "legal", "caption", "byline", "credit", "stamp"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_cues_of_every_kind(language):
    assert [kind for kind in KINDS if not lexicons()[language].get(kind)] == []


def test_cues_are_written_as_lines_are_folded():
    phrases = [phrase for lexicon in lexicons().values() for kind in KINDS for phrase in lexicon[kind]]
    assert [phrase for phrase in phrases if phrase != phrase.strip()] == []


def test_numbers_case_and_spaces_are_folded():
    assert fold_line("Comments  (12)") == fold_line("comments (3)")
    assert fold_cue("» Comments (12):") == "comments"


def test_the_longest_cue_opens_a_line_at_a_word_s_end():
    assert cues("tail").opening("more from port courier") == "more from"
    assert cues("byline").opening("byway to the port") == ""
    assert cues("tail").opening("相关新闻一览") == "相关新闻"


def test_an_agency_has_one_name_in_all_languages():
    assert agency_names()["رويترز"] == agency_names()["REUTERS"] == "Reuters"
