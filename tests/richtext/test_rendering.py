import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.richtext import (
    MAX_HTML_LENGTH,
    MAX_SOURCE_LENGTH,
    VERSION,
    Rendered,
    render,
    rendering,
)
from forum.richtext.sanitize import sanitize

HOSTILE = json.loads(Path(__file__).with_name("hostile.json").read_text())
SHAPES = json.loads(Path(__file__).with_name("pathological.json").read_text())
FRAGMENTS = (
    "a", "Z", "é", "你", "🦵", "\u0301", "\u202e", "\ud800", "\0", "\r", ".", ":", "!", "@", '"',
    " ", "  \n", "\n", "\n\n", "\t", "    ", "# ", "> ", "- ", "1. ", "---\n", "===\n", "```", "'",
    "*", "**", "_", "`", "``", "~~~", "\\", "[", "]", "(", ")", "](", "![", "]: ", "|", "|-|\n",
    "<", ">", "</", "<!--", "-->", "&", "&lt;", "&#x3c;", "&Tab;", "&#x202e;", "&nbsp;",
    "https://", "javascript:", "mailto:", "//", "/", "#post-1", "example.org",
)  # fmt: skip
MARKDOWN = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join)
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_a_post_is_rendered_as_people_expect() -> None:
    post = "Hello,\n\n* one\n* two\n\nSee [it](https://example.org/?b=c&d=e)."
    assert render(post).html == (
        "<p>Hello,</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
        '<p>See <a href="https://example.org/?b=c&amp;d=e" rel="nofollow ugc noopener">it</a>.</p>'
    )


def test_html_is_shown_as_it_was_typed() -> None:
    assert render("<b>x</b> & &amp;lt;").html == "<p>&lt;b&gt;x&lt;/b&gt; &amp; &amp;lt;</p>"


def test_the_language_of_a_fence_leaves_no_class() -> None:
    assert render('```js" onload="x\n1 < 2\n```').html == "<pre><code>1 &lt; 2\n</code></pre>"


def test_nothing_makes_nothing() -> None:
    assert render("") == Rendered("", "")


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_text_leaves_only_what_a_post_may_hold(
    source: str, assert_safe: Callable[[str], None]
) -> None:
    for around in ("{}", "> {}", "- {}", "a\n\n{}\n\nb", "|a|\n|-|\n|{}|"):
        assert_safe(render(around.format(source)).html)


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_text_means_the_same_after_it_is_parsed_and_written_again(source: str) -> None:
    html = render(source).html
    assert sanitize(html) == html


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_text_is_never_lost(source: str) -> None:
    assert render(source).html


@contextmanager
def faults_raised() -> Iterator[None]:
    """Fail where the renderer would log a fault of its parts and carry on."""

    def fail(record: logging.LogRecord) -> bool:
        raise AssertionError(record.getMessage())

    logger = logging.getLogger(rendering.__name__)
    logger.addFilter(fail)
    yield
    logger.removeFilter(fail)


@settings(deadline=None, max_examples=400)
@given(st.one_of(MARKDOWN, ANY_TEXT))
def test_any_text_is_rendered_safely(assert_safe: Callable[[str], None], source: str) -> None:
    with faults_raised():
        rendered = render(source)
    assert_safe(rendered.html)
    assert sanitize(rendered.html) == rendered.html
    rendered.html.encode()
    rendered.text.encode()


@settings(deadline=None)
@given(MARKDOWN)
def test_anchors_add_ids_and_change_nothing_else(source: str) -> None:
    with faults_raised():
        rendered = render(source, anchors=True)
    assert sanitize(rendered.html) == render(source).html
    assert sanitize(rendered.html, with_anchors=True) == rendered.html


