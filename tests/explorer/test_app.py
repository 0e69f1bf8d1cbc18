"""The explorer: every page answers, its links lead somewhere, and what others wrote stays text."""

import asyncio
import json
import re
from collections import deque

import duckdb
import httpx
import pytest

from explorer import history, links, tables
from explorer.app import application
from explorer.export import get
from tests.explorer.conftest import HOSTILE, SCRIPT
from tests.explorer.pages_seen import Page

LISTINGS = tables.LISTINGS | history.LISTINGS
FORMS = ("csv", "parquet")
ODD = ("%00", "294247-01-10", "-infinity", "9" * 400, "1e999", "-1", "%FF%FE", "%ED%A0%80", "'", "%25", "2024-02-30")
"""Values of a filter, quoted for an address: no text, no number and no day that the tables know."""


@pytest.fixture
def one_of(samples):
    """Name a row of the samples."""

    def row(query):
        with duckdb.connect(samples, read_only=True) as connection:
            return connection.execute(query).fetchone()

    return row


@pytest.mark.parametrize("name", LISTINGS)
def test_a_list_answers_as_a_page_and_as_files(ask, name):
    page = ask(f"/{name}")
    assert page.status == 200
    assert LISTINGS[name].title in Page(page.body.decode()).text
    assert [ask(f"/{name}.{form}").status for form in FORMS] == [200, 200]
    assert ask(f"/{name}.exe").status == 404


@pytest.mark.parametrize("name", LISTINGS)
def test_a_list_sorts_by_each_of_its_columns_and_takes_each_filter(ask, name):
    for column in LISTINGS[name].columns:
        assert ask(f"/{name}?sort={column.name}").status == 200
    every = "&".join(f"{known.name}=1" for known in LISTINGS[name].filters)
    assert ask(f"/{name}?{every}&page=99&sort=-nothing;DROP").status == 200


@pytest.mark.parametrize("name", LISTINGS)
def test_a_filter_takes_whatever_an_address_may_hold(ask, name):
    for known in LISTINGS[name].filters:
        for value in ODD:
            assert ask(f"/{name}?{known.name}={value}").status == 200, (known.name, value)


@pytest.mark.parametrize("page", ["0", "-1", "99", "9" * 400, "1e3", "%D9%A9", "x"])
def test_a_page_that_there_is_not_is_the_first(ask, page):
    assert Page(ask(f"/articles?page={page}").body.decode()).text == Page(ask("/articles").body.decode()).text


def test_a_list_without_filters_has_no_empty_form(ask):
    assert b"<button>Show" not in ask("/checks").body
    assert b"<button>Show" in ask("/stories").body


def test_pages_answer_to_head_and_to_nothing_but_reading(samples):
    async def told(method, address):
        transport = httpx.ASGITransport(application(samples))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, address)

    for address in ("/", "/articles", "/articles.csv", "/sql"):
        head = asyncio.run(told("HEAD", address))
        assert (head.status_code, head.content) == (200, b"")
    for method in ("POST", "PUT", "DELETE"):
        refused = asyncio.run(told(method, "/articles"))
        assert refused.status_code == 405
        assert "This page can only be read" in refused.text


def test_a_pair_in_a_list_names_both_of_its_articles(ask, one_of):
    one, other = one_of(
        "SELECT a.title, b.title FROM gold.overlaps JOIN silver.articles AS a ON a.doc_id = doc_a "
        "JOIN silver.articles AS b ON b.doc_id = doc_b WHERE a.title > '' AND b.title > '' LIMIT 1"
    )
    for listing in ("alike", "pairs"):
        said = Page(ask(f"/{listing}").body.decode()).text
        assert one in said
        assert other in said


def test_a_name_stands_with_those_in_the_same_articles_and_not_with_itself(ask, one_of):
    entity, name = one_of("SELECT entity_id, name FROM gold.entities ORDER BY n_documents DESC, entity_id LIMIT 1")
    other, n_both = one_of(
        "SELECT b.entity_id, count(DISTINCT doc_id) AS n "
        "FROM gold.mentions AS a JOIN gold.mentions AS b USING (doc_id) "
        f"WHERE a.entity_id = '{entity}' AND b.entity_id <> a.entity_id GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1"
    )
    body = ask(links.entity(entity)).body.decode()
    assert name in Page(body).text
    assert re.search(rf'href="{links.entity(other)}"><bdi>[^<]*</bdi></a> <span class="n">{n_both}<', body)
    assert f'href="{links.entity(entity)}"' not in body


def test_the_overview_counts_and_lists_what_there_is(ask, one_of):
    (headline,) = one_of("SELECT headline FROM gold.stories ORDER BY n_sources DESC, n_origins, story_id LIMIT 1")
    (n_articles,) = one_of("SELECT count(*) FROM silver.articles")
    body = ask("/").body.decode()
    assert headline in Page(body).text
    assert f"<dd>{n_articles}</dd>" in body


