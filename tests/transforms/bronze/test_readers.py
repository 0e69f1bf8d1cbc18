import io
import json

import polars as pl
import pytest
from files_of_every_format import FILE_HASH, compress, documents, read_bytes, rules, warc
from hypothesis import given
from hypothesis import strategies as st

from transforms.bronze import json_lists, readers
from transforms.bronze.document import Document, Entry, Rejection
from transforms.bronze.limits import Limits
from transforms.bronze.readers import READERS

PAGE = b'<html lang="en"><head><title>Tide</title></head><body><p>The tide came late.</p></body></html>'
RECORDS = [{"id": 1, "text": "The tide came late.", "title": "Tide"}, {"id": 2, "text": "It rained.", "title": "Rain"}]


def parquet(rows):
    sink = io.BytesIO()
    pl.DataFrame(rows).write_parquet(sink)
    return sink.getvalue()


MANY = {
    "a.json": json.dumps(RECORDS).encode(),
    "a.jsonl": "\n\n".join(map(json.dumps, RECORDS)).encode(),
    "a.ndjson": "\r\n".join(map(json.dumps, RECORDS)).encode(),
    "a.csv": b'id,text,title\n1,The tide came late.,Tide\n2,"It rained.",Rain\n',
    "a.tsv": b"id\ttext\ttitle\n1\tThe tide came late.\tTide\n2\tIt rained.\tRain\n",
    "a.parquet": parquet(RECORDS),
}
ONE = {
    "a.txt": b"The tide came late.",
    "a.md": b"# Tide\n\nThe tide came late.",
    "a.html": PAGE,
    "a.htm": PAGE,
    "a.json": b'{"text": "The tide came late.", "title": "Tide"}',
}


@pytest.mark.parametrize("end", ["", ".gz", ".zst", ".bz2"])
@pytest.mark.parametrize("path", MANY)
def test_a_record_of_a_file_of_many_is_a_document_under_its_id(path, end):
    found = documents(path + end, compress(MANY[path], end) if end else MANY[path])
    assert [each.uri for each in found] == [f"{path}{end}#1", f"{path}{end}#2"]
    assert [each.text for each in found] == ["The tide came late.", "It rained."]
    assert [each.entry.title for each in found] == ["Tide", "Rain"]


@pytest.mark.parametrize("end", ["", ".gz", ".zst", ".bz2"])
@pytest.mark.parametrize("path", ONE)
def test_a_file_of_one_document_is_known_by_its_path(path, end):
    (found,) = documents(path + end, compress(ONE[path], end) if end else ONE[path])
    assert (found.uri, found.n_bytes) == (path + end, len(ONE[path]))
    assert "The tide came late." in found.text


@pytest.mark.parametrize("end", ["", ".gz", ".zst", ".bz2"])
def test_pages_of_a_crawl_are_known_by_their_canonical_address(end):
    archive = warc({"https://Coast.example/tide?utm_source=x": PAGE, "https://coast.example/two": PAGE})
    found = documents("a.warc" + end, compress(archive, end) if end else archive)
    assert [each.uri.partition("#")[2] for each in found] == ["https://coast.example/tide", "https://coast.example/two"]
    assert [(each.text, each.media_type) for each in found] == [(PAGE.decode(), "text/html")] * 2
    assert found[0].entry == Entry(
        source="coast.example",
        title="Tide",
        url="https://Coast.example/tide?utm_source=x",
        language_hint="en",
    )


def test_an_archive_of_several_members_is_read_to_its_end():
    members = [warc({f"https://coast.example/{name}": PAGE}) for name in "abc"]
    assert len(documents("a.warc.gz", b"".join(compress(member, ".gz") for member in members))) == 3


def test_a_page_in_another_encoding_is_read_as_its_server_says():
    page = "<p>Vlaky, které nepřijely".encode("iso-8859-2")
    (found,) = documents("a.warc", warc({"https://coast.example/": page}, "text/html; charset=iso-8859-2"))
    assert (found.text, found.encoding) == ("<p>Vlaky, které nepřijely", "iso8859-2")


def test_pictures_in_a_crawl_are_no_documents():
    assert rules("a.warc", warc({"https://coast.example/": b"GIF89a"}, "image/gif")) == [("a.warc", "empty")]


def test_an_error_page_is_no_document():
    archive = warc({"https://coast.example/gone": PAGE}, status="404 Not Found")
    assert rules("a.warc", archive) == [("a.warc#https://coast.example/gone", "no success")]


