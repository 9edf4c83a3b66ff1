"""From the comments of a page to Comments: in order of time, threaded, without names."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from .document import Comment
from .headers import SLACK
from .lines import Line, with_text
from .prose import to_markdown
from .salutations import without_salutation, without_vocatives
from .signatures import without_signature
from .thread import Entry, find_entries

ANONYMOUS = frozenset({"anonymous", "anon", "guest", "unknown", "visitor", "name withheld"})
# Below its first line, a comment greets somebody in lines of at most this many words.
MAX_SALUTATION = 6
EMAIL_REMOVED = "(e-mail address removed)"

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_CUT_OFF = re.compile(r"\[?(?:…|\.\.\.)\]?")


def read_comments(
    lines: Sequence[Line], count: int | None, article_author: str | None
) -> tuple[Comment, ...]:
    """Read the comments in the lines below the heading that promises `count` of them."""
    entries = [entry for entry in find_entries(lines, count) if not _is_pingback(entry)]
    parents = _printed_parents(entries)
    order = _reading_order(entries, parents)
    parents = _named_parents(entries, parents, order)
    order = _by_date(entries, parents, order)
    index = {position: index for index, position in enumerate(order)}
    known = known_names([article_author, *(_author(entry) for entry in entries)])
    comments = []
    for position in order:
        entry, parent = entries[position], parents[position]
        body = to_markdown(_anonymous(entry.lines, known, reply=parent is not None), headings=False)
        above = None if parent is None else index[parent]
        comments.append(Comment(_author(entry), _written(entry), body, above))
    return tuple(comments)


def known_names(authors: Sequence[str | None]) -> frozenset[str]:
    """Every author's name and first name, in lower case, for recognising them in comments."""
    names = {author.casefold() for author in authors if author}
    return frozenset(names | {first for name in names if len(first := name.split()[0]) > 2})


def _anonymous(lines: Sequence[Line], known: frozenset[str], *, reply: bool) -> list[Line]:
    """One comment without names and e-mail addresses; never empty."""
    signed_off = without_signature(lines, known)
    kept = []
    for place, line in enumerate(signed_off):
        text = line.text
        if place == 0 or line.words <= MAX_SALUTATION:
            text = without_salutation(text, known, reply=reply and place == 0)
        text = _EMAIL.sub(EMAIL_REMOVED, without_vocatives(text, known))
        if text:
            kept.append(with_text(line, text))
    return kept or signed_off


def _is_pingback(entry: Entry) -> bool:
    """Another site's excerpt, "[…] … […]", which no reader wrote."""
    first, last = entry.lines[0].text, entry.lines[-1].text
    return bool(_CUT_OFF.match(first)) and last.endswith(("[…]", "[...]"))


def _author(entry: Entry) -> str | None:
    name = entry.header.credit.author
    return None if name is None or name.casefold() in ANONYMOUS else name


def _written(entry: Entry) -> datetime | None:
    stamp = entry.header.credit.stamp
    return stamp.when if stamp else None


def _printed_parents(entries: Sequence[Entry]) -> list[int | None]:
    """The parents that numbers (2.1 is below 2) and indentation show."""
    parents: list[int | None] = []
    numbers: dict[tuple[int, ...], int] = {}
    path: list[tuple[int, int]] = []
    for position, entry in enumerate(entries):
        header = entry.header
        path = [step for step in path if step[0] < header.indent - SLACK]
        parent = numbers.get(header.number[:-1]) if len(header.number) > 1 else None
        if parent is None and path:
            parent = path[-1][1]
        path.append((header.indent, position))
        numbers[header.number] = position
        parents.append(parent)
    return parents


def _reading_order(entries: Sequence[Entry], parents: Sequence[int | None]) -> list[int]:
    """The order of the page, turned round if it shows the newest first; replies follow."""
    roots: list[int] = []
    for position, parent in enumerate(parents):
        roots.append(position if parent is None else roots[parent])
    tops = [position for position, parent in enumerate(parents) if parent is None]
    sign = -1 if _is_newest_first([entries[position] for position in tops]) else 1
    return sorted(range(len(entries)), key=lambda position: sign * roots[position])


def _is_newest_first(entries: Sequence[Entry]) -> bool:
    numbers = [entry.header.number for entry in entries if entry.header.number]
    if len(numbers) == len(entries) > 1:
        return all(a > b for a, b in pairwise(numbers))
    dates = [date for entry in entries if (date := _written(entry))]
    falls = all(a >= b for a, b in pairwise(dates))
    return len(dates) > 1 and falls and dates[0] > dates[-1]


def _named_parents(
    entries: Sequence[Entry], parents: Sequence[int | None], order: Sequence[int]
) -> list[int | None]:
    """Add the parents that words show: "replied to Ann", or "replied" below the comment meant."""
    latest: dict[str, int] = {}
    latest_root: int | None = None
    found = list(parents)
    for position in order:
        credit = entries[position].header.credit
        if found[position] is None and credit.reply_to:
            found[position] = latest.get(credit.reply_to.casefold())
        elif found[position] is None and credit.replied:
            found[position] = latest_root
        if found[position] is None:
            latest_root = position
        if credit.author:
            latest[credit.author.casefold()] = position
    return found


def _by_date(
    entries: Sequence[Entry], parents: Sequence[int | None], order: list[int]
) -> list[int]:
    """Sort by date if every comment has one; a reply never comes before its parent."""
    due: dict[int, datetime] = {}
    for position in order:
        written, parent = _written(entries[position]), parents[position]
        if written is None:
            return order
        due[position] = written if parent is None else max(written, due[parent])
    return sorted(order, key=due.__getitem__)
