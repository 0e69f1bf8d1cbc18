from hypothesis import given
from hypothesis import strategies as st
from silver_frames import article_rows, block_rows

from schemas.bronze import RawDocument
from schemas.private import Repeat
from schemas.silver import Block
from transforms.silver.blocks import blocks
from transforms.silver.tidy import tidy

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


def test_a_quotation_has_its_own_language():
    assert block_rows(f"{LEAD} {LEAD}\n{QUOTE}\nShort.")["language"].to_list() == ["en", "fr", None]


def test_a_line_repeated_across_one_outlet_is_stripped():
    stories = [f"{LEAD} It is boat number {'i' * n}.\nThe Courier writes for the coast" for n in range(1, 4)]
    assert set(block_rows(*stories, source="port").filter("kept")["text"].str.contains("Courier")) == {False}


def test_empty_tables_make_an_empty_table():
    assert blocks(RawDocument.empty().lazy(), Repeat.empty().lazy()).collect().schema == Block.dtypes()
