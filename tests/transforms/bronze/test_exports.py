"""The same three articles, as the tools that people use export them, are the same articles."""

import csv
import io
import json
from typing import NamedTuple

import pytest
from files_of_every_format import documents, warc

from transforms.bronze.document import Entry
from transforms.bronze.manifest import read_manifest
from transforms.silver.visible import main_lines, visible_text


class Told(NamedTuple):
    text: str
    title: str
    source: str
    url: str
    published_at: str
    author: str


ARTICLES = [
    Told(
        f"{lead}\n\nThe harbour office counted {number} boats that came back before the evening, none of them damaged.",
        title,
        "coast.example",
        f"https://coast.example/2024/{number}",
        f"2024-03-0{number}",
        "Ann Lee",
    )
    for number, title, lead in (
        (
            3,
            "Storm spares the harbour",
            "A storm that had been feared for days passed north of the old harbour on Sunday.",
        ),
        (
            4,
            "Crews return early",
            "Fishing crews returned a day early because the wind turned, the harbour master said.",
        ),
        (
            5,
            "Ferry waits for calm sea",
            "The island ferry stayed in port for a third day, and the shops ran out of bread.",
        ),
    )
]


def table(rows, delimiter=","):
    sink = io.StringIO(newline="")
    writer = csv.DictWriter(sink, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return sink.getvalue().encode()


def text_files():
    rows = [{"path": f"{number}.txt", **article._asdict()} for number, article in enumerate(ARTICLES)]
    entries, rejected = read_manifest(
        "manifest.csv", table([{k: v for k, v in row.items() if k != "text"} for row in rows])
    )
    assert not rejected
    return [documents(row["path"], row["text"].encode(), entries[row["path"]])[0] for row in rows]


def news_please():
    return [
        documents(
            f"{number}.json",
            json.dumps(
                {
                    "authors": [each.author],
                    "date_download": "2024-05-01 10:00:00",
                    "date_modify": None,
                    "date_publish": each.published_at,
                    "description": "A teaser.",
                    "filename": "x.json",
                    "language": "en",
                    "maintext": each.text,
                    "source_domain": "www.coast.example",
                    "text": None,
                    "title": each.title,
                    "title_page": None,
                    "url": each.url,
                }
            ).encode(),
        )[0]
        for number, each in enumerate(ARTICLES)
    ]


def trafilatura_json():
    return [
        documents(
            f"{number}.json",
            json.dumps(
                {
                    "title": each.title,
                    "author": each.author,
                    "hostname": "coast.example",
                    "date": each.published_at,
                    "fingerprint": "98a3f1",
                    "id": None,
                    "license": None,
                    "comments": "",
                    "raw_text": each.text.replace("\n", " "),
                    "text": each.text,
                    "language": None,
                    "source": each.url,
                    "source-hostname": "The Coast",
                    "excerpt": "A teaser.",
                }
            ).encode(),
        )[0]
        for number, each in enumerate(ARTICLES)
    ]


def fundus():
    records = [
        {
            "title": each.title,
            "authors": [each.author],
            "publishing_date": each.published_at,
            "body": {"summary": [], "sections": [{"headline": [], "paragraphs": each.text.split("\n\n")}]},
            "topics": ["Sea"],
            "html": {
                "requested_url": each.url,
                "responded_url": each.url,
                "source_info": {"publisher": "coast.example"},
            },
        }
        for each in ARTICLES
    ]
    return documents("fundus.json", json.dumps(records).encode())


def media_cloud():
    rows = [
        {
            "id": f"hash{number}",
            "indexed_date": "2024-05-01 10:00:00",
            "language": "en",
            "media_name": "The Coast",
            "media_url": "coast.example",
            "publish_date": each.published_at,
            "title": each.title,
            "url": each.url,
            "text": each.text,
        }
        for number, each in enumerate(ARTICLES)
    ]
    return documents("mediacloud.csv", table(rows))


def gdelt():
    rows = [
        {
            "URL": each.url,
            "URL_mobile": "",
            "Title": each.title,
            "SeenDate": each.published_at,
            "Domain": "coast.example",
            "SourceCountry": "Iceland",
            "Text": each.text,
        }
        for each in ARTICLES
    ]
    return documents("gdelt.csv", table(rows))


def crawl():
    pages = {
        each.url: f"""<html><head><title>{each.title} | The Coast</title><meta name="author" content="{each.author}">
            <meta property="og:title" content="{each.title}"><meta property="og:site_name" content="The Coast">
            <meta property="article:published_time" content="{each.published_at}"></head>
            <body><nav><a href="/">Home</a> <a href="/sea">Sea</a></nav><article><h1>{each.title}</h1>
            {"".join(f"<p>{paragraph}</p>" for paragraph in each.text.split(chr(10) * 2))}</article>
            <footer>All rights reserved. <a href="/imprint">Imprint</a></footer></body></html>""".encode()
        for each in ARTICLES
    }
    return documents("crawl.warc", warc(pages))


def story(document):
    """Give the text that a reader would take for the story, its headline aside."""
    if document.media_type != "text/html":
        return document.text
    lines, kept = visible_text(document.text).split("\n"), main_lines(document.text)
    return "\n\n".join(lines[at] for at in sorted(kept) if lines[at] != document.entry.title)


@pytest.mark.parametrize("export", [text_files, news_please, trafilatura_json, fundus, media_cloud, gdelt, crawl])
def test_an_export_gives_the_articles_that_it_was_made_of(export):
    found = sorted(export(), key=lambda document: document.entry.url)
    assert [
        (story(each), each.entry.title, each.entry.source, each.entry.url, each.entry.published_at) for each in found
    ] == [article[:5] for article in ARTICLES]
    assert {each.entry.author for each in found} <= {"Ann Lee", None}


def test_what_a_manifest_says_comes_before_what_a_record_says():
    (found,) = documents("a.json", b'{"text": "a", "title": "Tide", "source": "x.example"}', Entry(source="The Coast"))
    assert (found.entry.source, found.entry.title) == ("The Coast", "Tide")


def test_what_an_exporter_writes_for_nothing_is_nothing():
    (found,) = documents("a.csv", b"text,title,author,source\nTide,None,nan,NULL\n")
    assert found.entry == Entry()


def test_an_outlet_is_named_by_the_address_where_nothing_else_names_it():
    (found,) = documents("a.jsonl", b'{"text": "a", "url": "https://www.Coast.example/a"}')
    assert found.entry.source == "coast.example"


def test_authors_and_outlets_may_be_objects_with_a_name():
    (found,) = documents(
        "a.jsonl", b'{"text": "a", "source": {"name": "The Coast"}, "author": [{"name": "Ann"}, "Bo"]}'
    )
    assert (found.entry.source, found.entry.author) == ("The Coast", "Ann, Bo")
