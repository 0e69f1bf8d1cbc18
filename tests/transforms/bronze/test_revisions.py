"""What changed between two versions of a document."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.bronze.revisions import METADATA, edits, revision

OLD = "The tide came late on Monday.\nNobody was hurt.\nBoats leave at noon."


def version(text, media_type="text/plain", **metadata):
    return dict.fromkeys(METADATA) | {"text": text, "media_type": media_type} | metadata


def test_a_word_that_was_replaced_is_shown_with_its_place():
    told = revision(version(OLD), version(OLD.replace("Nobody", "A sailor")))
    assert told["edits"] == [{"start_old": 30, "start_new": 30, "removed": "Nobody ", "added": "A sailor "}]
    assert (told["n_words_removed"], told["n_words_added"]) == (1, 2)
    assert (told["first_char"], told["end_char"]) == (30, 39)
    assert told["share_changed"] == 3 / 33  # words and punctuation marks of both


def test_a_line_that_vanished_leaves_a_place_where_it_stood():
    told = revision(version(OLD), version(OLD.replace("Nobody was hurt.\n", "")))
    assert told["edits"] == [{"start_old": 30, "start_new": 30, "removed": "Nobody was hurt.\n", "added": ""}]


def test_a_new_title_is_a_change_of_metadata_alone():
    told = revision(version(OLD, title="Late"), version(OLD, title="Late tide", source="coast"))
    assert told["changed_metadata"] == ["source", "title"]
    assert (told["edits"], told["share_changed"], told["first_char"]) == ([], 0.0, None)


def test_markup_that_shows_nothing_else_is_no_edit():
    old, new = (version(f"<p class={name}>{OLD}</p>", "text/html") for name in ("a", "b"))
    assert revision(old, new)["edits"] == []


def test_a_text_written_anew_is_replaced_whole():
    old, new = (" ".join(f"{letter}{n}" for n in range(2_000)) for letter in "ab")
    assert list(edits(f"Same.\n{old}\nSame.", f"Same.\n{new}\nSame.")) == [(6, 7 + len(old), 6, 7 + len(new))]


def test_an_empty_text_is_no_trouble():
    assert revision(version(""), version(""))["share_changed"] == 0.0
    assert revision(version(""), version("Tide"))["share_changed"] == 1.0


@given(old=st.text("ab \n", max_size=40), new=st.text("ab \n", max_size=40))
def test_edits_turn_the_old_text_into_the_new(old, new):
    made, at = "", 0
    for start, end, start_new, end_new in edits(old, new):
        made += old[at:start] + new[start_new:end_new]
        at = end
        assert old[start:end] != new[start_new:end_new]
        assert len(made) == end_new
    assert made + old[at:] == new
