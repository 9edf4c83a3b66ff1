import pytest

from forum.richtext import links

ALLOWED = [
    "https://example.org",
    "http://example.org/",
    "HTTPS://EXAMPLE.ORG/A",
    "https://example.org:8443/a/b?c=d&e=f#g",
    "https://example.org?x",
    "https://example.org#x",
    "https://xn--bcher-kva.example/",
    "https://my_shop.example.org./@someone/posts",
    "http://127.0.0.1/",
    "http://[2001:db8::1]:80/x",
    "https://example.org/%E4%BD%A0",
    "https://example.org/a_(b),c;d='e'",
    "mailto:someone@example.org",
    "mailto:first.last+tag@mail.example.org",
    "/",
    "/questions/1/cramp#post-2",
    "/search?q=calf+cramp",
    "#post-12",
    "#p-0a1b2c3d",
    "#s-when-to-see-a-doctor",
]
REFUSED = [
    "",
    " ",
    "example.org",
    "www.example.org",
    "javascript:x",
    "JavaScript:x",
    "javascript:80",
    "javascript:1/x",
    "javascript:`x 1`",
    "javascript://example.org/%0Ax",
    " javascript:x",
    "java\tscript:x",
    "java\nscript:x",
    "\x01javascript:x",
    "&#106;avascript:x",
    "javascript&colon;x",
    "javascript%3Ax",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "ftp://example.org/",
    "tel:112",
    "//example.org/",
    "///example.org/",
    "/\\example.org/",
    "\\\\example.org",
    "/\t/example.org/",
    "/path with space",
    '/"onclick="x',
    "/<script>",
    "/`x`",
    "/\u00e9",
    "https:",
    "https://",
    "https:///example.org",
    "https:/example.org",
    "https:example.org",
    "https://.",
    "https://-",
    "https://?x",
    "https://#x",
    "https://user@example.org/",
    "https://user:password@example.org/",
    "https://example.org\\@other.example/",
    "https://example.org%40other.example/",
    "https://%65xample.org/",
    "https://exa\u200bmple.org/",
    "https://exämple.org/",
    "https://example.org:port/",
    "https://example.org:443:443/",
    "https://example.org/\u202e",
    "https://example.org/ x",
    "https://example.org/x\n",
    "mailto:",
    "mailto:someone",
    "mailto:someone@",
    "mailto:someone@example.org?bcc=other@example.org",
    "mailto:a@example.org,b@example.org",
    "relative/path",
    "./path",
    "../path",
    "?query",
    "#",
    "#top",
    "#post-",
    "#post-1 x",
]


@pytest.mark.parametrize("url", ALLOWED)
def test_these_addresses_are_allowed(url: str) -> None:
    assert links.allowed(url)


@pytest.mark.parametrize("url", REFUSED)
def test_these_addresses_are_refused(url: str) -> None:
    assert not links.allowed(url)
    assert not links.external(url)


@pytest.mark.parametrize("url", ALLOWED)
def test_only_web_addresses_are_external(url: str) -> None:
    assert links.external(url) == url.lower().startswith("http")


@pytest.mark.parametrize("start", ["https://example.org/", "/", "mailto:a@", "#post-"])
def test_an_address_has_a_greatest_length(start: str) -> None:
    assert links.allowed(start + "a" * (links.MAX_LENGTH - len(start)))
    assert not links.allowed(start + "a" * (links.MAX_LENGTH - len(start) + 1))


@pytest.mark.parametrize(
    "char", ["\\", "\0", "\t", "\n", "\u00a0", "\u00ad", "\u200b", "\u202e", "\ufeff"]
)
def test_an_address_with_an_unseen_character_or_a_backslash_is_deceptive(char: str) -> None:
    assert links.deceptive(f"https://example.org/a{char}b")


@pytest.mark.parametrize("url", ["https://example.org/über uns", "/你好", "", "mailto:a@b.example"])
def test_letters_of_any_script_and_plain_spaces_are_not_deceptive(url: str) -> None:
    assert not links.deceptive(url)
