"""What counts as safe HTML, said a second time and in other words than the room says it."""

import re
from collections.abc import Callable, Iterator

import pytest
from bleach._vendor import html5lib
from journeys.conftest import chromium

__all__ = ["chromium"]

ATTRIBUTES = {
    "a": {"href", "rel"},
    "blockquote": set(),
    "br": set(),
    "code": set(),
    "div": {"class", "role", "aria-label", "tabindex"},
    "em": set(),
    "h1": set(),
    "h2": set(),
    "h3": set(),
    "h4": set(),
    "h5": set(),
    "h6": set(),
    "hr": set(),
    "li": set(),
    "ol": {"start"},
    "p": set(),
    "pre": set(),
    "strong": set(),
    "table": set(),
    "tbody": set(),
    "td": set(),
    "th": set(),
    "thead": set(),
    "tr": set(),
    "ul": set(),
}
# What a browser ignores in an address before it looks for the scheme.
IGNORED = re.compile("[\0-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
MISLEADING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def elements(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the tag and attributes of each element as a browser's parser finds them."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is not tree:
            assert isinstance(element.tag, str), "a comment"
            yield element.tag, dict(element.attrib)


def check_address(url: str, rel: str | None) -> None:
    assert not IGNORED.search(url)
    assert "\\" not in url
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", url, re.IGNORECASE)
    if scheme is None:
        assert url.startswith(("/", "#")), url
        assert not url.startswith("//"), url
    elif scheme[1].lower() in {"http", "https"}:
        host = re.match(r"https?://([^/?#]*)", url, re.IGNORECASE)
        assert host, url
        assert re.search(r"[a-z0-9]", host[1], re.IGNORECASE), url
        assert "@" not in host[1], url
        assert rel == "nofollow ugc noopener", url
    else:
        assert scheme[1].lower() == "mailto", url


@pytest.fixture(scope="session")
def assert_safe() -> Callable[[str], None]:
    """A check that HTML holds only what a post may hold."""

    def check(html: str) -> None:
        assert not MISLEADING.search(html)
        for tag, attributes in elements(html):
            assert tag in ATTRIBUTES, f"<{tag}>"
            assert set(attributes) <= ATTRIBUTES[tag], f"<{tag} {attributes}>"
            if "href" in attributes:
                check_address(attributes["href"], attributes.get("rel"))
            if tag == "div":
                assert attributes["class"] == "table-scroll"

    return check
