"""Writes the lines of a scraped page as Markdown that shows exactly their words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .lines import Line, ends_sentence, is_sentence

MAX_HEADING_WORDS = 12
MAX_ITEM_HEADING_WORDS = 8
MAX_LEVELS = 5
LOST = "lost"

_ADDRESS = re.compile(r"https?://[\w\-./?=&%#~:+@,;!]+")
_SPECIAL = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_|_(?![^\W_])")
_LINE_START = re.compile(r"[#>+-]|\d{1,9}(?=[.)](?:\s|$))")


def to_markdown(lines: Sequence[Line], *, headings: bool) -> str:
    """Write paragraphs, lists and, where asked for, headings (level 2, and 3 over list items)."""
    lines = _with_lost_bullets(lines)
    blocks: list[str] = []
    level = "##"
    place = 0
    while place < len(lines):
        line = lines[place]
        if headings and _is_heading(lines, place):
            blocks.append(f"## {escape(line.text)}")
            level = "###"
        elif headings and _is_item_heading(lines, place):
            # A lone item over its paragraph: a heading in all but name.
            number = f"{line.marker} " if line.number else ""
            blocks.append(f"{level} {number}{escape(line.text)}")
        elif _is_item(line):
            end = _list_end(lines, place, headings=headings)
            blocks.append(_list(lines[place:end]))
            place = end - 1
        else:
            blocks.append(escape(f"{line.marker} {line.text}" if line.marker else line.text))
        place += 1
    return "\n\n".join(blocks) + "\n" if blocks else ""


def escape(text: str) -> str:
    """Escape what Markdown would read as markup; web addresses stay what they are."""
    parts: list[str] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:!")
        plain = _SPECIAL.search(address) is None
        parts += (_escape_words(text[end : match.start()]), address if plain else f"<{address}>")
        end = match.start() + len(address)
    escaped = "".join(parts) + _escape_words(text[end:])
    start = _LINE_START.match(escaped)
    if not start:
        return escaped
    if start[0].isdecimal():
        return f"{start[0]}\\{escaped[start.end() :]}"
    return f"\\{escaped}"


def _escape_words(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _is_item(line: Line) -> bool:
    # Markdown has no marker such as "1.2."
    return line.marker != "" and len(line.number) <= 1


def _kind(line: Line) -> str:
    """Items of one list share it: a bullet, or the sign behind the number."""
    return line.marker[-1] if line.number else "-"


def _list_end(lines: Sequence[Line], start: int, *, headings: bool) -> int:
    first = lines[start]
    end = start + 1
    while end < len(lines):
        line = lines[end]
        if line.indent <= first.indent and (not _is_item(line) or _kind(line) != _kind(first)):
            break
        if headings and _is_item_heading(lines, end):
            break
        end += 1
    return end


def _list(lines: Sequence[Line]) -> str:
    levels: list[int] = []  # the indents of the items that are open
    rows: list[str] = []
    for line in lines:
        if _is_item(line):
            outer = [level for level in levels if level < line.indent]
            levels = [*outer[:MAX_LEVELS], line.indent]
            marker = line.marker if line.number else "-"
            rows.append(f"{'    ' * (len(levels) - 1)}{marker} {escape(line.text)}")
        else:
            rows += ["", "    " * len(levels) + escape(line.text)]
    return "\n".join(rows)


def _is_heading(lines: Sequence[Line], place: int) -> bool:
    """A short line alone above other text, written as titles are."""
    line = lines[place]
    return (
        not line.marker
        and (line.gap > 0 or place == 0)
        and place + 1 < len(lines)
        and line.words <= MAX_HEADING_WORDS
        and not line.text[0].islower()
        and any(c.isalpha() for c in line.text)
        and (line.text.endswith("?") or not (ends_sentence(line.text) or line.text[-1] in ",;"))
    )


def _is_item_heading(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    above, below = lines[max(place - 1, 0)], lines[min(place + 1, len(lines) - 1)]
    return (
        _is_item(line)
        and line.words <= MAX_ITEM_HEADING_WORDS
        and not ends_sentence(line.text)
        and not (above.marker and place)
        and not below.marker
        and below.indent <= line.indent
        and is_sentence(below)
    )


def _with_lost_bullets(lines: Sequence[Line]) -> list[Line]:
    """Give bullets to a run of short lines below a colon: scrapers often lose them."""
    marked = list(lines)
    for place in range(1, len(lines)):
        line, above = lines[place], marked[place - 1]
        if not _is_loose(line):
            continue
        goes_on = (
            place + 1 < len(lines) and not lines[place + 1].gap and _is_loose(lines[place + 1])
        )
        starts = above.text.endswith(":") and line.gap <= 1 and goes_on
        if starts or (not line.gap and above.marker == LOST):
            marked[place] = replace(line, marker=LOST)
    return marked


def _is_loose(line: Line) -> bool:
    return not line.marker and line.words <= MAX_HEADING_WORDS and not is_sentence(line)
