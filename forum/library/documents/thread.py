"""Finds where a page's comments begin and cuts them apart, whatever layout the page uses."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .credits import NUMBERED, Credit, read_credit
from .furniture import COMMENT_LINKS, is_closer, is_furniture, is_link_section
from .headers import SLACK, Header, opens_block, read_headers
from .headings import Heading, read_heading
from .lines import Line, is_sentence, with_text

REPLY_LINKS = frozenset({"reply", "reply to this", "reply to this comment", "log in to reply"})
# A byline may stand this many lines below the first paragraph, if that sums the article up.
MAX_HEAD = 3
# Comments missing from the count of a list, at most, between two that are there.
MAX_REMOVED = 3
TEXT_LABELS = ("Comment: ", "Comments: ", "Message: ", "Text: ")
# What may set comments apart, the surest first.
KINDS = ("number", "stamp", "says", "handle", "says inline")


@dataclass(frozen=True, slots=True)
class Thread:
    """Where the article ends (before line `end`) and its comments start (at line `start`)."""

    end: int
    start: int
    count: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment as it stands on the page."""

    header: Header
    lines: tuple[Line, ...]


def find_thread(lines: Sequence[Line], anchor: int) -> Thread:
    """Find the comments below line `anchor`; without any, they begin behind the last line."""
    headers = [
        replace(header, start=header.start + anchor + 1, end=header.end + anchor + 1)
        for header in read_headers(lines[anchor + 1 :])
    ]
    heads = {header.start for header in headers}
    unheaded = _unheaded_start(lines, headers, anchor)
    links = [place for place, line in enumerate(lines) if line.key in REPLY_LINKS]
    thread = Thread(unheaded, unheaded)
    # From the bottom up: `first` is the first line below that a reader may have written, `end`
    # the next head of a comment, or heading, below.
    first = end = len(lines)
    for place in range(len(lines) - 1, anchor, -1):
        heading = read_heading(lines[place])
        if heading:
            certain = _is_certain(heading, lines[first : first + 1])
            likely = heading.sure or (len(links) > 1 and place < links[-2])
            late = _is_late_byline(lines, anchor, place, end)
            if first in heads or (place < unheaded and (certain or (likely and not late))):
                thread = Thread(place, place + 1, heading.count, heading.title)
        if heading or place in heads:
            end = place
        if not _is_between(lines[place]):
            first = place
    return thread


def _is_certain(heading: Heading, below: Sequence[Line]) -> bool:
    """Whether the heading names the article, or a list starts right below it."""
    listed = any(line.number == (1,) for line in below)
    return heading.sure and (heading.title != "" or listed)


def find_entries(lines: Sequence[Line], count: int | None) -> list[Entry]:
    """Cut the part below the heading into comments, in the order of the page."""
    start = _content_start(lines)
    if start == len(lines):
        return []
    headers = read_headers(lines)
    at_start = any(header.start == start for header in headers)
    if lines[start].marker and not at_start:
        return _entries(lines, _list_heads(lines, start, count))
    if headers and headers[0].credit.stamp is None:
        # The names come first on this page, so a date above a name belongs to the text above it.
        headers = read_headers(lines, dates_first=False)
    chosen = _choose(lines, headers)
    if not chosen:
        return _freeform(lines[start:], count)
    return _with_credits(lines, chosen, start, count)


def _content_start(lines: Sequence[Line]) -> int:
    return next((place for place, line in enumerate(lines) if not _is_between(line)), len(lines))


def _is_between(line: Line) -> bool:
    """Whether the line may stand between the heading and the first comment."""
    return is_furniture(line) or is_closer(line) or read_heading(line) is not None


def _unheaded_start(lines: Sequence[Line], headers: Sequence[Header], anchor: int) -> int:
    """Where comments begin that have no heading: at a name with a time, or at several heads."""
    heads = {header.start for header in headers}
    real = [header for header in headers if _heads_text(lines, header, heads)]
    totals = Counter(kind for header in real for kind in header.credit.kinds)
    for place, header in enumerate(real):
        several = {kind for kind in header.credit.kinds if totals[kind] > 1}
        end = real[place + 1].start if several and place + 1 < len(real) else len(lines)
        if not (several or _has_time(header)) or _is_late_byline(lines, anchor, header.start, end):
            continue
        if (header.credit.author and several != {"number"}) or _has_numbered_word(lines, header):
            return header.start
    return len(lines)


def _has_time(header: Header) -> bool:
    stamp = header.credit.stamp
    return stamp is not None and stamp.has_time


def _is_late_byline(lines: Sequence[Line], anchor: int, place: int, end: int) -> bool:
    """Whether the article begins below the line: then it is part of the article's own head."""
    if place > anchor + MAX_HEAD:
        return False
    above = sum(line.words for line in lines[anchor:place])
    return above < sum(line.words for line in lines[place:end])


def _has_numbered_word(lines: Sequence[Line], header: Header) -> bool:
    """Whether a word such as "Post" stands by the number: "#1" also numbers the tips of a list."""
    words = {word for line in lines[header.start : header.end] for word in line.key.split()}
    return header.credit.number is not None and not words.isdisjoint(NUMBERED)