def test_a_story_is_drawn_as_a_family_with_its_origin_first(ask, one_of):
    (story,) = one_of("SELECT story_id FROM gold.stories ORDER BY n_articles DESC LIMIT 1")
    body = ask(f"/stories/{story}").body.decode()
    assert "6 outlets, 1 origin" in body
    assert body.count("<circle") >= 7
    assert body.index("meridian-wire") < body.index("harbour-post")


def test_a_pair_marks_the_passages_that_the_table_holds(ask, samples):
    with duckdb.connect(samples, read_only=True) as connection:
        a, b = connection.execute("SELECT doc_a, doc_b FROM gold.overlaps ORDER BY n_passages DESC LIMIT 1").fetchone()
        expected = connection.execute("SELECT count(*) FROM gold.passages WHERE doc_a = ? AND doc_b = ?", [a, b])
        n_passages = expected.fetchone()[0]
    one, other = ask(f"/pairs/{a}/{b}"), ask(f"/pairs/{b}/{a}")
    assert one.body.replace(b"/pairs/" + a.encode(), b"") == other.body.replace(b"/pairs/" + a.encode(), b"")
    seen = Page(one.body.decode())
    assert {f"{side}{n}" for side in "lr" for n in range(1, n_passages + 1)} <= seen.ids
    targets = {link[1:] for link in seen.links if link.startswith("#") and link != "#main"}
    assert targets <= seen.ids


def test_two_articles_that_share_nothing_say_so(ask, one_of):
    a, b = one_of(
        "SELECT a.doc_id, b.doc_id FROM silver.articles AS a, silver.articles AS b WHERE a.doc_id < b.doc_id "
        "AND (a.doc_id, b.doc_id) NOT IN (SELECT (doc_a, doc_b) FROM gold.overlaps) LIMIT 1"
    )
    assert "Nothing was found that these two share" in ask(f"/pairs/{a}/{b}").body.decode()


def test_an_article_shows_its_text_its_names_and_what_was_stripped(ask, one_of):
    doc, text = one_of("SELECT doc_id, text FROM silver.articles WHERE uri = 'harbour-post/us-firms-hanoi.txt'")
    body = ask(f"/articles/{doc}").body.decode()
    said = Page(body).text
    assert all(line in said for line in text.split("\n") if line.strip())
    assert 'class="name LOC"' in body
    assert "repeated across the outlet" in said


def test_a_search_asks_for_all_words_whatever_their_case_and_accents(ask):
    said = Page(ask("/search?q=HANOI+%22ministry+of+public+security%22").body.decode()).text
    assert "US firms to court" in said
    assert "lighthouse" not in said
    assert "ČNB snížila" in Page(ask("/search?q=snizila").body.decode()).text
    assert "No article holds" in Page(ask("/search?q=zzzz+hanoi").body.decode()).text
    assert "Type words" in Page(ask("/search?q=").body.decode()).text


@pytest.mark.parametrize(
    "path", ["/stories/x", "/articles/x", "/pairs/x/y", "/entities/x", "/topics/x", "/outlet", "/x"]
)
def test_what_is_not_there_is_told_as_such(ask, path):
    answer = ask(path)
    assert answer.status == 404
    assert b"There is nothing here" in answer.body


def test_every_link_leads_to_a_page(ask_hostile):
    waiting, known, n_pages = deque(["/"]), {"/"}, 0
    while waiting and n_pages < 150:
        address = waiting.popleft()
        n_pages += 1
        answer = ask_hostile(address)
        assert answer.status == 200, address
        if answer.media.startswith("text/html"):
            fresh = {a for a in Page(answer.body.decode()).addresses(address) if "sort=" not in a and "/sql" not in a}
            waiting += sorted(fresh - known)
            known |= fresh


def test_what_others_wrote_stays_text(ask_hostile, hostile):
    with duckdb.connect(hostile, read_only=True) as connection:
        docs = [row[0] for row in connection.execute("SELECT doc_id FROM silver.articles").fetchall()]
        overlap = connection.execute("SELECT doc_a, doc_b FROM gold.overlaps LIMIT 1").fetchone()
        stories = [row[0] for row in connection.execute("SELECT story_id FROM gold.stories").fetchall()]
    addresses = ["/", "/articles", "/outlets", "/quarantine", "/pairs", "/search?q=%3Cscript%3E", "/outlet?name=.."]
    addresses += [f"/articles/{doc}" for doc in docs] + [f"/stories/{story}" for story in stories]
    addresses.append(f"/pairs/{overlap[0]}/{overlap[1]}")
    said = ""
    for address in addresses:
        body = ask_hostile(address).body.decode()
        seen = Page(body)
        said += seen.text
        assert SCRIPT not in body
        assert not [name for name, _ in seen.attributes if name.startswith("on")], address
        assert not [link for link in seen.links if link.startswith("javascript:")], address
        assert "img" not in seen.tags
        assert seen.tags.count("script") == 1  # our own
        assert not [value for name, value in seen.attributes if name == "style"]
    assert SCRIPT in said
    assert HOSTILE.split("\u202e")[0] in said
    assert "{{ 7 * 7 }}" in said


