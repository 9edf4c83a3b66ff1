"""The lines of a scraped page: list markers, indentation and the blank lines between them."""

import html
import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

# Longer lines are paragraphs whatever they hold; no pattern looks at more of them than this.
SHORT = 400

# A page whose longest line is at most this wide may be wrapped at a fixed width.
WIDEST_WRAP = 110
SHORTEST_WRAP = 40

SENTENCE_END = ".!?…:"
CLOSING = "\"'”’»)] "

_MARKER = re.compile(r"(?:([•‣◦⁃∙·●○■□▪►*+–-])|(\d{1,3}(?:\.\d{1,3}){0,3}[.)]))[ ]+(?=\S)")
_BARE_MARKER = re.compile(r" *(?:[•◦▪●]|\d{1,3}(?:\.\d{1,3}){0,3}[.)])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_SPACES = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading or list item.

    `text` has single spaces and no list marker; `marker` is that marker ("•", "2.", "1.1.") or
    empty; `indent` counts the columns before either; `gap` the blank lines above; `words` the
    words of the text; `key` is the text as `key` writes it.
    """

    text: str
    marker: str
    indent: int
    gap: int
    words: int
    key: str

    @property
    def number(self) -> tuple[int, ...]:
        """The number in the marker (2.1 is (2, 1)), empty for bullets and plain lines."""
        return tuple(int(part) for part in self.marker.rstrip(".)").split(".") if part.isdecimal())


def split_lines(text: str) -> tuple[Line, ...]:
    """Cut a page into lines, undoing HTML entities and wrapping at a fixed width."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text).replace("\xa0", " ")
    rows = [row.expandtabs(4).rstrip() for row in text.split("\n")]
    width = _wrap_width(rows)
    paragraphs: list[list[Line]] = []
    gap, above = 0, ""
    for place, row in enumerate(rows):
        if _BARE_MARKER.fullmatch(row) and rows[place + 1 : place + 2] > [""]:
            rows[place + 1] = f"{row} {rows[place + 1].lstrip()}"
            continue
        if row:
            line = _line(row, gap)
            if above and not gap and _is_wrapped(above, line, width):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
            above = row
        gap = 0 if row else gap + 1
    return tuple(
        with_text(lines[0], " ".join(line.text for line in lines)) if len(lines) > 1 else lines[0]
        for lines in paragraphs
    )


def with_text(line: Line, text: str) -> Line:
    """The same line with another text."""
    return replace(line, text=text, words=len(text.split()), key=key(text))


def straight(text: str) -> str:
    """The text in lower case with straight quotes."""
    return text.translate(_QUOTES).casefold()


def key(text: str) -> str:
    """The text as tables of lines hold it: lower case, straight quotes, nothing around the words.

    Long texts are cut, for no table entry is long.
    """
    plain = straight(text[:SHORT])
    start, end = 0, len(plain)
    while start < end and not plain[start].isalnum():
        start += 1
    while end > start and not plain[end - 1].isalnum():
        end -= 1
    return plain[start:end]


def _line(row: str, gap: int) -> Line:
    content = row.lstrip(" ")
    indent = len(row) - len(content)
    match = _MARKER.match(content)
    marker = (match[1] or match[2]) if match else ""
    text = _SPACES.sub(" ", content[match.end() :] if match else content)
    return Line(text, marker, indent, gap, len(text.split()), key(text))


def _wrap_width(rows: list[str]) -> int:
    """The width at which the page is wrapped, in columns; 0 if it is not."""
    # Rows of one or two words are rules, names and addresses, which may jut out.
    width = max((len(row) for row in rows if row.count(" ") > 1), default=0)
    broken = any(_breaks_off(a) and b.lstrip()[:1].islower() for a, b in pairwise(rows))
    return width if broken and width <= WIDEST_WRAP else 0


def _breaks_off(row: str) -> bool:
    return len(row) >= SHORTEST_WRAP and not ends_sentence(row)


def _is_wrapped(above: str, line: Line, width: int) -> bool:
    """Whether the line goes on with the row above, broken off where the next word did not fit."""
    if line.marker:
        return False
    first_word = line.text.split(" ", 1)[0]
    if width and len(above) + 1 + len(first_word) > width:
        return True
    # Some pages break unevenly: then only the middle of a sentence is sure.
    return _breaks_off(above) and first_word[0].islower()


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does: with a full stop, a colon or a smiling face."""
    last = text[-8:].rstrip(CLOSING)[-1:]
    if last in SENTENCE_END:
        return last != ""
    return not last.isascii() and unicodedata.category(last) in ("So", "Sk", "Mn")


def is_prose(line: Line) -> bool:
    """Whether the line is surely running text; a long question may still be a title."""
    if line.words > 20:
        return True
    return line.words >= 12 and ends_sentence(line.text) and not line.text.endswith("?")


def is_sentence(line: Line) -> bool:
    """Whether the line is at least one short sentence."""
    return is_prose(line) or (line.words >= 4 and ends_sentence(line.text))
