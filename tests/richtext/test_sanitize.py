import threading

import pytest

from forum.richtext.sanitize import sanitize

SAFE = [
    "<p>a <strong>b</strong> <em>c</em> <code>d</code><br>e</p>",
    '<p><a href="https://example.org" rel="nofollow ugc noopener">x</a></p>',
    '<p><a href="/questions?a=b&amp;c=d">x</a> <a href="#post-1">y</a></p>',
    '<ol start="3">\n<li>a</li>\n</ol>',
    "<pre><code>a &lt; b &amp;amp; c\n</code></pre>",
    '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">\n<table>\n<thead>\n'
    "<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n</div>",
    "<blockquote>\n<p>a</p>\n<hr>\n</blockquote>",
]
DROPPED = [
    ('<p onclick="x">a</p>', "<p>a</p>"),
    ('<p id="p-00000000">a</p>', "<p>a</p>"),
    ('<p style="color:red" class="btn" title="t" lang="en">a</p>', "<p>a</p>"),
    ('<a href="javascript:1">a</a>', "<a>a</a>"),
    ('<a href="javascript:80`x`">a</a>', "<a>a</a>"),
    ('<a href="&#106;avascript:1">a</a>', "<a>a</a>"),
    ('<a href="java&#9;script:1">a</a>', "<a>a</a>"),
    ('<a href="//example.org">a</a>', "<a>a</a>"),
    ('<a href="/&#9;/example.org">a</a>', "<a>a</a>"),
    ('<a href="/" target="_blank" rel="opener" name="x">a</a>', '<a href="/">a</a>'),
    ('<ol start="-1"><li>a</li></ol>', "<ol><li>a</li></ol>"),
    ('<div class="modal" role="dialog" tabindex="1">a</div>', "<div>a</div>"),
    ("<p>a<!-- b --></p>", "<p>a</p>"),
    ("<u>a</u>", "&lt;u&gt;a&lt;/u&gt;"),
]
LIVE = [
    "script",
    "img",
    "svg",
    "math",
    "style",
    "iframe",
    "form",
    "input",
    "object",
    "base",
    "meta",
]


@pytest.mark.parametrize("html", SAFE)
def test_what_our_renderer_makes_passes_unchanged(html: str) -> None:
    assert sanitize(html) == html


@pytest.mark.parametrize(("html", "kept"), DROPPED)
def test_whatever_is_not_on_the_list_is_dropped(html: str, kept: str) -> None:
    assert sanitize(html) == kept


@pytest.mark.parametrize("tag", LIVE)
def test_a_tag_that_is_not_on_the_list_is_no_tag_any_more(tag: str) -> None:
    assert f"<{tag}" not in sanitize(f"<p>a</p><{tag} src=x onerror=y>b</{tag}>")


def test_anchors_pass_only_where_they_are_asked_for() -> None:
    html = '<h2 id="s-what-helps-2">a</h2><p id="p-0a1b2c3d">b</p>'
    assert sanitize(html, with_anchors=True) == html
    assert sanitize(html) == "<h2>a</h2><p>b</p>"


@pytest.mark.parametrize("forged", ["post-1", "s-", "p-xyz", "cookie", "s-A", "s-a b"])
def test_only_anchors_of_our_own_form_pass(forged: str) -> None:
    assert sanitize(f'<p id="{forged}">a</p>', with_anchors=True) == "<p>a</p>"


def test_threads_do_not_disturb_one_another() -> None:
    wrong: list[str] = []

    def work(number: int) -> None:
        html = f"<ul>\n<li>{number}</li>\n</ul>" * 20
        wrong.extend(result for _ in range(20) if (result := sanitize(html)) != html)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
