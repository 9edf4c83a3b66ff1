"""Takes the name out of a comment's salutation: "Hi Ann," becomes "Hi,"."""

import re

from .credits import looks_like_name
from .tables import entries, table

# Longest first, for "hi there" also starts with "hi".
GREETINGS = entries(
    """
    thank you very much, thank you so much, thanks so much, thank you again
    good afternoon, thanks again, thanks a lot, good morning, good evening
    congratulations, good question, well done, congrats, so sorry, well said
    many thanks, thank you, good luck, good day, hi there, welcome, thanks, hello, sorry
    hiya, dear, thx, hey, hi
    """
)
# Behind these, one word in lower case is a name too ("hi ann,").
HAILS = table("hello, hiya, dear, hey, hi, hi there")
# Whom people greet without naming anyone.
EVERYONE = table(
    """
    all, everyone, everybody, there, folks, guys, friends, team, again, doctor, doc
    dr, sir, madam, ma'am, ladies, people, god, ya, yall, y'all, both, you, anyone
    fellow, sufferers, experts, readers, nurse, mate, buddy, heaven, goodness
    anyway, advance, everyone's, others
    """
)
# First words that are followed by a comma and a capital without being anybody's name.
OPENERS = table(
    """
    yes, no, yeah, yep, nope, well, oh, ok, okay, also, so, now, then, however
    today, yesterday, tomorrow, first, second, third, next, last, again, still
    anyway, besides, maybe, perhaps, sure, right, true, wow, great, good, nice
    please, sometimes, often, thus, hence, therefore, plus, otherwise, meanwhile
    instead, lol, hmm, ah, ugh, look, god, monday, tuesday, wednesday, thursday
    friday, saturday, sunday, heat, january, february, march, april, may, june, july
    august, september, october, november, december, magnesium, calcium, potassium
    water, ice, update, ps, note, edit, question, answer, agreed, exactly, honestly
    """
)

_ADDRESSEE = re.compile(r",? @?((?:(?:Dr|Mrs?|Ms)\. )?[^,.!?:;]{1,40}?)(?= ?[,.!:;]| [–—-]|$)")
_MENTION = re.compile(r"@[^\W\d_][\w.-]{1,29}")
_VOCATIVE = re.compile(r"([A-Z][a-z]{1,14}),(?: (?=[A-Z])|$)")
_CALLED = re.compile(
    r"(?:,|(?i:(?<=\bthanks)|(?<=\bthank you))) "
    r"([A-Z][\w'’-]{0,24}(?: [A-Z][\w'’-]{0,24})?)(?=[.!?])"
)
_FIRST_SENTENCE = re.compile(r"([^.!?]{1,120}), ([^.!?,]{1,30})(?=[.!])")


def without_salutation(text: str, known: frozenset[str], *, reply: bool) -> str:
    """Drop the name addressed at the start of a comment's first line.

    `known` holds the names of everyone on the page in lower case. In a `reply` a name in front
    of a new sentence ("Ann, The rest …") counts even if it is not known.
    """
    mention = _MENTION.match(text)
    if mention:
        return _behind_mention(text, mention.end(), known)
    plain = text[:40].casefold()
    for greeting in GREETINGS:
        if plain.startswith(greeting) and not plain[len(greeting) : len(greeting) + 1].isalnum():
            return _greet(text, greeting, known)
    name, comma, _ = text[:60].partition(",")
    if comma and name.casefold() in known:
        return text[len(name) + 1 :].lstrip()
    vocative = _VOCATIVE.match(text) if reply else None
    if vocative and not (vocative[1].lower() in OPENERS or vocative[1].endswith("ly")):
        return text[vocative.end() :]
    return text


def without_vocatives(text: str, known: frozenset[str]) -> str:
    """Drop known names where a sentence ends by calling them: "Good idea, Ann!"."""
    return _CALLED.sub(lambda match: "" if match[1].casefold() in known else match[0], text)


def _behind_mention(text: str, end: int, known: frozenset[str]) -> str:
    """Drop "@Ann" or, where it is known, "@Ann Lee"."""
    surname = re.match(r" [\w-]{1,30}", text[end:])
    if surname and f"{text[1:end]}{surname[0]}".casefold() in known:
        end += surname.end()
    return text[end:].lstrip(" ,:")


def _greet(text: str, greeting: str, known: frozenset[str]) -> str:
    end = len(greeting)
    match = _ADDRESSEE.match(text, end)
    if match and _is_addressee(match[1], known, hailed=greeting in HAILS and text[end] == " "):
        return text[:end] + text[match.end() :]
    word = text[end : end + 60].split(" ", 2)[1:2]
    if word and word[0].casefold() in known:
        return text[:end] + text[end + len(word[0]) + 1 :]
    # "Thanks for the tip, Ann!"
    sentence = _FIRST_SENTENCE.match(text)
    if sentence and sentence[2][0].isupper() and _is_addressee(sentence[2], known, hailed=False):
        return sentence[1] + text[sentence.end() :]
    return text


def _is_addressee(text: str, known: frozenset[str], *, hailed: bool) -> bool:
    words = text.split()
    plain = {word.casefold().replace("’", "'").strip(".") for word in words}
    if text.casefold() in known:
        return True
    if plain <= EVERYONE or len(words) > 3 or not looks_like_name(text):
        return False
    return all(word[0].isupper() for word in words) or (hailed and len(words) == 1)
