from hypothesis import given
from hypothesis import strategies as st
from silver_frames import article_rows, block_rows

from schemas.bronze import RawDocument
from schemas.private import Repeat
from schemas.silver import Block
from transforms.silver.blocks import blocks
from transforms.silver.tidy import tidy
from transforms.silver.visible import visible_text

LEAD = "The old ferry will not return to the harbour before the winter, the mayor said on Tuesday."
QUOTE = "« Le vieux bac ne reviendra pas au port avant l'hiver, a déclaré le maire mardi soir aux habitants. »"


@given(
    st.lists(st.sampled_from([LEAD, "Share", "", " ", "\u200b", "By Ann Lee", "caf\u00c3\u00a9 &amp; bar"]), max_size=6)
)
def test_text_start_leads_every_kept_block_into_the_article(pieces):
    raw = "\n".join(pieces)
    made = block_rows(raw)
    (article,) = article_rows(raw)
    assert "".join(made["text"]) == raw
    for block in made.filter("kept").iter_rows(named=True):
        start = block["text_start"]
        assert article["text"][start : start + len(tidy(block["text"]))] == tidy(block["text"])
    assert article["text"] == "\n".join(tidy(text) for text in made.filter("kept")["text"])


def test_a_quotation_has_its_own_language_and_a_short_block_the_document_s():
    made = block_rows(f"{LEAD} {LEAD}\n{QUOTE}\nShort.").filter("kept")
    assert made["language"].to_list() == ["en", "fr", "en"]


def test_what_lies_between_blocks_is_a_block_of_its_own():
    made = block_rows(f"\n{LEAD}\n\n{QUOTE} ")
    assert made["kind"].to_list() == ["space", "body", "space", "body", "space"]
    assert made["text"].to_list() == ["\n", LEAD, "\n\n", QUOTE, " "]


PAGE = f"""<html><head><title>Ferry stays away</title></head><body><nav><ul><li><a href="/">Home</a></li><li><a
href="/sport">Sport</a></li></ul></nav><article><h1>Ferry stays away</h1><p>{LEAD}</p><p>The company that owns it has
asked for money three times since spring, and got none of it.</p></article><footer><p>All rights reserved, The Port
Courier, which has printed the tides of this coast since the year 1904.</p></footer></body></html>"""


def test_of_a_page_its_visible_text_is_tiled_and_its_story_kept():
    made = block_rows(PAGE, media_type="text/html", title="Ferry stays away")
    assert "".join(made["text"]) == visible_text(PAGE)
    assert made.filter("kept")["text"].to_list()[0] == LEAD
    assert made.filter(kind="title")["text"].to_list() == ["Ferry stays away"]
    assert not made.filter("kept")["text"].str.contains("Courier|Home").any()


def test_the_words_of_a_page_are_found_in_the_article():
    (article,) = article_rows(PAGE, media_type="text/html", title="Ferry stays away")
    assert article["text"].startswith(LEAD)
    assert "<p>" not in article["text"]


def test_a_line_repeated_across_one_outlet_is_stripped():
    stories = [f"{LEAD} It is boat number {'i' * n}.\nThe Courier writes for the coast" for n in range(1, 4)]
    assert set(block_rows(*stories, source="port").filter("kept")["text"].str.contains("Courier")) == {False}


def test_empty_tables_make_an_empty_table():
    assert blocks(RawDocument.empty().lazy(), Repeat.empty().lazy()).collect().schema == Block.dtypes()
