"""Which addresses a link may have. Every wall of this room asks here, and nowhere else."""

import re

from .characters import unseen

EXTERNAL_REL = "nofollow ugc noopener"
MAX_LENGTH = 2_000

# RFC 3986: whatever else is in an address has been percent-encoded by the time it is checked, so
# blanks, quotes, backslashes, backticks and angle brackets are never let through.
_CHARACTER = r"[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]"
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?"
# No `@` before the path: `https://bank.example@evil.example` leads to the second name.
_WEB = re.compile(
    rf"https?://(?:{_NAME}|\[[0-9A-Fa-f:.]+\])(?::[0-9]{{1,5}})?(?:[/?#]{_CHARACTER}*)?",
    re.IGNORECASE,
)
# No header fields: `?bcc=` and `?body=` would fill in a letter behind its writer's back.
_MAIL = re.compile(rf"mailto:[A-Za-z0-9.!#$&'*+/=_~%-]+@{_NAME}", re.IGNORECASE)
# A second slash would make the rest a host.
_PATH = re.compile(rf"/(?:(?!/){_CHARACTER}+)?")
_ANCHOR = re.compile(r"#(?:post|p|s)-[A-Za-z0-9_-]+")
_LOCAL_OR_MAIL = (_MAIL, _PATH, _ANCHOR)


def external(url: str) -> bool:
    """Say whether an encoded `url` leads to a web host: http or https, no credentials."""
    return len(url) <= MAX_LENGTH and _WEB.fullmatch(url) is not None


def allowed(url: str) -> bool:
    """Say whether an encoded `url` may be the target of a link.

    Allowed are web addresses with a host, plain mail addresses, paths inside the site that begin
    with one slash, and the anchors of posts (`#post-…`), paragraphs and headings.
    """
    if external(url):
        return True
    return len(url) <= MAX_LENGTH and any(form.fullmatch(url) for form in _LOCAL_OR_MAIL)


def deceptive(url: str) -> bool:
    r"""Say whether an address as written holds what encoding would only disguise.

    That is a backslash, which browsers read as a slash, or a character that cannot be seen.
    """
    return any(char == "\\" or (char != " " and unseen(char)) for char in url)
