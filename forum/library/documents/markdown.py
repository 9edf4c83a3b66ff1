"""Markdown documents with YAML front matter: every key known, every value checked."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

import yaml
from frontmatter.default_handlers import YAMLHandler

from .document import MAX_ADDRESS, SLUG_LENGTH, Document, Source, refusal, slug_of

MAX_FRONT_MATTER = 20_000
MAX_LINE = 200
MAX_TEXT = 2_000
MAX_SUMMARY, MAX_LICENCE = 300, 100  # as the table of articles has room
MAX_ITEMS = 50
UNKNOWN = ("", "~", "null", "unknown")

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HANDLER = YAMLHandler()
_FIRST_KEY = re.compile(r"-{3,}\n\s{0,80}[a-z_]{1,40}:")


class _Invalid(ValueError):
    def __init__(self, node: Any, reason: str) -> None:
        super().__init__(reason)
        self.line: int = node.start_mark.line


def is_markdown(text: str, name: str) -> bool:
    """Tell a Markdown document, by its name or by front matter at its top, from plain text."""
    if PurePath(name).suffix.lower() in (".md", ".markdown"):
        return True
    return _FIRST_KEY.match(text) is not None


def read_markdown(text: str, name: str, digest: str) -> Document:
    """Read a Markdown document; raise NotAnArticle that names the line of the first mistake."""
    text = text.lstrip("\n")
    if not _HANDLER.detect(text):
        raise refusal(name, "line 1: a Markdown article starts with front matter (--- and title:)")
    try:
        matter, body = _HANDLER.split(text)
    except ValueError:
        raise refusal(name, "line 1: the front matter is not closed with ---") from None
    if len(matter) > MAX_FRONT_MATTER:
        raise refusal(name, f"the front matter is longer than {MAX_FRONT_MATTER} characters")
    first = text.count("\n", 0, text.index(matter)) + 1
    try:
        fields = _read_fields(_compose(matter))
    except _Invalid as mistake:
        raise refusal(name, f"line {first + mistake.line}: {mistake}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f"line {first + mark.line}: " if mark else ""
        problem = getattr(error, "problem", None) or "it is no YAML"
        raise refusal(name, f"{at}the front matter cannot be read: {problem}") from None
    except RecursionError:
        raise refusal(name, "the front matter is nested too deeply") from None
    if "title" not in fields:
        raise refusal(name, f"line {first}: the front matter names no title")
    if not body.strip():
        raise refusal(name, "has no body below its front matter")
    fields.setdefault("slug", slug_of(fields["title"], digest))
    return Document(body=body.strip("\n") + "\n", digest=digest, **fields)


def _compose(matter: str) -> Any:
    # BaseLoader keeps every scalar a string (so `title: No` stays "No"), builds no objects, and
    # the composed nodes, unlike loaded values, know their lines.
    root = yaml.compose(matter, Loader=yaml.BaseLoader)
    if root is None:
        return yaml.compose("{}", Loader=yaml.BaseLoader)
    return root


def _read_fields(root: Any) -> dict[str, Any]:
    if not isinstance(root, yaml.MappingNode):
        raise _Invalid(root, "front matter is a list of lines such as “title: …”")
    fields: dict[str, Any] = {}
    for key, node in root.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if name not in FIELDS:
            raise _Invalid(key, f"unknown key “{name[:40]}”; known are {', '.join(FIELDS)}")
        if name in fields:
            raise _Invalid(key, f"the key “{name}” is given twice")
        value = None if _is_unknown(node) else FIELDS[name](node, name)
        if value is not None:
            fields[name] = value
        _check_order(fields, node)
    return fields


def _check_order(fields: dict[str, Any], node: Any) -> None:
    for earlier, later in (("written", "edited"), ("reviewed", "review_due")):
        if earlier in fields and later in fields and fields[later] < fields[earlier]:
            raise _Invalid(node, f"“{later}” is before “{earlier}”")


def _is_unknown(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value.strip().lower() in UNKNOWN


def _scalar(node: Any, name: str, limit: int) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _Invalid(node, f"“{name}” must be one text")
    value = " ".join(node.value.split())
    if len(value) > limit:
        raise _Invalid(node, f"“{name}” is longer than {limit} characters")
    return value


def _line(node: Any, name: str) -> str:
    return _scalar(node, name, MAX_LINE)


def _text(node: Any, name: str) -> str:
    return _scalar(node, name, MAX_TEXT)


def _summary(node: Any, name: str) -> str:
    return _scalar(node, name, MAX_SUMMARY)


def _licence(node: Any, name: str) -> str:
    return _scalar(node, name, MAX_LICENCE)


def _slug(node: Any, name: str) -> str:
    value = _line(node, name)
    if not _SLUG.fullmatch(value) or len(value) > SLUG_LENGTH:
        raise _Invalid(node, f"“{name}” must be words of a-z and 0-9 joined by hyphens")
    return value


def _place(node: Any, name: str) -> int:
    value = _line(node, name)
    if not (value.isascii() and value.isdecimal() and 0 < len(value) <= 4):
        raise _Invalid(node, f"“{name}” must be a whole number, such as 3")
    return int(value)


def _day(node: Any, name: str) -> date:
    value = _line(node, name)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _Invalid(node, f"“{name}” must be a date such as 2024-05-31") from None


def _url(node: Any, name: str) -> str:
    value = _scalar(node, name, MAX_ADDRESS)
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in value:
        raise _Invalid(node, f"“{name}” must be a web address (http:// or https://)")
    return value


def _items(node: Any, name: str) -> list[Any]:
    if not isinstance(node, yaml.SequenceNode):
        raise _Invalid(node, f"“{name}” must be a list")
    if len(node.value) > MAX_ITEMS:
        raise _Invalid(node, f"“{name}” has more than {MAX_ITEMS} entries")
    return list(node.value)


def _words(node: Any, name: str) -> tuple[str, ...]:
    words = [_line(item, name) for item in _items(node, name)]
    if not all(words):
        raise _Invalid(node, f"“{name}” has an empty entry")
    return tuple(dict.fromkeys(words))


def _sources(node: Any, name: str) -> tuple[Source, ...]:
    return tuple(_source(item, name) for item in _items(node, name))


def _source(node: Any, name: str) -> Source:
    if not isinstance(node, yaml.MappingNode):
        node_title, node_url = node, None
    else:
        parts = {key.value: value for key, value in node.value if key.id == "scalar"}
        if not {"title"} <= parts.keys() <= {"title", "url"} or len(parts) < len(node.value):
            raise _Invalid(node, f"an entry of “{name}” has a title and a url")
        node_title, node_url = parts["title"], parts.get("url")
    title = _text(node_title, name)
    if not title:
        raise _Invalid(node, f"an entry of “{name}” has an empty title")
    return Source(title, _url(node_url, "url") if node_url else None)


FIELDS: dict[str, Callable[[Any, str], Any]] = {
    "title": _line,
    "slug": _slug,
    "author": _line,
    "editor": _line,
    "reviewer": _line,
    "source": _line,
    "source_url": _url,
    "licence": _licence,
    "written": _day,
    "edited": _day,
    "reviewed": _day,
    "review_due": _day,
    "summary": _summary,
    "tags": _words,
    "areas": _words,
    "sources": _sources,
    "pin": _place,
}