def test_a_list_may_stand_under_a_usual_key():
    wrapped = {"status": "ok", "query": {"articles": [7]}, "articles": RECORDS}
    assert [each.entry.title for each in documents("a.json", json.dumps(wrapped).encode())] == ["Tide", "Rain"]


def test_json_lines_in_a_json_file_are_records():
    assert len(documents("a.json", MANY["a.jsonl"])) == 2


def test_a_list_longer_than_a_document_is_read_object_by_object(monkeypatch):
    limits = Limits(record_bytes=200)
    monkeypatch.setattr(json_lists, "CHUNK_BYTES", 7)
    monkeypatch.setattr(readers, "CHUNK_BYTES", 100)
    records = [{"text": f'{number} "quoted" \\ [brackets}}'} for number in range(50)]
    records[20] = {"text": "x" * 300}
    found = read_bytes("a.json", json.dumps(records).encode(), limits=limits)
    assert [each.text for each in found if isinstance(each, Document)] == [
        record["text"] for number, record in enumerate(records) if number != 20
    ]
    assert rules("a.json", json.dumps(records).encode(), limits) == [("a.json#object-21", "record too large")]


def test_records_without_an_id_are_known_by_their_address_or_their_bytes():
    lines = b'{"text": "a", "url": "https://Coast.example/a?fbclid=9#top"}\n{"text": "b"}'
    address, bare = documents("a.jsonl", lines)
    assert address.uri == "a.jsonl#https://coast.example/a"
    assert bare.uri == f"a.jsonl#{bare.content_hash}"


def test_front_matter_is_metadata_and_so_is_the_first_heading():
    data = b'---\ntitle: "Tide: late"\ndate: 2024-03-05\nauthor: Ann Lee\n---\n\n# Late tide\n\nThe tide came late.\n'
    (found,) = documents("a.md", data)
    assert found.entry == Entry(title="Tide: late", author="Ann Lee", published_at="2024-03-05")
    assert found.text == "\n# Late tide\n\nThe tide came late.\n"


def test_a_semicolon_may_part_the_fields_of_a_csv_file():
    (found,) = documents("a.csv", 'title;text\nTide;"late; very late"\n'.encode("utf-8-sig"))
    assert (found.text, found.entry.title) == ("late; very late", "Tide")


def test_a_field_may_be_longer_than_the_csv_module_likes():
    (found,) = documents("a.csv", b'text\n"' + b"tide\n" * 40_000 + b'"\n')
    assert len(found.text) == 200_000


def test_text_with_markup_is_read_as_html():
    (found,) = documents("a.jsonl", b'{"text": "<p>The tide came late.</p>"}')
    assert found.media_type == "text/html"


