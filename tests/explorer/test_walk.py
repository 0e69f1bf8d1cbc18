"""Chromium walks the explorer: make test-browser. WAREHOUSES=one.duckdb:other.duckdb names others than the samples'.

Looks for: errors in the console, requests that leave the machine, links that lead nowhere, highlights on other words
than the table says, and what axe-core (AXE=path of axe.min.js, from npm) calls a serious or critical fault.
"""

import os
import shutil
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
import uvicorn

from explorer import links
from explorer.app import application
from tests.explorer.pages_seen import Page

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is missing: pip install playwright")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OTHERS = [Path(name) for name in os.environ.get("WAREHOUSES", "").split(":") if name]
AXE = os.environ.get("AXE")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SAMPLE = {
    "story": "SELECT story_id FROM gold.stories ORDER BY n_articles DESC, story_id LIMIT 1",
    "entity": "SELECT entity_id FROM gold.entities ORDER BY n_documents DESC, entity_id LIMIT 1",
    "topic": "SELECT topic_id FROM gold.topics ORDER BY n_documents DESC, topic_id LIMIT 1",
    "outlet": "SELECT source FROM gold.sources ORDER BY n_articles DESC, source LIMIT 1",
    "article": "SELECT doc_id FROM silver.articles ORDER BY n_words DESC, doc_id LIMIT 1",
}
PAIRS = """
    SELECT doc_a, doc_b FROM gold.overlaps WHERE n_passages > 0
    QUALIFY row_number() OVER (PARTITION BY relation ORDER BY n_passages DESC, doc_a, doc_b) = 1
"""
LISTS = ("/", "/stories", "/articles", "/pairs", "/outlets", "/entities", "/topics", "/quotes", "/shared-quotes",
         "/rising", "/runs", "/checks", "/quarantine", "/changes", "/borrowings", "/alike", "/search",
         "/search?q=the", "/sql", "/sql?q=FROM+gold.sources", "/sql?q=nonsense", "/stories?language=xx")  # fmt: skip
MARKED = """() => {
    const found = {};
    for (const one of document.querySelectorAll(".pair .passage")) {
        const side = one.closest(".side") === document.querySelector(".side") ? "l" : "r";
        for (const number of one.dataset.passage.split(" ")) {
            found[side + number] = (found[side + number] || "") + one.textContent;
        }
    }
    return found;
}"""


@pytest.fixture(scope="module", params=["samples", *OTHERS], ids=str)
def warehouse(request):
    return request.getfixturevalue("samples") if request.param == "samples" else request.param


@pytest.fixture(scope="module")
def address(warehouse):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(warehouse), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, address):
    """A page that remembers what went wrong, and what left the machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=bool(AXE))
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.faults = []
    page.on("console", lambda said: page.faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("requestfailed", lambda request: page.faults.append(f"failed: {request.url}"))
    page.on("request", lambda request: request.url.startswith(address) or page.faults.append(f"left: {request.url}"))
    yield page
    context.close()


@pytest.fixture
def one_of(warehouse):
    with duckdb.connect(warehouse, read_only=True) as connection:
        yield lambda query: connection.execute(query).fetchall()


def places(one_of):
    """Name one address of each kind of page, and a pair of each relation."""
    named = {name: rows[0][0] for name, query in SAMPLE.items() if (rows := one_of(query))}
    shown = [getattr(links, name)(value) for name, value in named.items()]
    return [*LISTS, *shown, *(links.pair(a, b) for a, b in one_of(PAIRS))]


def test_every_page_shows_without_fault_at_every_width_and_in_the_dark(page, address, one_of):
    for place in places(one_of):
        for width, scheme in ((1280, "light"), (400, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.goto(address + place)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)
            assert page.title().endswith("· wiretrace"), place
    assert page.faults == []


def test_no_page_has_a_serious_fault_of_accessibility(page, address, one_of):
    if AXE is None:
        pytest.skip("axe-core is missing: npm pack axe-core, then AXE=package/axe.min.js")
    found = []
    for place in places(one_of):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(address + place)
            page.add_script_tag(path=AXE)
            told = page.evaluate("async () => (await axe.run()).violations")
            found += [
                (place, scheme, fault["id"], fault["nodes"][0]["html"][:200])
                for fault in told
                if fault["impact"] in ("serious", "critical")
            ]
    assert found == []


def test_links_lead_somewhere(page, address, one_of):
    known = set()
    for place in places(one_of):
        page.goto(address + place)
        seen = Page(page.content())
        known |= {link for link in seen.addresses(address + place) if "sort=" not in link}
        assert {link[1:] for link in seen.links if link.startswith("#")} <= seen.ids, place
    assert {urlsplit(link).netloc for link in known} == {urlsplit(address).netloc}
    for link in sorted(known)[:400]:
        assert page.request.get(link).status == 200, link


def test_the_highlights_stand_on_the_words_of_the_passages(page, address, one_of):
    for a, b in one_of(PAIRS):
        page.goto(address + links.pair(a, b))
        left = page.locator(".side h2 a").first.get_attribute("href").rpartition("/")[2]
        rows = one_of(
            f"SELECT text_one, text_other FROM passages_of('{left}', '{b if left == a else a}') "
            "ORDER BY start_one, end_one, start_other, end_other"
        )
        expected = {
            f"{side}{number}": text.replace("\n", "")
            for number, texts in enumerate(rows, 1)
            for side, text in zip("lr", texts, strict=True)
        }
        assert page.evaluate(MARKED) == expected


def test_a_click_lights_the_partner_and_brings_it_into_view(page, address, one_of):
    ((a, b), *_) = one_of("SELECT doc_a, doc_b FROM gold.overlaps ORDER BY n_passages DESC LIMIT 1")
    page.goto(address + links.pair(a, b))
    last = page.locator(".side").first.locator("a.passage").last
    numbers = last.get_attribute("data-passage").split()
    last.click()
    partner = page.locator(f"#r{numbers[0]} ~ a.passage").first
    page.wait_for_function(
        "([number]) => { const s = document.getElementById('r' + number).getBoundingClientRect(),"
        " t = document.getElementById('r' + number).closest('.text').getBoundingClientRect();"
        " return s.top >= t.top - 5 && s.top <= t.bottom + 5; }",
        arg=[numbers[0]],
    )
    assert "lit" in partner.get_attribute("class")
    assert page.url.endswith(f"#r{numbers[0]}")


def test_the_keyboard_reaches_the_content_first(page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
