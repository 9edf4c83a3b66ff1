"""The lines above (or below) a comment that say who wrote it and when, one to four of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .credits import Credit, bare_name, looks_like_name, read_credit
from .furniture import is_furniture
from .headings import read_heading
from .lines import Line

MAX_LINES = 4
MAX_NAME = 80
# Numbers are set flush right by some pages: " 9." and "10." are of one level.
SLACK = 1


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a comment: lines `start` to `end`, its indentation and what it says.

    `number` is the printed number, (2, 1) for "2.1", empty without one.
    """

    start: int
    end: int
    indent: int
    number: tuple[int, ...]
    credit: Credit


def read_headers(lines: Sequence[Line], *, dates_first: bool = True) -> list[Header]:
    """Find every line or group of lines that could head a comment.

    `dates_first` says whether a date may stand above the name that it belongs to.
    """
    printed = [None if is_furniture(line) else read_credit(line.text) for line in lines]
    headers: list[Header] = []
    place = 0
    while place < len(lines):
        header = _read_header(lines, printed, place, dates_first)
        if header:
            headers.append(header)
        place = header.end if header else place + 1
    return headers


def opens_block(lines: Sequence[Line], place: int) -> bool:
    """Whether the line starts a block: a blank line, furniture or a heading is above it."""
    if place == 0 or lines[place].gap > 0:
        return True
    above = lines[place - 1]
    return is_furniture(above) or read_heading(above) is not None


def _read_header(
    lines: Sequence[Line],
    printed: Sequence[Credit | None],
    place: int,
    dates_first: bool,
) -> Header | None:
    credit, end = printed[place], place + 1
    if credit is None:
        credit, end = _named_above(lines, printed, place), place + 2
    if credit is None:
        return None
    while end < min(len(lines), place + MAX_LINES) and lines[end].gap <= 1:
        below = printed[end]
        if below is None or credit.rest or not _completes(credit, below):
            break
        if below.author and not dates_first:
            break
        credit = _merge(credit, below)
        end += 1
    if credit.author is None and _named_below(lines, end) and not credit.rest:
        credit = replace(credit, author=lines[end].text)
        end += 1
    number = (credit.number,) if credit.number is not None else lines[place].number
    return Header(place, end, lines[place].indent, number, credit)


def _named_above(
    lines: Sequence[Line], printed: Sequence[Credit | None], place: int
) -> Credit | None:
    """A bare name belongs to the date or number printed below it."""
    below = printed[place + 1] if place + 1 < len(lines) else None
    if below is None or below.author or not opens_block(lines, place):
        return None
    if is_furniture(lines[place]) or read_heading(lines[place]):
        return None
    # A name above a bare number may as well sign the comment before, unless they touch.
    if lines[place + 1].gap > (1 if below.stamp else 0):
        return None
    sure = below.stamp is not None and below.stamp.has_time and lines[place + 1].gap == 0
    name = bare_name(lines[place].text[:MAX_NAME])
    return replace(below, author=name) if looks_like_name(name, sure=sure) else None


def _named_below(lines: Sequence[Line], place: int) -> bool:
    if place + 1 >= len(lines) or lines[place].gap or not lines[place + 1].gap:
        return False
    name = lines[place].text
    return looks_like_name(name) and (name[0].isupper() or " " not in name)


def _completes(credit: Credit, below: Credit) -> bool:
    both_named = credit.author and below.author
    return not (credit.kinds & below.kinds or both_named)


def _merge(credit: Credit, below: Credit) -> Credit:
    return Credit(
        author=credit.author or below.author,
        stamp=credit.stamp or below.stamp,
        number=below.number if credit.number is None else credit.number,
        says=credit.says or below.says,
        replied=credit.replied or below.replied,
        reply_to=credit.reply_to or below.reply_to,
        rest=below.rest,
    )
