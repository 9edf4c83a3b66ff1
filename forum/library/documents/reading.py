"""The two doors of the package: a file on disk, or bytes with a name."""

import hashlib
import stat
from pathlib import Path

from .decoding import decode
from .document import Document, refusal
from .markdown import is_markdown, read_markdown
from .scraped import read_scraped

MAX_BYTES = 2_000_000


def read_path(path: Path, folder: Path | None = None) -> Document:
    """Read the article in the file at `path`; raise NotAnArticle when it holds none.

    Never reads more than the size limit, and never opens what is no regular file. One that was
    found in a `folder` must lie there: a link in what was unpacked from elsewhere could publish
    any file of this machine.
    """
    name = path.name or str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise refusal(name, "is not a regular file")
        if folder is not None and not path.resolve().is_relative_to(folder.resolve()):
            raise refusal(name, "is a link that leads out of its folder")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            size = file.seek(0, 2)
    except OSError as error:
        raise refusal(name, f"cannot be read ({error.strerror or 'unknown error'})") from error
    _check_size(size, name)
    return read_document(data, name)


def read_document(data: bytes, name: str) -> Document:
    """Read the article in `data`, the content of a file called `name`.

    `name` decides whether front matter is demanded (`.md`, `.markdown`), stands in for a missing
    title, and appears in messages. The same bytes and name always give the same document.
    Raises NotAnArticle for everything that is no article.
    """
    _check_size(len(data), name)
    text = decode(data, name)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if is_markdown(text, name):
        return read_markdown(text, name, digest)
    return read_scraped(text, name, digest)


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        limit = f"{MAX_BYTES / 1e6:.0f} MB"
        raise refusal(name, f"is {size / 1e6:.1f} MB; an article may have at most {limit}")
