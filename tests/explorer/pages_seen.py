"""What a page shows, as a parser sees it."""

from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = {"meta", "link", "input", "br", "img", "rect", "line", "circle", "path", "polygon", "option"}


class Page(HTMLParser):
    """A page's tags, links, anchors and text; it complains about tags that are not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.links, self.ids, self.said, self.attributes, self._open = [], [], set(), [], [], []
        self.feed(text)
        assert not self._open, self._open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.ids |= {value for name, value in attrs if name == "id"}
        self.links += [value for name, value in attrs if name in ("href", "src", "action")]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        assert tag in VOID or self._open.pop() == tag, tag

    def handle_data(self, data):
        self.said.append(data)

    @property
    def text(self) -> str:
        return "".join(self.said)

    def addresses(self, base: str) -> set[str]:
        """Tell where the links lead, fragments left out."""
        return {urljoin(base, link).split("#")[0] for link in self.links}
