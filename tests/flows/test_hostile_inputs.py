"""Inputs that are broken, absurd or meant to harm: each is handled by rule, none stops the run or takes the memory.

All lie in one folder and are read in one run, under small limits; ``make test-hard`` reads them at full size.
"""

import bz2
import contextlib
import gzip
import io
import json
import os
import random
import resource
import socket
from collections import defaultdict

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import without_prefect
from fastwarc.warc import WarcRecord, WarcRecordType

from flows.limits import PREFIX

HARD = "WIRETRACE_HARD" in os.environ
SIZE = 2_000_000 if HARD else 8_000
"""Characters of a text that is long but allowed."""

LIMITS = {
    "RECORD_BYTES": 16 * 2**20 if HARD else 400_000,
    "STREAM_BYTES": 512 * 2**20 if HARD else 2_000_000,
    "CHARACTERS": SIZE + 100,
    "RECORDS": 20_000 if HARD else 50,
    "REJECTIONS": 100 if HARD else 5,
}
RECORD, STREAM, RECORDS, REJECTIONS = (
    LIMITS[name] for name in ("RECORD_BYTES", "STREAM_BYTES", "RECORDS", "REJECTIONS")
)

GOOD = b"The council closed the old lighthouse on Monday. Its lamp goes to a museum in the north."
ACCEPTED = "accepted"
NOISE = random.Random(7).randbytes  # noqa: S311


