"""The last two walls: bleach, then nh3, over one allowlist."""

import re
from collections.abc import Callable, Mapping

import nh3
from bleach.sanitizer import Cleaner

from . import anchors, links

_BLOCKS = {"blockquote", "div", "hr", "p", "pre", *anchors.HEADING_TAGS}
_LISTS = {"ol", "ul", "li"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_INLINE = {"a", "br", "code", "em", "strong"}
TAGS = frozenset(_BLOCKS | _LISTS | _TABLES | _INLINE)
SCHEMES = frozenset({"http", "https", "mailto"})

# Around each table, so that a wide one scrolls by touch, mouse and keyboard. A group and not a
# region: a page of posts with tables would otherwise be full of landmarks with one name.
SCROLLER = {"class": "table-scroll", "role": "group", "aria-label": "Table", "tabindex": "0"}

_Check = Callable[[str], object]
_Checks = Mapping[tuple[str, str], _Check]
_Sanitize = Callable[[str], str]

_POST: _Checks = {
    ("a", "href"): links.allowed,
    ("a", "rel"): links.EXTERNAL_REL.__eq__,
    ("ol", "start"): re.compile("[0-9]{1,9}").fullmatch,
    **{("div", name): value.__eq__ for name, value in SCROLLER.items()},
}
_ARTICLE: _Checks = {**_POST, **{(tag, "id"): anchors.PATTERN.fullmatch for tag in anchors.TAGS}}


def _walls(checks: _Checks) -> _Sanitize:
    def keeps(tag: str, name: str, value: str) -> bool:
        check = checks.get((tag, name))
        return check is not None and bool(check(value))

    first = Cleaner(tags=TAGS, attributes=keeps, protocols=SCHEMES)
    second = nh3.Cleaner(
        tags=TAGS,
        attributes={"*": set(), **{tag: {n for t, n in checks if t == tag} for tag, _ in checks}},
        attribute_filter=lambda tag, name, value: value if keeps(tag, name, value) else None,
        link_rel=None,  # ours is checked above; this option would put one on local links too
        url_schemes=SCHEMES,
    )
    return lambda html: second.clean(first.clean(html))


# The pairs that nobody uses at the moment. Bleach's parser keeps state between calls, so two texts
# never share one. Threads come and go; each need not build a pair, which takes 1.5 ms.
_FREE: dict[bool, list[_Sanitize]] = {False: [], True: []}


def sanitize(html: str, *, with_anchors: bool = False) -> str:
    """Return `html` with the allowed tags and attributes only; `id` only `with_anchors`.

    Tags that are not allowed are shown as text; their attributes never come back to life.
    `html` must not contain lone surrogates.
    """
    free = _FREE[with_anchors]
    try:
        walls = free.pop()
    except IndexError:
        walls = _walls(_ARTICLE if with_anchors else _POST)
    clean = walls(html)
    free.append(walls)  # but for a pair that failed: nobody knows its state
    return clean