def _heads_text(lines: Sequence[Line], header: Header, heads: set[int]) -> bool:
    if not (opens_block(lines, header.start) or (_has_time(header) and header.credit.author)):
        return False
    if header.credit.rest:
        return True
    place = header.end
    while place < len(lines) and lines[place].key in COMMENT_LINKS:
        place += 1
    if place == len(lines) or place in heads:
        return False
    below = lines[place]
    return not (is_furniture(below) or is_closer(below) or read_heading(below))


def _choose(lines: Sequence[Line], headers: Sequence[Header]) -> list[Header]:
    """Keep the heads of one layout: those marked the way most of the page's heads are."""
    if not headers:
        return []
    totals = Counter(kind for header in headers for kind in header.credit.kinds)
    first = headers[0].credit.kinds
    kinds = [kind for kind in KINDS if kind in first]
    if not kinds:
        return []
    layout = max(kinds, key=lambda kind: totals[kind])
    chosen = [header for header in headers if layout in header.credit.kinds]
    clear = [header for header in chosen if layout == "number" or opens_block(lines, header.start)]
    return clear if len(clear) > 1 else chosen


def _with_credits(
    lines: Sequence[Line], headers: list[Header], start: int, count: int | None
) -> list[Entry]:
    lead = _own_lines(lines[start : headers[0].start])
    entries = _entries(lines, headers)
    if not lead:
        return entries
    if not entries or entries[-1].header.start != headers[-1].start:
        # Text above the first credit and none below the last: the credits stand below.
        ends = [0, *(header.end for header in headers)]
        texts = [lines[a : h.start] for a, h in zip(ends, headers, strict=False)]
        pairs = zip(headers, [lines[start : headers[0].start], *texts[1:]], strict=True)
        return [Entry(header, own) for header, text in pairs if (own := _own_lines(text))]
    if count == len(entries) + 1:
        return [Entry(Header(start, start, lines[start].indent, (), Credit()), lead), *entries]
    return entries


def _entries(lines: Sequence[Line], headers: Sequence[Header]) -> list[Entry]:
    entries: list[Entry] = []
    ends = [header.start for header in headers[1:]] + [len(lines)]
    for header, end in zip(headers, ends, strict=True):
        text = list(lines[header.end : end])
        if header.credit.rest:
            text.insert(0, with_text(replace(lines[header.start], marker=""), header.credit.rest))
        own = _own_lines(text)
        if own and own[0].text.startswith(TEXT_LABELS):
            own = (with_text(own[0], own[0].text.partition(":")[2].strip()), *own[1:])
        last = read_credit(own[-1].text) if own and header.credit.stamp is None else None
        if last and last.stamp and not last.author:
            header = replace(header, credit=replace(header.credit, stamp=last.stamp))
            own = own[:-1]
        if own:
            entries.append(Entry(header, own))
    return entries


def _own_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """What the commenter wrote: up to the next form or list of links, without furniture."""
    own: list[Line] = []
    for line in lines:
        if is_closer(line) or is_link_section(line):
            break
        heading = read_heading(line)
        if not (is_furniture(line) or (heading and heading.sure)):
            own.append(line)
    return tuple(own)


def _list_heads(lines: Sequence[Line], start: int, count: int | None) -> list[Header]:
    """The items of a numbered or bulleted list of comments; deeper numbers are replies."""
    top = lines[start]
    heads: list[Header] = []
    path: list[tuple[int, int]] = []  # indent and number of the items that are open
    for place in range(start, len(lines)):
        line = lines[place]
        if not (_continues(path, line) if top.number else _same_level(top, line)):
            continue
        path = [step for step in path if step[0] < line.indent - SLACK]
        path.append((line.indent, line.number[-1] if line.number else 0))
        number = line.number if len(line.number) != 1 or len(path) == 1 else ()
        heads.append(Header(place, place + 1, line.indent, number, Credit(rest=line.text)))
    outer = [head for head in heads if head.number or not top.number]
    # A page that promises as many comments as there are outer items has lists, not replies.
    return outer if count == len(outer) else heads


def _continues(path: Sequence[tuple[int, int]], line: Line) -> bool:
    if not line.number or len(line.number) > 1:
        return len(line.number) > 1
    same = (number for indent, number in reversed(path) if abs(indent - line.indent) <= SLACK)
    level = next(same, None)
    if level is None:
        return not path or (line.indent > path[-1][0] and line.number[0] == 1)
    # Counting up, with a few removed, or counting down; a page may also begin again at 1.
    return -1 <= line.number[0] - level <= MAX_REMOVED or line.number[0] == 1


def _same_level(top: Line, line: Line) -> bool:
    return line.marker == top.marker and line.indent == top.indent


def _freeform(lines: Sequence[Line], count: int | None) -> list[Entry]:
    """Comments without any head: apart by their reply links, wide gaps, or one a paragraph."""
    links = any(line.key in REPLY_LINKS for line in lines)
    wide = any(line.gap > 1 for line in lines[1:])
    groups: list[list[Line]] = [[]]
    for line in lines:
        if is_closer(line) or is_link_section(line):
            break
        apart = count != 1 and (line.gap > 1 or not wide)
        if line.key in REPLY_LINKS if links else apart:
            groups.append([])
        groups[-1].append(line)
    header = Header(0, 0, 0, (), Credit())
    texts = [text for group in groups if (text := _own_lines(group))]
    if count != len(texts):
        texts = [text for text in texts if any(is_sentence(line) for line in text)]
    return [Entry(header, text) for text in texts]
