"""Plain text as scraped from a web page: tells title, credits, body and comments apart."""

from collections.abc import Sequence
from pathlib import PurePath

from .bylines import read_byline
from .comments import read_comments
from .document import Document, refusal, slug_of
from .furniture import is_closer, is_furniture, is_link_section, without_furniture
from .lines import Line, is_prose, is_sentence, key, split_lines
from .prose import to_markdown
from .stamps import find_stamp
from .tables import table
from .thread import Thread, find_thread

MAX_TITLE = 200
MAX_TITLE_WORDS = 25

PUNCTUATION = ".,;:!?…()[]\"'“”‘’"

# One short line between title and text names a category, unless it is one of these.
OPENING_HEADINGS = table(
    """
    introduction, overview, definition, summary, background, key facts, causes
    key points, symptoms, at a glance, key takeaways, what it is, about, basics
    description, the basics, in brief, quick facts, what to know, treatment
    """
)


def read_scraped(text: str, name: str, digest: str) -> Document:
    """Read a scraped page; raise NotAnArticle if no paragraph of running text is in it."""
    lines = split_lines(text)
    anchor = _anchor(lines)
    if anchor is None:
        raise refusal(name, "has no body: no paragraph of running text was found")
    thread = find_thread(lines, anchor)
    page = lines[: _article_end(lines, anchor, thread)]
    fields, used = read_byline(page, anchor)
    at = _title_place(page, anchor, used, thread.title)
    title = _title_from(name) if at is None else _without_site(page[at].text, page[:anchor])
    if not title:
        raise refusal(name, "has no title")
    start = 0 if at is None else at + 1
    rest = [
        page[place]
        for place in range(start, len(page))
        if place not in used and (place >= anchor or _belongs_above(page[place], title))
    ]
    body = to_markdown(_without_loose_end(without_furniture(rest)), headings=True)
    if not body:
        raise refusal(name, "has no body: only site furniture was found")
    comments = read_comments(lines[thread.start :], thread.count, fields.get("author"))
    slug = slug_of(title, digest)
    return Document(title=title, slug=slug, body=body, digest=digest, comments=comments, **fields)


def _anchor(lines: Sequence[Line]) -> int | None:
    """The first paragraph of the article: the title stands above it."""
    for is_text in (is_prose, is_sentence):
        for place, line in enumerate(lines):
            if is_text(line) and not is_furniture(line) and not _is_dated_fact(line):
                return place
    return None


def _is_dated_fact(line: Line) -> bool:
    """Whether the line is as "14 November 1972: …", one of what happened on this day."""
    stamp = find_stamp(line.text[:60])
    return stamp is not None and stamp.start == 0 and line.text[stamp.end :].lstrip()[:1] == ":"


def _article_end(lines: Sequence[Line], anchor: int, thread: Thread) -> int:
    """Where a comment form or the box about the author ends the article, if comments do not."""
    prose = 0
    end = thread.end
    for place in range(thread.end - 1, anchor, -1):
        prose += is_prose(lines[place])
        # A form that much of the article still follows is a link to the form.
        if prose > 1:
            break
        if is_closer(lines[place]):
            end = place
    return end


def _title_place(page: Sequence[Line], anchor: int, used: set[int], quoted: str) -> int | None:
    """The line above the first paragraph that holds the title.

    It is the one that the heading of the comments quotes; or stands right above the byline; or
    of the lines of three words and more, the first whose words the article itself uses.
    """
    candidates = [
        place for place in range(anchor) if place not in used and _could_be_title(page[place])
    ]
    quotes = [place for place in candidates if quoted and page[place].key == key(quoted)]
    long = [place for place in candidates if page[place].words > 2]
    credited = [place for place in long if place + 1 in used]
    vocabulary = {word for line in page[anchor:] for word in _words(line)}
    about = [place for place in long if _is_about(page[place], vocabulary)]
    return next(iter((*quotes, *credited, *about, *long, *candidates)), None)


def _words(line: Line) -> set[str]:
    """The words that say what a line is about: those of four letters and more."""
    return {word for raw in line.text.casefold().split() if len(word := raw.strip(PUNCTUATION)) > 3}


def _is_about(line: Line, vocabulary: set[str]) -> bool:
    words = _words(line)
    return 2 * len(words & vocabulary) >= len(words) > 0


def _could_be_title(line: Line) -> bool:
    return (
        not line.marker
        and line.words <= MAX_TITLE_WORDS
        and len(line.text) <= MAX_TITLE
        and any(c.isalpha() for c in line.text)
        and not is_furniture(line)
        and not is_link_section(line)
        and not _is_dated_fact(line)
    )


def _title_from(name: str) -> str:
    words = " ".join(PurePath(name).stem.replace("-", " ").replace("_", " ").split())
    printable = "".join(c for c in words if c.isprintable())
    return printable[:1].upper() + printable[1:MAX_TITLE]


def _without_site(title: str, head: Sequence[Line]) -> str:
    """Cut the site's name off "Title | Site", or "Title - Site" if the title also stands alone."""
    short = title.partition(" | ")[0].strip()
    for dash in (" - ", " – ", " — ", " :: "):
        first = short.partition(dash)[0]
        if any(line.key == key(first) for line in head):
            return first
    return short or title


def _belongs_above(line: Line, title: str) -> bool:
    """Whether a line between title and text is the article's: a category line is not."""
    if _is_dated_fact(line) or line.key == key(title):
        return False
    if line.words > 3 or line.marker or is_sentence(line) or line.text.endswith("?"):
        return True
    return line.key in OPENING_HEADINGS or is_link_section(line)


def _without_loose_end(lines: list[Line]) -> list[Line]:
    """Drop headings without text below the last paragraph: names, places, links."""
    end = len(lines)
    while end and _is_loose(lines[end - 1]):
        end -= 1
    return lines[:end]


def _is_loose(line: Line) -> bool:
    short = line.words <= 8 and "://" not in line.text
    return short and not line.marker and not is_sentence(line)
