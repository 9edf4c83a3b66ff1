"""Who wrote it and when: one printed line, taken apart into name, date, number and verb."""

import re
from dataclasses import dataclass, replace

from .stamps import Stamp, find_stamp
from .tables import table

VERBS = table("says, said, wrote, writes, commented, asked, asks, replied")
LEADING = table(
    """
    posted, submitted, comment, commented, written, by, from, on, at, reply, author
    name, user, asked, question, answer, date, added, reader, member, says, said
    """
)
TRAILING = VERBS | table(
    """
    on, at, reply, permalink, link, report, quote, edit, flag, share, posted, like
    delete, by, -, |, #, (edited), edited, new, author, op
    """
)
NUMBERED = table("post, comment, reply, message, no, nr, answer, response")

# What a page, not a person, sets beside a date.
PAGE_WORDS = table(
    """
    updated, modified, published, reviewed, created, copyright, expires, due, last
    next, dated, retrieved, accessed, source, update, article
    """
)
# With a number they head a part of a text ("Day 1"); alone they may be a name.
PARTS = table("day, week, month, year, part, chapter, stage, phase, step")
# Words of sentences. A pseudonym may hold them ("In Pain"), but only a time of day makes it sure.
SENTENCE_WORDS = table(
    """
    i, i'm, i've, i'd, i'll, my, we, our, you, your, he, she, it, they, their, his
    her, this, that, these, those, it's, which, what, who, when, where, why, how, if
    as, so, and, or, but, not, no, yes, a, an, the, in, since, until, before, after
    around, about, for, to, into, was, were, is, are, been, be, had, has, have, did
    do, does, can, will, would, started, born, with, surgery, then, there, here
    also, just, please, hi, hello, hey, dear, note, edit, ps, p.s
    """
)
COURTESIES = table(
    """
    thanks, thank, thankyou, thx, regards, cheers, help, please, sincerely, bless
    good, luck, best, wishes, ouch, amen, same, ok, okay, yours, love, peace, hugs
    namaste, lol, ditto, agreed, great, wow, sorry, kind, warm, god, hope, truly
    take, care, welcome, congratulations
    """
)

LONGEST = 100

# Without one of these a line without a date cannot be a credit.
_HINT = re.compile(r"\d|[>→▸»]|sa(?:id|ys)|wr[io]te|asks|asked|repl|respon|comment", re.IGNORECASE)
_HANDLE = re.compile(r"(?:anon|guest|user|member|anonymous)[ _-]?\d{2,9}", re.IGNORECASE)
_NAME_WORD = re.compile(r"@?[^\W_][\w.'’@&-]{0,24}")
_NUMBER = re.compile(r"#?(\d{1,5})[.:)]?")
_REPLY_TO = re.compile(
    r" (?:[>→▸»]|replied to|in reply to|replying to|in response to|responded to) "
)
_EDGES = " \t,;:|·•–—~/()[]↓→>»"
_VERB_EDGES = _EDGES + ".…"


@dataclass(frozen=True, slots=True)
class Credit:
    """What one line says about the comment beside it.

    `number` is the printed number (None without one), `says` whether a verb such as "says:"
    follows the name, `replied` whether it is "replied", `reply_to` the name it then gives, and
    `rest` the comment's own words when they begin on the same line.
    """

    author: str | None = None
    stamp: Stamp | None = None
    number: int | None = None
    says: bool = False
    replied: bool = False
    reply_to: str | None = None
    rest: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """The marks by which a page could set this line apart from its text."""
        handle = self.author is not None and _HANDLE.fullmatch(self.author) is not None
        marks = {
            "number": self.number is not None,
            "stamp": self.stamp is not None,
            "says": self.says and not self.rest,
            "says inline": self.says and bool(self.rest),
            "handle": handle,
        }
        return frozenset(kind for kind, present in marks.items() if present)


