"""From bytes to clean text, or a refusal: signatures, encodings, line ends, stray characters."""

import codecs
import re

from .document import refusal

SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich-text file"),
)
MARKUP = ("<!doctype html", "<html", "<?xml")

# Share of control characters above which a file counts as binary.
MAX_CONTROL = 0.005
# Share of non-ASCII characters above which text read as Windows-1252 is some other encoding.
MAX_WESTERN = 0.3

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Zero-width space, word joiner, soft hyphen, byte-order mark, bidirectional controls.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_TRAILING = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)


def decode(data: bytes, name: str) -> str:
    """Return the text in `data` with plain spaces, newlines only and no invisible characters.

    Reads UTF-8 and UTF-16 (by byte-order mark) and falls back to Windows-1252. Raises
    NotAnArticle for binary data, markup, an unknown encoding or nothing at all.
    """
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise refusal(name, f"is {kind}, not a text")
    text = _LINE_ENDS.sub("\n", _to_text(data, name))
    control = len(_CONTROL.findall(text))
    if "\0" in text or control > MAX_CONTROL * len(text):
        raise refusal(name, "is binary, not a text")
    text = _INVISIBLE.sub("", _SPACES.sub(" ", _CONTROL.sub("", text)))
    text = _TRAILING.sub("", text)
    if not text.strip():
        raise refusal(name, "is empty")
    if text.lstrip()[:20].lower().startswith(MARKUP):
        raise refusal(name, "is an HTML or XML page; save its text and import that")
    return text


def _to_text(data: bytes, name: str) -> str:
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _western(data, name)


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 that was cut or patched: most of its non-ASCII characters are still whole."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    whole = sum(not c.isascii() for c in text) - lost
    return text if whole > lost else None


def _western(data: bytes, name: str) -> str:
    if b"\0" in data:
        raise refusal(name, "is binary, not a text")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if sum(not c.isascii() for c in text) > MAX_WESTERN * len(text) or not text:
        raise refusal(name, "is in no encoding that can be read; save it as UTF-8")
    return text
