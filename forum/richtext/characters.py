"""Characters that are not words: line endings, controls, and marks that hide or reorder text."""

import re
import unicodedata

# Latin letters, plain and typographic marks: as most texts are, with nothing to be cleaned.
_USUAL = re.compile("[\t\n -~\xa0-\u02ff\u2010-\u2027]*")
_NEWLINE = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Neither UTF-8 nor a feed can carry these: NUL, lone surrogates and noncharacters.
_UNWRITABLE = re.compile("[\0\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# The nine bidi embeddings, overrides and isolates reorder what a reader sees and may run past the
# end of a name or a quotation; tag characters spell text that nobody can see. The softer marks
# U+200E, U+200F and U+061C stay, and so do the joiners that Persian, Indic scripts and emoji need.
_MISLEADING = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x9f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Written languages stack two or three of these marks; a tower is drawn over the lines around it.
_MARK = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOWER = re.compile(f"(?<={_MARK}{{4}}){_MARK}+")


def clean(text: str) -> str:
    """Return `text` with plain line endings and without characters that mislead a reader.

    What cannot be written as UTF-8 becomes U+FFFD. Applying it twice changes nothing, and it never
    adds a character that means something in Markdown or HTML, except the line ending.
    """
    if _USUAL.fullmatch(text):
        return text
    text = _NEWLINE.sub("\n", text)
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    text = _MISLEADING.sub("", text)
    return _TOWER.sub("", text)


def unseen(char: str) -> bool:
    """Say whether a character leaves no ink: controls, format marks, blanks, unassigned ones."""
    return unicodedata.category(char)[0] in "CZ"
