"""Takes the signature off the end of a comment."""

import re
from collections.abc import Sequence

from .credits import COURTESIES, looks_like_name
from .lines import Line, ends_sentence, with_text
from .tables import table

# The first half of a signature, and what of it says something to the reader and stays.
VALEDICTIONS = table(
    """
    regards, best regards, kind regards, warm regards, sincerely, best wishes, yours
    yours truly, yours sincerely, all the best, best, love, warmly, cheers, namaste
    blessings, respectfully, hugs, xoxo, signed
    """
)
KEPT_VALEDICTIONS = table(
    """
    thanks, thank you, many thanks, good luck, thanks in advance, take care
    god bless, be well, thanks again, get well soon, thank you in advance
    """
)
# Between the capitals of a signature: "Bob from Texas", "Mother of Two".
LINKING = table("the, of, from, in, and, de, van, von, la, at, on")
# These say something even where a name would stand, and some of them must be heard.
SAYING = table(
    """
    goodbye, bye, farewell, desperate, scared, frightened, worried, suicidal, hopeless
    hurting, dying, pain, agony, urgent, emergency, help, anyone, anybody, nothing
    never, always, yes, no, maybe, magnesium, calcium, potassium, iron, zinc, salt
    water, ice, heat, rest, sleep, massage, stretching, yoga, aspirin, ibuprofen
    paracetamol, acetaminophen, warfarin, statins, update, edit, note, question
    """
)
MAX_WORDS = 5
MAX_LINES = 2

_DASH = re.compile(r"(?:--+|[—–~]) ?")
_SENTENCE = re.compile(r"[.!?…)] ")


def without_signature(lines: Sequence[Line], known: frozenset[str]) -> list[Line]:
    """Drop the lines and the end of a line with which a comment is signed.

    `known` holds the names of everyone on the page in lower case. A comment never becomes empty.
    """
    if not lines:
        return []
    if len(lines) > 1 and (_DASH.match(lines[-1].text) or lines[-1].marker in ("-", "–", "*")):
        name = _DASH.sub("", lines[-1].text, count=1)
        if not lines[-2].marker and _is_signature(name, known):
            return list(lines[:-1])
    whole = _without_signed_lines(list(lines), known)
    last = _without_signed_end(whole[-1].text, known)
    if last:
        return [*whole[:-1], with_text(whole[-1], last)]
    return whole[:-1] or whole


def _without_signed_lines(lines: list[Line], known: frozenset[str]) -> list[Line]:
    start = len(lines)
    while start > max(1, len(lines) - MAX_LINES) and not lines[start - 1].marker:
        if not _is_signature(lines[start - 1].text, known):
            break
        start -= 1
    if start == len(lines):
        return lines
    above = lines[start - 1].text
    if start > 1 and _plain(above) in VALEDICTIONS:
        return lines[: start - 1]
    surely = all(_plain(line.text) in known for line in lines[start:])
    # Below a colon, or below a line that goes on, short lines are part of what is said.
    ended = _plain(above) in KEPT_VALEDICTIONS or (ends_sentence(above) and above[-1] != ":")
    return lines[:start] if surely or ended else lines


def _without_signed_end(text: str, known: frozenset[str]) -> str:
    """Cut "… helps. -- Ann", "… helps. Regards, Ann" and, for known names, "… helps. Ann"."""
    offset = max(0, len(text) - 90)
    starts = [offset + match.end() for match in _SENTENCE.finditer(text[offset:])]
    for start in [0, *starts] if not offset else starts:
        end = text[start:]
        dash = _DASH.match(end)
        if dash and start and _is_signature(end[dash.end() :], known):
            return text[:start].rstrip()
        valediction, _, name = end.rstrip(".").partition(", ")
        if _is_signature(name, known) and _plain(valediction) in KEPT_VALEDICTIONS:
            return text[: start + len(valediction)]
        if _is_signature(name, known) and _plain(valediction) in VALEDICTIONS:
            return text[:start].rstrip()
        if start and _plain(end) in known:
            return text[:start].rstrip()
    return text


def _is_signature(text: str, known: frozenset[str]) -> bool:
    if _plain(text) in known:
        return True
    words = text.replace(",", "").split()
    plain = {word.casefold().strip(".!") for word in words}
    return (
        0 < len(words) <= MAX_WORDS
        and not ends_sentence(text)
        and not plain <= COURTESIES | LINKING
        and not (len(words) <= 2 and plain & SAYING)
        and words[0][0].isupper()
        and all(word[0].isupper() or word in LINKING for word in words)
        and (len(words) == 1 or not text.isupper())
        and all(looks_like_name(word, sure=True) for word in words)
    )


def _plain(text: str) -> str:
    return text[:60].casefold().strip(" .,!~-—–")