def fill(piece, end="."):
    """Repeat a piece up to the size that is allowed."""
    return ((piece * (SIZE // len(piece) + 1))[: SIZE - len(end)] + end).encode()


def lines(*records):
    return "\n".join(record if isinstance(record, str) else json.dumps(record) for record in records).encode()


def nested(depth, key="a", leaf="x"):
    return f'{{"{key}":' * depth + json.dumps(leaf) + "}" * depth


def parquet(columns, **options):
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, **options)
    return sink.getvalue()


def warc(body, *, headers="Content-Type: text/html", url="https://coast.example/a", length=None):
    record = WarcRecord()
    record.init_headers(WarcRecordType.response, b"urn:uuid:1")
    record.headers.append("WARC-Target-URI", url)
    record.headers.append("Content-Type", "application/http; msgtype=response")
    record.set_bytes_content(f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body)
    sink = io.BytesIO()
    record.write(sink)
    data = sink.getvalue()
    return data.replace(b"Content-Length: ", b"Content-Length: 9", 1) if length == "lie" else data


def listen(path):
    with contextlib.chdir(path.parent), socket.socket(socket.AF_UNIX) as made:  # addresses of sockets are short
        made.bind(path.name)


def page(body, head=""):
    return f"<html><head><title>Tide</title>{head}</head><body>{body}</body></html>".encode()


STORY = f"<p>{GOOD.decode()}</p>"
ROW = {"text": GOOD.decode()}
LATIN = "La marée est arrivée très tard.".encode("latin-1")
DATES = ["0000-00-00", 10**30, "now", [], "9999-12-31T23:59:59-14:00", "0001-01-01T00:00+14:00"]
LAUGHS = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'

PARQUET = parquet({"text": [f"Tide {n}." for n in range(99)]})
PACKED = gzip.compress(GOOD)
NAMED = PACKED[:3] + b"\x08" + PACKED[4:10] + b"../../evil.txt\0" + PACKED[10:]
IN_GZIP = "Content-Type: text/html\r\nContent-Encoding: gzip"

HOSTILE = {
    # bytes that are no text, or hardly
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t" * 900, "empty"),
    "mark-only.txt": (b"\xef\xbb\xbf", "empty"),
    "zeros.txt": (bytes(3_000), "binary"),
    "noise.txt": (NOISE(3_000), "binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + NOISE(3_000), "binary"),
    "program.html": (b"\x7fELF\x02\x01\x01" + bytes(3_000), "binary"),
    "one-zero.txt": (GOOD + b"\0" + GOOD, "binary"),
    "half-utf8.txt": ("Möwen über Köln. ".encode() * 20 + b"\xc3", ACCEPTED),
    "surrogates.txt": (GOOD + b"\xed\xa0\x80\xed\xb0\x80", ACCEPTED),
    "overlong.txt": (GOOD + b"\xc0\xaf\xe0\x80\xaf", ACCEPTED),
    "utf16-bare.txt": (GOOD.decode().encode("utf-16-le"), ACCEPTED),
    "utf32.txt": (GOOD.decode().encode("utf-32"), ACCEPTED),
    "utf16-cut.txt": (GOOD.decode().encode("utf-16")[:-1], ACCEPTED),
    "escapes.txt": (GOOD + b" \x1b[2J\x1b]0;owned\x07 " + GOOD, ACCEPTED),
    # texts that are absurd
    "one-letter.txt": (fill("a"), ACCEPTED),
    "one-line.txt": (fill("The tide came late and nobody was hurt "), ACCEPTED),
    "short-lines.txt": (fill("a\n"), ACCEPTED),
    "empty-lines.txt": (fill("\n"), ACCEPTED),
    "carriage-returns.txt": (fill("The tide came late.\r"), ACCEPTED),
    "separators.txt": (fill("The tide\u2028came\u2029late.\x0c\x85"), ACCEPTED),
    "stutter.txt": (fill("A. "), ACCEPTED),
    "digits.txt": (fill("1234567890 "), ACCEPTED),
    "dates.txt": (fill("12 March 2024, 03/04/05. "), ACCEPTED),
    "punctuation.txt": (fill("?!... "), ACCEPTED),
    "quotes.txt": (fill("“‘«\"' "), ACCEPTED),
    "capitals.txt": (fill("Anna Berg Of The North Sea "), ACCEPTED),
    "marks.txt": (fill("e" + "\u0301\u0323" * 40), ACCEPTED),
    "emoji.txt": (fill("\U0001f469\u200d\U0001f469\u200d\U0001f467 "), ACCEPTED),
    "overrides.txt": (fill("\u202egpj.exe\u202c \u2066x\u2069 "), ACCEPTED),
    "private-use.txt": (fill("\ue000\uf8ff\U000f0000 "), ACCEPTED),
    "scripts.txt": (fill("ab вг δε ひカ 漢字 عر हि ไท "), ACCEPTED),
    "blob.txt": (fill("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="), ACCEPTED),
    "addresses.txt": (fill("https://a.example/?q=1&r=%00 "), ACCEPTED),
    "orders.txt": (b"'; DROP TABLE x; -- $(touch x) `id` <script>alert(1)</script> {{7*7}}", ACCEPTED),
    "too-long.txt": (b"a " * RECORD, "record too large"),
    "too-many-characters.txt": (b"a " * (SIZE // 2 + 99), "text too long"),
    # pages
    "deep.html": (page("<div>" * (SIZE // 10) + STORY), ACCEPTED),
    "unclosed.html": (page(fill("<b><i><table><tr><td>tide ").decode()), ACCEPTED),
    "attributes.html": (page("<p " + "a=1 " * (SIZE // 10) + f">{STORY}"), ACCEPTED),
    "laughs.html": (LAUGHS.encode() + page(f"&c;{STORY}"), ACCEPTED),
    "script-only.html": (page("<script>let tide = 'late'</script>"), "no text"),
    "long-title.html": (page(STORY).replace(b"Tide", b"Tide " * (SIZE // 10)), ACCEPTED),
    "bad-charset.html": (page(STORY, "<meta charset=zlib>") + LATIN, ACCEPTED),
    "slow-charset.html": (page(STORY, "<meta charset=punycode>") + LATIN * (SIZE // 50) + b"-" + b"a" * 999, ACCEPTED),
    "comments.html": (page("<!--" * (SIZE // 10) + STORY), "no text"),
    "bad-date.html": (page(STORY, '<meta property="article:published_time" content="99999-99-99T99:99">'), ACCEPTED),
    "links.html": (page('<a href="/x">Read more</a> ' * (SIZE // 40) + STORY), ACCEPTED),
    # records
    "deep.json": (b"[" * (SIZE // 2), "broken json"),
    "deep-text.json": (f'{{"text": {nested(900)}}}'.encode(), "broken json"),
    "deep-author.jsonl": (lines(f'{{"text": "Tide.", "author": {"[" * 900}"x"{"]" * 900}}}'), ACCEPTED),
    "long-number.json": (b'{"text": ' + b"9" * 9_000 + b"}", "broken json"),
    "endless-number.jsonl": (lines('{"text": "Tide.", "id": 1e999, "date": -1e999, "author": NaN}'), ACCEPTED),
    "many-keys.json": (json.dumps({f"k{n}": n for n in range(5_000)}).encode(), "no text"),
    "numbers.json": (b"[1, 2, 3]", "empty"),
    "no-objects.jsonl": (lines("1", "null", '"text"'), "broken json"),
    "half-pairs.jsonl": (lines(r'{"text": "tide \ud83c\ud83c", "title": "\udf0a", "id": "\ud800"}'), ACCEPTED),
    "same-ids.jsonl": (lines(*[ROW | {"id": 1}] * 3), "duplicate id"),
    "climbing-id.jsonl": (lines(ROW | {"id": "../../../etc/passwd"}), ACCEPTED),
    "odd-ids.jsonl": (lines(ROW | {"id": "a\nb\x1b[2J"}, ROW | {"id": {"a": 1}}, ROW | {"id": "x" * 9_999}), ACCEPTED),
    "bad-dates.jsonl": (lines(*[ROW | {"id": n, "date": date} for n, date in enumerate(DATES)]), ACCEPTED),
    "huge-line.jsonl": (lines(ROW | {"text": "a " * RECORD}, ROW), "record too large"),
    "broken-lines.jsonl": (b"{\n" * (REJECTIONS + 9), "more rejections"),
    "many-records.jsonl": (lines(*[{"text": f"Tide {n}."} for n in range(RECORDS + 9)]), "too many records"),
    "open-quote.csv": (b'text,title\n"' + b"tide,\n" * RECORD, "record too large"),
    "columns.csv": (b"text" + b",a" * 20_000 + b"\n" + GOOD, ACCEPTED),
    "zeros.csv": (b"text,title\nThe tide\0came,late\n" + b"The tide came,late\n" * 9, ACCEPTED),
    "formula.csv": (b"text,title\n=cmd|' /C calc'!A0,@SUM(1)\n", ACCEPTED),
    "no-header.csv": (b"\n\n,,,\n", "no text"),
    "cut.parquet": (parquet({"text": ["tide"]})[:-9], "broken parquet"),
    "no-rows.parquet": (parquet({"text": pa.array([], pa.string())}), "empty"),
    "lists.parquet": (parquet({"text": [["The tide", "came late."]], "authors": [[None, "x"]]}), ACCEPTED),
    "numbers.parquet": (parquet({"text": [1, 2]}), "no text"),
    "one-text.parquet": (parquet({"text": ["a " * (RECORD // 2 + 9)] * 40, "id": range(40)}), "record too large"),
    "damaged.parquet": (PARQUET[:9] + NOISE(90) + PARQUET[99:], "broken parquet"),
    # archives
    "bomb.txt.gz": (gzip.compress(b" " * 2 * RECORD), "record too large"),
    "bomb.jsonl.gz": (gzip.compress(b" " * 999 + b"\n") * (STREAM // 1_000 + 9), "stream too large"),
    "bomb.csv.bz2": (bz2.compress(b"text\n" + b"a\n" * STREAM), "too many records"),
    "bomb.parquet.gz": (gzip.compress(bytes(STREAM + 9)), "stream too large"),
    "twice.txt.gz.gz": (gzip.compress(gzip.compress(GOOD)), "unknown format"),
    "trailing.txt.gz": (gzip.compress(GOOD) + b"junk", "broken archive"),
    "climbing.txt.gz": (NAMED, ACCEPTED),
    "wide-window.txt.zst": (b"\x28\xb5\x2f\xfd\x00\xff" + NOISE(90), "broken archive"),
    "lying-length.warc": (warc(page(STORY), length="lie"), "broken archive"),
    "bomb.warc": (warc(gzip.compress(bytes(2 * RECORD)), headers=IN_GZIP), "record too large"),
    "bad-gzip.warc": (warc(b"no gzip", headers=IN_GZIP), "broken page"),
    "odd-address.warc": (warc(page(STORY), url="javascript:alert(1)//../../x"), ACCEPTED),
    "front-matter.md": (b"---\na: &a [x]\nb: &b [*a,*a,*a]\ntitle: " + b"x" * 9_000 + b"\n---\nTide.", ACCEPTED),
    "letter.docx": (b"PK\x03\x04", "unknown format"),
    # names
    "new\nline.txt": (GOOD, ACCEPTED),
    "quote'; DROP TABLE x; --.txt": (GOOD, ACCEPTED),
    "<img src=x onerror=alert(1)>.txt": (GOOD, ACCEPTED),
    "\x1b[2J.txt": (GOOD, ACCEPTED),
    "a.jsonl#1.txt": (GOOD, ACCEPTED),
    "x" * 251 + ".txt": (GOOD, ACCEPTED),
    "caf\udce9.txt": (GOOD, ACCEPTED),
    # what manifests say
    "climb/manifest.csv": (b"path,source\n../../etc/passwd,x\n/etc/passwd,x\n,x\n", "outside the root"),
    "broken/manifest.csv": (NOISE(900), "binary"),
    "broken/sources.csv": (b'alias,source\n"', "no alias"),
    # what is no file
    "loop.txt": (lambda path: path.symlink_to(path.name), "unreadable"),
    "outside.txt": (lambda path: path.symlink_to("/etc/hostname"), "outside the root"),
    "device.txt": (lambda path: path.symlink_to("/dev/zero"), "outside the root"),
    "nowhere.txt": (lambda path: path.symlink_to("not-there"), "unreadable"),
    "folder-link": (lambda path: path.symlink_to("climb"), "link to a folder"),
    "pipe.txt": (os.mkfifo, "unreadable"),
    "socket.txt": (listen, "unreadable"),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What became of each file, in one run."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (made, _) in HOSTILE.items():
        path = folder / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made) if isinstance(made, bytes) else made(path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.MonkeyPatch.context() as patch, without_prefect() as ingest:
        for name, value in LIMITS.items():
            patch.setenv(PREFIX + name, str(value))
        run = ingest(folder / "raw", folder / "w.duckdb", force=True)
    taken = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    with duckdb.connect(folder / "w.duckdb", read_only=True) as connection:
        became = defaultdict(set)
        for path, rule in connection.execute(
            "SELECT path, 'accepted' FROM bronze.raw_documents SEMI JOIN silver.articles USING (doc_id) "
            "UNION SELECT uri, rule FROM ops.quarantine"
        ).fetchall():
            became[path].add(rule)
    return run, became, taken


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_input_is_handled_by_rule(found, name):
    _, became, _ = found
    path = os.fsencode(name).decode("utf-8", "backslashreplace")
    rules = {rule for uri, said in became.items() if uri == path or uri.startswith(f"{path}#") for rule in said}
    assert HOSTILE[name][1] in rules, rules


def test_none_stops_the_run_and_there_are_many(found):
    assert found[0]["state"] == "published"
    assert len(HOSTILE) >= 60


def test_memory_stays_under_a_gigabyte_above_the_usual(found):
    assert found[2] < 2**30
