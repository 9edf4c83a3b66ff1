"""The first words of a text."""

import unicodedata

_ELLIPSIS = "…"
_JOINER = "\N{ZERO WIDTH JOINER}"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def excerpt(text: str, length: int = 160) -> str:
    """Return the beginning of plain `text` on one line, at most `length` characters (1 or more).

    A longer text is cut after a word and ends with `…`. A word too long for that is cut between
    characters as a reader sees them: never before an accent or inside a joined emoji.
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    room = length - len(_ELLIPSIS)
    # One more than fits: a word that ends exactly there is whole.
    words = line[: room + 1].rpartition(" ")[0].rstrip(" ,;:-–—")
    return (words or line[: _character_end(line, room)]) + _ELLIPSIS


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
