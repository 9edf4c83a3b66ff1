"""The first words of a text."""

import re
import unicodedata

_ELLIPSIS = "…"
_BETWEEN_ITEMS = " · "
_PARTS_BY_ITSELF = ".!?:;,…"
# The lines of a `Rendered.text`: those that its writer says, and those that are quoted, too.
_LINE = r"[^\S\n]*+(?P<item>[-*+] )?(?P<words>\S[^\n]*)"
_SAID = re.compile(rf"^(?!>){_LINE}", re.MULTILINE)
_SAID_OR_QUOTED = re.compile(rf"^(?:> ?)*+{_LINE}", re.MULTILINE)
_MARK_OF_ITEM = re.compile(r"^((?:> ?)*+ *+)[-*+] ", re.MULTILINE)
_JOINER = "\N{ZERO WIDTH JOINER}"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def excerpt(text: str, length: int = 160) -> str:
    """Return the beginning of plain `text` on one line, at most `length` characters (1 or more).

    A longer text is cut after a word and ends with `…`. A word too long for that is cut between
    characters as a reader sees them: never before an accent or inside a joined emoji.
    """
    line = _first(text, length)
    if len(line) <= length:
        return line
    room = length - len(_ELLIPSIS)
    # One more than fits: a word that ends exactly there is whole.
    words = line[: room + 1].rpartition(" ")[0].rstrip(" ,;:-–—·")
    return (words or line[: _character_end(line, room)]) + _ELLIPSIS


def own_words(text: str, length: int = 160) -> str:
    """Return the beginning of what a post says as prose, in an excerpt of at most `length`.

    `text` is its `Rendered.text`. Items of a list follow each other on the line, and what is quoted
    is left out, unless nothing else is there.
    """
    return excerpt(_prose(text, _SAID, length) or _prose(text, _SAID_OR_QUOTED, length), length)


def bulleted(text: str) -> str:
    """Return a `Rendered.text` with bullets before the items of its lists, as pages draw them."""
    return _MARK_OF_ITEM.sub(r"\1• ", text)


def _prose(text: str, line: re.Pattern[str], length: int) -> str:
    """Return more than `length` characters of some lines of a text, or all of them."""
    said, end, in_list = "", 0, False
    for found in line.finditer(text):
        is_item = found["item"] is not None
        goes_on = text.count("\n", end, found.start()) <= 1
        parts = (is_item or (in_list and not goes_on)) and said[-1:] not in _PARTS_BY_ITSELF
        said += (_BETWEEN_ITEMS if parts else " ") + _first(found["words"], length)
        if len(said) > length + len(_BETWEEN_ITEMS):
            break
        end, in_list = found.end(), is_item or (in_list and goes_on)
    return said


def _first(text: str, length: int) -> str:
    """Return a text on one line: all of it, or so many words that they are longer than `length`."""
    return " ".join(text.split(None, length + 1)[: length + 1])


def _character_end(line: str, end: int) -> int:
    """Return the last place at or before `end` where a character ends; `end` if there is none."""
    return next((at for at in range(end, 0, -1) if not _continues(line, at)), end)


def _continues(line: str, at: int) -> bool:
    """Say whether the code point at `at` belongs to the character before it."""
    char = line[at]
    return (
        unicodedata.category(char)[0] == "M"
        or char == _JOINER
        or line[at - 1] == _JOINER
        or ord(char) in _SKIN_TONES
    )
