"""The article's own credits: author, editor, reviewer, dates, source and licence."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from .credits import LEADING, looks_like_name, read_credit
from .document import MAX_ADDRESS
from .lines import Line, is_prose, is_sentence
from .stamps import find_stamp
from .tables import entries, table

# Labels as printed, in lower case and without their colon, by the field of Document they fill.
LABELS_OF = {
    "author": """
        by, written by, author, authors, posted by, article by, words by, story by, text by
        contributed by, guest post by
    """,
    "editor": "edited by, editor, editing by",
    "reviewer": """
        reviewed by, medically reviewed by, clinically reviewed by, expert review by
        medical reviewer, reviewer, medical review by, fact checked by
    """,
    "written": """
        published, published on, date published, first published, posted, posted on, date
        created, created on, written, written on, publication date
    """,
    "edited": """
        last modified date, last modified, modified, date modified, last updated
        last updated on, updated, updated on, last edited, last update, edited on
    """,
    "reviewed": "reviewed, reviewed on, last reviewed, last reviewed on, medically reviewed on",
    "review_due": "next review, next review due, review due, next review date",
    "source": "source, originally published in, originally published at",
    "licence": "licence, license",
}
LABELS = {label: field for field, labels in LABELS_OF.items() for label in entries(labels)}
DATE_OF = {"author": "written", "editor": "edited", "reviewer": "reviewed"}
DATES = frozenset({"written", "edited", "reviewed", "review_due"})
CREDENTIALS = table(
    """
    md, do, phd, mbbs, mbchb, frcp, mrcp, mrcgp, rn, np, pa-c, msn, pt, dpt, mpt, dc
    bsc, msc, mph, pharmd, rph, rd, lmt, cscs, ot, otr, bds, dds, psyd, lcsw, facp
    faap, ms, ma, ba, bs
    """
)
LONGEST_WORDS = 25

_PIECES = re.compile(r" [|·•—–/»] |; ")


def read_byline(page: Sequence[Line], anchor: int) -> tuple[dict[str, Any], set[int]]:
    """Find the credits above the first paragraph (line `anchor`) and below the last one.

    Returns the fields of Document that were found, and the lines they were printed on.
    """
    fields: dict[str, Any] = {}
    used: set[int] = set()
    # Some pages set the byline below a first paragraph that sums the article up.
    top = range(min(anchor + 3, len(page)))
    bottom = range(max(len(top), _tail(page, anchor)), len(page))
    for place in (*top, *bottom):
        line = page[place]
        if place in used or line.words > LONGEST_WORDS or is_prose(line):
            continue
        following = page[place + 1 : place + 2]
        if following and following[0].gap <= 1 and _is_label(line.text):
            found = _read_line(f"{line.text.rstrip(': ')}: {following[0].text}", first=False)
            lines = {place, place + 1}
        else:
            found = _read_line(line.text, first=place == 0)
            lines = {place}
        if found is not None:
            used |= lines
            fields = {**found, **fields}
    return fields, used


def _tail(page: Sequence[Line], anchor: int) -> int:
    place = len(page)
    while place > anchor + 1 and not (is_sentence(page[place - 1])):
        place -= 1
    return place


def _is_label(text: str) -> bool:
    return text.rstrip(": ").casefold() in LABELS


def _read_line(text: str, *, first: bool) -> dict[str, Any] | None:
    """The fields of one line of credits; None if it is none, empty if its date tells nothing."""
    fields: dict[str, Any] = {}
    others: list[str] = []
    dated = False
    for piece in _PIECES.split(text):
        found = _read_piece(piece.strip(), first=first)
        dated = dated or found is not None
        fields = {**(found or {}), **fields}
        if not found:
            others.append(piece.strip())
    # "Ann Lee | 3 May 2012": beside a date a name needs no label.
    if dated and "author" not in fields and not first:
        name = next((piece for piece in others if _is_full_name(piece)), None)
        fields |= {"author": name} if name else {}
    return fields if dated else None


def _read_piece(piece: str, *, first: bool) -> dict[str, Any] | None:
    label, value = _split_label(piece)
    if label:
        return _labelled(label, value) or None
    name, _, credential = piece.partition(", ")
    if credential and _is_credential(credential) and looks_like_name(name):
        return {"author": piece}
    stamp = find_stamp(piece[:160])
    behind = piece[stamp.end :].strip(" ,-") if stamp and stamp.start == 0 else ""
    if stamp and _split_label(behind)[0]:
        # "3 May 2012 by Ann" is "by Ann 3 May 2012".
        return _read_piece(f"{behind} {piece[: stamp.end]}", first=first)
    credit = read_credit(piece)
    if credit is None or credit.stamp is None or credit.rest or credit.says or credit.number:
        return None
    if credit.author and (first or not _is_full_name(credit.author)):
        return None
    when = credit.stamp.when
    author = {"author": credit.author} if credit.author else {}
    return author | ({"written": when.date()} if when else {})


def _split_label(piece: str) -> tuple[str, str]:
    """The longest label that the piece begins with, and what follows it."""
    words = piece.split(" ")
    for count in (4, 3, 2, 1):
        label = " ".join(words[:count]).casefold()
        name = label.rstrip(":")
        # "Source of Pain" is a title: only dates and "by" do without a colon.
        sure = label != name or name.endswith("by") or LABELS.get(name) in DATES
        if name in LABELS and sure and len(words) > count:
            return name, " ".join(words[count:]).lstrip(": ")
    return "", ""


def _labelled(label: str, value: str) -> dict[str, Any]:
    field = LABELS[label]
    stamp = find_stamp(value[:160])
    when: date | None = stamp.when.date() if stamp and stamp.when else None
    if field in DATES:
        before = value[: stamp.start].strip(" ,(") if stamp else ""
        rest = value[stamp.end :].strip(" ,)").partition("by ")[2] if stamp else ""
        found: dict[str, Any] = {field: when} if when and not before else {}
        return found | (_person("author", rest) if found else {})
    if field in ("source", "licence"):
        return _source(field, value)
    if label == "by" and not (value[:1].isupper() or value.startswith("the ")):
        return {}
    found = _person(field, value[: stamp.start] if stamp else value)
    if found and when:
        found[DATE_OF[field]] = when
    return found


def _source(field: str, value: str) -> dict[str, Any]:
    if field == "source" and value.startswith(("http://", "https://")):
        try:
            named = urlsplit(value).hostname and " " not in value and len(value) <= MAX_ADDRESS
        except ValueError:
            named = False
        return {"source_url": value} if named else {}
    return {field: value} if 0 < len(value) <= 100 else {}


def _person(field: str, value: str) -> dict[str, Any]:
    value = value.strip(" ,:()")
    words = value.split(" ")
    while words and words[-1].casefold() in LEADING:
        words.pop()
    value = " ".join(words).rstrip(" ,")
    name, _, credentials = value.partition(", ")
    known = not credentials or _is_credential(credentials) or len(credentials.split()) <= 3
    # A label makes even "the staff of the Lantern" a name.
    named = looks_like_name(name) or (1 < len(words) <= 5 and name.startswith(("the ", "The ")))
    return {field: value} if named and known else {}


def _is_credential(text: str) -> bool:
    words = text.casefold().replace(".", "").replace(",", " ").split()
    return 0 < len(words) <= 5 and CREDENTIALS.issuperset(words)


def _is_full_name(text: str) -> bool:
    words = text.split(" ")
    return 2 <= len(words) <= 4 and looks_like_name(text) and all(w[:1].isupper() for w in words)