def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere(samples):
    told = []

    async def app(scope, receive, send):
        async def sending(message):
            told.append(message)
            await send(message)

        await application(samples)(scope, receive, sending)

    for address in ("/", "/x", "/static/style.css", "/articles.csv"):
        get(app, address)
    starts = [dict(message["headers"]) for message in told if message["type"] == "http.response.start"]
    assert len(starts) == 4
    assert all(start[b"Content-Security-Policy"].startswith(b"default-src 'self'") for start in starts)


def test_another_site_cannot_ask_through_a_name_of_its_own(samples):
    assert get(application(samples, hosts=("explorer.example",)), "/").status == 400


def test_a_download_holds_every_row_that_fits(ask, one_of):
    (n_german,) = one_of("SELECT count(*) FROM silver.articles WHERE language = 'de'")
    rows = ask("/articles.csv?language=de&sort=title").body.decode().splitlines()
    assert len(rows) == 1 + n_german
    assert json.dumps(rows[0]).startswith('"doc_id,')
    assert ask("/articles.parquet?language=de").body.startswith(b"PAR1")


def test_a_missing_warehouse_is_told_with_what_to_do(tmp_path):
    answer = get(application(tmp_path / "none.duckdb"), "/")
    assert answer.status == 503
    assert b"wiretrace run" in answer.body


def test_a_file_of_another_kind_is_told_with_what_to_do(tmp_path):
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        connection.execute("CREATE TABLE mine AS SELECT 1")
    assert get(application(tmp_path / "w.duckdb"), "/").status == 503
    (tmp_path / "v.duckdb").write_text("no database")
    assert get(application(tmp_path / "v.duckdb"), "/").status == 503


def test_an_empty_warehouse_says_what_to_do(plain, tmp_path):
    (tmp_path / "raw").mkdir()
    plain(tmp_path / "raw", tmp_path / "w.duckdb")
    app = application(tmp_path / "w.duckdb")
    assert b"Put files into data/raw" in get(app, "/").body
    assert all(get(app, f"/{name}").status == 200 for name in LISTINGS)


@pytest.fixture
def changed(hostile, tmp_path):
    """Give a copy of a warehouse that may be changed."""
    target = tmp_path / "w.duckdb"
    target.write_bytes(hostile.read_bytes())
    with duckdb.connect(target) as connection:
        yield target, connection


def test_withheld_texts_are_told_as_such(changed):
    target, connection = changed
    connection.execute("UPDATE silver.articles SET text = ''; UPDATE silver.blocks SET text = ''")
    connection.execute("INSERT OR REPLACE INTO ops.about VALUES ('texts', 'withheld')")
    a, b = connection.execute("SELECT doc_a, doc_b FROM gold.overlaps LIMIT 1").fetchone()
    connection.close()
    app = application(target)
    for address in (f"/articles/{a}", f"/pairs/{a}/{b}", "/search?q=lock+repairs"):
        assert b"The texts were withheld" in get(app, address).body


def test_what_a_revision_changed_is_shown_as_text(changed):
    target, connection = changed
    (doc,) = connection.execute("SELECT min(doc_id) FROM silver.articles").fetchone()
    edit = {"start_old": 0, "start_new": 0, "removed": SCRIPT, "added": "closed for fifty days"}
    connection.execute(
        "INSERT INTO ops.revisions (doc_id, version, revised_at, changed_metadata, share_changed, n_words_removed, "
        "n_words_added, edits) VALUES (?, 2, TIMESTAMP '2024-03-13', ['title'], .1, 1, 4, ?)",
        [doc, [edit]],
    )
    connection.close()
    app = application(target)
    body = get(app, f"/articles/{doc}").body.decode()
    assert SCRIPT not in body
    assert "closed for fifty days" in Page(body).text
    assert "1 found" in Page(get(app, "/revisions").body.decode()).text


def test_a_space_between_two_passages_is_no_link(changed):
    target, connection = changed
    a, b = connection.execute("SELECT doc_a, doc_b FROM gold.overlaps LIMIT 1").fetchone()
    (space,) = connection.execute("SELECT instr(text, ' ') - 1 FROM silver.articles WHERE doc_id = ?", [a]).fetchone()
    connection.execute("DELETE FROM gold.passages WHERE doc_a = ? AND doc_b = ?", [a, b])
    connection.execute(
        "INSERT INTO gold.passages VALUES "
        "($a, $b, 0, $s + 1, 0, 9, .5, 'near'), ($a, $b, $s, $s + 9, 9, 20, .5, 'near')",
        {"a": a, "b": b, "s": space},
    )
    connection.close()
    body = get(application(target), f"/pairs/{a}/{b}").body.decode()
    assert '<span class="passage near" data-passage="1 2"> </span>' in body


def test_a_topic_of_the_corpus_has_a_page_though_its_id_holds_a_slash(ask):
    assert ask(links.topic("corpus:diplomacy/hanoi")).status == 200