@pytest.mark.parametrize(
    ("path", "data", "uri", "rule"),
    [
        ("a.pdf", b"%PDF", "a.pdf", "unknown format"),
        ("a.txt", b" \n", "a.txt", "empty"),
        ("a.txt", b"\0\1\2" * 30, "a.txt", "binary"),
        ("a.md", b"---\ntitle: Tide\n---\n", "a.md", "no text"),
        ("a.html", b"<script>let tide</script>", "a.html", "no text"),
        ("a.json", b'{"comment": "x", "articles": {"a.txt": {"title": null}}}', "a.json", "no text"),
        ("a.json", b'{"comment": "x", "stories": [["a.txt", "b.txt"]]}', "a.json", "no text"),
        ("a.json", b'{"text": "The ti', "a.json", "broken json"),
        ("a.json", b"[]", "a.json", "empty"),
        ("a.json", b"[" * 100_000, "a.json", "broken json"),
        ("a.jsonl", b'{"text": "a"}\n{"text": a}', "a.jsonl#line-2", "broken json"),
        ("a.jsonl", b'{"text": "a"}\n[1]', "a.jsonl#line-2", "broken json"),
        ("a.jsonl", b'{"text": "a"}\n{"text": "\0"}', "a.jsonl#line-2", "broken json"),
        ("a.jsonl", b'{"text": "a", "id": 1}\n{"text": "b", "id": 1}', "a.jsonl#1", "duplicate id"),
        ("a.csv", b"text,title\na,b\na,b,c\n", "a.csv#line-3", "broken csv"),
        ("a.csv", b"text,title\na,b\n,b\n", "a.csv#line-3", "no text"),
        ("a.csv", b"name,title\na,b\n", "a.csv", "no text"),
        ("a.csv", b"text\n", "a.csv", "empty"),
        ("a.parquet", b"PAR1 and no more", "a.parquet", "broken parquet"),
        ("a.parquet", parquet([{"name": "a"}]), "a.parquet", "no text"),
        ("a.parquet", parquet([{"text": "a"}, {"text": None}]), "a.parquet#line-2", "no text"),
        ("a.warc", b"no archive\n" * 9, "a.warc", "broken archive"),
        ("a.warc", warc({"https://coast.example/": PAGE})[:-30], "a.warc", "broken archive"),
        ("a.warc", warc({"https://coast.example/": b"<i></i>"}), "a.warc#https://coast.example/", "no text"),
        ("a.txt.gz", b"no archive", "a.txt.gz", "broken archive"),
        ("a.jsonl.gz", compress(MANY["a.jsonl"], ".gz")[:-12], "a.jsonl.gz", "broken archive"),
        ("a.csv.zst", compress(MANY["a.csv"], ".zst")[:-4], "a.csv.zst", "broken archive"),
        ("a.warc.bz2", compress(warc({"https://coast.example/": PAGE}), ".bz2")[:-9], "a.warc.bz2", "broken archive"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_a_rule(path, data, uri, rule):
    assert rules(path, data) == [(uri, rule)]


def test_a_rejection_says_which_fields_were_there():
    (found,) = read_bytes("a.csv", b"headline,summary\na,b\n")
    assert found.detail.endswith("among the fields headline, summary")
    assert found.content_hash == FILE_HASH


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv"])
def test_what_is_too_long_for_a_document_is_rejected_and_the_rest_is_read(path):
    long = {"a.jsonl": b'{"text": "' + b"x" * 900 + b'"}\n{"text": "a"}', "a.csv": b"text\n" + b"x" * 900 + b"\na\n"}
    found = read_bytes(path, long.get(path, b"x" * 900), limits=Limits(record_bytes=100))
    assert found[0].rule == "record too large"
    assert [each.text for each in found[1:]] == (["a"] if path in long else [])


@pytest.mark.parametrize("path", ["a.txt", "a.html", "a.json", "a.jsonl", "a.parquet"])
@pytest.mark.parametrize("end", [".gz", ".zst", ".bz2"])
def test_an_archive_that_unpacks_without_end_is_rejected(path, end):
    bomb = compress((b" " * 999 + b"\n") * 2_000, end)
    assert rules(path + end, bomb, Limits(stream_bytes=100_000))[-1] == (path + end, "stream too large")


def test_a_row_of_a_parquet_file_is_as_long_as_its_texts_though_they_are_written_once():
    data = parquet([{"text": "x" * 900, "title": str(number)} for number in range(3)] + [{"text": "a", "title": "b"}])
    found = read_bytes("a.parquet", data, limits=Limits(record_bytes=100))
    assert [each.rule for each in found if isinstance(each, Rejection)] == ["record too large"] * 3
    assert [each.text for each in found if isinstance(each, Document)] == ["a"]


def test_a_text_of_too_many_characters_is_rejected():
    assert rules("a.txt", "\N{EURO SIGN}".encode() * 9, Limits(characters=8)) == [("a.txt", "text too long")]


def test_a_file_of_too_many_records_is_read_up_to_the_limit():
    lines = b"".join(b'{"text": "a", "id": %d}\n' % number for number in range(9))
    found = read_bytes("a.jsonl", lines, limits=Limits(records=4))
    assert [getattr(each, "rule", "read") for each in found] == ["read"] * 4 + ["too many records"]


def test_of_many_rejections_some_are_listed_and_the_others_counted():
    found = read_bytes("a.jsonl", b"broken\n" * 9 + b'{"text": "a"}', limits=Limits(rejections=4))
    assert [getattr(each, "rule", "read") for each in found] == ["broken json"] * 4 + ["read", "more rejections"]
    assert found[-1].detail == "5 more records were rejected"


def test_half_a_surrogate_pair_does_not_reach_the_tables():
    (found,) = documents("a.jsonl", rb'{"text": "tide \ud83c", "title": "\udf0a"}')
    assert (found.text, found.entry.title) == ("tide ?", "?")


@given(path=st.sampled_from(sorted(READERS)), data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_make_a_reader_raise(path, data):
    assert read_bytes("a" + path, data)
    assert read_bytes("a" + path + ".gz", data)
