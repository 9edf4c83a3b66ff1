"""A post as numbered words, each of which knows where it stands in what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .quantities import Span, find
from .spelling import Speller

# The only expression that runs over a post. Each alternative consumes what it matches for
# good, so the time is linear in the length of the text. No word has ten apostrophes.
_APOSTROPHE = r"['’‘`´′\ufffd\x92]"
_LETTER = r"[^\W\d_]"
_MARKS = frozenset('\n.!?…;:,()[]—–/=+*>|"“”-')
_TOKEN = re.compile(
    r"https?://\S+|&\#?\w{1,8};"
    r"|\d{1,9}(?:[.,]\d{1,6})?"
    rf"|{_LETTER}[\w\u200b-\u200d\u00ad\ufeff]*(?:{_APOSTROPHE}\w+){{,9}}"
    rf"|[{re.escape(''.join(sorted(_MARKS)))}]"
)
HEAD = 30_000
TAIL = 10_000
_ENDS = frozenset("\n.!?…")
_PAUSES = frozenset(";:,()[]—–=+*|")
NO_BREAK, PAUSE, END = 0, 1, 2


@dataclass(slots=True)
class Text:
    """Words in order, title first. Parallel lists, because a post may have thousands.

    `typed[i]` is what was typed for word `i`, and where. `breaks[i]` says what stands before it:
    nothing, a pause (comma and the like) or the end of a sentence. `sentences[i]` numbers its
    sentence, and `firsts` holds the first word of each. `quoted[i]` is true in lines that begin
    with `>`. `asking` holds the sentences that end with a question mark, `quantities` what the
    numbers mean.
    """

    title: str
    body: str
    words: list[str] = field(default_factory=list)
    typed: list[re.Match[str]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    asking: set[int] = field(default_factory=set)
    title_length: int = 0
    quantities: list[Span] = field(default_factory=list)

    def bounds(self, sentence: int) -> tuple[int, int]:
        """Return the first word of a sentence, and the one after its last."""
        after = sentence + 1
        return self.firsts[sentence], (
            self.firsts[after] if after < len(self.firsts) else len(self.words)
        )

    def quote(self, start: int, end: int) -> tuple[str, int, int, str]:
        """Return (field, first character, one after the last, the words as typed)."""
        in_title = start < self.title_length
        if in_title:
            end = min(end, self.title_length)
        source = self.title if in_title else self.body
        first, last = self.typed[start].start(), self.typed[end - 1].end()
        return "title" if in_title else "body", first, last, source[first:last]


class _Reader:
    """Appends one field's tokens to a `Text`, sentence by sentence."""

    def __init__(self, text: Text, speller: Speller) -> None:
        self.text = text
        self.speller = speller
        self.first = self.line = len(text.words)  # where the sentence and the line begin
        self.pauses: list[int] = []
        self.in_quote = False

    def read(self, source: str, start: int, stop: int) -> None:
        words, typed = self.text.words, self.text.typed
        spelled = self.speller.spelled
        for match in _TOKEN.finditer(source, start, stop):
            token = match[0]
            if token in _MARKS:
                self._mark(match)
            else:
                for word in spelled[token]:
                    words.append(word)
                    typed.append(match)
        self._end_sentence()

    def _mark(self, match: re.Match[str]) -> None:
        mark = match[0]
        if mark in _PAUSES:
            self._pause()
        elif mark in _ENDS:
            if mark == "?" and len(self.text.words) > self.first:
                self.text.asking.add(len(self.text.firsts))
            self._end_sentence()
            if mark == "\n":
                self.line, self.in_quote = len(self.text.words), False
        elif mark == ">":
            self.in_quote = self.in_quote or len(self.text.words) == self.line
        elif mark == "/":
            if _joins(match, str.isdigit):
                self.text.words.append(mark)
                self.text.typed.append(match)
        elif mark == "-" and not _joins(match, str.isalnum):
            self._pause()

    def _pause(self) -> None:
        self.pauses.append(len(self.text.words))

    def _end_sentence(self) -> None:
        text, first = self.text, self.first
        length = len(text.words) - first
        if length:
            breaks = [END] + [NO_BREAK] * (length - 1)
            for at in self.pauses:
                if first < at < first + length:
                    breaks[at - first] = PAUSE
            text.breaks += breaks
            text.sentences += [len(text.firsts)] * length
            text.quoted += [self.in_quote] * length
            text.firsts.append(first)
            self.first = len(text.words)
        self.pauses.clear()


def _joins(match: re.Match[str], is_such: Callable[[str], bool]) -> bool:
    """Say whether the characters before and after a mark are such."""
    start, end = match.span()
    return is_such(match.string[start - 1 : start]) and is_such(match.string[end : end + 1])


def read(title: str, body: str, speller: Speller) -> Text:
    """Split title and body into words; of a very long body only head and tail are read."""
    text = Text(title, body)
    _Reader(text, speller).read(title, 0, HEAD)
    text.title_length = len(text.words)
    reader = _Reader(text, speller)
    reader.read(body, 0, min(len(body), HEAD) if len(body) > HEAD + TAIL else len(body))
    if len(body) > HEAD + TAIL:
        _Reader(text, speller).read(body, len(body) - TAIL, len(body))
    text.quantities = list(find(text.words))
    return text


def sentence_around(source: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence, or sentences, of the characters `start` to `end` begin and end."""
    while start > 0 and not _ends(source, start - 1):
        start -= 1
    while end < len(source) and not _ends(source, end):
        end += 1
    return start, min(end + 1, len(source))


def _ends(source: str, at: int) -> bool:
    """Say whether a sentence ends with this character, as "38.5" does not with its point."""
    if source[at] not in _ENDS:
        return False
    return not (source[at - 1 : at].isdigit() and source[at + 1 : at + 2].isdigit())