def grown(shape: dict[str, str], size: int) -> str:
    tail = shape.get("tail", "")
    times = size // len(shape["body"] + tail)
    return shape.get("head", "") + shape["body"] * times + shape.get("middle", "") + tail * times


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape["name"])
def test_output_grows_no_faster_than_the_text(shape: dict[str, str]) -> None:
    small, large = (render(grown(shape, size)) for size in (2_000, 4_000))
    # Not below the escaped source, to which a text that is too complex falls back.
    assert len(large.html) <= 2 * max(len(small.html), 2_000 * len("&quot;")) + 200
    assert len(large.text) <= 2 * max(len(small.text), 2_000) + 200


@pytest.mark.parametrize(
    "source",
    [
        "[a]: https://example.org/" + "z" * 1_900 + "\n\n" + "[a]" * 9_000,
        "[a](/" + "你" * 20_000 + ")",
        "\u00a0" * MAX_SOURCE_LENGTH,
        "&" * MAX_SOURCE_LENGTH,
        "|a" * 19 + "|\n" + "|-" * 19 + "|\n" + "|\n" * 14_000,
        "`a` " * 7_500,
        "<https://a.example>" * 1_500,
        "x" * 5_000_000,
    ],
    ids=lambda source: source[:20],
)
def test_no_text_fills_more_than_the_greatest_size(source: str) -> None:
    assert len(render(source).html) <= MAX_HTML_LENGTH


def test_nothing_bigger_than_the_greatest_size_reaches_the_sanitizers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes: list[int] = []
    monkeypatch.setattr(
        rendering, "sanitize", lambda html, **_: sizes.append(len(html)) or sanitize(html)
    )
    render("[a]: https://example.org/" + "z" * 1_900 + "\n\n" + "[a]" * 1_000)
    assert max(sizes) <= MAX_HTML_LENGTH


def test_a_text_that_is_too_complex_is_shown_as_it_was_written() -> None:
    source = "> " * 100 + "*a* <em>b</em> &amp;\n\n</code></pre>c"
    shown = "&gt; " * 100 + ("*a* &lt;em&gt;b&lt;/em&gt; &amp;amp;\n\n&lt;/code&gt;&lt;/pre&gt;c")
    assert render(source).html == f"<pre><code>{shown}</code></pre>"
    assert render(source).text == source


def test_hidden_characters_go_from_a_text_that_is_too_complex_as_well() -> None:
    rendered = render("> " * 100 + "a\u202eb\ud800")
    assert rendered.html.endswith("ab�</code></pre>")
    assert rendered.text.endswith("ab�")


def test_a_line_separator_ends_a_line_of_markdown() -> None:
    assert render("a\u2028- b").html == "<p>a</p>\n<ul>\n<li>b</li>\n</ul>"


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    rendered = render("*a* " * MAX_SOURCE_LENGTH)
    assert rendered.html.startswith("<pre><code>*a* ")
    assert rendered.text.endswith("…")
    assert len(rendered.text) == MAX_SOURCE_LENGTH + 1


def test_a_text_of_the_greatest_length_is_rendered_whole() -> None:
    source = ("word " * MAX_SOURCE_LENGTH)[: MAX_SOURCE_LENGTH - 1] + "."
    assert render(source).html == f"<p>{source}</p>"


def test_a_fault_in_a_parser_costs_the_formatting_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(source: str) -> None:
        raise AssertionError(source)

    monkeypatch.setattr(rendering, "parse", fail)
    assert render("my *private* words").html == "<pre><code>my *private* words</code></pre>"
    assert "AssertionError" in caplog.text
    assert "private" not in caplog.text


def test_the_version_changes_with_what_the_rules_put_out() -> None:
    """When this fails, raise `_RULES` in rendering.py, then write the new pair here."""
    samples = [*HOSTILE, "# a\n\n- b\n\n3. c\n\n> d\n\n|e|\n|-|\n|f|\n\n```x\ng\n```\n---\n"]
    outcome = [(out.html, out.text) for out in map(render, samples)]
    digest = hashlib.sha256(json.dumps(outcome).encode()).hexdigest()[:12]
    assert (VERSION.partition("-")[0], digest) == ("1", "d9fad6414bb2")


def test_the_version_is_short_and_on_every_text() -> None:
    assert render("a").version == VERSION
    assert 0 < len(VERSION) <= 32
