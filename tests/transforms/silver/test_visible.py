import pytest

from transforms.silver.visible import main_lines, visible_text

PAGE = """<html><head><title>Not seen</title><style>p {color: red}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<article><h1>Ferry waits for calm sea</h1><p>The island ferry stayed in port for a third day, the company said.</p>
<h2>Bread</h2><p>Shops on the island ran out of bread on Monday, and the baker&nbsp;asked for patience.</p></article>
<aside><p>Read also: <a href="/x">Ten recipes for a stormy evening</a></p></aside><script>let tide = 1</script>
<footer>All rights reserved.</footer></body></html>"""


def test_what_a_page_shows_is_a_line_a_paragraph():
    lines = [line for line in visible_text(PAGE).split("\n") if line.strip()]
    assert [line.strip() for line in lines] == [
        "Home",
        "Sea",
        "Ferry waits for calm sea",
        "The island ferry stayed in port for a third day, the company said.",
        "Bread",
        "Shops on the island ran out of bread on Monday, and the baker\xa0asked for patience.",
        "Read also: Ten recipes for a stormy evening",
        "All rights reserved.",
    ]


def test_the_story_is_told_from_menus_and_footers():
    lines = visible_text(PAGE).split("\n")
    kept = [lines[at].strip() for at in sorted(main_lines(PAGE))]
    assert [line for line in kept if line.startswith(("The island", "Bread", "Shops"))] == kept[-3:]
    assert not {"Home", "Sea", "All rights reserved."} & set(kept)


@pytest.mark.parametrize("html", ["", "x", "\0", "<", "<p>", "<div>" * 50_000, "&#xd800;", "\u202e<b>ا</b>", "<!--"])
def test_no_markup_makes_it_raise(html):
    assert len(main_lines(html)) <= len(visible_text(html).split("\n"))


def test_the_same_page_has_the_same_text():
    assert visible_text(PAGE) == visible_text(PAGE)
    assert main_lines(PAGE) == main_lines(PAGE)
