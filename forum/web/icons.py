"""Icons: 24 × 24, drawn for this site in one stroke width.

They are decoration and always stand beside words, so they are hidden from screen readers. A page
holds the shape of each icon once, at its end, and refers to it wherever it is shown.
"""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from .safe_html import own

SHAPES = {
    "ask": (
        '<path d="M4 20l1-4.5L16.2 4.3a2 2 0 0 1 2.9 0l.6.6a2 2 0 0 1 0 2.9L8.5 19 4 20z"/>'
        '<path d="M14 6.5l3.5 3.5"/>'
    ),
    "questions": (
        '<path d="M20 12.2c0 3.8-3.6 6.8-8 6.8-1.1 0-2.2-.2-3.2-.5L4 20l1.3-3.6C4.5 15.2 4 '
        '13.8 4 12.2 4 8.4 7.6 5.3 12 5.3s8 3.1 8 6.9z"/>'
        '<path d="M8.5 10.6h7M8.5 14h4.5"/>'
    ),
    "article": (
        '<path d="M12 6.5C10 5.2 7.2 4.8 4 5v13c3.2-.2 6 .2 8 1.5 2-1.3 4.8-1.7 '
        '8-1.5V5c-3.2-.2-6 .2-8 1.5z"/>'
        '<path d="M12 6.5v13"/>'
    ),
    "body": (
        '<circle cx="12" cy="4.8" r="2.1"/>'
        '<path d="M5 9.2c2.2.8 4.6 1.2 7 1.2s4.8-.4 7-1.2"/>'
        '<path d="M12 10.4v4.1M9.2 9.9l.4 4.6-1.4 6.3M14.8 9.9l-.4 4.6 1.4 6.3"/>'
    ),
    "tag": '<path d="M4 4.5h7.5l8 8-7 7-8-8z"/><circle cx="8.2" cy="8.7" r="1.1"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5 5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "inbox": (
        '<path d="M4 13.5L6.5 5h11L20 13.5V19H4z"/><path d="M4 13.5h4.5l1.2 2.5h4.6l1.2-2.5H20"/>'
    ),
    "account": (
        '<circle cx="12" cy="8.2" r="3.7"/><path d="M4.5 20c.8-3.8 3.8-5.8 7.5-5.8s6.7 2 7.5 5.8"/>'
    ),
    "sign-in": '<path d="M13 4.5h6v15h-6"/><path d="M4 12h10.5M10.5 8l4 4-4 4"/>',
    "sign-out": '<path d="M11 4.5H5v15h6"/><path d="M9.5 12H20M16 8l4 4-4 4"/>',
    "moderation": (
        '<path d="M12 3.5l7 2.5v5.5c0 4.3-2.8 7.3-7 9-4.2-1.7-7-4.7-7-9V6z"/>'
        '<path d="M9 12l2.2 2.2L15.3 10"/>'
    ),
    "check": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "helped": '<circle cx="12" cy="12" r="8.3"/><path d="M8.3 12.3l2.6 2.6 4.9-5.3"/>',
    "useful": '<path d="M12 19.5V5M6 11l6-6 6 6"/>',
    "reply": '<path d="M9.5 6L4 11.5 9.5 17"/><path d="M4.5 11.5H14c3.5 0 6 2.3 6 6.5"/>',
    "quote": (
        '<path d="M10 7c-3 1-4.5 3-4.5 6v4H10v-4.5H7.5M18.5 7c-3 1-4.5 3-4.5 6v4h4.5v-4.5H16"/>'
    ),
    "edit": '<path d="M13.5 6.5l4 4L9 19l-5 1 1-5z"/><path d="M12.5 20H20"/>',
    "history": '<path d="M4.5 9.5A8 8 0 1 1 4 12"/><path d="M4 5v4.5h4.5M12 8v4.5l3 2"/>',
    "link": (
        '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1"/>'
        '<path d="M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"/>'
    ),
    "share": '<path d="M12 15V4M8 7.5L12 4l4 3.5"/><path d="M6 11.5v8h12v-8"/>',
    "more": (
        '<circle cx="5.5" cy="12" r=".8"/>'
        '<circle cx="12" cy="12" r=".8"/>'
        '<circle cx="18.5" cy="12" r=".8"/>'
    ),
    "flag": '<path d="M6 21V4M6 5c4-2.2 7.5 2 12 0v8.5c-4.5 2-8-2.2-12 0"/>',
    "bookmark": '<path d="M7 4h10v16l-5-4-5 4z"/>',
    "follow": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15z"/><path d="M10 20.5h4"/>',
    "pin": '<path d="M9 4h6l-.8 6L18 13.5H6L9.8 10z"/><path d="M12 13.5V20"/>',
    "lock": '<path d="M6 11h12v9H6z"/><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "hidden": (
        '<path d="M3.5 12c2-3.5 5-5.5 8.5-5.5s6.5 2 8.5 5.5c-2 3.5-5 5.5-8.5 5.5S5.5 15.5 3.5 '
        '12z"/>'
        '<path d="M5 19L19 5"/>'
    ),
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
    "globe": (
        '<circle cx="12" cy="12" r="8.3"/>'
        '<path d="M3.7 12h16.6M12 3.7c5 5 5 11.6 0 16.6-5-5-5-11.6 0-16.6z"/>'
    ),
    "phone": (
        '<path d="M6.5 4h3l1.5 4-2 1.7c1 2.3 2.9 4.2 5.2 5.2L16 13l4 1.5v3c0 1.4-1.1 2.5-2.5 '
        '2.5C10.6 20 4 13.4 4 6.5 4 5.1 5.1 4 6.5 4z"/>'
    ),
    "info": '<circle cx="12" cy="12" r="8.3"/><path d="M12 11v5.5M12 7.6v.1"/>',
    "urgent": '<path d="M12 4l9 16H3z"/><path d="M12 10v4.5M12 17.2v.1"/>',
    "emergency": (
        '<path d="M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2z"/>'
        '<path d="M12 7.5v5.5M12 16.3v.1"/>'
    ),
    "crisis": (
        '<path d="M12 20C7 16.5 3.5 13.3 3.5 9.3A4.6 4.6 0 0 1 12 7a4.6 4.6 0 0 1 8.5 2.3c0 '
        '4-3.5 7.2-8.5 10.7z"/>'
    ),
    "next": '<path d="M9 5l7 7-7 7"/>',
    "previous": '<path d="M15 5l-7 7 7 7"/>',
    "down": '<path d="M5 9l7 7 7-7"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "undo": '<path d="M8.5 5.5L4 10l4.5 4.5"/><path d="M4.5 10H15a5 5 0 0 1 0 10h-4"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3"/><path d="M7 14h10v6H7z"/>',
    "bold": '<path d="M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z"/>',
    "italic": '<path d="M10 5h7M7 19h7M13.5 5l-3 14"/>',
    "list": '<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5v.1M4.5 12v.1M4.5 17.5v.1"/>',
    "auto": '<circle cx="12" cy="12" r="8"/><path d="M12 4v16M12 8l5-1.5M12 12h8M12 16l5 1.5"/>',
    "light": (
        '<circle cx="12" cy="12" r="4"/>'
        '<path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M5.6 18.4L7 17M17 '
        '7l1.4-1.4"/>'
    ),
    "dark": '<path d="M19.5 14A8 8 0 0 1 10 4.5a8 8 0 1 0 9.5 9.5z"/>',
    "contrast": (
        '<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor"/>'
    ),
}
_SHOWN = '<use href="#i-'


@cache
def icon(name: str, css_class: str = "") -> Markup:
    """Return the place where an icon is shown; `KeyError` for a name that has no shape."""
    if name not in SHAPES:
        raise KeyError(f"no icon is called {name!r}")
    classes = f"icon {css_class}" if css_class else "icon"
    return own(f'<svg class="{classes}" aria-hidden="true"><use href="#i-{name}"/></svg>')


def with_shapes(html: str) -> Markup:
    """Return a page, or a piece of one, followed by the shapes of the icons that it shows."""
    _, *pieces = str.split(html, _SHOWN)  # by hand: the page is long, and this is made for each
    names = {piece.partition('"')[0] for piece in pieces} & SHAPES.keys()
    shapes = "".join(map(_symbol, sorted(names)))
    if not shapes:
        return own(html)
    return own(f'{html}<svg class="shapes" width="0" height="0" aria-hidden="true">{shapes}</svg>')


@cache
def _symbol(name: str) -> str:
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{SHAPES[name]}</symbol>'
