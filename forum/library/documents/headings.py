"""The headings over readers' comments, such as "12 Comments" or "3 Replies to “Title”"."""

from dataclasses import dataclass

from .lines import Line
from .tables import table

NOUNS = table(
    """
    comments, comment, replies, reply, responses, response, thoughts, thought
    answers, reactions, opinions
    """
)
ADJECTIVES = table("reader, readers, readers', reader's, user, users, total")
COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "no": 0}
CONNECTORS = table("to, on, for, about, in, from, so, |")
# These head comments whatever follows …
HEADINGS = table(
    """
    comments, reader comments, readers' comments, user comments
    discuss this article, reader responses, comments from readers, what readers say
    what our readers say, discuss this post, reader discussion, visitor comments
    readers comments, comments and questions, questions and comments
    community comments
    """
)
# … and these only if the head of a comment does.
WEAK_HEADINGS = table(
    """
    discussion, responses, replies, feedback, reviews, comment, latest comments
    reactions, your comments, your stories, conversation, questions, thoughts
    """
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over comments: how many it promises and the article it names, if it does."""

    count: int | None
    title: str
    sure: bool


def read_heading(line: Line) -> Heading | None:
    """Read "12 Comments", "6 Replies to “Title”", "Comments (3)"; None for other lines."""
    if line.marker or line.words > 30:
        return None
    plain = line.key
    if plain in HEADINGS or plain in WEAK_HEADINGS:
        return Heading(None, "", plain in HEADINGS)
    words = plain.split()
    count = _count(words[0]) if words else None
    if len(words) == 2 and words[0] in NOUNS and _count(words[1].strip("()")):
        return Heading(_count(words[1].strip("()")), "", sure=True)
    rest = words if count is None else words[1:]
    rest = rest[1:] if rest[:1] and rest[0] in ADJECTIVES else rest
    if not rest or rest[0] not in NOUNS or (rest[1:] and rest[1] not in CONNECTORS):
        return None
    title = " ".join(rest[2:]).strip("\"'")
    if count == 0 or (count is None and not title):
        return None
    return Heading(count, title, sure=count is not None)


def _count(word: str) -> int | None:
    if word in COUNTS:
        return COUNTS[word]
    return int(word) if word.isdecimal() and len(word) < 6 else None
