"""What rendering gives, and its limits."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version

MAX_SOURCE_LENGTH = 30_000
"""Characters. Callers refuse longer texts; `render` cuts what reaches it all the same."""
MAX_HTML_LENGTH = 200_000

# Raise it with every change to what this room puts out; the libraries count by themselves.
_RULES = 1
_LIBRARIES = ("markdown-it-py", "mdurl", "linkify-it-py", "bleach", "nh3")
_DIGEST = hashlib.sha256(" ".join(map(version, _LIBRARIES)).encode()).hexdigest()
VERSION = f"{_RULES}-{_DIGEST[:8]}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a post keeps beside its source."""

    html: str
    """Safe to put into a page as it is; at most `MAX_HTML_LENGTH` characters."""
    text: str
    """The words alone. Not HTML: a `<` in it is a `<`, and whoever shows it escapes it."""
    version: str = VERSION
    """Of the rules and libraries that made it; another one means: render again."""
