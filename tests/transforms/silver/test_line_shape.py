import pytest

from transforms.silver.line_shape import count_words, read_lines, split_paragraphs

WRAPPED = """The harbour master said on Tuesday that the old ferry would be taken out of
service before the winter because nobody in the village of Port
Ellen had asked for a repair of its engine in the last
three years. The council agreed, and so did the company that had bought
it from the island.
"""


def test_hard_wrapped_lines_are_one_paragraph():
    assert split_paragraphs(WRAPPED) == [(0, len(WRAPPED) - 1)]


def test_lines_that_end_are_paragraphs_of_their_own():
    text = "The old ferry will be taken out of service.\nthe council agreed to it on Tuesday evening."
    assert len(split_paragraphs(text)) == 2


def test_a_blank_line_parts_paragraphs():
    text = "The old ferry will be taken out of service by\n\nthe council, which agreed to it on Tuesday evening."
    assert len(split_paragraphs(text)) == 2


def test_nothing_is_no_paragraph():
    assert split_paragraphs(" \n\n\t") == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The old ferry will be taken out of service.", True),
        ("来月から古い船は港に戻らないと市長が述べた。", True),
        ("Photo: A. Smith.", False),
        ("Ferry to be taken out of service next month", False),
        ("Old ferries to be scrapped as the harbour prepares for a long winter...", False),
        ("alpha beta gamma delta " * 10, False),
    ],
)
def test_running_text_is_told_from_labels_teasers_and_tags(text, sentence):
    assert read_lines(text)[0].sentence is sentence


def test_words_are_counted_in_scripts_without_spaces():
    assert count_words("古い船は港に戻らない", chars_per_word=1) == 10
    assert count_words("The old ferry") == 3