def read_credit(text: str) -> Credit | None:
    """Take a credit line apart; None if it is anything else."""
    stamp = find_stamp(text[:160])
    if stamp is None:
        return _says_inline(text) or _without_date(text)
    before, after = text[: stamp.start].strip(_EDGES), text[stamp.end :].strip(_EDGES)
    if len(after) <= LONGEST:
        tail = _drop_trailing(after)
        if not tail:
            return _named(before, stamp, f"{before} {after}")
        if not _drop_leading(before) and (named := _named(tail, stamp, after)):
            return named
    # "Ann on 3 May 2012 at 9:10 pm I had …": only a time of day makes that likely.
    named = _named(before, stamp, "") if stamp.has_time and looks_like_name(before) else None
    verb = after.partition(":")[0]
    rest = after[len(verb) + 1 :].lstrip() if verb in VERBS else after
    return replace(named, rest=rest) if named and named.author else None


def looks_like_name(text: str, *, sure: bool = False) -> bool:
    """Whether the text could be the name or pseudonym of one person.

    When something else makes it `sure`, such as a time of day, words of sentences are allowed.
    """
    words = text.split(" ", 5)
    plain = {word.casefold().replace("’", "'").strip(".!") for word in words}
    return (
        0 < len(words) <= 4
        and len(text) <= 50
        and any(c.isalpha() for c in text)
        and all(_NAME_WORD.fullmatch(word) for word in words)
        and not plain & PAGE_WORDS
        and not (plain & PARTS and any(word.isdecimal() for word in plain))
        and (sure or not (plain & SENTENCE_WORDS or plain <= COURTESIES))
        and (sure or not text.endswith(".") or len(words[-1]) <= 3)
    )


def bare_name(text: str) -> str:
    """The name in "Posted by Ann Lee (guest), Ohio" or "Name: Ann Lee from Ohio"."""
    name = _drop_leading(_drop_trailing(text))
    for rest in (" (", ", ", " from "):
        name = name.partition(rest)[0]
    return name


def _without_date(text: str) -> Credit | None:
    if len(text) > LONGEST or not _HINT.search(text):
        return None
    credit = _named(text, None, text)
    if credit is None or (credit.says and not credit.author):
        return None
    return credit if credit.kinds or (credit.reply_to and credit.author) else None


def _says_inline(text: str) -> Credit | None:
    words = text[:100].split(" ")
    for place, word in enumerate(words[1:6], start=1):
        if word.endswith(":") and word[:-1].casefold() in VERBS:
            head = " ".join(words[:place])
            rest = text.split(" ", place + 1)[place + 1 :]
            if rest and looks_like_name(head):
                return Credit(
                    head, says=True, replied=word[:-1].casefold() == "replied", rest=rest[0]
                )
    return None


def _named(text: str, stamp: Stamp | None, context: str) -> Credit | None:
    """Read the name in `text`, with a number and the name replied to; None if it is no name.

    `context` is where a verb such as "says:" counts as one.
    """
    text, reply_to = _split_reply(text)
    words, number = _take_number(text.split())
    name = bare_name(" ".join(words))
    if name and not looks_like_name(name, sure=stamp is not None and stamp.has_time):
        return None
    verbs = VERBS.intersection(word.casefold().strip(_VERB_EDGES) for word in context.split())
    return Credit(name or None, stamp, number, bool(verbs), "replied" in verbs, reply_to)


def _split_reply(text: str) -> tuple[str, str | None]:
    match = _REPLY_TO.search(f" {text} ")
    if not match:
        return text, None
    target = _drop_trailing(text[match.end() - 1 :])
    return text[: match.start()], target if looks_like_name(target) else None


def _take_number(words: list[str]) -> tuple[list[str], int | None]:
    """Take "Post 7", "#7" or "Comment #7" out of the words of a line."""
    for place, word in enumerate(words[:8]):
        match = _NUMBER.fullmatch(word)
        lead = words[place - 1].casefold().rstrip(".:") if place else ""
        if match and (word.startswith("#") or lead in NUMBERED):
            start = place - 1 if lead in NUMBERED else place
            return words[:start] + words[place + 1 :], int(match[1])
    return words, None


def _drop_trailing(text: str) -> str:
    text = text.strip(_EDGES)
    while text.rpartition(" ")[2].casefold().rstrip(".…") in TRAILING and text:
        text = text.rpartition(" ")[0].rstrip(_EDGES)
    return text


def _drop_leading(text: str) -> str:
    text = text.strip(_EDGES)
    while text.partition(" ")[0].casefold().rstrip(":") in LEADING and text:
        text = text.partition(" ")[2].lstrip(_EDGES)
    return text
