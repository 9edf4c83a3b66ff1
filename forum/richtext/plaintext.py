"""Tokens to plain text, for search, excerpts, feeds and mail."""

from markdown_it.token import Token

from .characters import clean

_LISTS = frozenset({"ul", "ol"})
# What an empty line follows; a list only when it is not inside another.
_PARTED = _LISTS | {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "code", "hr", "blockquote"}
_BREAKS = frozenset({"softbreak", "hardbreak"})


def plain_text(tokens: list[Token]) -> str:
    """Return the words of block tokens, without marks of style and without addresses.

    Paragraphs are parted by an empty line, items keep their bullet or number, quoted lines begin
    with `> `, and the cells of a table's row are joined by ` | `.
    """
    page = _Page()
    for token in tokens:
        page.add(token)
    return clean("\n".join(page.lines))


def inline_text(children: list[Token]) -> str:
    """Return the words of inline tokens; a line break of either kind is a line ending."""
    return "".join("\n" if token.type in _BREAKS else token.content for token in children)


class _Page:
    """The lines so far, and what has to stand before the next one."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._cells: list[str] | None = None
        self._quotes = self._last_quotes = self._lists = 0
        self._bullet = ""
        self._gap = False

    def add(self, token: Token) -> None:
        if token.tag in _LISTS:
            self._lists += token.nesting
        elif token.tag == "blockquote":
            self._quotes += token.nesting
        elif token.type == "list_item_open":
            self._bullet = f"{'  ' * (self._lists - 1)}{token.info}{token.markup} "
        elif token.tag == "tr":
            self._turn_row(token.nesting)
        elif token.type == "inline":
            self._add_words(inline_text(token.children or []))
        elif token.tag == "code":
            self._write(token.content.rstrip("\n"))
        self._gap = self._gap or self._ends_part(token)

    def _ends_part(self, token: Token) -> bool:
        if token.nesting == 1 or token.hidden or token.tag not in _PARTED:
            return False
        return token.tag not in _LISTS or self._lists == 0

    def _turn_row(self, nesting: int) -> None:
        if nesting == 1:
            self._cells = []
        elif self._cells is not None:
            self._write(" | ".join(self._cells))
            self._cells = None

    def _add_words(self, text: str) -> None:
        if self._cells is None:
            self._write(text)
        else:
            self._cells.append(text)

    def _write(self, text: str) -> None:
        if self._gap and self.lines:
            self.lines.append(("> " * min(self._quotes, self._last_quotes)).rstrip())
        for line in text.split("\n"):
            self.lines.append("> " * self._quotes + self._bullet + line)
            self._bullet = ""
        self._gap, self._last_quotes = False, self._quotes
