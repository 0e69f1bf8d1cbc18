import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.silver.lines import hash_line
from transforms.silver.segment import BEST_OF_DEBRIS, segment

LEAD = "The old ferry will not return to the harbour before the winter, the mayor said on Tuesday."
MORE = "The company that owns it has asked for money three times since spring, and got none of it."
LAST = "A smaller boat will carry the mail, he said, and people will have to take the bridge instead."


def spans(*lines, title=None, repeated=frozenset()):
    text = "\n".join(lines)
    hashes = frozenset(map(hash_line, repeated))
    return {text[span.start : span.end].strip(): span for span in segment(text, title, hashes)}


def kept(*lines, **hints):
    return [text for text, span in spans(*lines, **hints).items() if span.kept]


def test_a_bare_article_loses_nothing():
    assert kept(LEAD, MORE, LAST) == [LEAD, MORE, LAST]


def test_headings_lists_and_tables_inside_a_bare_article_stay():
    lines = [LEAD, "What comes next", MORE, "Monday 3 boats", "Tuesday 4 boats", LAST, "Port 3 1 Bay 2 2"]
    assert kept(*lines) == lines
    assert spans(*lines)["What comes next"].kind == "heading"


def test_a_first_line_of_headline_shape_is_the_title():
    assert spans("Old ferry will not return", LEAD)["Old ferry will not return"].kind == "title"


@pytest.mark.parametrize("first", [LEAD, "It will not return.", "the mayor of Port Ellen said so on"])
def test_a_lead_is_no_title(first):
    assert spans(first, MORE)[first].kept


def test_the_title_that_the_metadata_give_is_found_in_the_text():
    found = spans("The ferry goes.", LEAD, title="The ferry  goes.")
    assert found["The ferry goes."].rule == "title in the metadata"


def test_an_anchor_opens_a_tail():
    found = spans(LEAD, MORE, LAST, "More from Port Courier", "Ten bridges you must see", "Why boats are slow")
    assert found["More from Port Courier"].rule == "tail anchor"
    assert [text for text, span in found.items() if span.kept] == [LEAD, MORE, LAST]


def test_a_promo_inside_the_story_goes_alone():
    assert kept(LEAD, "Read more: Ferry strike ends", MORE, LAST) == [LEAD, MORE, LAST]


def test_paragraphs_after_an_anchor_inside_the_story_stay():
    lines = [
        LEAD,
        MORE,
        "Related articles",
        "Ten bridges to see",
        LAST,
        LEAD.replace("ferry", "boat"),
        MORE + " Still.",
    ]
    assert kept(*lines) == [LEAD, MORE, *lines[4:]]


def test_no_sentence_of_a_bare_article_is_stripped_for_one_anchor():
    assert kept(LEAD, "Related articles", MORE, LAST, MORE + " Still.") == [LEAD, MORE, LAST, MORE + " Still."]


def test_a_page_s_menu_and_footer_go():
    menu = ["Home", "News", "Sport", "Log in", "Weather at sea", "Search"]
    footer = ["Share", "Facebook", "Contact us", "© 2031 Port Courier. All rights reserved."]
    assert kept(*menu, "Old ferry will not return", LEAD, MORE, LAST, *footer) == [LEAD, MORE, LAST]


def test_a_comment_section_goes_with_what_readers_wrote():
    readers = ["Ann", "I took that ferry once and it was late, as everything is here.", "Bo", "So sad!", "Reply"]
    assert kept(LEAD, MORE, LAST, "2 Comments", *readers, "Share", "Log in") == [LEAD, MORE, LAST]


def test_stamp_byline_dateline_and_credit_are_parted_from_the_lead():
    text = f"date 2031-05-04 OSLO (Reuters) – {LEAD} (Reporting by Ann Lee; Editing by Bo Ek)"
    kinds = [span.kind for span in segment(text, None) if span.kind != "space"]
    assert kinds == ["date", "dateline", "body", "credit"]


def test_a_line_repeated_across_the_outlet_is_stripped_and_says_so():
    found = spans(
        LEAD, MORE, "The Courier writes for the coast", repeated=frozenset({"the courier writes for the coast"})
    )
    assert found["The Courier writes for the coast"].rule == "repeated across the outlet"


def test_a_background_paragraph_that_an_outlet_repeats_stays_inside_and_goes_at_the_edge():
    repeated = frozenset({MORE.lower()})
    assert kept(LEAD, MORE, LAST, repeated=repeated) == [LEAD, MORE, LAST]
    assert kept(LEAD, LAST, MORE, repeated=repeated) == [LEAD, LAST]


def test_a_page_of_nothing_but_debris_keeps_its_best_line():
    assert kept("Share", "Read more: Ferry strike ends today", "Log in") == ["Read more: Ferry strike ends today"]


def test_an_empty_text_has_no_spans_and_a_blank_one_is_space():
    assert segment("", None) == []
    assert [span.kind for span in segment(" \n", None)] == ["space"]


@given(st.text() | st.lists(st.sampled_from([LEAD, "Share", "", "By Ann Lee", "OSLO (AP) -", "x" * 50])).map("\n".join))
def test_spans_tile_any_text(text):
    found = segment(text, None)
    assert "".join(text[span.start : span.end] for span in found) == text
    assert all(span.start < span.end for span in found)


def test_hard_wrapped_lines_are_one_block():
    wrapped = """The old ferry will not return to the harbour before the win-
ter, the mayor said on Tuesday, and the people of the islands
will have to take the bridge that was built for trains, which
nobody likes.

The company that owns it has asked for money three times since
spring, and got none of it from the mayor or anyone else in
the town."""
    pieces = [wrapped[span.start : span.end] for span in segment(wrapped, None) if span.kept]
    assert pieces == wrapped.split("\n\n")


def test_what_is_kept_of_nothing_but_debris_says_so():
    found = spans("Share", "Read more: Ferry strike ends today", "Log in")
    assert found["Read more: Ferry strike ends today"].rule == BEST_OF_DEBRIS
